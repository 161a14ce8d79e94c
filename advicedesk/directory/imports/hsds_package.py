"""An HSDS data package (tables in CSV, with or without datapackage.json) -> the API's nested form.

What refers to a row that is not there is told as a loose end, and the import goes through.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from advicedesk.directory import feed_refusals
from advicedesk.directory.errors import FeedUnreadable

DESCRIPTION = "datapackage.json"
# a table's name in the standard -> names its file may bear
TABLES = {
    "organization": ("organizations", "organization"),
    "service": ("services", "service"),
    "service_at_location": ("service_at_location", "service_at_locations"),
    "location": ("locations", "location"),
    "address": ("addresses", "address"),
    "phone": ("phones", "phone"),
    "schedule": ("schedules", "schedule"),
    "language": ("languages", "language"),
}
# owner -> what is laid into it, by the property of the API
PARTS = {
    "organization": {"phones": "phone"},
    "service": {"phones": "phone", "schedules": "schedule", "languages": "language"},
    "service_at_location": {"phones": "phone", "schedules": "schedule"},
    "location": {
        "addresses": "address",
        "phones": "phone",
        "schedules": "schedule",
        "languages": "language",
    },
    "phone": {"languages": "language"},
}
# the references of the eight tables, for packages without a description
REFERENCES = {
    "service": ("organization",),
    "service_at_location": ("service", "location"),
    "location": ("organization",),
    "address": ("location",),
    "phone": ("service", "location", "organization", "service_at_location"),
    "schedule": ("service", "location", "service_at_location"),
    "language": ("service", "location", "phone"),
}
READABLE_VERSION = "3"

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def is_package(names: Iterable[str]) -> bool:
    """Tell whether files of these names are a data package of HSDS."""
    stems = {name.rsplit("/", 1)[-1].removesuffix(".csv") for name in names}
    return DESCRIPTION in stems or bool(stems & {*TABLES["service"]} and stems & {"locations"})


def read_package(files: Mapping[str, str]) -> tuple[list[Any], list[str]]:
    """Return the services and the bare organisations in nested form, and the loose ends."""
    by_name = {name.rsplit("/", 1)[-1]: text for name, text in files.items()}
    description = _description(by_name.get(DESCRIPTION, "{}"))
    tables = _tables(by_name, description)
    if not tables.get("service") and not tables.get("organization"):
        raise FeedUnreadable(feed_refusals.NO_SERVICES)
    loose_ends = list(_loose_ends(tables, description))
    return _nested(tables), loose_ends


def _description(text: str) -> Mapping[str, Any]:
    try:
        told = json.loads(text)
    except ValueError:
        raise FeedUnreadable(feed_refusals.NO_JSON, name=DESCRIPTION) from None
    version = str(told.get("version") or READABLE_VERSION) if isinstance(told, dict) else ""
    if not version.removeprefix("v").startswith(READABLE_VERSION):
        raise FeedUnreadable(feed_refusals.OTHER_HSDS, version=version[:12])
    return told if isinstance(told, dict) else {}


def _resources(description: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    told = description.get("resources")
    yield from (each for each in (told if isinstance(told, list) else ()) if isinstance(each, dict))


def _tables(files: Mapping[str, str], description: Mapping[str, Any]) -> Tables:
    paths = {
        str(each.get("path")).rsplit("/", 1)[-1]: str(each.get("name"))
        for each in _resources(description)
    }
    for table, stems in TABLES.items():
        paths |= {f"{stem}.csv": table for stem in stems if f"{stem}.csv" not in paths}
    return {paths[name]: _rows(text, name) for name, text in files.items() if name in paths}


def _rows(text: str, name: str) -> list[Row]:
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        return [
            {column: value for column, value in row.items() if column and value} for row in reader
        ]
    except csv.Error:
        raise FeedUnreadable(feed_refusals.NO_TABLE, name=name) from None


def _references(description: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (table, column, table it refers to)."""
    try:
        described = [
            (str(each.get("name")), str(key["fields"]), str(key["reference"]["resource"]))
            for each in _resources(description)
            for key in each.get("schema", {}).get("foreignKeys") or ()
        ]
    except (KeyError, TypeError, AttributeError):
        raise FeedUnreadable(feed_refusals.NO_HSDS_TABLES, name=DESCRIPTION) from None
    if described:
        yield from described
    else:
        yield from (
            (table, f"{other}_id", other)
            for table, others in REFERENCES.items()
            for other in others
        )


def _loose_ends(tables: Tables, description: Mapping[str, Any]) -> Iterator[str]:
    for table, column, other in _references(description):
        known = {row.get("id") for row in tables.get(other, ())}
        missing = {row[column]: None for row in tables.get(table, ()) if column in row}
        for value in missing:
            if value not in known:
                yield f"{table}.{column} {value[:64]}"


def _nested(tables: Tables) -> list[Any]:
    rows = {table: {row.get("id"): row for row in found} for table, found in tables.items()}
    for owner, parts in PARTS.items():
        for name, table in parts.items():
            children = _by(tables.get(table, ()), f"{owner}_id")
            for row in tables.get(owner, ()):
                row[name] = children.get(row.get("id", ""), [])
    for row in tables.get("service_at_location", ()):
        row["location"] = rows.get("location", {}).get(row.get("location_id"), {})
    places = _by(tables.get("service_at_location", ()), "service_id")
    for row in tables.get("service", ()):
        row["organization"] = rows.get("organization", {}).get(row.get("organization_id"), {})
        row["service_at_locations"] = places.get(row.get("id", ""), [])
    organizations = [row | {"services": []} for row in tables.get("organization", ())]
    return [*organizations, *tables.get("service", ())]


def _by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if column in row:
            found[row[column]].append(row)
    return found
