"""The directory is imported in the browser: nothing changes before it was shown and wanted."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from advicedesk.database import db
from advicedesk.directory import import_page
from advicedesk.directory.models import ServicePoint
from advicedesk.privacy.models import AuditEntry
from advicedesk.web import kept_files
from tests.factories.desk import InspectingDesk
from tests.factories.feeds import OFFICE, channel, page, three_channels

IMPORT = "/directory/import"
TABLE = b"name;address;ask for;entrance;queue number\nKirkko;Tie 1;Diakoni;B;kyll\xc3\xa4\n"


def upload(desk: InspectingDesk, *files: tuple[bytes, str], status: int = 303, **more: str) -> str:
    sent = [(io.BytesIO(content), name) for content, name in files]
    return str(desk.post(IMPORT, {"files": sent, **more}, status).get_data(as_text=True))


def as_json(document: Any) -> bytes:
    return json.dumps(document).encode()


def shown(desk: InspectingDesk) -> tuple[str, str]:
    """Return the page of what waits, and its token."""
    text = str(desk.get(IMPORT).get_data(as_text=True))
    return text, text.split('name="shown" value="')[1].split('"')[0]


def count_places() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(ServicePoint.id))) or 0


def kept(app: Flask) -> list[Path]:
    folder = app.config["ADVICEDESK"].data_folder / kept_files.FOLDER
    return list(folder.iterdir()) if folder.is_dir() else []


def test_a_feed_is_shown_first_and_imported_when_it_is_wanted(
    app: Flask, as_administrator: InspectingDesk
) -> None:
    upload(as_administrator, (as_json(page(*three_channels())), "channels.json"))
    text, token = shown(as_administrator)
    assert "What would change" in text
    assert "Kela ServiceLocation" in text
    assert count_places() == 0
    as_administrator.post(IMPORT + "/confirm", {"shown": token})
    assert count_places() == 3
    assert "New: 3, changed: 0, gone: 0" in as_administrator.get("/directory/").get_data(
        as_text=True
    )
    assert kept(app) == []
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "directory.import")
    ).one()
    assert entry.staff_member_id is not None


def test_a_supervisor_imports_too_and_a_counsellor_does_not(
    as_supervisor: InspectingDesk,
) -> None:
    upload(as_supervisor, (TABLE, "places.csv"))
    assert "Kirkko" in shown(as_supervisor)[0]


def test_a_counsellor_does_not_import(as_counsellor: InspectingDesk) -> None:
    as_counsellor.get(IMPORT, 403)


def test_changes_are_shown_field_by_field_and_gone_places_by_name(
    as_administrator: InspectingDesk,
) -> None:
    upload(as_administrator, (as_json(page(*three_channels())), "channels.json"))
    as_administrator.post(IMPORT + "/confirm", {"shown": shown(as_administrator)[1]})
    renamed = channel(
        serviceChannelNames=[{"language": "fi", "value": "Uusi nimi", "type": "Name"}]
    )
    upload(as_administrator, (as_json(page(renamed)), "channels.json"))
    text, token = shown(as_administrator)
    assert "<del><bdi>Kela ServiceLocation / Kela ServiceLocation in English</bdi></del>" in text
    assert "<ins><bdi>Uusi nimi</bdi></ins>" in text
    assert text.count("No longer in its source") == 2
    as_administrator.post(IMPORT + "/confirm", {"shown": token})
    assert count_places() == 3, "gone places are marked, not deleted"


def test_a_place_under_another_id_and_what_is_left_out_are_told(
    as_administrator: InspectingDesk,
) -> None:
    upload(as_administrator, (as_json(page(channel())), "channels.json"))
    as_administrator.post(IMPORT + "/confirm", {"shown": shown(as_administrator)[1]})
    moved = channel(feed_id=OFFICE[:-1] + "9")
    nameless = channel(feed_id="7", serviceChannelNames=[])
    upload(as_administrator, (as_json(page(moved, nameless)), "channels.json"))
    text, _token = shown(as_administrator)
    assert f"{OFFICE} → {OFFICE[:-1]}9" in text
    assert "entries without a name: 1" in text


def test_several_files_are_read_together_and_a_part_of_a_list_marks_nothing_as_gone(
    as_administrator: InspectingDesk,
) -> None:
    one, two, three = three_channels()
    upload(
        as_administrator,
        (as_json(page(one, page_count=3)), "1.json"),
        (as_json(page(two, three, page_count=3)), "2.json"),
    )
    text, token = shown(as_administrator)
    assert "This is a part of a list" in text
    as_administrator.post(IMPORT + "/confirm", {"shown": token})
    assert count_places() == 3


def test_of_many_changes_the_first_are_listed_and_the_rest_counted(
    as_administrator: InspectingDesk,
) -> None:
    lines = [f"Place {number:04};Tie 1" for number in range(1_320)]
    upload(as_administrator, ("\n".join(["name;address", *lines]).encode(), "places.csv"))
    text, _token = shown(as_administrator)
    assert text.count("Place 0") == import_page.MOST_LISTED
    assert "… and 1,300 more" in text


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b'{"pageNumber": 1, "itemList": [', "a.json", "a.json is no JSON file: it ends too early"),
        (b"<!DOCTYPE html><html>", "a.json", "it is a web page"),
        (b'{"itemList": [] // none\n}', "a.json", "it has comments"),
        (b"", "a.json", "it is empty"),
        (b"PK\x03\x04broken", "a.zip", "is a broken zip archive"),
        (b'{"items": []}', "a.json", "is no directory feed"),
        (b"phone;hours\n1;2\n", "a.csv", "The first line of a table must name the columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(
    app: Flask, as_administrator: InspectingDesk, content: bytes, name: str, words: str
) -> None:
    text = upload(as_administrator, (content, name), status=422)
    assert words in text.replace("&#39;", "'")
    assert 'id="files-error"' in text
    assert (kept(app), count_places()) == ([], 0)


def test_a_byte_order_mark_is_no_hindrance(as_administrator: InspectingDesk) -> None:
    upload(as_administrator, (b"\xef\xbb\xbf" + as_json(page(channel())), "a.json"))
    assert "Kela ServiceLocation" in shown(as_administrator)[0]


def test_a_refusal_is_told_in_the_readers_language(
    as_administrator: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = lambda text, **values: "Oma kieli: " + text % values  # noqa: E731 - a catalog's answer
    monkeypatch.setattr(import_page, "gettext", said)
    assert "Oma kieli: a.json is no JSON file" in upload(
        as_administrator, (b"{", "a.json"), status=422
    )


def test_formats_are_named_in_the_readers_language(as_administrator: InspectingDesk) -> None:
    as_administrator.post("/language", {"language": "fi"})
    text = upload(as_administrator, (b'{"items": []}', "a.json"), status=422)
    assert 'lang="fi"' in text[:200]
    assert "Helsinki service map" not in text
    assert "a table of places" not in text


def test_another_format_than_the_told_one_is_refused(as_administrator: InspectingDesk) -> None:
    text = upload(
        as_administrator, (as_json(page(channel())), "a.json"), status=422, told_format="tpr"
    )
    assert "a.json is Suomi.fi PTV v8–v11, not Helsinki service map" in text


def test_no_file_and_too_many_files_are_refused(as_administrator: InspectingDesk) -> None:
    assert "Choose a file." in upload(as_administrator, status=422)
    files = [(TABLE, f"{number}.csv") for number in range(11)]
    assert "too many files" in upload(as_administrator, *files, status=422)


def test_a_cancelled_import_is_forgotten(app: Flask, as_administrator: InspectingDesk) -> None:
    upload(as_administrator, (TABLE, "places.csv"))
    assert len(kept(app)) == 1
    as_administrator.post(IMPORT + "/cancel")
    assert (kept(app), count_places()) == ([], 0)


def test_files_other_than_the_shown_ones_are_not_imported(
    as_administrator: InspectingDesk,
) -> None:
    upload(as_administrator, (TABLE, "places.csv"))
    as_administrator.post(IMPORT + "/confirm", {"shown": "another"})
    assert count_places() == 0


def test_a_file_that_is_not_kept_any_more_is_asked_for_again(
    app: Flask, as_administrator: InspectingDesk
) -> None:
    upload(as_administrator, (TABLE, "places.csv"))
    _text, token = shown(as_administrator)
    kept(app)[0].unlink()
    as_administrator.post(IMPORT + "/confirm", {"shown": token})
    assert "not kept any more" in as_administrator.get(IMPORT).get_data(as_text=True)


def test_a_table_fills_the_way_in_and_never_changes_it(
    as_administrator: InspectingDesk, make_service_point: Callable[..., ServicePoint]
) -> None:
    upload(as_administrator, (TABLE, "places.csv"))
    as_administrator.post(IMPORT + "/confirm", {"shown": shown(as_administrator)[1]})
    db.session.rollback()
    place = db.session.scalars(select(ServicePoint)).one()
    assert (place.entrance, place.ask_for, place.takes_numbers) == ("B", "Diakoni", True)
    place.ask_for = "Sosiaalityöntekijä"
    db.session.commit()
    upload(as_administrator, (TABLE, "places.csv"))
    as_administrator.post(IMPORT + "/confirm", {"shown": shown(as_administrator)[1]})
    db.session.rollback()
    assert db.session.scalars(select(ServicePoint.ask_for)).one() == "Sosiaalityöntekijä"


def test_a_text_that_names_a_person_is_left_out_of_a_table(
    as_administrator: InspectingDesk,
) -> None:
    upload(as_administrator, (TABLE.replace(b"Diakoni", b"131052-308T"), "places.csv"))
    text, token = shown(as_administrator)
    assert "texts that name a person: 1" in text
    assert "308T" not in text
    as_administrator.post(IMPORT + "/confirm", {"shown": token})
    db.session.rollback()
    assert db.session.scalars(select(ServicePoint.ask_for)).one() is None


def test_the_directorys_page_tells_its_keepers_of_sources_and_what_they_lost(
    as_administrator: InspectingDesk,
) -> None:
    for channels in (three_channels(), three_channels()[:1]):
        upload(as_administrator, (as_json(page(*channels)), "channels.json"))
        as_administrator.post(IMPORT + "/confirm", {"shown": shown(as_administrator)[1]})
    text = as_administrator.get("/directory/").get_data(as_text=True)
    assert "No longer in its source: 2" in text
    gone = as_administrator.get("/directory/?open=gone").get_data(as_text=True)
    assert "2 places" in gone


def test_counsellors_are_not_told_of_sources(
    as_counsellor: InspectingDesk, a_service_point: ServicePoint
) -> None:
    text = as_counsellor.get("/directory/").get_data(as_text=True)
    assert "Where this comes from" not in text
