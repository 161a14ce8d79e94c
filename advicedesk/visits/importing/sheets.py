"""A file's bytes in, rows of text out: the header by name, each row with its line in the file."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

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
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_COLUMNS = 60


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


@dataclass(frozen=True)
class SheetRow:
    """One row: its line in the file, and its cells by canonical column; None: wrong number."""

    line: int
    cells: dict[str, str] | None


def read_sheet(content: bytes, renamed: Mapping[str, str] | None = None) -> list[SheetRow]:
    """Read a CSV or an xlsx file; raise FileRefused when its header is not the canonical one."""
    lines = xlsx_lines(content) if content.startswith(b"PK\x03\x04") else _csv_lines(content)
    header: list[str] | None = None
    rows: list[SheetRow] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = _canonical(cells, renamed or {})
            continue
        if len(rows) >= MOST_ROWS:
            raise FileRefused(FileFault.TOO_MANY_ROWS)
        rows.append(_row(line, header, cells))
    if not rows:
        raise FileRefused(FileFault.NO_ROWS)
    return rows


def _row(line: int, header: Sequence[str], cells: Sequence[str]) -> SheetRow:
    if len(cells) != len(header):
        return SheetRow(line, None)
    return SheetRow(line, dict(zip(header, cells, strict=True)))


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


def _csv_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(FileFault.NOT_UTF8) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
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
    """Yield the rows of the first sheet as text; raise FileRefused."""
    from python_calamine import CalamineWorkbook  # only an import of xlsx needs it

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > _MOST_UNPACKED:
            raise FileRefused(FileFault.TOO_MANY_ROWS)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        table = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except FileRefused:
        raise
    except BaseException as error:
        # the reader's own panic, on a broken file, is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise FileRefused(FileFault.NOT_A_TABLE) from None
    for position, cells in enumerate(table, start=1):
        yield position, [_text(cell) for cell in cells]


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
