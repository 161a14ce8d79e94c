"""Changing the directory by hand: add, change, retire, bring back. Nothing is ever deleted."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from advicedesk.database import db, utc_now
from advicedesk.desks.models import Desk
from advicedesk.directory.details import AuthorityDetails, LocalDetails, ServicePointDetails
from advicedesk.directory.errors import FedElsewhere, NameTaken, NothingNamed
from advicedesk.directory.models import Authority, NotOffered, ServicePoint
from advicedesk.directory.queries import get_authority, list_authorities, list_not_offered
from advicedesk.privacy import audit

BY_HAND = "by_hand"


def add_service_point(
    *,
    details: ServicePointDetails,
    local: LocalDetails,
    today: date,
    now: Callable[[], datetime] = utc_now,
) -> ServicePoint:
    """Add a place, or a phone service, that no feed knows."""
    service_point = ServicePoint(source=BY_HAND, changed_at=now(), hours_known_on=today)
    _take(service_point, _values(details) | vars(local))
    db.session.add(service_point)
    db.session.flush()
    audit.record("service_point.add", subject=_subject(service_point))
    return service_point


def change_service_point(
    *,
    service_point: ServicePoint,
    local: LocalDetails,
    today: date,
    details: ServicePointDetails | None = None,
    now: Callable[[], datetime] = utc_now,
) -> list[str]:
    """Change a place; of one that a feed keeps only what the desk knows itself."""
    if details is not None and service_point.source != BY_HAND:
        raise FedElsewhere
    changed = _take(service_point, (_values(details) if details else {}) | vars(local))
    if details is not None:
        service_point.hours_known_on = today
    if changed:
        service_point.changed_at = now()
        db.session.flush()
        audit.record(
            "service_point.change", subject=_subject(service_point), changes={"fields": changed}
        )
    return changed


def retire_service_point(
    *, service_point: ServicePoint, now: Callable[[], datetime] = utc_now
) -> ServicePoint:
    """Offer a place no more; referrals that point to it keep it."""
    if service_point.retired_at is None:
        service_point.retired_at = service_point.changed_at = now()
        db.session.flush()
        audit.record("service_point.retire", subject=_subject(service_point))
    return service_point


def bring_back_service_point(
    *, service_point: ServicePoint, now: Callable[[], datetime] = utc_now
) -> ServicePoint:
    """Offer a retired place again."""
    if service_point.retired_at is not None:
        service_point.retired_at = None
        service_point.changed_at = now()
        db.session.flush()
        audit.record("service_point.bring_back", subject=_subject(service_point))
    return service_point


def add_authority(*, details: AuthorityDetails, valid_from: date | None = None) -> Authority:
    """Add an authority by hand."""
    _check_names(details.names)
    authority = Authority(
        names=dict(details.names),
        office_language=details.office_language,
        source=BY_HAND,
        valid_from=valid_from,
    )
    db.session.add(authority)
    db.session.flush()
    audit.record("authority.add", subject=_subject(authority))
    return authority


def change_authority(
    *, authority: Authority, details: AuthorityDetails, now: Callable[[], datetime] = utc_now
) -> list[str]:
    """Give an authority other names or another office language; a feed keeps its own names."""
    values: dict[str, Any] = {"office_language": details.office_language}
    if authority.source == BY_HAND:
        _check_names(details.names, authority)
        values["names"] = dict(details.names)
    changed = _take(authority, values)
    if changed:
        _touch(authority, now())
        audit.record("authority.change", subject=_subject(authority), changes={"fields": changed})
    return changed


def retire_authority(
    *, authority: Authority, from_day: date, now: Callable[[], datetime] = utc_now
) -> Authority:
    """Offer an authority no more from a day on; past referrals and figures keep it."""
    authority.valid_to = from_day - timedelta(days=1)
    _touch(authority, now())
    audit.record(
        "authority.retire",
        subject=_subject(authority),
        changes={"valid_to": authority.valid_to.isoformat()},
    )
    return authority


def bring_back_authority(
    *, authority: Authority, now: Callable[[], datetime] = utc_now
) -> Authority:
    """Offer a retired authority again."""
    authority.valid_to = None
    _touch(authority, now())
    audit.record("authority.bring_back", subject=_subject(authority))
    return authority


def change_offer(
    *,
    row: ServicePoint | Authority,
    desks: Iterable[Desk],
    not_at: Collection[str],
    now: Callable[[], datetime] = utc_now,
) -> list[str]:
    """Offer a place, or an authority's places, at some of the desks only; return what changed."""
    column = "service_point_id" if isinstance(row, ServicePoint) else "authority_id"
    there = {one.desk_id: one for one in list_not_offered(row)}
    changed = [desk for desk in desks if (desk.id in there) != (desk.desk_code in not_at)]
    for desk in changed:
        if desk.id in there:
            db.session.delete(there[desk.id])
        else:
            db.session.add(NotOffered(desk_id=desk.id, since=now(), **{column: row.id}))
    if changed:
        db.session.flush()
        codes = {desk.desk_code: desk.desk_code not in not_at for desk in changed}
        kind, public_id = _subject(row)
        audit.record(f"{kind}.change", subject=(kind, public_id), changes={"offered_at": codes})
    return [desk.desk_code for desk in changed]


def _check_names(names: dict[str, str], own: Authority | None = None) -> None:
    if not names:
        raise NothingNamed
    wanted = {(language, name.casefold()) for language, name in names.items()}
    for other in list_authorities():
        taken = {(language, name.casefold()) for language, name in other.names.items()}
        if other is not own and wanted & taken:
            raise NameTaken


def _touch(authority: Authority, now: datetime) -> None:
    # the picker carries the authority's name: its places count as changed, so that caches forget
    for service_point in authority.service_points:
        service_point.changed_at = now
    db.session.flush()


def _values(details: ServicePointDetails) -> dict[str, Any]:
    if not details.names:
        raise NothingNamed
    authority = get_authority(details.authority) if details.authority else None
    values = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in vars(details).items()
        if name != "authority"
    }
    return values | {"authority_id": authority.id if authority else None}


def _take(row: ServicePoint | Authority, values: dict[str, Any]) -> list[str]:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _subject(row: ServicePoint | Authority) -> tuple[str, str]:
    return ("service_point" if isinstance(row, ServicePoint) else "authority", row.public_id)
