"""Rows of a desk's table into visits: what is understood, what is refused, and by which words."""

import io
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from advicedesk.languages import registry
from advicedesk.privacy.identity_codes import Finding, find_identifiers
from advicedesk.visits.importing.mapping import read_mapping
from advicedesk.visits.importing.rows import (
    Known,
    ReadRow,
    RowFault,
    imported,
    public_id_of,
    read_row,
)
from advicedesk.visits.importing.sheets import (
    COLUMNS,
    FileFault,
    FileRefused,
    SheetRow,
    read_sheet,
)
from advicedesk.visits.models import Bridged, ContactType, Outcome

HELSINKI = ZoneInfo("Europe/Helsinki")
KELA = "11111111-1111-4111-8111-111111111111"
GOOD = {
    "started_at": "2026-08-03T10:05",
    "desk": "iso-omena",
    "contact_type": "phone",
    "client_language": "ar",
    "service_language": "fi",
    "bridged": "interpreter_phone",
    "minutes": "20",
    "topics": "social/parental;work",
    "acts": "information;referral",
    "referred_to": "KELA;Moniheli ry",
    "outcome": "referred",
    "unmet_reasons": "",
    "note": "Jono 40 min",
}


def _find(text: str, day: date) -> Sequence[Finding]:
    return find_identifiers(text, today=day)


KNOWN = Known(
    desks={"iso-omena", "kalajarvi"},
    default_desk=None,
    is_language=registry.is_known,
    topics={"social", "social/parental", "work"},
    acts={"information", "referral"},
    unmet_reasons={"cost", "no_capacity"},
    places={"kela": KELA},
    find_identifiers=_find,
    zone=HELSINKI,
    now=datetime(2026, 11, 24, 12, tzinfo=UTC),
)


def read(known: Known = KNOWN, **cells: str) -> ReadRow:
    return read_row(SheetRow(7, {**GOOD, **cells}), known)


def faults(row: ReadRow) -> list[tuple[str | None, RowFault]]:
    assert all(problem.line == 7 for problem in row.problems)
    assert (row.details is None) == bool(row.problems)
    return [(problem.column, problem.fault) for problem in row.problems]


