"""Importing open data: files twice, what the desk knows, gone and back, all or nothing."""

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from openpyxl import Workbook
from sqlalchemy import func, select

from advicedesk.cli import import_directory as command
from advicedesk.database import db, writing
from advicedesk.desks.models import Desk
from advicedesk.directory import feeds, fetching, operations, queries
from advicedesk.directory.details import LocalDetails
from advicedesk.directory.imports import documents
from advicedesk.directory.models import Authority, PlaceKind, ServicePoint
from advicedesk.privacy.models import AuditEntry
from tests.factories.directory import TODAY
from tests.factories.feeds import (
    FORM,
    HSDS_TABLES,
    OFFICE,
    PHONE,
    authority,
    channel,
    channel_12,
    connection,
    hsds_service,
    page,
    three_channels,
    unit,
)

URL = "https://open.example/list"


@pytest.fixture
def run(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return the command on the test's database."""
    monkeypatch.setattr(command, "migrated_application", lambda: app)

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(command.import_directory, [str(each) for each in arguments])

    return run


@pytest.fixture
def a_file(tmp_path: Path) -> Callable[..., Path]:
    """Return a writer of JSON files."""

    def write(document: Any, name: str = "channels.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(document), "utf-8")
        return path

    return write


def _rows() -> list[Any]:
    db.session.rollback()
    everything = select(*ServicePoint.__table__.c).order_by(ServicePoint.id)
    return [tuple(row) for row in db.session.execute(everything)]


def _place(feed_id: str) -> ServicePoint:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(ServicePoint).where(ServicePoint.feed_id == feed_id)).one()


def test_channels_become_places_of_their_authority(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    found = run(a_file(page(*three_channels())), a_file(page(authority()), "authorities.json"))
    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout)["service_points"]["new"] == 3
    office = _place(OFFICE)
    assert office.kind is PlaceKind.OFFICE
    assert office.authority is not None
    assert office.authority.names["sv"] == "Folkpensionsanstalten"
    assert office.addresses == {"fi": "Suomenlahdentie 1, 02230 Espoo"}
    assert office.phones[0]["number"] == "0201234500"
    assert office.latitude is not None
    assert _place(PHONE).kind is PlaceKind.PHONE_SERVICE
    assert _place(FORM).kind is PlaceKind.LINK_ONLY


def test_the_same_file_twice_changes_nothing(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    file = a_file(page(*three_channels()))
    run(file)
    before = _rows()
    summary = json.loads(run(file).stdout)
    assert summary["service_points"] == {
        "new": 0, "changed": 0, "unchanged": 3, "gone": 0, "back": 0,
    }  # fmt: skip
    assert _rows() == before


def test_what_the_desk_knows_survives_an_import(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    run(a_file(page(channel())))
    with writing.writing():
        operations.change_service_point(
            service_point=queries.get_service_point(_place(OFFICE).public_id),
            local=LocalDetails("Iso Omena", "2", "4", {"en": "Up the escalator."}),
            today=TODAY,
        )
        db.session.commit()
    renamed = channel(serviceChannelNames=[{"language": "fi", "value": "Uusi", "type": "Name"}])
    summary = json.loads(run(a_file(page(renamed))).stdout)
    office = _place(OFFICE)
    assert summary["service_points"]["changed"] == 1
    assert office.names == {"fi": "Uusi"}
    assert (office.house, office.floor, office.counter) == ("Iso Omena", "2", "4")
    assert office.walking_hints == {"en": "Up the escalator."}


def test_a_place_that_is_listed_no_more_is_marked_gone_and_comes_back(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    run(a_file(page(*three_channels())))
    summary = json.loads(run(a_file(page(channel()))).stdout)
    assert summary["service_points"]["gone"] == 2
    assert _place(PHONE).gone_from_feed_at is not None
    assert [one.public_id for one in queries.list_service_points()] == [_place(OFFICE).public_id]
    assert json.loads(run(a_file(page(channel()))).stdout)["service_points"]["gone"] == 0
    back = json.loads(run(a_file(page(*three_channels()))).stdout)["service_points"]
    assert (back["back"], back["unchanged"]) == (2, 1)
    assert _place(PHONE).gone_from_feed_at is None


@pytest.mark.parametrize("document", [channel(), page(channel(), page_count=2)])
def test_a_part_of_the_feed_marks_nothing_as_gone(
    run: Callable[..., Result], a_file: Callable[..., Path], document: Any
) -> None:
    run(a_file(page(*three_channels())))
    assert json.loads(run(a_file(document)).stdout)["service_points"]["gone"] == 0


def test_places_of_other_authorities_and_by_hand_are_never_marked_gone(
    run: Callable[..., Result],
    a_file: Callable[..., Path],
    a_service_point: ServicePoint,
) -> None:
    other = channel(PHONE, "Phone", organizationId="another")
    run(a_file(page(other)), a_file(page(authority("another")), "other.json"))
    run(a_file(page(channel())), a_file(page(authority()), "authorities.json"))
    assert _place(PHONE).gone_from_feed_at is None
    assert a_service_point.gone_from_feed_at is None


def test_a_place_kept_by_hand_is_met_by_authority_name_and_kind(
    run: Callable[..., Result],
    a_file: Callable[..., Path],
    make_authority: Callable[..., Authority],
    make_service_point: Callable[..., ServicePoint],
) -> None:
    kela = make_authority(fi="Kansaneläkelaitos")
    make_service_point({"fi": "kela servicelocation"}, authority=kela, floor="2")
    summary = json.loads(
        run(a_file(page(channel())), a_file(page(authority()), "authorities.json")).stdout
    )
    assert summary["service_points"]["new"] == 0
    assert summary["authorities"] == {"new": 0, "changed": 1, "unchanged": 0}
    office = _place(OFFICE)
    assert (office.floor, office.source) == ("2", "ptv")


def test_an_archived_channel_is_left_out_and_marks_what_is_here_as_gone(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    run(a_file(page(channel())))
    archived = [
        channel(publishingStatus="Archived"),
        channel(PHONE, "Phone", publishingStatus="Archived"),
    ]
    summary = json.loads(run(a_file(page(*archived))).stdout)
    assert summary["skipped"] == {"archived": 2}
    assert (summary["service_points"]["new"], summary["service_points"]["gone"]) == (0, 1)


def test_a_dry_run_tells_and_writes_nothing(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    summary = json.loads(run(a_file(page(*three_channels())), "--dry-run").stdout)
    assert summary["dry_run"] is True
    assert summary["service_points"]["new"] == 3
    assert _rows() == []
    assert db.session.scalar(select(func.count(AuditEntry.id))) == 0


def test_each_import_leaves_one_audit_entry_with_its_counts(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    run(a_file(page(*three_channels())))
    db.session.rollback()
    entry = db.session.scalars(select(AuditEntry)).one()
    assert entry.action == "directory.import"
    assert entry.changes["service_points"]["new"] == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"pageNumber": 1, "itemList": [', "is no JSON file: it ends too early"),
        ('{"items": []}', "is no directory feed; can be read: Suomi.fi PTV v8–v11"),
        ("[" * 100_000, "is no JSON file"),
        ("", "is no JSON file: it is empty"),
        ("<!DOCTYPE html>\n<html><title>Sign in</title>", "is no JSON file: it is a web page"),
        ('{"itemList": [] // none today\n}', "is no JSON file: it has comments"),
        ('[{"id": 1}\n{"id": 2}, {"id": 3}]', "is no JSON file: line 2 is wrong"),
        (
            '[{"serviceHourType": "Standard", "openingHour": []}]',
            "hours of PTV version 7 without a place",
        ),
        (
            '[{"unit_id": 1, "section_type": "LINK"}]',
            "connections of a service map; name its units' file too",
        ),
        (
            '{"id": "x", "name": "Shelter", "regular_schedule": []}',
            "This is HSDS of an old version; version 3 can be read.",
        ),
    ],
)
def test_a_bad_file_is_refused_in_one_line_and_a_good_one_beside_it_is_not_written(
    run: Callable[..., Result],
    a_file: Callable[..., Path],
    tmp_path: Path,
    content: str,
    words: str,
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(content, "utf-8")
    found = run(a_file(page(channel()), "good.json"), bad)
    assert found.exit_code == 1
    assert words in found.stderr
    assert found.stderr.count("\n") == 1
    assert found.stdout == ""
    assert _rows() == []


def test_a_folder_is_read_whole_and_what_is_no_feed_in_it_is_named(
    run: Callable[..., Result], a_file: Callable[..., Path], tmp_path: Path
) -> None:
    a_file(channel(), "one.json")
    a_file(channel(PHONE, "Phone"), "two.json")
    a_file({"about": "a note"}, "note.json")
    summary = json.loads(run(tmp_path).stdout)
    assert summary["service_points"]["new"] == 2
    assert summary["left_out"] == ["note.json"]


def test_a_file_of_another_format_than_was_named_is_refused(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    found = run(a_file(page(channel())), "--format", "tpr")
    assert found.exit_code == 1
    assert "channels.json is Suomi.fi PTV v8–v11, not Helsinki service map" in found.stderr


def test_hours_that_cannot_be_read_are_unknown_and_reported(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    broken = channel(serviceHours=[{"serviceHourType": "Lunar", "openingHour": []}])
    summary = json.loads(run(a_file(page(broken))).stdout)
    assert summary["problems"] == {OFFICE: ["hours"]}
    assert _place(OFFICE).opening_hours == []


def test_an_entry_without_a_name_is_left_out_and_what_is_here_stays(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    run(a_file(page(channel())))
    nameless = [
        channel(serviceChannelNames=[]),
        channel(PHONE, "Phone", serviceChannelNames=[]),
        authority(organizationNames=[]),
    ]
    summary = json.loads(run(a_file(page(*nameless))).stdout)
    assert summary["skipped"] == {"without_name": 3}
    assert summary["service_points"]["gone"] == 0
    assert _place(OFFICE).names["fi"] == "Kela ServiceLocation"


def test_an_archived_authority_that_is_not_here_is_left_out(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    archived = page(authority(publishingStatus="Archived"))
    assert json.loads(run(a_file(archived)).stdout)["skipped"] == {"archived": 1}


def test_a_renamed_authority_keeps_the_office_language_that_was_chosen_here(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    run(a_file(page(channel())), a_file(page(authority()), "authorities.json"))
    kela = queries.list_authorities()[0]
    kela.office_language = "sv"
    db.session.commit()
    renamed = [{"language": "fi", "value": "Kela", "type": "Name"}]
    run(a_file(page(channel())), a_file(page(authority(organizationNames=renamed)), "a.json"))
    db.session.rollback()
    db.session.expire_all()
    found = queries.list_authorities()[0]
    assert (found.names, found.office_language) == ({"fi": "Kela"}, "sv")
    assert "kela" in queries.list_places()[0].search_terms


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"datapackage.json": "{}", "services.csv": "id"}, "no table of services"),
        (
            {"datapackage.json": '{"version": "2.0.1"}', "services.csv": "id\n1"},
            "This is HSDS version 2.0.1; version 3 can be read.",
        ),
        ({"README.md": "#"}, "there is no file of a directory to read"),
        ({"a.json": '{"about": 1}'}, "a.json is no directory feed"),
        (
            {"a.json": '{"about": 1}', "b.json": '[{"unit_id": 1, "section_type": "LINK"}]'},
            "connections of a service map",
        ),
    ],
)
def test_a_folder_without_a_feed_is_refused_with_what_was_recognised(
    run: Callable[..., Result], tmp_path: Path, files: dict[str, str], words: str
) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
    found = run(folder)
    assert found.exit_code == 1
    assert words in found.stderr


def test_a_table_of_hsds_is_recognised_by_its_ending(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    table = tmp_path / "services.csv"
    table.write_text("id,name\n", "utf-8")
    assert "services.csv is one table of an HSDS data package" in run(table).stderr


@pytest.mark.parametrize(
    ("told", "found_format", "source"),
    [
        ([[channel_12()]], "ptv12", "ptv"),
        ([hsds_service()], "hsds", "hsds"),
        ([[unit()], [connection("OPENING_HOURS", name_fi="ma 9-16")]], "tpr", "tpr"),
    ],
)
def test_each_format_is_known_by_itself_and_imported_once(
    run: Callable[..., Result],
    a_file: Callable[..., Path],
    told: list[Any],
    found_format: str,
    source: str,
) -> None:
    files = [a_file(each, f"{number}.json") for number, each in enumerate(told)]
    first = json.loads(run(*files).stdout)
    assert (first["format"], first["service_points"]["new"]) == (found_format, 1)
    before = _rows()
    assert json.loads(run(*files).stdout)["service_points"]["unchanged"] == 1
    assert _rows() == before
    assert db.session.scalars(select(ServicePoint)).one().source == source


def _zip(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_package_is_read_from_its_folder_and_from_a_zip(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    folder = tmp_path / "package"
    folder.mkdir()
    for name, content in HSDS_TABLES.items():
        (folder / name).write_text(content, "utf-8")
    summary = json.loads(run(folder).stdout)
    assert (summary["service_points"]["new"], summary["authorities"]["new"]) == (1, 1)
    assert summary["loose_ends"] == ["location.organization_id nobody"]
    packed = _zip(tmp_path / "package.zip", {f"x/{name}": t for name, t in HSDS_TABLES.items()})
    assert json.loads(run(packed).stdout)["service_points"]["unchanged"] == 1


def test_a_zip_of_pages_is_read_and_what_is_no_feed_in_it_named(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    pages = {"1.json": json.dumps(page(channel())), "note.json": "{}"}
    summary = json.loads(run(_zip(tmp_path / "pages.zip", pages)).stdout)
    assert (summary["service_points"]["new"], summary["left_out"]) == (1, ["note.json"])


def test_a_workbook_and_a_table_are_the_same_list(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    lines = [["nimi", "osoite", "puhelin"], ["Kahvila", "Tie 1", "0912345"]]
    book = Workbook()
    for line in lines:
        book.active.append(line)
    book.save(tmp_path / "places.xlsx")
    assert json.loads(run(tmp_path / "places.xlsx").stdout)["service_points"]["new"] == 1
    table = tmp_path / "places.csv"
    table.write_bytes("\n".join(";".join(line) for line in lines).encode("cp1252"))
    assert json.loads(run(table).stdout)["service_points"]["unchanged"] == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_does_no_harm(
    run: Callable[..., Result], tmp_path: Path, encoding: str
) -> None:
    marked = tmp_path / "marked.json"
    marked.write_text(json.dumps([channel()]), encoding)
    assert json.loads(run(marked).stdout)["service_points"]["new"] == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.zip", b"PK\x03\x04broken", "is a broken zip archive"),
        ("a.csv", b"one,two\n1,2\n", "a.csv: The first line of a table must name"),
        ("a.json", b"\xff\xfe\x00", "a.json is no JSON file"),
    ],
)
def test_bytes_that_are_broken_are_refused_in_one_line(
    run: Callable[..., Result], tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    found = run(tmp_path / name)
    assert (found.exit_code, found.stderr.count("\n")) == (1, 1)
    assert words in found.stderr


def test_what_is_too_large_is_refused_before_it_is_read(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LARGEST", 2**20)
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (2**20 + 1))
    assert "large.json is too large: 1 MB at most" in run(large).stderr
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.json", b" " * (2**20 + 1))
    assert "bomb.zip is too large" in run(bomb).stderr


def test_files_of_several_sources_are_imported_one_by_one(
    run: Callable[..., Result], a_file: Callable[..., Path], tmp_path: Path
) -> None:
    found = run(a_file([channel()]), a_file([unit()], "units.json"))
    assert "come from several sources" in found.stderr
    assert "there is no file" in run(tmp_path / "nowhere.json").stderr


def test_a_preview_names_what_is_new_changed_field_by_field_and_gone(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    run(a_file(page(channel(), channel(PHONE, "Phone"))))
    changed = channel(emails=[{"value": "kela@kela.example", "language": "fi"}])
    preview = json.loads(run(a_file(page(changed, channel(FORM, "EChannel"))), "--dry-run").stdout)[
        "changes"
    ]
    assert preview["changed"] == [
        {
            "id": OFFICE,
            "name": "Kela ServiceLocation",
            "fields": {"emails": {"before": [], "after": ["kela@kela.example"]}},
        }
    ]
    assert [one["id"] for one in preview["new"]] == [FORM]
    assert [one["id"] for one in preview["gone"]] == [PHONE]


def test_ids_that_change_between_versions_are_met_by_organisation_name_and_type(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    run(a_file(page(channel(), channel(PHONE, "Phone"))))
    kept = _place(OFFICE).public_id
    newer = [channel_12("new-id"), channel_12("other", type="Phone")]
    summary = json.loads(run(a_file(newer)).stdout)
    assert summary["renumbered"] == [
        {"name": "Kela ServiceLocation", "before": OFFICE, "after": "new-id"}
    ]
    assert _place("new-id").public_id == kept
    assert summary["service_points"]["gone"] == 1


def test_an_authority_whose_id_changes_is_met_by_its_name_and_most_of_its_places(
    run: Callable[..., Result], a_file: Callable[..., Path]
) -> None:
    run(a_file(page(channel())), a_file(page(authority()), "authorities.json"))
    moved = channel("new-id", organizationId="new-kela")
    files = a_file(page(moved)), a_file(page(authority("new-kela")), "authorities.json")
    summary = json.loads(run(*files).stdout)
    assert summary["ids_changed"] == 2
    assert summary["authorities"]["new"] == 0
    assert len(queries.list_authorities()) == 1


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return the list of answers that the address will give."""
    answers: list[Any] = []
    monkeypatch.setattr(fetching, "fetch", lambda _url, _known: answers.pop(0))
    return answers


def _fetched(document: Any, **changes: Any) -> fetching.Fetched:
    content = documents.Named("list", json.dumps(document).encode())
    return fetching.Fetched(fetching.Version(etag='"1"'), (content,), **changes)


def test_an_address_is_fetched_and_its_version_remembered(
    run: Callable[..., Result], served: list[Any]
) -> None:
    served += [_fetched([channel()]), _fetched([], is_unchanged=True)]
    assert json.loads(run(URL, "--dry-run").stdout)["service_points"]["new"] == 1
    assert feeds.known_version(URL) is None
    served.insert(0, _fetched([channel()]))
    assert json.loads(run(URL).stdout)["service_points"]["new"] == 1
    db.session.rollback()
    assert feeds.known_version(URL) == fetching.Version(etag='"1"')
    assert _place(OFFICE).feed_url == URL


def test_an_address_that_gives_the_same_keeps_the_hours_fresh(
    run: Callable[..., Result], served: list[Any]
) -> None:
    served += [_fetched([channel()]), _fetched([], is_unchanged=True)]
    run(URL)
    _place(OFFICE).hours_known_on = date(2026, 1, 1)
    db.session.commit()
    assert json.loads(run(URL).stdout)["confirmed"] == 1
    assert _place(OFFICE).hours_known_on != date(2026, 1, 1)
    assert feeds.confirm_unchanged(url="https://other.example/", today=TODAY) == 0


def test_one_address_at_a_time(run: Callable[..., Result], tmp_path: Path) -> None:
    assert "name one address at a time" in run(URL, URL).stderr


def test_places_are_found_nearest_and_most_used_first_in_any_language(
    make_service_point: Callable[..., ServicePoint],
) -> None:
    a_desk = db.session.scalars(select(Desk).where(Desk.desk_code == "iso-omena")).one()
    used = make_service_point({"fi": "Kirjasto A", "sv": "Bibliotek A"})
    make_service_point({"fi": "Kirjasto B"})
    near = make_service_point({"fi": "Kirjasto C"}, house=a_desk.house)
    found = queries.find_places("kirjsto", a_desk, {used.id: 5})
    assert [one.public_id for one in found][:2] == [near.public_id, used.public_id]
    assert len(queries.find_places("", limit=2)) == 2
    assert [one.id for one in queries.find_places("bibliot")] == [used.id]
