"""Merging a feed into the directory: new, changed, gone and back; nothing is ever deleted.

What only the desk knows (house, floor, counter, walking hints) is never touched, nor are the
office language of an authority or a place that was retired by hand.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from advicedesk.database import db, utc_now
from advicedesk.directory.imports.feed import Feed, FeedAuthority, FeedPlace, Verdict
from advicedesk.directory.models import Authority, PlaceKind, ServicePoint
from advicedesk.directory.opening_hours import to_json
from advicedesk.directory.queries import forget_places
from advicedesk.privacy import audit

SOURCE = "ptv"
LONGEST_ID = 64


@dataclass
class ImportCounts:
    """What an import did, or would do."""

    places: Counter[str] = field(default_factory=Counter)
    authorities: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    problems: dict[str, list[str]] = field(default_factory=dict)

    def summary(self) -> dict[str, Any]:
        """Return the counts as plain values, zeros included."""
        kinds = ("new", "changed", "unchanged", "gone", "back")
        return {
            "service_points": {kind: self.places[kind] for kind in kinds},
            "authorities": {kind: self.authorities[kind] for kind in kinds[:3]},
            "skipped": dict(sorted(self.skipped.items())),
        }


def import_feed(
    *,
    feed: Feed,
    today: date,
    is_whole: bool = True,
    dry_run: bool = False,
    now: Callable[[], datetime] = utc_now,
) -> ImportCounts:
    """Merge a feed; a whole one marks as gone what its authorities list no more."""
    counts = ImportCounts(skipped=Counter(one.reason for one in feed.skipped))
    try:
        with db.session.begin_nested():
            merging = _Merging(counts, today, now())
            merging.merge_authorities(feed.authorities)
            merging.merge_places(feed.places)
            if is_whole:
                merging.mark_gone(feed)
            db.session.flush()
            if dry_run:
                raise _OnlyTold
            changes = counts.summary()
            audit.record("directory.import", subject=("directory", feed.format), changes=changes)
    except _OnlyTold:
        forget_places()
    return counts


class _OnlyTold(Exception):
    """Takes a dry run's changes back."""


