"""The made-up desk's directory: authorities and service points of `directory.json`."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from advicedesk.directory import opening_hours, operations
from advicedesk.directory.details import AuthorityDetails, LocalDetails, ServicePointDetails
from advicedesk.directory.hours_text import parse_day
from advicedesk.directory.models import Authority, PlaceKind, ServicePoint
from advicedesk.directory.public_holidays import coming_holidays

TABLE = Path(__file__).with_name("directory.json")


def add_directory(today: date) -> tuple[dict[str, Authority], dict[str, ServicePoint]]:
    """Add authorities and service points; return both by their keys."""
    told = json.loads(TABLE.read_text(encoding="utf-8"))
    authorities = {
        row["key"]: operations.add_authority(details=AuthorityDetails(names=row["names"]))
        for row in told["authorities"]
    }
    holidays = coming_holidays(today)
    places = {
        row["key"]: operations.add_service_point(
            details=_details(row, authorities[row["authority"]].public_id, holidays),
            local=LocalDetails(
                house=row.get("house"),
                floor=row.get("floor"),
                counter=row.get("counter"),
                walking_hints=row.get("walking_hints", {}),
            ),
            today=today,
        )
        for row in told["service_points"]
    }
    return authorities, places


def _details(
    row: dict[str, Any], authority: str, holidays: dict[date, dict[str, str]]
) -> ServicePointDetails:
    return ServicePointDetails(
        names=row["names"],
        authority=authority,
        kind=PlaceKind(row["kind"]),
        addresses=row.get("addresses", {}),
        postal_code=row.get("postal_code"),
        phones=tuple(row["phones"]),
        emails=tuple(row.get("emails", ())),
        links=tuple(row.get("links", ())),
        service_languages=tuple(row["service_languages"]),
        opening_hours=_hours(row, holidays),
    )


def _hours(row: dict[str, Any], holidays: dict[date, dict[str, str]]) -> tuple[dict[str, Any], ...]:
    if "week" not in row:
        return ()
    week = {weekday: parse_day(text) for weekday, text in enumerate(row["week"])}
    sets = [opening_hours.weekly(week, by_appointment=row.get("by_appointment", False))]
    if "-" in row["week"]:  # who never closes does not close on holidays either
        sets += [
            opening_hours.exception(day, label=names, kind=opening_hours.HoursKind.HOLIDAY)
            for day, names in holidays.items()
        ]
    return tuple(opening_hours.to_json(sets))
