"""A visit that cannot be stored: answered 503 with the form and all that was typed."""

import logging
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from advicedesk.database import db
from advicedesk.database import writing as turns
from advicedesk.visits.models import Visit
from tests.factories.desk import InspectingDesk
from tests.factories.visits import a_public_id, count_rows

TYPED = {
    "client_language": "so",
    "needs-0-topic": "childcare",
    "needs-1-topic": "work",
    "needs-0-referrals-0-authority_name": "The open day care",
    "minutes": "23",
    "note": "Asked about the fee",
}


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let every commit fail as on a full disk, as long as the test does not undo it."""

    def refuse(*_arguments: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(type(db.session()), "commit", refuse)
    return monkeypatch


def _has_all_that_was_typed(page: str, public_id: str) -> bool:
    kept = ("Asked about the fee", "The open day care", 'value="23"', public_id)
    return all(typed in page for typed in kept)


def test_the_form_comes_back_with_all_that_was_typed_and_saves_later(
    as_counsellor: InspectingDesk, full_disk: pytest.MonkeyPatch
) -> None:
    fields = TYPED | {"public_id": a_public_id()}
    page = as_counsellor.post("/visits/log", fields, 503).text
    assert "cannot store anything right now" in page
    assert _has_all_that_was_typed(page, fields["public_id"])
    assert count_rows(Visit) == 0
    full_disk.undo()
    assert as_counsellor.post("/visits/log", fields).location == f"/visits/{fields['public_id']}"


def test_a_correction_that_cannot_be_stored_keeps_what_was_typed(
    as_counsellor: InspectingDesk, full_disk: pytest.MonkeyPatch
) -> None:
    full_disk.undo()
    fields = TYPED | {"public_id": a_public_id(), "note": "", "minutes": "5"}
    path = as_counsellor.post("/visits/log", fields).location

    def refuse(*_arguments: Any) -> None:
        raise OperationalError("UPDATE", {}, Exception("attempt to write a readonly database"))

    full_disk.setattr(type(db.session()), "commit", refuse)
    page = as_counsellor.post(f"{path}/correct", TYPED, 503).text
    assert _has_all_that_was_typed(page, fields["public_id"])


def test_a_disk_that_is_read_only_is_the_same_trouble(
    as_counsellor: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Any) -> Any:
        raise OperationalError("lock", {}, OSError(30, "Read-only file system"))

    monkeypatch.setattr(turns, "_file_turn", refuse)
    monkeypatch.setattr(turns, "_postgresql_turn", lambda: refuse(None))
    fields = TYPED | {"public_id": a_public_id()}
    page = as_counsellor.post("/visits/log", fields, 503).text
    assert _has_all_that_was_typed(page, fields["public_id"])


def test_a_lock_that_cannot_be_opened_says_that_the_database_cannot_be_used(
    tmp_path: Any,
) -> None:
    with pytest.raises(OperationalError), turns._file_turn(tmp_path / "gone" / "desk.db.lock"):
        pytest.fail("nobody has the writer's turn")


def test_nothing_that_was_typed_is_logged(
    as_counsellor: InspectingDesk,
    full_disk: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "advicedesk"):
        as_counsellor.post("/visits/log", TYPED | {"public_id": a_public_id()}, 503)
    assert "database cannot be used" in caplog.text
    assert "fee" not in caplog.text
    assert "day care" not in caplog.text