class _Merging:
    """One import under way: what is there, looked up once, and what was counted."""

    def __init__(self, counts: ImportCounts, today: date, moment: datetime) -> None:
        self.counts = counts
        self.today = today
        self.moment = moment
        self.authorities = list(db.session.scalars(select(Authority)))
        self.places = list(db.session.scalars(select(ServicePoint)))
        self.authority_by_id = {one.feed_id: one for one in self.authorities if one.feed_id}
        self.place_by_id = {one.feed_id: one for one in self.places if one.feed_id}
        self.renamed: set[int] = set()
        self.listed: set[int | None] = set()

    def merge_authorities(self, told: tuple[FeedAuthority, ...]) -> None:
        """Add or rename authorities; those that nobody names and archived new ones are left out."""
        for each in told:
            there = self.authority_by_id.get(each.feed_id) or self._authority_named(each.names)
            if len(each.feed_id) > LONGEST_ID or not each.names:
                self.counts.skipped["without_name"] += 1
            elif there is None and each.is_archived:
                self.counts.skipped["archived"] += 1
            else:
                self._merge_authority(each, there)

    def _merge_authority(self, told: FeedAuthority, there: Authority | None) -> None:
        is_new = there is None
        authority = there or Authority(office_language=told.office_language, names={})
        changed = _take(
            authority, {"names": dict(told.names), "source": SOURCE, "feed_id": told.feed_id}
        )
        if is_new:
            db.session.add(authority)
            self.authorities.append(authority)
        db.session.flush()
        if changed and not is_new:
            self.renamed.add(authority.id)
        self.authority_by_id[told.feed_id] = authority
        self.counts.authorities[_kind_of_change(is_new, changed)] += 1

    def merge_places(self, told: tuple[FeedPlace, ...]) -> None:
        """Add or renew places; what is archived and not here yet is left out."""
        for each in told:
            if each.problems:
                self.counts.problems[each.feed_id] = [problem.value for problem in each.problems]
            there = self._find_place(each)
            if each.verdict is Verdict.ARCHIVED:
                self._leave_out(there)
            elif len(each.feed_id) > LONGEST_ID or not each.names:
                self.counts.skipped["without_name"] += 1
                self.listed.update({there.id} if there else ())
            else:
                self._merge_place(each, there)

    def _leave_out(self, there: ServicePoint | None) -> None:
        self.counts.skipped["archived"] += 1
        if there is not None and there.source == SOURCE:
            self._mark_gone(there)

    def _merge_place(self, told: FeedPlace, there: ServicePoint | None) -> None:
        is_new = there is None
        place = there or ServicePoint()
        authority = self.authority_by_id.get(told.authority_id or "")
        values = _values(told)
        if authority is not None:
            values["authority_id"] = authority.id
        changed = _take(place, values)
        was_gone = place.gone_from_feed_at is not None
        place.gone_from_feed_at = None
        place.hours_known_on = self.today
        if changed or was_gone or place.authority_id in self.renamed:
            place.changed_at = self.moment
        if is_new:
            db.session.add(place)
            self.places.append(place)
        db.session.flush()
        self.place_by_id[told.feed_id] = place
        self.listed.add(place.id)
        self.counts.places["back" if was_gone else _kind_of_change(is_new, changed)] += 1

    def mark_gone(self, feed: Feed) -> None:
        """Mark the places that the feed's authorities listed once and list no more."""
        told_ids = {each.authority_id for each in feed.places}
        told_ids |= {each.feed_id for each in feed.authorities}
        concerned = {self._id_of_authority(told_id) for told_id in told_ids}
        for place in self.places:
            is_fed = place.source == SOURCE and place.id not in self.listed
            if is_fed and place.authority_id in concerned:
                self._mark_gone(place)

    def _id_of_authority(self, feed_id: str | None) -> int | None:
        authority = self.authority_by_id.get(feed_id or "")
        return authority.id if authority else None

    def _mark_gone(self, place: ServicePoint) -> None:
        if place.gone_from_feed_at is None:
            place.gone_from_feed_at = place.changed_at = self.moment
            self.counts.places["gone"] += 1

    def _authority_named(self, names: Mapping[str, str]) -> Authority | None:
        found = [
            one for one in self.authorities if not one.feed_id and _share_a_name(one.names, names)
        ]
        return found[0] if len(found) == 1 else None

    def _find_place(self, told: FeedPlace) -> ServicePoint | None:
        there = self.place_by_id.get(told.feed_id)
        if there is not None or told.verdict is Verdict.ARCHIVED:
            return there
        authority = self.authority_by_id.get(told.authority_id or "")
        found = [
            one
            for one in self.places
            if not one.feed_id
            and one.kind == told.verdict.value
            and authority is not None
            and one.authority_id == authority.id
            and _share_a_name(one.names, told.names)
        ]
        return found[0] if len(found) == 1 else None


def _kind_of_change(is_new: bool, changed: list[str]) -> str:
    if is_new:
        return "new"
    return "changed" if changed else "unchanged"


def _share_a_name(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return any(
        name.casefold() == other.get(language, "").casefold() for language, name in one.items()
    )


def _values(told: FeedPlace) -> dict[str, Any]:
    address = told.address
    return {
        "feed_id": told.feed_id,
        "source": SOURCE,
        "kind": PlaceKind(told.verdict.value),
        "names": dict(told.names),
        "addresses": address.lines_with_directions() if address else {},
        "postal_code": (address.postal_code or "")[:12] or None if address else None,
        "latitude": address.wgs84[0] if address and address.wgs84 else None,
        "longitude": address.wgs84[1] if address and address.wgs84 else None,
        "phones": [
            {"number": one.number, "languages": list(one.languages)}
            | ({"notes": dict(one.notes)} if one.notes else {})
            for one in told.phones
        ],
        "emails": list(told.emails),
        "links": list(told.links),
        "service_languages": list(told.service_languages),
        "descriptions": told.descriptions(),
        "opening_hours": to_json(told.hours),
    }


def _take(row: ServicePoint | Authority, values: dict[str, Any]) -> list[str]:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed
