"""Free text is where a name or an identity code gets in: every text column is accounted for."""

from importlib import import_module
from typing import Any

from sqlalchemy import JSON, Column, Enum, String, Text

import advicedesk.app
from advicedesk.database import db

LONG = 80

# a text of the desk's or an office's own, never of a client
REASONS = {
    "authority.names": "an office's public name",
    "directory_feed.etag": "what a server calls a version of its open data",
    "directory_feed.url": "an address of open data",
    "desk.address": "the desk's own address",
    "desk.house": "the name of the house",
    "desk.name": "the desk's own name",
    "desk_calendar.exceptions": "the desk's own hours, no words",
    "desk_calendar.weeks": "the desk's own hours, no words",
    "import_lesson.code": "a code",
    "listed_code.full_code": "a code",
    "listed_code.names": "words that administrators choose for everybody",
    "one_time_link.token_hash": "a hash",
    "organisation.name": "the organisation's own name",
    "organisation.oversight": "the public contacts of the supervising authority",
    "organisation.working_languages": "language codes",
    "service_point.feed_url": "an address of open data",
    "service_point.addresses": "public addresses",
    "service_point.descriptions": "public descriptions",
    "service_point.emails": "public addresses of offices",
    "service_point.house": "the name of the house",
    "service_point.links": "public addresses of offices",
    "service_point.names": "public names",
    "service_point.opening_hours": "public hours",
    "service_point.phones": "public numbers of offices",
    "service_point.service_languages": "language codes",
    "service_point.walking_hints": "the way to a counter",
    "staff_member.display_name": "staff choose how they are called",
    "staff_member.password_hash": "a hash",
    "staff_member.username": "staff choose their own name",
    "audit_entry.changes": "codes and field names; operations write it, nobody types it",
    "correction.before": "codes; a note is named there, never kept",
    "need.acts": "codes",
    "need.unmet_reasons": "codes",
    "kept_month.counts": "codes and figures; an authority named freely was guarded before",
    "kept_month.sizes": "codes and figures",
    "organisation.open_data": "the organisation's own licence and contact",
    "report_release.desk_codes": "codes of desks",
    "report_release.figures": "codes and figures; an authority named freely was guarded before",
    "report_release_hidden.counts": "figures",
    "referral.bring": "codes, or short texts whose form field is guarded",
    "referral_step.details": "codes; operations write it, nobody types it",
}


def _columns() -> dict[str, Column[Any]]:
    for feature in advicedesk.app.FEATURES:
        import_module(feature)
    return {
        f"{table.name}.{column.name}": column
        for table in db.metadata.tables.values()
        for column in table.columns
    }


def _can_hold_text(column: Column[Any]) -> bool:
    kind = column.type
    if isinstance(kind, JSON | Text):
        return True
    is_text = isinstance(kind, String) and not isinstance(kind, Enum)
    return is_text and (kind.length is None or kind.length >= LONG)


def test_every_long_text_is_guarded_or_has_a_reason() -> None:
    unguarded = {
        name
        for name, column in _columns().items()
        if _can_hold_text(column) and not column.info.get("guarded")
    }
    assert sorted(unguarded - REASONS.keys()) == []


def test_no_reason_is_left_over() -> None:
    columns = _columns()
    stale = [name for name in REASONS if name not in columns or columns[name].info.get("guarded")]
    assert stale == []


def test_what_a_client_might_be_named_in_is_guarded() -> None:
    columns = _columns()
    assert columns["visit.note"].info["guarded"]
    assert columns["referral.authority_name"].info["guarded"]
