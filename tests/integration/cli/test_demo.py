"""`advicedesk demo`: a made-up desk for an empty database, whole and different every time."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from advicedesk.accounts.passwords import verify_password
from advicedesk.directory.opening_hours import from_json
from advicedesk.privacy.identity_codes import Verdict, find_identifiers, judge

from .commands import Result, advicedesk

MONTHS = "2"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """Return the folder of a small demo, and what the command said."""
    folder = tmp_path_factory.mktemp("demo")
    result = advicedesk(folder, "demo", "--months", MONTHS, "--seed", "7", "--json")
    assert result.status == 0, result.errors
    return folder, result


@pytest.fixture
def people(made: tuple[Path, Result]) -> list[dict[str, str]]:
    told: list[dict[str, str]] = json.loads(made[1].output)
    return told


def ask(folder: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "desk.db")) as database:
        rows = database.execute(question).fetchall()
    return [row[0] if len(row) == 1 else row for row in rows]


@pytest.fixture
def folder(made: tuple[Path, Result]) -> Path:
    return made[0]


def test_it_prints_a_name_and_a_password_of_every_role(
    folder: Path, people: list[dict[str, str]]
) -> None:
    assert {person["role"] for person in people} == {
        "counsellor",
        "supervisor",
        "administrator",
        "partner",
    }
    hashes = dict(ask(folder, "SELECT username, password_hash FROM staff_member"))
    for person in people:
        assert verify_password(hashes[person["username"]], person["password"])
    assert len({person["password"] for person in people}) == len(people)


def test_without_json_it_prints_a_table(tmp_path: Path) -> None:
    result = advicedesk(tmp_path, "demo", "--months", "1")
    assert result.status == 0, result.errors
    assert result.output.splitlines()[0].split() == ["username", "password", "role"]
    assert "a made-up desk with" in result.errors


def test_a_database_that_is_not_empty_is_refused(folder: Path) -> None:
    count = ask(folder, "SELECT count(*) FROM visit")
    result = advicedesk(folder, "demo", "--months", MONTHS)
    assert result.status == 1
    assert "not empty" in result.errors
    assert ask(folder, "SELECT count(*) FROM visit") == count


def test_both_desks_have_visits_up_to_now_and_some_today(folder: Path) -> None:
    today = ask(
        folder,
        "SELECT desk_id, count(*) FROM visit"
        " WHERE started_at >= datetime('now', '-1 day') GROUP BY desk_id",
    )
    assert len(today) == 2
    assert all(count >= 8 for _desk, count in today)
    assert ask(folder, "SELECT count(*) FROM visit WHERE started_at > datetime('now')") == [0]
    assert ask(folder, "SELECT count(*) FROM visit WHERE logged_at < started_at") == [0]


def test_referrals_are_at_every_stage_and_some_are_late(folder: Path) -> None:
    statuses = set(ask(folder, "SELECT DISTINCT status FROM referral"))
    assert {"given", "completed", "rejected", "did_not_go"} <= statuses
    late = (
        "SELECT count(*) FROM referral WHERE due_on < date('now')"
        " AND status IN ('given', 'acknowledged', 'accepted')"
    )
    assert ask(folder, late)[0] > 0


@pytest.mark.parametrize(
    "wrong",
    [
        "closed_at IS NULL AND status NOT IN ('given', 'acknowledged', 'accepted')",
        "closed_at IS NOT NULL AND status IN ('given', 'acknowledged', 'accepted')",
        "completed_at IS NULL AND status = 'completed'",
        "rejected_reason IS NULL AND status = 'rejected'",
        "rerouted_to_id IS NULL AND status = 'rerouted'",
        "closed_at > datetime('now')",
        "confirmed_at < given_at",
    ],
)
def test_every_referral_keeps_the_rules_of_its_stage(folder: Path, wrong: str) -> None:
    assert ask(folder, f"SELECT count(*) FROM referral WHERE {wrong}") == [0]  # noqa: S608


def test_cases_are_continued_and_visits_corrected(folder: Path) -> None:
    cases, visits = (
        ask(folder, f"SELECT count(*) FROM {name}")[0]  # noqa: S608
        for name in ("client_case", "visit")
    )
    assert cases < visits
    assert ask(folder, "SELECT count(*) FROM correction")[0] > 0
    returning = (
        "SELECT count(*) FROM visit AS one JOIN visit AS other ON other.case_id = one.case_id"
        " AND other.started_at < one.started_at WHERE one.first_or_returning != 'returning'"
    )
    assert ask(folder, returning) == [0]


def test_its_notes_name_nobody(folder: Path) -> None:
    notes = ask(folder, "SELECT DISTINCT note FROM visit WHERE note IS NOT NULL")
    assert notes
    assert all(judge(find_identifiers(note)) is Verdict.ALLOW for note in notes)


def test_its_directory_speaks_three_languages_and_has_hours(folder: Path) -> None:
    rows = ask(folder, "SELECT names, walking_hints, opening_hours FROM service_point")
    assert len(rows) >= 25
    for names, hints, hours in rows:
        assert json.loads(names).keys() == {"fi", "sv", "en"}
        assert json.loads(hints).keys() in ({"fi", "sv", "en", "ar"}, set())
        from_json(json.loads(hours))


def test_the_database_is_sound(folder: Path) -> None:
    result = advicedesk(folder, "check")
    assert result.status == 0, result.output


def test_the_same_seed_draws_the_same_visits(tmp_path: Path) -> None:
    drawn = []
    for name in ("one", "other"):
        folder = tmp_path / name
        advicedesk(folder, "demo", "--months", "1", "--seed", "3")
        drawn.append(
            ask(
                folder,
                "SELECT public_id, client_language, started_at FROM visit"
                " WHERE started_at < date('now') ORDER BY public_id",
            )
        )
    assert drawn[0] == drawn[1]
