"""A desk's own table, row by row: what is understood, what must be asked, what is passed over.

Pure. The rows come out with canonical cells, so that they are then judged exactly as those of the
canonical file; what only the desk can know is a question, asked once for the whole file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from advicedesk.visits.importing import own_cells, own_words
from advicedesk.visits.importing.own_words import CODED, SEVERAL, Vocabulary
from advicedesk.visits.importing.rows import MOST_MINUTES
from advicedesk.visits.importing.sheets import (
    COLUMNS,
    MOST_ROWS,
    FileFault,
    FileRefused,
    SheetRow,
)

OWN_COLUMNS = ("date", "time", *COLUMNS)
Headers = list[tuple[str, str]]  # (as written, column or NOT_READ)
NOT_READ = ""  # a column that the desk does not want read
_HEADER_WITHIN = 40
_FEWEST_COLUMNS = 3
_NOON = time(12)


class QuestionKind(StrEnum):
    """What only the desk can know."""

    WORD = "word"
    YEAR = "year"
    SAME_DAY = "same_day"
    MINUTES_MEANT = "minutes_meant"
    EQUAL_ROWS = "equal_rows"
    PEOPLE = "people"


@dataclass(frozen=True)
class Question:
    """One thing to ask, at the line where it came up first; `word` is as it was written."""

    kind: QuestionKind
    line: int
    column: str = ""
    word: str = ""
    options: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what makes questions of several rows one."""
        return (self.kind.value, self.column, own_words.said(self.word))


@dataclass(frozen=True)
class Answers:
    """What the desk answered for the file; words that were taught are in the vocabulary."""

    year: int | None = None
    same_day: bool | None = None
    minutes_meant: bool | None = None
    equal_rows_are_visits: bool | None = None
    counts_people: bool | None = None
    # folded header -> column, or NOT_READ
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class OwnRow:
    """One visit of the table as it was understood."""

    line: int
    cells: dict[str, str]
    day: date | None = None
    clock: time | None = None
    people: int | None = None
    questions: list[Question] = field(default_factory=list)
    is_wrong_day: bool = False
    is_wrong_minutes: bool = False
    is_as_above: bool = False
    is_left_out: bool = False  # the desk said that it is the row above once more

    @property
    def sheet_row(self) -> SheetRow:
        """Return the row as the canonical file would hold it; a time not told is noon."""
        told = ""
        if self.day is not None:
            told = f"{self.day.isoformat()}T{(self.clock or _NOON).isoformat('minutes')}"
        elif self.is_wrong_day:
            told = "?"  # refused with the canonical file's own words
        minutes = "?" if self.is_wrong_minutes else self.cells.get("minutes", "")
        canonical = {column: self.cells.get(column, "") for column in COLUMNS}
        return SheetRow(self.line, canonical | {"started_at": told, "minutes": minutes})


@dataclass
class OwnTable:
    """The table as it was understood."""

    header_line: int
    headers: Headers
    rows: list[OwnRow] = field(default_factory=list)
    passed_over: list[int] = field(default_factory=list)  # lines of titles, totals, headers

    @property
    def questions(self) -> list[Question]:
        """Return what must be asked, each once."""
        asked: dict[tuple[str, str, str], Question] = {}
        for row in self.rows:
            for question in row.questions:
                asked.setdefault(question.key, question)
        return list(asked.values())

    @property
    def rows_without_time(self) -> int:
        """Count the visits whose time of day is not told; they are put at noon."""
        return sum(row.day is not None and row.clock is None for row in self.rows)


def read_table(
    lines: Iterable[tuple[int, list[str]]], words: Vocabulary, answers: Answers
) -> OwnTable:
    """Read lines of cells; raise FileRefused when no line looks like a header."""
    reader = _Reader(words, answers)
    for line, cells in lines:
        if reader.table is None and len(reader.before) > _HEADER_WITHIN:
            break
        reader.take(line, cells)
    table = reader.table
    if table is None:
        raise FileRefused(FileFault.WRONG_HEADER, missing=("client_language", "topics", "date"))
    if not table.rows:
        raise FileRefused(FileFault.NO_ROWS)
    reader.settle(table.rows)
    return table


@dataclass
class _Block:
    """One of the tables that stand side by side, and the row above in it."""

    start: int
    columns: list[str]
    day_above: date | None = None
    row_above: dict[str, str] | None = None

    def part(self, cells: Sequence[str]) -> Sequence[str]:
        """Return the cells of a line that stand in this table."""
        return cells[self.start : self.start + len(self.columns)]


