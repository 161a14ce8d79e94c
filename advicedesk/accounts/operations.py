"""Changing staff, their roles, sign-ins, passwords and links; each change is audited.

Passwords come in as hashes: hashing takes long and is done before the writer's turn.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from advicedesk.accounts import usernames
from advicedesk.accounts.errors import (
    Deactivated,
    DeskNotOwn,
    LastAdministrator,
    NoRole,
    PartnerElsewhere,
    SignInRefused,
    UsernameTaken,
    UsernameUnfit,
)
from advicedesk.accounts.models import LinkPurpose, OneTimeLink, SignIn, StaffMember, StaffRole
from advicedesk.accounts.queries import count_other_administrators, find_staff_member, get_link
from advicedesk.accounts.tokens import new_token, token_hash
from advicedesk.database import db, utc_now
from advicedesk.desks.errors import AlreadySetUp
from advicedesk.desks.models import Desk
from advicedesk.desks.operations import set_up_organisation
from advicedesk.desks.queries import find_organisation
from advicedesk.privacy import audit
from advicedesk.roles import Role

SET_UP_LINK_LASTS = timedelta(days=7)
PASSWORD_LINK_LASTS = timedelta(hours=72)

Clock = Callable[[], datetime]
# role, desk id, authority id
Place = tuple[Role, int | None, int | None]


@dataclass(frozen=True)
class RoleChoice:
    """Which roles somebody is to hold, and where."""

    counsellor_at: tuple[Desk, ...] = ()
    supervisor_at: tuple[Desk, ...] = ()
    is_administrator: bool = False
    partner_of: int | None = None

    def places(self) -> set[Place]:
        """Return (role, desk id, authority id) of every role."""
        chosen: set[Place] = {(Role.COUNSELLOR, desk.id, None) for desk in self.counsellor_at}
        chosen |= {(Role.SUPERVISOR, desk.id, None) for desk in self.supervisor_at}
        if self.is_administrator:
            chosen.add((Role.ADMINISTRATOR, None, None))
        if self.partner_of is not None:
            chosen.add((Role.PARTNER, None, self.partner_of))
        if not chosen:
            raise NoRole
        if self.partner_of is not None and len(chosen) > 1:
            raise PartnerElsewhere
        return chosen


@dataclass(frozen=True)
class FirstRun:
    """What the set-up page asks: the organisation, its desks (code, name), the administrator."""

    organisation_name: str
    working_languages: tuple[str, ...]
    desks: tuple[tuple[str, str], ...]
    username: str
    display_name: str
    password_hash: str | None = None
    works_at_desk: bool = False


def make_set_up_link(*, now: Clock = utc_now) -> str:
    """Make the token of the set-up page; the tokens made before are over."""
    if find_organisation():
        raise AlreadySetUp
    token = _make_link(LinkPurpose.SET_UP, None, SET_UP_LINK_LASTS, now())
    audit.record("organisation.make_set_up_link", subject=("organisation", "1"))
    return token


def set_up(*, first_run: FirstRun, token: str | None = None, now: Clock = utc_now) -> StaffMember:
    """Make the organisation, its desks and the first administrator; the link's token dies."""
    if token is not None:
        get_link(token, LinkPurpose.SET_UP, now()).used_at = now()
    desks = set_up_organisation(
        name=first_run.organisation_name,
        working_languages=first_run.working_languages,
        desks=first_run.desks,
    )
    at_desk = (desks[0],) if first_run.works_at_desk else ()
    person = add_staff_member(
        username=first_run.username,
        display_name=first_run.display_name,
        roles=RoleChoice(at_desk, at_desk, is_administrator=True),
        password_hash=first_run.password_hash,
    )
    _end_links(LinkPurpose.SET_UP, None, now())
    _record("staff.set_up", person, by=person)
    return person


