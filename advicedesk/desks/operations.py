"""Making and changing the organisation and its desks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from advicedesk.codelists.seed import seed_code_lists
from advicedesk.database import db, utc_now
from advicedesk.desks import desk_codes
from advicedesk.desks.errors import AlreadySetUp, DeskCodeTaken, DeskCodeUnfit, NoDesk
from advicedesk.desks.models import Desk, Organisation
from advicedesk.desks.queries import find_organisation, list_desks
from advicedesk.privacy import audit


@dataclass(frozen=True)
class DeskDetails:
    """What a desk is called and where it stands."""

    name: str
    house: str | None = None
    address: str | None = None
    phone: str | None = None
    office_language: str = "fi"
    asks_profile: bool = False
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class OrganisationDetails:
    """The organisation's name and the rules for all its desks."""

    name: str
    working_languages: tuple[str, ...]
    suppression_threshold: int = 5
    note_days: int = 30
    no_feedback_days: int = 45


def set_up_organisation(
    *, name: str, working_languages: Iterable[str], desks: Iterable[tuple[str, str]]
) -> list[Desk]:
    """Make the organisation, its desks (code, name) and the code lists of an empty database."""
    if find_organisation():
        raise AlreadySetUp
    db.session.add(Organisation(id=1, name=name, working_languages=list(working_languages)))
    made: dict[str, Desk] = {}
    for wanted_code, desk_name in desks:
        desk_code = wanted_code or desk_codes.code_from_name(desk_name, made)
        if not desk_codes.is_fit(desk_code):
            raise DeskCodeUnfit
        if desk_code in made:
            raise DeskCodeTaken(desk_code)
        made[desk_code] = Desk(desk_code=desk_code, name=desk_name)
    if not made:
        raise NoDesk
    db.session.add_all(made.values())
    seed_code_lists()
    db.session.flush()
    audit.record("organisation.set_up", subject=("organisation", "1"), changes={"desks": [*made]})
    return list(made.values())


def change_organisation(*, organisation: Organisation, details: OrganisationDetails) -> list[str]:
    """Change the organisation's name and rules; return the names of what changed."""
    changed = _change(
        organisation, vars(details) | {"working_languages": list(details.working_languages)}
    )
    if changed:
        db.session.flush()
        kept = {name: getattr(organisation, name) for name in changed if name != "name"}
        audit.record(
            "organisation.change",
            subject=("organisation", "1"),
            changes={"fields": changed, **kept},
        )
    return changed


def change_oversight(*, organisation: Organisation, given: dict[str, str]) -> list[str]:
    """Change who supervises accessibility; what is left empty is the country's own again."""
    kept = {name: text for name, text in given.items() if text}
    before = organisation.oversight or {}
    changed = sorted(name for name in given if kept.get(name) != before.get(name))
    if changed:
        organisation.oversight = kept or None
        db.session.flush()
        audit.record(
            "organisation.change",
            subject=("organisation", "1"),
            changes={"fields": [f"oversight_{name}" for name in changed]},
        )
    return changed


def change_open_data(*, organisation: Organisation, given: dict[str, Any]) -> list[str]:
    """Change whether releases are given out as open data, and under which terms."""
    before = organisation.open_data or {}
    changed = sorted(name for name in given if given[name] != before.get(name))
    if changed:
        organisation.open_data = dict(given)
        db.session.flush()
        audit.record(
            "organisation.change",
            subject=("organisation", "1"),
            changes={
                "fields": [f"open_data_{name}" for name in changed],
                "gives_open_data": given["is_on"],
            },
        )
    return changed


def add_desk(*, details: DeskDetails, desk_code: str = "") -> Desk:
    """Open a further desk."""
    taken = {desk.desk_code for desk in list_desks(with_closed=True)}
    code = desk_code or desk_codes.code_from_name(details.name, taken)
    if not desk_codes.is_fit(code):
        raise DeskCodeUnfit
    if code in taken:
        raise DeskCodeTaken(code)
    desk = Desk(desk_code=code, **vars(details))
    try:
        with db.session.begin_nested():
            db.session.add(desk)
    except IntegrityError:
        raise DeskCodeTaken(code) from None
    audit.record("desk.add", subject=("desk", code))
    return desk


def change_desk(*, desk: Desk, details: DeskDetails) -> list[str]:
    """Change what a desk is called and where it stands; its code stays."""
    changed = _change(desk, vars(details))
    if changed:
        db.session.flush()
        audit.record("desk.change", subject=("desk", desk.desk_code), changes={"fields": changed})
    return changed


def close_desk(*, desk: Desk, now: Callable[[], datetime] = utc_now) -> Desk:
    """Close a desk: no visit is logged there any more, its figures stay."""
    if not [other for other in list_desks() if other.id != desk.id]:
        raise NoDesk
    desk.closed_at = desk.closed_at or now()
    db.session.flush()
    audit.record("desk.close", subject=("desk", desk.desk_code))
    return desk


def reopen_desk(*, desk: Desk) -> Desk:
    """Open a closed desk again."""
    desk.closed_at = None
    db.session.flush()
    audit.record("desk.reopen", subject=("desk", desk.desk_code))
    return desk


def _change(row: Desk | Organisation, values: dict[str, Any]) -> list[str]:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed
