"""Merging a feed into the directory: new, changed, gone and back; nothing is ever deleted.

What only the desk knows (house, floor, counter, walking hints …) is never changed, nor are the
office language of an authority or a place that was retired by hand. Rows are taken up some
hundreds at a time, so that a country's catalogue needs little memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import select, update

from advicedesk.database import db
from advicedesk.directory.import_changes import ImportChanges
from advicedesk.directory.imports.feed import Feed, FeedAuthority, FeedPlace, Problem, Verdict
from advicedesk.directory.models import Authority, PlaceKind, ServicePoint
from advicedesk.directory.opening_hours import to_json
from advicedesk.languages.search import fold
from advicedesk.privacy.columns import HoldsIdentityCode, refuse_identifiers

LONGEST_ID = 64
_AT_ONCE = 500
_T = TypeVar("_T")


@dataclass
class _Known:
    """What must be known of every place to find the one that a feed means."""

    id: int
    feed_id: str | None
    source: str
    kind: str
    names: Mapping[str, str]
    authority_id: int | None
    feed_authority_id: str | None
    gone_from_feed_at: datetime | None


class Merging:
    """One import under way: what is there, looked up once, and what was counted."""

    def __init__(
        self,
        feed: Feed,
        changes: ImportChanges,
        today: date,
        moment: datetime,
        feed_url: str | None = None,
        *,
        is_whole: bool = True,
    ) -> None:
        self.feed = feed
        self.changes = changes
        self.today = today
        self.moment = moment
        self.feed_url = feed_url
        self.authorities = list(db.session.scalars(select(Authority)))
        self.authority_by_id = {one.feed_id: one for one in self.authorities if one.feed_id}
        self.places = list(_known_places())
        self.place_by_id = {one.feed_id: one for one in self.places if one.feed_id}
        self.places_by_name = _by_name(self.places)
        self.is_whole = is_whole
        self.told_ids = {each.feed_id for each in feed.places}
        self.told_authority_ids = {each.feed_id for each in feed.authorities}
        self.renamed: set[int] = set()
        self.listed: set[int] = set()

    def merge(self) -> None:
        """Merge authorities, then places; then mark what a whole feed lists no more."""
        for each in self.feed.authorities:
            self._merge_told_authority(each)
        db.session.flush()
        for some in _some_at_once(self.feed.places):
            self._merge_places(some)
        if self.is_whole:
            self._mark_gone(self._no_longer_listed())

    def _merge_told_authority(self, told: FeedAuthority) -> None:
        there = self.authority_by_id.get(told.feed_id) or self._authority_named(told)
        if len(told.feed_id) > LONGEST_ID or not told.names:
            self.changes.skipped["without_name"] += 1
        elif there is None and told.is_archived:
            self.changes.skipped["archived"] += 1
        else:
            self._merge_authority(told, there)

    def _merge_authority(self, told: FeedAuthority, there: Authority | None) -> None:
        is_new = there is None
        authority = there or Authority(office_language=told.office_language, names={})
        self._note_change_of_id(authority.feed_id, told.feed_id, told.names)
        values = {"names": dict(told.names), "source": self.feed.source, "feed_id": told.feed_id}
        changed = _take(authority, values)
        if is_new:
            db.session.add(authority)
            self.authorities.append(authority)
        db.session.flush()
        if changed and not is_new:
            self.renamed.add(authority.id)
        self.authority_by_id[told.feed_id] = authority
        self.changes.authorities[_kind_of_change(is_new, changed)] += 1

    def _authority_named(self, told: FeedAuthority) -> Authority | None:
        found = [
            one
            for one in self.authorities
            if self._is_free(one.source, one.feed_id, self.told_authority_ids)
            and _share_a_name(one.names, told.names)
            and (not one.feed_id or self._shares_places(one, told))
        ]
        return found[0] if len(found) == 1 else None

    def _shares_places(self, one: Authority, told: FeedAuthority) -> bool:
        """Tell whether most places of an authority are told under another id.

        Many cities have a "Library" and a "Social office": the name alone says nothing.
        """
        told_names = {
            key
            for each in self.feed.places
            if each.authority_id == told.feed_id
            for key in _names(each.verdict.value, each.names)
        }
        own = [place for place in self.places if place.authority_id == one.id]
        shared = sum(not told_names.isdisjoint(_names(each.kind, each.names)) for each in own)
        return shared > 0 and shared * 2 >= len(own)

    def _is_free(self, source: str, feed_id: str | None, told_ids: set[str]) -> bool:
        """Tell whether a row may be met by name: kept by hand, or a whole feed lacks its id."""
        return not feed_id or (
            self.is_whole and source == self.feed.source and feed_id not in told_ids
        )

    def _note_change_of_id(self, before: str | None, after: str, names: Mapping[str, str]) -> None:
        if before and before != after:
            name = next(iter(names.values()), "")
            self.changes.ids_changed.append({"name": name, "before": before, "after": after})

    def _merge_places(self, told: Sequence[FeedPlace]) -> None:
        found = [(each, self._find_place(each)) for each in told]
        rows = _rows_of(known.id for _each, known in found if known is not None)
        left_out = []
        taken: list[tuple[FeedPlace, ServicePoint, bool]] = []
        for each, known in found:
            if each.problems:
                self.changes.problems[each.feed_id] = [one.value for one in each.problems]
            if each.verdict is Verdict.ARCHIVED:
                self.changes.skipped["archived"] += 1
                left_out += [known] if known and known.source == self.feed.source else []
            elif len(each.feed_id) > LONGEST_ID or not each.names:
                self.changes.skipped["without_name"] += 1
                self.listed |= {known.id} if known else set()
            else:
                place = rows[known.id] if known else ServicePoint()
                self._merge_place(each, place, is_new=known is None)
                taken.append((each, place, known is None))
        db.session.add_all(place for _each, place, is_new in taken if is_new)
        db.session.flush()
        self.listed |= {place.id for _each, place, _is_new in taken}
        self._mark_gone(left_out)
        for _each, place, _is_new in taken:
            db.session.expunge(place)

    def _merge_place(self, told: FeedPlace, place: ServicePoint, *, is_new: bool) -> None:
        authority = self.authority_by_id.get(told.authority_id or "")
        values = _values(told, self.feed.source)
        if authority is not None:
            values["authority_id"] = authority.id
        if self.feed_url is not None:
            place.feed_url = self.feed_url
        self._note_change_of_id(place.feed_id, told.feed_id, told.names)
        values |= self._local_of(told, place)
        before = {} if is_new else {name: getattr(place, name) for name in values}
        changed = _take(place, values)
        was_gone = place.gone_from_feed_at is not None
        place.gone_from_feed_at = None
        place.hours_known_on = self.today
        if changed or was_gone or place.authority_id in self.renamed:
            place.changed_at = self.moment
        kind = "back" if was_gone else _kind_of_change(is_new, changed)
        fields = {
            name: {"before": before.get(name), "after": values[name]}
            for name in changed
            if name not in _NOT_SHOWN
        }
        self.changes.count_place(kind, told.feed_id, told.names, fields)

    def _local_of(self, told: FeedPlace, place: ServicePoint) -> dict[str, Any]:
        """Return what fills a gap of the desk's own knowledge; a text that names somebody not."""
        filling = {name: value for name, value in told.local.items() if not getattr(place, name)}
        try:
            refuse_identifiers(str(filling.get("ask_for", "")))
        except HoldsIdentityCode:
            del filling["ask_for"]
            self.changes.problems.setdefault(told.feed_id, []).append(Problem.ASK_FOR.value)
        return filling

    def _find_place(self, told: FeedPlace) -> _Known | None:
        there = self.place_by_id.get(told.feed_id)
        if there is not None or told.verdict is Verdict.ARCHIVED:
            return there
        authority = self.authority_by_id.get(told.authority_id or "")
        same_name = {
            one.id: one
            for key in _names(told.verdict.value, told.names)
            for one in self.places_by_name.get(key, ())
        }
        found = [
            one
            for one in same_name.values()
            if one.id not in self.listed
            and self._is_free(one.source, one.feed_id, self.told_ids)
            and _is_of_authority(one, told, authority)
        ]
        return found[0] if len(found) == 1 else None

    def _no_longer_listed(self) -> Iterator[_Known]:
        """Yield the places that the feed's authorities listed once and list no more."""
        told_ids = self.told_authority_ids | {
            each.authority_id for each in self.feed.places if each.authority_id
        }
        own_ids = {self.authority_by_id[one].id for one in told_ids if one in self.authority_by_id}
        for place in self.places:
            is_fed = place.source == self.feed.source and place.id not in self.listed
            is_concerned = place.feed_authority_id in told_ids or place.authority_id in own_ids
            if is_fed and is_concerned:
                yield place

    def _mark_gone(self, places: Iterable[_Known]) -> None:
        gone = [each for each in places if each.gone_from_feed_at is None]
        for some in _some_at_once(gone):
            db.session.execute(
                update(ServicePoint)
                .where(ServicePoint.id.in_([each.id for each in some]))
                .values(gone_from_feed_at=self.moment, changed_at=self.moment)
                .execution_options(synchronize_session=False)
            )
        for each in gone:
            each.gone_from_feed_at = self.moment
            self.changes.count_place("gone", each.feed_id or "", each.names, {})


