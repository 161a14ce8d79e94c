"""Bytes of a feed into texts, JSON, sheets and the files of an archive; what is none is refused.

Each refusal is one line that says what the file is instead.
"""

import io
import json
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from advicedesk.directory import feed_refusals
from advicedesk.directory.errors import FeedUnreadable

# what can be read, by the words that --format takes
FORMAT_NAMES = {
    "ptv11": "Suomi.fi PTV v8–v11",
    "ptv12": "Suomi.fi PTV v12",
    "hsds": "Open Referral HSDS 3",
    "tpr": "Helsinki service map (TPR)",
    "spreadsheet": "a table of places (csv, xlsx)",
}
LARGEST = 200 * 2**20
MOST_FILES = 5_000
_WORKBOOK = "xl/workbook.xml"
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_PAGE = re.compile(r"\s*<(?:!doctype html|html|head|body)", re.IGNORECASE)
_COMMENT = re.compile(r"(?:^|[\s,\[\]{}])(?://|/\*)|^\s*#", re.MULTILINE)


@dataclass(frozen=True)
class Named:
    """A file's bytes, with the name that messages use."""

    name: str
    content: bytes


def check_size(name: str, size: int) -> None:
    """Refuse what is too large before it is read."""
    if size > LARGEST:
        raise FeedUnreadable(feed_refusals.TOO_LARGE, name=name, most=LARGEST >> 20)


def is_zip(content: bytes) -> bool:
    """Tell whether bytes are an archive, as workbooks are too."""
    return content.startswith(b"PK\x03\x04")


def is_workbook(file: Named) -> bool:
    """Tell whether an archive is an xlsx workbook."""
    return _WORKBOOK in _archive(file).namelist()


def _archive(file: Named) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(file.content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        # the last is zipfile's own word for an archive of a kind it cannot open
        raise FeedUnreadable(feed_refusals.BROKEN_ZIP, name=file.name) from None


def unpacked(file: Named) -> list[Named]:
    """Return the JSON, CSV and xlsx files of an archive."""
    archive = _archive(file)
    entries = [each for each in archive.infolist() if not each.is_dir()]
    wanted = [
        each for each in entries if each.filename.lower().endswith((".json", ".csv", ".xlsx"))
    ]
    check_size(file.name, sum(each.file_size for each in wanted))
    if len(wanted) > MOST_FILES:
        raise FeedUnreadable(feed_refusals.TOO_MANY_FILES, name=file.name, most=MOST_FILES)
    found = []
    for each in wanted:
        try:
            with archive.open(each) as member:
                # what an archive says of its sizes may be a lie
                content = member.read(each.file_size + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
            raise FeedUnreadable(feed_refusals.LOCKED_ZIP, name=file.name) from None
        found.append(Named(each.filename, content))
    return found


def text_of(file: Named) -> str:
    """Return a file's text: UTF-8 with or without a mark, UTF-16 with one, or Windows-1252."""
    encoding = next((name for mark, name in _MARKS.items() if file.content.startswith(mark)), None)
    for each in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            return file.content.decode(each)
        except UnicodeDecodeError:
            continue
    raise FeedUnreadable(feed_refusals.NO_TEXT, name=file.name)


def json_of(file: Named) -> Any:
    """Return a file's JSON, or say what it is instead."""
    encoding = next(
        (name for mark, name in _MARKS.items() if file.content.startswith(mark)), "utf-8"
    )
    try:
        return json.loads(file.content.decode(encoding))
    except (ValueError, RecursionError) as fault:
        raise _no_json(file, fault) from None


def _no_json(file: Named, fault: Exception) -> FeedUnreadable:
    if isinstance(fault, json.JSONDecodeError):
        return FeedUnreadable(_reason(file, fault), name=file.name, line=fault.lineno)
    return FeedUnreadable(feed_refusals.NO_JSON, name=file.name)


def _reason(file: Named, fault: json.JSONDecodeError) -> str:
    start = file.content[:4096].decode("utf-8", "replace")
    if _PAGE.match(start.lstrip("\ufeff")):
        return feed_refusals.WEB_PAGE
    if not file.content.strip():
        return feed_refusals.EMPTY
    if _COMMENT.search(start):
        return feed_refusals.COMMENTS
    if fault.pos >= len(fault.doc.rstrip()) - 1 or "Unterminated" in fault.msg:
        return feed_refusals.ENDS_EARLY
    return feed_refusals.WRONG_LINE


def sheet_of(file: Named) -> list[list[Any]]:
    """Return the cells of a workbook's first sheet."""
    from python_calamine import CalamineWorkbook  # only an import of xlsx needs it

    try:
        check_size(file.name, sum(each.file_size for each in _archive(file).infolist()))
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(file.content))
        cells: list[list[Any]] = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except FeedUnreadable:
        raise
    except BaseException as fault:
        # the reader's own panic, on a broken file, is no Exception
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        raise FeedUnreadable(feed_refusals.BROKEN_WORKBOOK, name=file.name) from None
    return cells
