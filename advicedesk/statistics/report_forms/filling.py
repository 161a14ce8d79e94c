"""A form's rows filled from a protected report (pure).

Every row is worked out of figures that the report publishes, and of nothing else: a sum of which a
part is hidden is hidden, but where the report publishes that very sum. So the form tells nothing
that a reader of the report has not got, and two of its rows cannot be subtracted to learn more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from advicedesk.exports.table import HIDDEN, Column, Figure, Hidden, Kind, Row, Table, Unit
from advicedesk.languages import registry
from advicedesk.statistics.counting.figures import (
    OTHER_LANGUAGES,
    OTHER_SUBTOPICS,
    Line,
    ReportTable,
    Words,
)
from advicedesk.statistics.counting.referrals import HOUSES
from advicedesk.statistics.disclosure.sums import Key
from advicedesk.statistics.months import Span
from advicedesk.statistics.report import THIS_MONTH, Report
from advicedesk.statistics.report_forms.crosswalks import Crosswalk
from advicedesk.statistics.report_forms.definitions import FormRow, Place, ReportForm, Section
from advicedesk.statistics.report_forms.errors import FormFault, FormRefused
from advicedesk.statistics.report_forms.parts import Names
from advicedesk.statistics.tables import KIND_UNITS

TOPICS, SUBTOPICS = "needs_by_topic", "needs_by_subtopic"
_LANGUAGES = ("client_language", "service_language")


@dataclass(frozen=True, slots=True)
class Fillers:
    """What a form is filled with beside the report: words, cross-walks by their names."""

    words: Words
    name_of: Callable[[Names], str]
    find_crosswalk: Callable[[str], Crosswalk]
    in_no_class: Callable[[Sequence[str]], str]  # what these topics are called in the form


@dataclass(frozen=True, slots=True)
class _Filled:
    """One row of the form."""

    title: str
    figure: Figure
    unit: Unit
    kind: Kind = Kind.COUNT
    is_total: bool = False


def fill(form: ReportForm, report: Report, fillers: Fillers) -> tuple[Table, ...]:
    """Return a table for each section; raise FormRefused where the form asks what is not there."""
    if report.threshold is None:
        raise ValueError("a form is filled from a protected report")
    filling = _Filling(report, fillers)
    return tuple(filling.section(each, number) for number, each in enumerate(form.sections, 1))


class _Filling:
    """Fills the sections of one form from one report."""

    def __init__(self, report: Report, fillers: Fillers) -> None:
        self.report = report
        self.fillers = fillers
        self.words = fillers.words

    def section(self, section: Section, number: int) -> Table:
        """Fill a section."""
        filled = [row for asked in section.rows for row in self.rows(asked)]
        units = {row.unit for row in filled}
        if len(units) != 1:
            raise FormRefused(FormFault.TWO_UNITS, section.where)
        period = self.report.periods[THIS_MONTH]
        unit = units.pop()
        return Table(
            machine_name=f"section_{number}",
            title=self.fillers.name_of(section.title),
            unit=unit,
            unit_title=self.words.title(f"unit_{unit}"),
            definition="",
            columns=(
                Column("measure", self.words.title("dimension_"), Kind.TEXT),
                Column(period.code, period.label, period=period.code),
            ),
            rows=tuple(self._row(row, place) for place, row in enumerate(filled, 1)),
        )

    def _row(self, row: _Filled, place: int) -> Row:
        return Row(
            cells=(row.title, row.figure),
            measure=f"row_{place}",
            kind=row.kind,
            is_total=row.is_total,
            unit_title=self.words.title(KIND_UNITS[row.kind]) if row.kind in KIND_UNITS else "",
        )

    def rows(self, asked: FormRow) -> Iterator[_Filled]:
        """Yield the row, or each of the rows that it stands for."""
        if asked.every_line:
            yield from self._every_line(asked)
        elif asked.every_class:
            yield from self._every_class(asked)
        else:
            title = self.fillers.name_of(asked.title)
            yield self._of_places(asked, title)

    def _of_places(self, asked: FormRow, title: str) -> _Filled:
        lines = [self._line(place, asked.where) for place in asked.figures]
        table = self._table(asked.figures[0].table, asked.where)
        if len(lines) > 1:
            self._check_sum(asked, lines)
            return _Filled(title, self._sum(map(self._key, asked.figures, lines)), table.unit)
        kind = lines[0].kind if lines[0] else Kind.COUNT
        figure = self._value(self._key(asked.figures[0], lines[0]))
        return _Filled(title, figure, table.unit, kind)

    def _every_line(self, asked: FormRow) -> Iterator[_Filled]:
        table = self._table(asked.every_line, asked.where)
        for line in table.lines:
            figure = self._value(line.keys[-1])
            yield _Filled(line.label, figure, table.unit, line.kind, line.is_total)

    def _every_class(self, asked: FormRow) -> Iterator[_Filled]:
        crosswalk = self.fillers.find_crosswalk(asked.every_class)
        span = Span.parse(self.report.periods[THIS_MONTH].code)
        last_day = span.last.shifted(1).first_day - timedelta(days=1)
        classes = crosswalk.within(span.first.first_day, last_day)
        for code, names in crosswalk.classes.items():
            inside = [topic for topic, its_class in classes.items() if its_class == code]
            keys = [self._key_of_topic(topic) for topic in inside]
            if inside:
                title = f"{code} {self.fillers.name_of(names)}"
                yield _Filled(title, self._sum(keys), Unit.NEEDS)
        yield from self._without_class(classes)
        total = self._table(TOPICS, asked.where).lines[-1]
        yield _Filled(total.label, self._value(total.keys[0]), Unit.NEEDS, is_total=True)

    def _without_class(self, classes: Mapping[str, str]) -> Iterator[_Filled]:
        """Yield what no class takes: topics, and of topics that go by subtopics the others."""
        by_parts = {topic.partition("/")[0] for topic in classes if "/" in topic}
        lines = [
            line
            for line in self.report.tables[TOPICS].lines
            if not line.is_total and line.code not in classes and line.code not in by_parts
        ]
        lines += [
            line
            for line in self.report.tables[SUBTOPICS].lines
            if not line.is_total
            and line.code.partition("/")[0] in by_parts
            and line.code not in classes
        ]
        if lines:
            title = self.fillers.in_no_class([line.label for line in lines])
            yield _Filled(title, self._sum(line.keys[0] for line in lines), Unit.NEEDS)

    def _key_of_topic(self, topic: str) -> Key | None:
        """Return the key of a topic; one that this organisation has not got is 0."""
        place = Place(SUBTOPICS if "/" in topic else TOPICS, topic)
        return self._key(place, _line_of(self.report.tables[place.table], topic))

    def _table(self, name: str, where: str) -> ReportTable:
        table = self.report.tables.get(name)
        if table is None:
            raise FormRefused(FormFault.NO_SUCH_FIGURE, where)
        return table

    def _line(self, place: Place, where: str) -> Line | None:
        """Return the line of a figure; None where nothing of a known code was counted."""
        table = self._table(place.table, where)
        columns = {each.code for each in table.columns}
        line = _line_of(table, place.line)
        is_column = place.column in {"", *columns} or self._is_known(
            table.column_dimension, place.column
        )
        if not is_column or (line is None and not self._is_known(table.dimension, place.line)):
            raise FormRefused(FormFault.NO_SUCH_FIGURE, where)
        return line

    def _is_known(self, dimension: str, code: str) -> bool:
        """Tell whether a code that was not counted is one: else a slip of the pen would be 0."""
        if dimension in _LANGUAGES:
            return registry.is_known(code)
        if dimension == "subtopic":
            topic, _, under = code.partition("/")
            return under in self.words.codes(f"subtopic {topic}")
        if dimension == "house":
            return code in HOUSES.values()
        return dimension == "authority" or code in self.words.codes(dimension)

    def _key(self, place: Place, line: Line | None) -> Key | None:
        """Return the key of a figure; None where it may be among others, and () where it is 0."""
        table = self.report.tables[place.table]
        columns = [each.code for each in table.columns]
        if place.column and place.column not in columns:
            return None if OTHER_LANGUAGES in columns else ()
        if line is not None:
            return line.keys[columns.index(place.column)] if place.column else line.keys[-1]
        topic = place.line.partition("/")[0]
        others = {OTHER_LANGUAGES, f"{topic}/{OTHER_SUBTOPICS}"}
        return None if others & {each.code for each in table.lines} else ()

    def _value(self, key: Key | None) -> Figure:
        if key is None:
            return HIDDEN
        return self.report.value(key) if key else 0

    def _sum(self, keys: Iterable[Key | None]) -> Figure:
        """Add up published figures; a sum that the report publishes is taken from it."""
        told = list(keys)
        figures = [self._value(key) for key in told]
        if not any(isinstance(figure, Hidden) for figure in figures):
            return sum(figure or 0 for figure in figures if not isinstance(figure, Hidden))
        # zeros are always published: what is left of both is the same sum
        parts = self._not_zero(told)
        for published in self.report.sums:
            if None not in parts and self._not_zero(published.parts) == parts:
                return self.report.value(published.total)
        return HIDDEN

    def _not_zero(self, keys: Iterable[Key | None]) -> set[Key | None]:
        return {key for key in keys if self._value(key) != 0}

    def _check_sum(self, asked: FormRow, lines: Sequence[Line | None]) -> None:
        """Refuse a sum that counts a thing twice, or things that are none of one table."""
        places = asked.figures
        table = self._table(places[0].table, asked.where)
        is_of_one = all(
            (one.table, one.column) == (places[0].table, places[0].column) for one in places
        )
        adds_up = any(line.is_total for line in table.lines)
        has_total = any(line is not None and line.is_total for line in lines)
        if not is_of_one or not adds_up or has_total or len(set(places)) < len(places):
            raise FormRefused(FormFault.NO_SUM, asked.where)


def _line_of(table: ReportTable, code: str) -> Line | None:
    return next((line for line in table.lines if line.code == code), None)