# the feed's own ids and the row's source are no news for people
_NOT_SHOWN = frozenset({"feed_id", "feed_authority_id", "source"})


def _known_places() -> Iterator[_Known]:
    columns = (
        ServicePoint.id,
        ServicePoint.feed_id,
        ServicePoint.source,
        ServicePoint.kind,
        ServicePoint.names,
        ServicePoint.authority_id,
        ServicePoint.feed_authority_id,
        ServicePoint.gone_from_feed_at,
    )
    for row in db.session.execute(select(*columns)):
        yield _Known(*row)


def _rows_of(ids: Iterable[int]) -> dict[int, ServicePoint]:
    query = select(ServicePoint).where(ServicePoint.id.in_(list(ids)))
    return {place.id: place for place in db.session.scalars(query)}


def _some_at_once(every: Iterable[_T]) -> Iterator[list[_T]]:
    left = iter(every)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _names(kind: str, names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    return ((kind, language, fold(name)) for language, name in names.items())


def _by_name(places: Iterable[_Known]) -> dict[tuple[str, str, str], list[_Known]]:
    found: dict[tuple[str, str, str], list[_Known]] = {}
    for place in places:
        for key in _names(place.kind, place.names):
            found.setdefault(key, []).append(place)
    return found


def _is_of_authority(one: _Known, told: FeedPlace, authority: Authority | None) -> bool:
    is_known = authority is not None and one.authority_id == authority.id
    return is_known or (bool(told.authority_id) and one.feed_authority_id == told.authority_id)


def _kind_of_change(is_new: bool, changed: list[str]) -> str:
    if is_new:
        return "new"
    return "changed" if changed else "unchanged"


def _share_a_name(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return any(fold(name) == fold(other.get(language, "")) for language, name in one.items())


def _values(told: FeedPlace, source: str) -> dict[str, Any]:
    address = told.address
    return {
        "feed_id": told.feed_id,
        "feed_authority_id": (told.authority_id or "")[:LONGEST_ID] or None,
        "source": source,
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
