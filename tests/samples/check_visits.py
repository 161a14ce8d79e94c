"""Open sample data of a desk: its table is imported, and every month's report counts the same."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from flask_migrate import upgrade
from sqlalchemy import func, select

from advicedesk.app import create_app
from advicedesk.codelists.seed import seed_code_lists
from advicedesk.config import read_settings
from advicedesk.database import db, utc_now, writing
from advicedesk.desks.models import Desk, Organisation
from advicedesk.directory.models import ServicePoint
from advicedesk.statistics import keeping, queries
from advicedesk.statistics.counting.counted import languages_in
from advicedesk.statistics.months import Month
from advicedesk.statistics.report import Period, Report, lay_out_report
from advicedesk.visits import operations
from advicedesk.visits.importing.reading import Desks, OnIdentifier, Reading, read_visits
from advicedesk.visits.models import Visit

ZONE = ZoneInfo("Europe/Helsinki")
DESK = "iso-omena"


class _Codes:
    """Words of a report that is only counted: every code is its own name."""

    def codes(self, _code_list: str) -> Sequence[str]:
        """Return no order."""
        return ()

    def label(self, _code_list: str, code: str) -> str:
        """Return the code."""
        return code

    def title(self, name: str) -> str:
        """Return the name."""
        return name

    definition = title


def check(folder: Path) -> list[str]:
    """Import the sample table and compare; return what differs."""
    with tempfile.TemporaryDirectory() as data_folder:
        app = create_app(read_settings({"ADVICEDESK_DATA": data_folder, "ADVICEDESK_LOG": "json"}))
        with app.app_context():
            upgrade()
            _set_up(_load(folder / "identifiers" / "directory_contacts.json"))
            asked = list(_compare(folder / "desk-sample"))
            db.session.remove()
            db.engine.dispose()
    problems = [
        f"{what}: expected {expected!r}, got {found!r}"
        for what, expected, found in asked
        if expected != found
    ]
    print(f"visits: {len(asked)} checks, {len(problems)} differ")
    return problems


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _set_up(contacts: dict[str, list[str]]) -> None:
    """Make a desk whose directory has the contacts that notes may hold."""
    db.session.add(Organisation(id=1, name="Sample", working_languages=["fi"]))
    db.session.add(Desk(desk_code=DESK, name="Iso Omena"))
    db.session.add(
        ServicePoint(
            names={"fi": "Kaikki yhteystiedot"},
            phones=[{"number": number, "languages": []} for number in contacts["phones"]],
            emails=contacts["emails"],
        )
    )
    db.session.flush()
    seed_code_lists()
    db.session.commit()


def _compare(folder: Path) -> Iterator[tuple[str, Any, Any]]:
    expected = _load(folder / "visits_summary.json")
    content = (folder / "visits.csv").read_bytes()
    yield from _caught(expected, _read(content, OnIdentifier.REFUSE).problems, "refused")
    reading = _read(content, OnIdentifier.DROP_NOTE)
    yield from _caught(expected, reading.dropped_notes, "left out")
    yield "problems", [], reading.problems
    yield "added", expected["rows"], _take(reading)
    yield "added when imported again", 0, _take(_read(content, OnIdentifier.DROP_NOTE))
    kept = db.session.scalar(select(func.count(Visit.note)))
    yield "notes kept", expected["rows_with_note"] - len(reading.dropped_notes), kept
    reports = {month: _report(month) for month in expected["visits_by_month"]}
    yield from _by_month(expected, reports)
    yield from _in_all(expected, list(reports.values()))
    yield from _topics_by_language(expected, reports)
    yield "median", expected["minutes_median"], median(db.session.scalars(select(Visit.minutes)))


def _read(content: bytes, on_identifier: OnIdentifier) -> Reading:
    return read_visits(
        content, desks=Desks({DESK}), zone=ZONE, now=utc_now(), on_identifier=on_identifier
    )


def _caught(
    expected: dict[str, Any], problems: list[Any], what: str
) -> Iterator[tuple[str, Any, Any]]:
    """Compare the lines whose notes were caught; some may be, or may not."""
    lines = {problem.line for problem in problems}
    must = {row["line"] for row in expected["notes_the_guard_must_catch"]}
    may = {row["line"] for row in expected["notes_the_guard_may_ask_about"]}
    yield f"notes {what} that must be caught", must, lines & must
    yield f"notes {what} that must not be caught", set(), lines - must - may


def _take(reading: Reading) -> int:
    with writing.writing():
        added = operations.import_visits(visits=reading.visits)
        db.session.commit()
    return added


def _report(code: str) -> Report:
    month = Month.parse(code)
    desks = queries.list_desks()
    counted = keeping.together(keeping.count_months(desks, [month], ZONE), desks, [month])
    languages = set(languages_in(counted.counts))
    return lay_out_report(DESK, [(Period(code, code), counted)], _Codes(), languages)


def _by_month(
    expected: dict[str, Any], reports: dict[str, Report]
) -> Iterator[tuple[str, Any, Any]]:
    for month, report in reports.items():
        yield f"visits of {month}", expected["visits_by_month"][month], report.value(("visits",))
        yield (
            f"main topics of {month}",
            expected["main_topic_by_month"][month],
            _counted([report], "visits", "main_topic"),
        )


def _in_all(expected: dict[str, Any], reports: list[Report]) -> Iterator[tuple[str, Any, Any]]:
    """Compare the months' reports, added up, with the figures of all three months."""
    for name, unit, field in (
        ("visits_by_weekday", "visits", "weekday"),
        ("visits_by_hour", "visits", "hour"),
        ("needs_by_topic", "needs", "topic"),
        ("client_language", "visits", "client_language"),
        ("bridged", "visits", "bridged"),
        ("contact_type", "visits", "contact_type"),
        ("outcome", "needs", "outcome"),
        ("referred_to", "referrals", "authority"),
        ("unmet_reasons", "needs", "unmet_reason"),
    ):
        found = _counted(reports, unit, field)
        found.pop("not_recorded", None)  # needs beside the main one have no outcome
        yield name, expected[name], found
    for name, key in (("needs", ("needs",)), ("minutes_total", ("visits", "minutes", "total"))):
        yield name, expected[name], sum(report.value(key) for report in reports)
    yield "languages", expected["languages"], len(_counted(reports, "visits", "client_language"))


def _counted(reports: list[Report], unit: str, field: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for report in reports:
        for key, count in report.months[0].counts.items():
            if key[:2] == (unit, field) and len(key) == 3:
                found[key[2]] += count
    return {code: count for code, count in found.items() if count}


def _topics_by_language(
    expected: dict[str, Any], reports: dict[str, Report]
) -> Iterator[tuple[str, Any, Any]]:
    """Compare the visits of each main topic by language."""
    found: dict[str, dict[str, int]] = {}
    for month, report in reports.items():
        for key, count in report.months[0].counts.items():
            if key[:2] == ("visits", "main_topic_language") and count:
                found.setdefault(f"{month}|{key[2]}", {})[key[3]] = count
    wanted = expected["main_topic_x_language_by_month"]
    for cell in sorted(wanted.keys() | found.keys()):
        yield f"languages of {cell}", wanted.get(cell, {}), found.get(cell, {})
