"""A file's bytes in, rows of text out: the header by name, each row with its line in the file."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TextIO, overload

COLUMNS = (
    "started_at",
    "desk",
    "contact_type",
    "client_language",
    "service_language",
    "bridged",
    "minutes",
    "topics",
    "acts",
    "referred_to",
    "outcome",
    "unmet_reasons",
    "note",
)
MOST_ROWS = 100_000
OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")  # how an xls of Excel 97-2003 begins
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_COLUMNS = 60
_PIECE = 1024 * 1024


class FileFault(StrEnum):
    """Why a whole file is refused."""

    NOT_UTF8 = "not_utf8"
    NOT_A_TABLE = "not_a_table"
    WRONG_HEADER = "wrong_header"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    BAD_MAPPING = "bad_mapping"


class FileRefused(Exception):
    """The file cannot be read as visits at all; names of columns say what is wrong with them."""

    def __init__(
        self,
        fault: FileFault,
        missing: Sequence[str] = (),
        unknown: Sequence[str] = (),
        line: int | None = None,
    ) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.missing = tuple(missing)
        self.unknown = tuple(unknown)
        self.line = line


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its line in the file, and its cells by canonical column; None: wrong number."""

    line: int
    cells: dict[str, str] | None


class SheetRows(Sequence[SheetRow]):
    """All rows of a file: bare cells, each text kept once, and put under columns when asked for.

    A hundred thousand dictionaries of texts would take ten times the file.
    """

    def __init__(self, header: Sequence[str]) -> None:
        self._header = header
        self._lines: list[tuple[int, tuple[str, ...]]] = []
        self._texts: dict[str, str] = {}

    def append(self, line: int, cells: Iterable[str]) -> None:
        """Take the next row."""
        once = self._texts.setdefault
        self._lines.append((line, tuple([once(cell, cell) for cell in cells])))

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> SheetRow: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[SheetRow]: ...

    def __getitem__(self, place: int | slice) -> SheetRow | Sequence[SheetRow]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        line, cells = self._lines[place]
        if len(cells) != len(self._header):
            return SheetRow(line, None)
        return SheetRow(line, dict(zip(self._header, cells, strict=True)))


def read_sheet(content: bytes, renamed: Mapping[str, str] | None = None) -> SheetRows:
    """Read a CSV or an xlsx file; raise FileRefused when its header is not the canonical one."""
    lines = xlsx_lines(content) if content.startswith(b"PK\x03\x04") else _csv_lines(content)
    rows: SheetRows | None = None
    for line, cells in lines:
        if not any(map(str.strip, cells)):
            continue
        if rows is None:
            rows = SheetRows(_canonical(cells, renamed or {}))
            continue
        if len(rows) >= MOST_ROWS:
            raise FileRefused(FileFault.TOO_MANY_ROWS)
        rows.append(line, cells)
    if not rows:
        raise FileRefused(FileFault.NO_ROWS)
    return rows


def _canonical(cells: Sequence[str], renamed: Mapping[str, str]) -> list[str]:
    theirs = {header: canonical for canonical, header in renamed.items()}
    header = [theirs.get(cell.strip(), cell.strip()) for cell in cells]
    missing = [column for column in COLUMNS if column not in header]
    unknown = [name for name in header if name not in COLUMNS]
    unknown += sorted({name for name in header if header.count(name) > 1})
    if len(missing) == len(COLUMNS):
        unknown = []  # no header at all: these may be the cells of a visit
    if missing or unknown:
        raise FileRefused(FileFault.WRONG_HEADER, missing, short(unknown))
    return header


def short(names: Iterable[str]) -> list[str]:
    """Return names as they may be shown: cut, and not too many."""
    return [name[:40] for name in names][:_MOST_COLUMNS]


def text_of(content: bytes, encoding: str) -> TextIO | None:
    """Return the content as a text that is decoded as it is read; None when it is none.

    Decoded at once, and kept by `io.StringIO` at four bytes a sign, a file is there six times.
    """
    pieces = (content[at : at + _PIECE] for at in range(0, len(content), _PIECE))
    try:
        # all of it is looked at, so that nothing stops in the middle
        if any("\x00" in piece for piece in codecs.iterdecode(pieces, encoding)):
            return None
    except UnicodeDecodeError:
        return None
    return io.TextIOWrapper(io.BytesIO(content), encoding, newline="")


def _csv_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = text_of(content, "utf-8-sig")
    if text is None:
        raise FileRefused(FileFault.NOT_UTF8)
    reader = csv.reader(text, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FileRefused(FileFault.NOT_A_TABLE, line=line) from None
        yield line, cells
        line = reader.line_num + 1  # where the next row begins; a note may hold line breaks


def xlsx_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the first sheet of an xlsx or an old xls as text; raise FileRefused."""
    from python_calamine import CalamineWorkbook  # only an import of xlsx needs it

    try:
        if not content.startswith(OLD_WORKBOOK) and _unpacked_size(content) > _MOST_UNPACKED:
            raise FileRefused(FileFault.TOO_MANY_ROWS)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = workbook.get_sheet_by_index(0)
    except FileRefused:
        raise
    except BaseException as error:
        # the reader's own panic, on a broken file, is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise FileRefused(FileFault.NOT_A_TABLE) from None
    before = [""] * (sheet.start or (0, 0))[1]  # columns left of all that is said are not given
    for position, cells in enumerate(sheet.iter_rows(), start=1):
        yield position, before + [_text(cell) for cell in cells]


def _unpacked_size(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