def csv_bytes(*rows: dict[str, str], header: Sequence[str] = COLUMNS) -> bytes:
    lines = [",".join(header), *(",".join(row.get(name, "") for name in header) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def test_a_whole_row_is_understood() -> None:
    row = read()
    assert faults(row) == []
    visit = row.details
    assert visit is not None
    assert row.desk_code == "iso-omena"
    assert visit.started_at == datetime(2026, 8, 3, 7, 5, tzinfo=UTC)
    assert visit.contact_type is ContactType.PHONE
    assert (visit.client_language, visit.service_language) == ("ar", "fi")
    assert visit.bridged is Bridged.INTERPRETER_PHONE
    assert (visit.minutes, visit.note) == (20, "Jono 40 min")


def test_what_was_done_and_how_it_ended_belongs_to_the_first_need() -> None:
    main, other = read().details.needs
    assert (main.topic, main.subtopic, main.outcome) == ("social", "parental", Outcome.REFERRED)
    assert main.acts == ("information", "referral")
    assert len(main.referrals) == 2
    assert (other.topic, other.subtopic, other.outcome) == ("work", None, None)
    assert (other.acts, other.referrals) == ((), ())


def test_a_name_of_the_directory_is_its_place_and_any_other_stays_as_written() -> None:
    kela, moniheli = read().details.needs[0].referrals
    assert (kela.service_point, kela.authority_name) == (KELA, None)
    assert (moniheli.service_point, moniheli.authority_name) == (None, "Moniheli ry")


def test_only_time_desk_language_and_topic_must_be_there() -> None:
    empty = dict.fromkeys(GOOD, "") | {
        name: GOOD[name] for name in ("started_at", "desk", "client_language", "topics")
    }
    row = read(**empty)
    assert faults(row) == []
    assert row.details.contact_type is ContactType.WALK_IN
    assert (row.details.minutes, row.details.bridged, row.details.service_language) == (None,) * 3


@pytest.mark.parametrize("column", ["started_at", "desk", "client_language", "topics"])
def test_what_must_be_there_is_named_when_it_is_empty(column: str) -> None:
    assert faults(read(**{column: " "})) == [(column, RowFault.MISSING)]


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("started_at", "3.8.2026 10:05", RowFault.NO_TIME),
        ("started_at", "2026-08-03", RowFault.NO_TIME),
        ("started_at", "2026-08-03T10:05+03:00", RowFault.NO_TIME),
        ("started_at", "1999-08-03T10:05", RowFault.NO_TIME),
        ("started_at", "2026-03-29T03:30", RowFault.CLOCK_CHANGE),
        ("started_at", "2026-11-25T10:05", RowFault.IN_FUTURE),
        ("desk", "tapiola", RowFault.OTHER_DESK),
        ("contact_type", "walkin", RowFault.UNKNOWN_CODE),
        ("client_language", "arabia", RowFault.UNKNOWN_CODE),
        ("service_language", "xx", RowFault.UNKNOWN_CODE),
        ("bridged", "somehow", RowFault.UNKNOWN_CODE),
        ("minutes", "20,5", RowFault.NO_NUMBER),
        ("minutes", "481", RowFault.NO_NUMBER),
        ("minutes", "-5", RowFault.NO_NUMBER),
        ("minutes", "٢٠", RowFault.NO_NUMBER),
        ("topics", "social/none", RowFault.UNKNOWN_CODE),
        ("topics", ";".join(["work"] * 13), RowFault.TOO_MANY),
        ("acts", "information;magic", RowFault.UNKNOWN_CODE),
        ("referred_to", ";".join("abcdefghi"), RowFault.TOO_MANY),
        ("referred_to", "x" * 161, RowFault.TOO_LONG),
        ("referred_to", "Matti, 040 123 4567", RowFault.IDENTIFIER),
        ("outcome", "done", RowFault.UNKNOWN_CODE),
        ("unmet_reasons", "cost", RowFault.REASONS_NEED_UNMET),
        ("note", "x" * 201, RowFault.TOO_LONG),
        ("note", "x" * 1001, RowFault.TOO_LONG),
        ("note", "hidden\x00sign", RowFault.HIDDEN_SIGNS),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_column(
    column: str, value: str, fault: RowFault
) -> None:
    assert faults(read(**{column: value})) == [(column, fault)]


def test_everything_wrong_with_a_row_is_told_at_once() -> None:
    row = read(minutes="many", bridged="x", client_language="")
    assert {column for column, _fault in faults(row)} == {"minutes", "bridged", "client_language"}


def test_unmet_needs_keep_their_reasons() -> None:
    row = read(outcome="unmet", unmet_reasons="cost;no_capacity;cost")
    assert row.details.needs[0].unmet_reasons == ("cost", "no_capacity")


def test_a_row_with_too_few_cells_is_refused() -> None:
    row = read_row(SheetRow(7, None), KNOWN)
    assert faults(row) == [(None, RowFault.WRONG_CELLS)]


def test_the_hour_that_comes_twice_is_taken() -> None:
    assert faults(read(started_at="2026-10-25T03:30")) == []


def test_an_empty_desk_is_the_one_the_import_is_for() -> None:
    known = Known(**{**vars(KNOWN), "default_desk": "kalajarvi"})
    row = read(known, desk="")
    assert (faults(row), row.desk_code) == ([], "kalajarvi")


@pytest.mark.parametrize(
    ("note", "kinds"),
    [
        ("hetu 131052-308t", ("hetu",)),
        ("Tel. 040 123 4567", ("phone",)),
        ("Syntynyt 3.5.1987", ("birthdate",)),
        ("Asiakasnumero 12345678", ("digit_run",)),
        ("Asia ESPOO/1234/02.05.01/2026", ()),
        ("Palaa 5.8.2026", ()),
        ("Jono 40 min", ()),
    ],
)
def test_a_note_that_leads_to_a_person_is_told_by_kind(note: str, kinds: tuple[str, ...]) -> None:
    assert read(note=note).note_kinds == kinds


def test_no_problem_repeats_what_a_cell_says() -> None:
    row = read(referred_to="Matti, 040 123 4567", minutes="131052-308T")
    assert "040" not in repr(row.problems)
    assert "308" not in repr(row.problems)


def test_the_same_row_is_the_same_visit_with_or_without_its_note() -> None:
    assert read().content == read(note="").content
    assert read().content == read(started_at="2026-08-03 10:05:00").content
    assert read().content != read(minutes="21").content


def test_equal_rows_are_told_apart_by_their_place() -> None:
    row = read()
    equal_before: Counter[str] = Counter()
    first, second = imported(row, equal_before), imported(row, equal_before)
    assert first.public_id != second.public_id
    assert first.public_id == imported(read(), Counter()).public_id
    assert second.public_id == public_id_of(row.content, 1)


@given(st.lists(st.text()), st.integers(min_value=0))
def test_every_id_looks_like_a_random_one(content: list[str], place: int) -> None:
    made = uuid.UUID(public_id_of(content, place))
    assert (made.version, made.variant) == (4, uuid.RFC_4122)


@given(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=60)))
def test_whatever_a_row_holds_it_is_a_visit_or_a_problem(cells: dict[str, str]) -> None:
    row = read(**cells)
    assert (row.details is None) == bool(row.problems)


