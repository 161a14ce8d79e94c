"""PX files (PX-2013) for PxWeb, PxWin and statistical offices: one table a file, many languages.

Source: Statistics Sweden, "PX-file format", AXIS-VERSION 2013. The main language comes first; every
text stands again in each other language. Windows-1252 is what old readers take; a text that does
not fit into it makes the whole file UTF-8, and the file says so.
"""

import re
from collections.abc import Iterator, Sequence

from advicedesk.exports.archive import pack
from advicedesk.exports.cube import Category, Dimension, cube_of
from advicedesk.exports.table import (
    HIDDEN,
    HIDDEN_SIGN,
    TOTAL_CODE,
    Figure,
    Publication,
    Table,
)

LONGEST_NAME = 20  # of a matrix
LONGEST_PART = 200  # of a text; the format allows 256, with the keyword before it
LONGEST_LINE = 240
UNKNOWN_SIGN = "."
TIME_UNITS = {
    "M1": re.compile(r"(\d{4})-(\d{2})"),
    "Q1": re.compile(r"(\d{4})-Q(\d)"),
    "A1": re.compile(r"(\d{4})"),
}
# marks that steer the direction of letters are no part of a label
_STEERING = (*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
# a straight quotation mark would end the text
_REPLACED = str.maketrans(
    dict.fromkeys(map(chr, _STEERING), "") | {'"': "\N{RIGHT DOUBLE QUOTATION MARK}"}
)


def write_px(publications: Sequence[Publication]) -> bytes:
    """Return the tables as PX; more than one come as a zip of one file each.

    The publications are one and the same in several languages, the main language first.
    """
    files = {
        f"{tables[0].machine_name}.px": write_px_table(publications, tables)
        for tables in zip(*(each.tables for each in publications), strict=True)
    }
    if len(files) == 1:
        return next(iter(files.values()))
    return pack(files, publications[0].made_at)


def write_px_table(publications: Sequence[Publication], tables: Sequence[Table]) -> bytes:
    """Return one table, told in the language of each publication."""
    try:
        return _encoded(publications, tables, "windows-1252")
    except UnicodeEncodeError:
        return _encoded(publications, tables, "utf-8")


def _encoded(publications: Sequence[Publication], tables: Sequence[Table], code_page: str) -> bytes:
    lines = _Matrix(publications, tables, code_page).lines()
    return "".join(f"{line}\r\n" for line in lines).encode(code_page)


class _Matrix:
    """A PX file while it is written."""

    def __init__(
        self, publications: Sequence[Publication], tables: Sequence[Table], code_page: str
    ) -> None:
        self.publications = publications
        self.cubes = [cube_of(table) for table in tables]
        self.cube = self.cubes[0]
        self.code_page = code_page

    def lines(self) -> Iterator[str]:
        """Yield keyword after keyword in the order of the standard, the figures last."""
        yield from self._head()
        for place in range(len(self.cubes)):
            yield from self._titles(place)
        for place in range(len(self.cubes)):
            yield from self._values(place)
        for place in range(len(self.cubes)):
            yield from self._explanations(place)
        yield from self._figures()

    def _head(self) -> Iterator[str]:
        made = self.publications[0].made_at.strftime("%Y%m%d %H:%M")
        languages = ",".join(f'"{each.language}"' for each in self.publications)
        name = self.cube.table.machine_name[:LONGEST_NAME]
        yield 'CHARSET="ANSI";'
        yield 'AXIS-VERSION="2013";'
        yield f'CODEPAGE="{self.code_page}";'
        yield f'LANGUAGE="{self.publications[0].language}";'
        if len(self.publications) > 1:
            yield f"LANGUAGES={languages};"
        yield f'CREATION-DATE="{made}";'
        yield f"DECIMALS={max(map(_decimals, self.cube.figures), default=0)};"
        yield "SHOWDECIMALS=0;"
        yield f'MATRIX="{name}";'
        yield 'SUBJECT-CODE="ADVICE";'
        yield "COPYRIGHT=NO;"
        yield f'LAST-UPDATED="{made}";'

    def _titles(self, place: int) -> Iterator[str]:
        publication, cube = self.publications[place], self.cubes[place]
        rows, *others = (_text(dimension.title) for dimension in cube.dimensions)
        title = f"{cube.table.title}. {publication.title}"
        for keyword, words in (
            ("SUBJECT-AREA", publication.place),
            ("TITLE", title),
            ("DESCRIPTION", title),
            ("CONTENTS", cube.table.title),
            ("UNITS", cube.table.unit_title),
        ):
            yield f"{self._keyword(keyword, place)}={_parts(_text(words))};"
        yield f"{self._keyword('STUB', place)}={_list([rows])};"
        yield f"{self._keyword('HEADING', place)}={_list(others)};"

    def _values(self, place: int) -> Iterator[str]:
        for dimension in self.cubes[place].dimensions:
            yield self._of("VALUES", place, dimension, _list(_value_texts(dimension)))
            if dimension.is_time:
                yield from self._time(place, dimension)
            yield self._of("CODES", place, dimension, _list(_codes(dimension)))
            total = [each for each in dimension.categories if each.code == TOTAL_CODE]
            if total:
                yield self._of("ELIMINATION", place, dimension, _list([_text(total[0].label)]))
            if dimension.is_measure:
                yield from self._measures(place, dimension)

    def _time(self, place: int, dimension: Dimension) -> Iterator[str]:
        """Say which months, quarters or years they are; other spans are no time PX knows."""
        codes = [each.code for each in dimension.categories]
        for unit, pattern in TIME_UNITS.items():
            found = [pattern.fullmatch(code) for code in codes]
            if all(found):
                times = _list(["".join(one.groups()) for one in found if one])
                yield self._of("TIMEVAL", place, dimension, f"TLIST({unit}),{times}")

    def _measures(self, place: int, dimension: Dimension) -> Iterator[str]:
        """Say what each figure counts, in which unit and how exactly."""
        title = _text(dimension.title)
        yield f'{self._keyword("CONTVARIABLE", place)}="{title}";'
        for name, each in zip(_value_texts(dimension), dimension.categories, strict=True):
            yield f'{self._keyword("UNITS", place)}("{name}")={_parts(_text(each.unit))};'
            if each.decimals:
                precision = self._keyword("PRECISION", place)
                yield f'{precision}("{title}","{name}")={each.decimals};'
            if each.definition:
                note = self._keyword("VALUENOTE", place)
                yield f'{note}("{title}","{name}")={_parts(_note(each.definition))};'

    def _explanations(self, place: int) -> Iterator[str]:
        publication, table = self.publications[place], self.cubes[place].table
        yield f"{self._keyword('SOURCE', place)}={_parts(_text(publication.place))};"
        yield f"{self._keyword('DATASYMBOL1', place)}={_parts(_text(publication.unknown_title))};"
        yield f"{self._keyword('DATASYMBOL2', place)}={_parts(_text(publication.hidden_title))};"
        notes = [publication.internal_mark, *(f"{n.title}: {n.text}" for n in publication.notes)]
        shown = "\n".join(note for note in notes if note)
        yield f"{self._keyword('NOTEX', place)}={_parts(_note(shown))};"
        yield f"{self._keyword('NOTE', place)}={_parts(_note(table.definition))};"

    def _figures(self) -> Iterator[str]:
        width = len(self.cube.figures) // len(self.cube.dimensions[0].categories)
        yield "DATA="
        for start in range(0, len(self.cube.figures), width):
            yield from _wrapped(map(_figure, self.cube.figures[start : start + width]))
        yield ";"

    def _keyword(self, keyword: str, place: int) -> str:
        return f"{keyword}[{self.publications[place].language}]" if place else keyword

    def _of(self, keyword: str, place: int, dimension: Dimension, value: str) -> str:
        return f'{self._keyword(keyword, place)}("{_text(dimension.title)}")={value};'


def _value_texts(dimension: Dimension) -> list[str]:
    """Return what the values are called, none twice: PxWeb finds a value by its text."""
    if dimension.is_time:
        return _codes(dimension)
    texts: list[str] = []
    for each in dimension.categories:
        text = _text(each.label) or each.code
        texts.append(f"{text} ({_text(each.code)})" if text in texts else text)
    return texts


def _codes(dimension: Dimension) -> list[str]:
    def code(each: Category) -> str:
        return _time_code(each.code) if dimension.is_time else _text(each.code)

    return [code(each) for each in dimension.categories]


def _time_code(code: str) -> str:
    """Write a month as 2026M10 and a quarter as 2026Q4, as statistical offices do."""
    month = TIME_UNITS["M1"].fullmatch(code)
    return "M".join(month.groups()) if month else code.replace("-Q", "Q")


def _text(words: str) -> str:
    """Return words on one line that end no text of the file."""
    return " ".join(words.translate(_REPLACED).split())


def _note(words: str) -> str:
    """Return words of several lines: in a note `#` begins a new one."""
    return "#".join(_text(line).replace("#", "") for line in words.splitlines())


def _list(texts: Sequence[str]) -> str:
    return ",\r\n".join(map(_parts, texts))


def _parts(text: str) -> str:
    """Write a text; a long one in several parts, as lines have a limit."""
    starts = range(0, max(1, len(text)), LONGEST_PART)
    return "\r\n".join(f'"{text[start : start + LONGEST_PART]}"' for start in starts)


def _decimals(figure: Figure) -> int:
    return len(_figure(figure).partition(".")[2]) if isinstance(figure, float) else 0


def _figure(figure: Figure) -> str:
    if figure is HIDDEN:
        return f'"{HIDDEN_SIGN}"'
    if isinstance(figure, float):
        return f"{figure:.4f}".rstrip("0").rstrip(".")
    return f'"{UNKNOWN_SIGN}"' if figure is None else str(figure)


def _wrapped(figures: Iterator[str]) -> Iterator[str]:
    line = ""
    for figure in figures:
        if len(line) + len(figure) >= LONGEST_LINE:
            yield line
            line = ""
        line += f"{figure} "
    yield line