def sign_in(
    *, staff_member: StaffMember, password_hash: str | None = None, now: Clock = utc_now
) -> str:
    """Begin a sign-in and return its token; a newer hash of the password is kept with it."""
    if not staff_member.is_active:
        raise SignInRefused
    if password_hash is not None:
        staff_member.password_hash = password_hash
    token = new_token()
    db.session.add(
        SignIn(token_hash=token_hash(token), staff_member_id=staff_member.id, started_at=now())
    )
    db.session.flush()
    _record("staff.sign_in", staff_member, by=staff_member)
    return token


def sign_out(*, staff_member: StaffMember, now: Clock = utc_now) -> None:
    """End the person's sign-ins, here and on every other device."""
    _end_sign_ins(staff_member, now())
    _record("staff.sign_out", staff_member)


def end_sign_ins(*, staff_member: StaffMember, now: Clock = utc_now) -> int:
    """End somebody's sign-ins everywhere; return how many there were."""
    ended = _end_sign_ins(staff_member, now())
    _record("staff.end_sign_ins", staff_member, ended=ended)
    return ended


def change_password(
    *, staff_member: StaffMember, password_hash: str, now: Clock = utc_now
) -> StaffMember:
    """Keep a new password and end every sign-in made with the old one."""
    staff_member.password_hash = password_hash
    _end_sign_ins(staff_member, now())
    _end_links(LinkPurpose.CHOOSE_PASSWORD, staff_member, now())
    _record("staff.change_password", staff_member)
    return staff_member


def choose_password(*, token: str, password_hash: str, now: Clock = utc_now) -> StaffMember:
    """Keep the password chosen by a one-time link; the link and older sign-ins are over."""
    link = get_link(token, LinkPurpose.CHOOSE_PASSWORD, now())
    person = link.staff_member
    if person is None or not person.is_active:
        raise Deactivated
    link.used_at = now()
    person.password_hash = password_hash
    _end_sign_ins(person, now())
    _end_links(LinkPurpose.CHOOSE_PASSWORD, person, now())
    _record("staff.choose_password", person, by=person)
    return person


def choose_language(*, staff_member: StaffMember, language_code: str) -> StaffMember:
    """Keep the language in which somebody reads the pages."""
    staff_member.language = language_code
    _record("staff.choose_language", staff_member, language=language_code)
    return staff_member


def choose_shortcuts(*, staff_member: StaffMember, uses_shortcuts: bool) -> StaffMember:
    """Keep whether single keys do something on the pages (WCAG 2.1.4)."""
    staff_member.uses_shortcuts = uses_shortcuts
    _record("staff.choose_shortcuts", staff_member, uses_shortcuts=uses_shortcuts)
    return staff_member


def choose_desk(*, staff_member: StaffMember, desk: Desk) -> StaffMember:
    """Keep the desk at which somebody works now."""
    if desk not in staff_member.desks() or desk.closed_at is not None:
        raise DeskNotOwn
    staff_member.current_desk_id = desk.id
    _record("staff.choose_desk", staff_member, desk=desk.desk_code)
    return staff_member


def add_staff_member(
    *, username: str, display_name: str, roles: RoleChoice, password_hash: str | None = None
) -> StaffMember:
    """Add somebody with their roles; without a password they get a one-time link."""
    tidy = usernames.tidy(username)
    if not usernames.is_fit(tidy):
        raise UsernameUnfit
    if find_staff_member(tidy):
        raise UsernameTaken
    person = StaffMember(
        username=tidy, display_name=display_name or username.strip(), password_hash=password_hash
    )
    _put_roles(person, roles.places())
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError:
        raise UsernameTaken from None
    db.session.refresh(person)
    _record("staff.add", person, roles=role_codes(person.roles))
    return person


def make_password_link(*, staff_member: StaffMember, now: Clock = utc_now) -> str:
    """Make a one-time link to choose a password and return its token; older ones are over."""
    if not staff_member.is_active:
        raise Deactivated
    token = _make_link(LinkPurpose.CHOOSE_PASSWORD, staff_member, PASSWORD_LINK_LASTS, now())
    _record("staff.make_password_link", staff_member)
    return token