def test_a_sheet_gives_its_lines_by_column() -> None:
    rows = read_sheet(csv_bytes(GOOD, {}, GOOD))
    assert [row.line for row in rows] == [2, 4]
    assert rows[0].cells == GOOD


def test_columns_may_stand_in_any_order_and_the_file_may_begin_with_a_mark() -> None:
    content = b"\xef\xbb\xbf" + csv_bytes(GOOD, header=COLUMNS[::-1])
    assert read_sheet(content)[0].cells == GOOD


def test_lines_are_counted_through_notes_of_several_lines() -> None:
    content = csv_bytes({**GOOD, "note": '"one\ntwo"'}, GOOD)
    assert [row.line for row in read_sheet(content)] == [2, 4]


def test_a_row_of_another_width_is_kept_for_its_problem() -> None:
    content = csv_bytes(GOOD) + b"a,b\n"
    assert read_sheet(content)[1] == SheetRow(3, None)


def refused(content: bytes, **options: Any) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_sheet(content, **options)
    return caught.value


def test_another_header_is_refused_with_what_is_missing_and_what_is_unknown() -> None:
    header = [name for name in COLUMNS if name != "minutes"] + ["kesto", "desk"]
    refusal = refused(csv_bytes(GOOD, header=header))
    assert refusal.fault is FileFault.WRONG_HEADER
    assert refusal.missing == ("minutes",)
    assert refusal.unknown == ("kesto", "desk")


def test_a_table_without_a_header_repeats_none_of_its_cells() -> None:
    refusal = refused(csv_bytes(GOOD).split(b"\n", 1)[1])
    assert (refusal.missing, refusal.unknown) == (COLUMNS, ())


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.NO_ROWS),
        (csv_bytes(), FileFault.NO_ROWS),
        ("päivä".encode("cp1252"), FileFault.NOT_UTF8),
        (csv_bytes() + b'"open', FileFault.NOT_A_TABLE),
        (b"PK\x03\x04 no archive", FileFault.NOT_A_TABLE),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, fault: FileFault) -> None:
    assert refused(content).fault is fault


def test_a_broken_line_is_named() -> None:
    assert refused(csv_bytes(GOOD) + b'"open').line == 3


def test_a_table_is_read_up_to_its_most_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advicedesk.visits.importing.sheets.MOST_ROWS", 1)
    assert refused(csv_bytes(GOOD, GOOD)).fault is FileFault.TOO_MANY_ROWS


def test_renamed_columns_are_read_by_their_own_names() -> None:
    header = ["kesto" if name == "minutes" else name for name in COLUMNS]
    content = csv_bytes({**GOOD, "kesto": "20"}, header=header)
    renamed = read_mapping(b'[columns]\nminutes = "kesto"\n').renamed
    assert read_sheet(content, renamed)[0].cells == GOOD


@pytest.mark.parametrize(
    "mapping",
    [
        "minutes = ",
        'minutes = "kesto"',
        "[columns]\nminutes = 5",
        '[columns]\nduration = "kesto"',
        '[columns]\nminutes = "kesto"\n[more]\n',
    ],
)
def test_a_mapping_that_is_no_mapping_is_refused(mapping: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_mapping(mapping.encode())
    assert caught.value.fault is FileFault.BAD_MAPPING


def xlsx_bytes(*rows: Sequence[Any]) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def test_an_xlsx_file_is_read_with_its_numbers_and_times() -> None:
    cells: dict[str, Any] = {
        **dict.fromkeys(COLUMNS),
        **GOOD,
        "minutes": 20.0,
        "started_at": datetime(2026, 8, 3, 10, 5),  # noqa: DTZ001 - a sheet knows no zone
        "unmet_reasons": None,
    }
    rows = read_sheet(xlsx_bytes(COLUMNS, [cells[name] for name in COLUMNS]))
    assert list(rows) == [SheetRow(2, GOOD)]


def test_a_day_in_an_xlsx_file_is_no_time() -> None:
    cells = {**GOOD, "started_at": date(2026, 8, 3)}
    (row,) = read_sheet(xlsx_bytes(COLUMNS, [cells[name] for name in COLUMNS]))
    assert faults(read_row(replace(row, line=7), KNOWN)) == [("started_at", RowFault.NO_TIME)]


def test_an_xlsx_file_that_would_unpack_too_large_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("advicedesk.visits.importing.sheets._MOST_UNPACKED", 10)
    assert refused(xlsx_bytes(COLUMNS)).fault is FileFault.TOO_MANY_ROWS