def _is_header(headers: Headers) -> bool:
    known = {column for _header, column in headers if column}
    return len(known) >= _FEWEST_COLUMNS and bool(known & {"client_language", "topics"})


class _Reader:
    """Reads one row after another; a new header in mid-sheet begins a new table."""

    def __init__(self, words: Vocabulary, answers: Answers) -> None:
        self.words = words
        self.answers = answers
        self.table: OwnTable | None = None
        self.before: list[int] = []  # lines above the header
        self.blocks: list[_Block] = []  # tables that stand side by side
        self.cells_above: Sequence[str] = ()
        self.is_below_header = False
        self.duration_header = ""
        self.years: Counter[int] = Counter()
        self.written_minutes: list[str] = []
        self.texts: dict[str, str] = {}  # each text of the table is kept once
        self.words_read: dict[tuple[str, str], tuple[str, list[str]]] = {}

    def take(self, line: int, cells: Sequence[str]) -> None:
        """Take the next line: a header, a visit, or something to pass over."""
        passed_over = self.table.passed_over if self.table else self.before
        headers = self.headers(cells)
        if headers is not None:
            if self.table is None:
                self.table = OwnTable(line, headers, passed_over=passed_over)
            else:
                passed_over.append(line)
            self.begin(headers)
        elif self.table is None or self._continues_header(cells, self.table):
            passed_over.append(line)
        else:
            self._take_visits(line, cells, self.table)
        self.is_below_header = headers is not None
        self.cells_above = cells

    def _take_visits(self, line: int, cells: Sequence[str], table: OwnTable) -> None:
        blocks = [block for block in self.blocks if self.is_visit(block, cells)]
        for block in blocks:
            if len(table.rows) >= MOST_ROWS:
                raise FileRefused(FileFault.TOO_MANY_ROWS)
            table.rows.append(self.row(line, block, cells))
        if not blocks:
            table.passed_over.append(line)

    def headers(self, cells: Sequence[str]) -> Headers | None:
        """Return the columns of a header line, or None when the line is none.

        A header may be two lines high: what it leaves empty is named in the line above.
        """
        headers = [(cell.strip(), self._column(cell)) for cell in cells]
        if not _is_header(headers):
            return None
        for place, above in enumerate(self.cells_above[: len(cells)]):
            if not headers[place][0] and (column := self._column(above)):
                headers[place] = (above.strip(), column)
        return headers

    def _continues_header(self, cells: Sequence[str], table: OwnTable) -> bool:
        """Tell whether a line names columns that the header just above left open, and take them."""
        told = [(place, cell.strip()) for place, cell in enumerate(cells) if cell.strip()]
        columns = [self._column(text) for _place, text in told]
        headers = table.headers
        is_open = all(place < len(headers) and not headers[place][1] for place, _text in told)
        if not self.is_below_header or not any(columns) or not is_open or table.rows:
            return False
        for (place, text), column in zip(told, columns, strict=True):
            headers[place] = (text, column)
        self.begin(headers)
        return True

    def _column(self, header: str) -> str:
        told = self.answers.columns.get(own_words.folded(header))
        return told if told is not None else own_words.column_of(header) or NOT_READ

    def begin(self, headers: Headers) -> None:
        """Read the rows that follow by this header; what it names twice are two tables."""
        first = next(column for _header, column in headers if column)
        starts = [place for place, (_header, column) in enumerate(headers) if column == first]
        ends = [*starts[1:], len(headers)]
        spans = list(zip(starts, ends, strict=True))
        if not all(_is_header(headers[start:end]) for start, end in spans):
            spans = [(0, len(headers))]
        self.blocks = [
            _Block(start, [column for _header, column in headers[start:end]])
            for start, end in spans
        ]
        self.duration_header = next((one for one, column in headers if column == "minutes"), "")

    def is_visit(self, block: "_Block", cells: Sequence[str]) -> bool:
        """Tell whether a line is a visit: not a total, and it says something of the client."""
        first = next((cell for cell in block.part(cells) if cell.strip()), "")
        told = self._by_column(block, cells)
        if own_words.begins_no_visit(first):
            return False
        return bool(told.get("client_language") or told.get("topics"))

    def _by_column(self, block: "_Block", cells: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for column, cell in zip(block.columns, block.part(cells), strict=False):
            text = cell.strip()
            if column and text:
                text = self.texts.setdefault(text, text)
                found[column] = f"{found[column]}, {text}" if column in found else text
        return found

    def row(self, line: int, block: "_Block", cells: Sequence[str]) -> OwnRow:
        """Read one visit."""
        told = self._by_column(block, cells)
        kept = {column: told[column] for column in COLUMNS if column in told}
        row = OwnRow(line, kept, is_as_above=told == block.row_above)
        block.row_above = told
        self._read_when(row, told, block)
        if "topics" in told:
            row.cells["topics"], people = own_cells.read_people(told["topics"])
            self._read_people(row, people, told["topics"])
        for column in CODED & set(told):
            self._read_words(row, column, row.cells[column])
        if "referred_to" in told:
            row.cells["referred_to"] = ";".join(
                part.strip() for part in told["referred_to"].replace(" / ", ";").split(";")
            )
        self.written_minutes.append(told.get("minutes", ""))
        return row

    def _read_when(self, row: OwnRow, told: Mapping[str, str], block: "_Block") -> None:
        written = told.get("date") or told.get("started_at") or ""
        read = own_cells.read_day(written, self.answers.year) if written else None
        if read is not None and read.day:
            row.day, row.clock = read.day, read.clock
            self.years[read.day.year] += 1
        elif read is not None and read.day_and_month:
            row.questions.append(Question(QuestionKind.YEAR, row.line, "date"))
        elif written:
            row.is_wrong_day = True
        elif self.answers.same_day:
            row.day = block.day_above
        elif self.answers.same_day is None:
            row.questions.append(Question(QuestionKind.SAME_DAY, row.line, "date"))
        block.day_above = row.day or block.day_above
        if "time" in told:
            row.clock = own_cells.read_clock(told["time"])

    def _read_people(self, row: OwnRow, people: int | None, written: str) -> None:
        if people is None:
            return
        if self.answers.counts_people is None:
            question = Question(QuestionKind.PEOPLE, row.line, "topics", options=(str(people), "1"))
            row.questions.append(question)
        elif self.answers.counts_people:
            row.people = people

    def _read_words(self, row: OwnRow, column: str, cell: str) -> None:
        read = self.words_read.get((column, cell))
        if read is None:
            read = self.words_read[column, cell] = self._meant(column, cell)
        row.cells[column], unknown = read
        row.questions += [
            Question(QuestionKind.WORD, row.line, column, word, self.words.options(column, word))
            for word in unknown
        ]

    def _meant(self, column: str, cell: str) -> tuple[str, list[str]]:
        """Return the codes of a cell, and its words that are not known."""
        if column in SEVERAL:
            codes, unknown = self.words.several(column, cell)
            if unknown and column == "acts":  # what was done is no reason to hold a visit up
                codes, unknown = codes or ["other"], []
            return ";".join(codes), unknown
        code = self.words.meant(column, cell)
        return code if code and code != own_words.LEAVE_OUT else "", [] if code else [cell]

    def settle(self, rows: list[OwnRow]) -> None:
        """Read what needs the whole file: the unit of durations, equal rows, the likely year."""
        unit = own_cells.unit_of_column(self.duration_header, self.written_minutes)
        for row, written in zip(rows, self.written_minutes, strict=True):
            self._read_minutes(row, written, unit)
            if row.is_as_above:
                self._settle_equal(row)
        year = self.years.most_common(1)[0][0] if self.years else None
        for row in rows:
            row.questions = [
                Question(one.kind, one.line, one.column, one.word, (str(year),))
                if one.kind is QuestionKind.YEAR and year
                else one
                for one in row.questions
            ]

    def _read_minutes(self, row: OwnRow, written: str, unit: str) -> None:
        read = own_cells.read_minutes(written, unit, MOST_MINUTES)
        row.is_wrong_minutes = read.is_wrong
        minutes = read.minutes
        if read.unlikely is not None:
            if self.answers.minutes_meant is None:
                options = (str(read.unlikely),)
                question = Question(
                    QuestionKind.MINUTES_MEANT, row.line, "minutes", options=options
                )
                row.questions.append(question)
            elif self.answers.minutes_meant:
                minutes = read.unlikely
            else:
                row.is_wrong_minutes = True
        row.cells["minutes"] = "" if minutes is None else str(minutes)

    def _settle_equal(self, row: OwnRow) -> None:
        if self.answers.equal_rows_are_visits is None:
            row.questions.append(Question(QuestionKind.EQUAL_ROWS, row.line))
        else:
            row.is_left_out = not self.answers.equal_rows_are_visits