def change_staff_member(
    *, staff_member: StaffMember, display_name: str, roles: RoleChoice
) -> list[str]:
    """Change somebody's shown name and roles; return the names of what changed."""
    wanted = roles.places()
    before = role_codes(staff_member.roles)
    if (Role.ADMINISTRATOR, None, None) not in wanted:
        _keep_an_administrator(staff_member)
    changed = []
    if display_name != staff_member.display_name:
        staff_member.display_name = display_name
        changed.append("display_name")
    if wanted != {(held.role, held.desk_id, held.authority_id) for held in staff_member.roles}:
        _put_roles(staff_member, wanted)
        changed.append("roles")
    if changed:
        db.session.flush()
        db.session.refresh(staff_member)
        after = role_codes(staff_member.roles)
        _record("staff.change", staff_member, fields=changed, roles=[before, after])
    return changed


def deactivate_staff_member(*, staff_member: StaffMember, now: Clock = utc_now) -> StaffMember:
    """Let somebody sign in no more: their sign-ins and links are over at once."""
    _keep_an_administrator(staff_member)
    staff_member.deactivated_at = staff_member.deactivated_at or now()
    _end_sign_ins(staff_member, now())
    _end_links(LinkPurpose.CHOOSE_PASSWORD, staff_member, now())
    _record("staff.deactivate", staff_member)
    return staff_member


def reactivate_staff_member(*, staff_member: StaffMember) -> StaffMember:
    """Let a deactivated person sign in again."""
    staff_member.deactivated_at = None
    _record("staff.reactivate", staff_member)
    return staff_member


def role_codes(roles: Iterable[StaffRole]) -> list[str]:
    """Return roles as codes for the audit trail: `counsellor@iso-omena`, `administrator`."""
    return sorted(
        f"{held.role.value}@{held.desk.desk_code}"
        if held.desk
        else f"{held.role.value}@{held.authority.public_id}"
        if held.authority
        else held.role.value
        for held in roles
    )


def _record(
    action: str, person: StaffMember, *, by: StaffMember | None = None, **changes: object
) -> None:
    db.session.flush()
    audit.record(
        action,
        subject=("staff_member", person.public_id),
        changes=changes,
        staff_member_id=by.id if by else None,
    )


def _put_roles(person: StaffMember, wanted: set[Place]) -> None:
    held_now = {(held.role, held.desk_id, held.authority_id): held for held in person.roles}
    for place, held in held_now.items():
        if place not in wanted:
            person.roles.remove(held)
    for role, desk_id, authority_id in sorted(wanted - held_now.keys(), key=str):
        person.roles.append(StaffRole(role=role, desk_id=desk_id, authority_id=authority_id))


def _keep_an_administrator(person: StaffMember) -> None:
    can_manage = person.is_active and person.has_role(Role.ADMINISTRATOR)
    if can_manage and not count_other_administrators(person):
        raise LastAdministrator


def _end_sign_ins(person: StaffMember, moment: datetime) -> int:
    ending = update(SignIn).where(SignIn.staff_member_id == person.id, SignIn.ended_at.is_(None))
    return db.session.execute(ending.values(ended_at=moment)).rowcount or 0  # type: ignore[attr-defined]


def _make_link(
    purpose: LinkPurpose, person: StaffMember | None, lasts: timedelta, moment: datetime
) -> str:
    _end_links(purpose, person, moment)
    token = new_token()
    db.session.add(
        OneTimeLink(
            token_hash=token_hash(token),
            purpose=purpose,
            staff_member_id=person.id if person else None,
            made_at=moment,
            expires_at=moment + lasts,
        )
    )
    db.session.flush()
    return token


def _end_links(purpose: LinkPurpose, person: StaffMember | None, moment: datetime) -> None:
    db.session.flush()
    whose = OneTimeLink.staff_member_id
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.purpose == purpose,
            whose == person.id if person else whose.is_(None),
            OneTimeLink.used_at.is_(None),
        )
        .values(used_at=moment)
    )
