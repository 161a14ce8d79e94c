"""Reading staff, their sign-ins and their links."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from advicedesk.accounts.errors import LinkIsOver, StaffMemberUnknown
from advicedesk.accounts.models import LinkPurpose, OneTimeLink, SignIn, StaffMember, StaffRole
from advicedesk.accounts.tokens import token_hash
from advicedesk.accounts.usernames import tidy
from advicedesk.database import Base, db, utc_now
from advicedesk.roles import Role


@dataclass(frozen=True)
class StaffRow:
    """A staff member as the list shows them."""

    person: StaffMember
    last_sign_in: datetime | None
    sign_in_count: int = 0
    link: OneTimeLink | None = None

    @property
    def is_invited(self) -> bool:
        """Tell whether the person has not chosen a password yet."""
        return self.person.password_hash is None


@dataclass(frozen=True)
class AuthorityChoice:
    """An authority that a partner may belong to."""

    id: int
    public_id: str
    names: dict[str, str]


def find_staff_member(username: str) -> StaffMember | None:
    """Return who has this username."""
    return db.session.scalar(select(StaffMember).where(StaffMember.username == tidy(username)))


def get_staff_member(public_id: str) -> StaffMember:
    """Return a staff member by public id."""
    wanted = select(StaffMember).where(StaffMember.public_id == public_id)
    # PostgreSQL refuses NUL in a question
    person = db.session.scalar(wanted) if public_id.isprintable() else None
    if person is None:
        raise StaffMemberUnknown
    return person


def list_staff(since: datetime | None = None) -> list[StaffRow]:
    """List all staff, the active ones first: last sign-in, sign-ins open since, unused link."""
    since = since or utc_now()
    is_open = SignIn.ended_at.is_(None) & (SignIn.started_at >= since)
    sign_ins = (
        select(
            SignIn.staff_member_id,
            func.max(SignIn.started_at).label("started_at"),
            func.sum(case((is_open, 1), else_=0)).label("open_count"),
        )
        .group_by(SignIn.staff_member_id)
        .subquery()
    )
    rows = db.session.execute(
        select(StaffMember, sign_ins.c.started_at, sign_ins.c.open_count)
        .outerjoin(sign_ins, sign_ins.c.staff_member_id == StaffMember.id)
        .options(selectinload(StaffMember.roles).joinedload(StaffRole.authority))
        .order_by(StaffMember.deactivated_at.is_not(None), StaffMember.display_name)
    )
    links = _unused_links()
    return [
        StaffRow(person, last_sign_in, int(count or 0), links.get(person.id))
        for person, last_sign_in, count in rows
    ]


def find_unused_link(staff_member: StaffMember) -> OneTimeLink | None:
    """Return the newest link of a person that nobody has used; it may be over by now."""
    return _unused_links().get(staff_member.id)


def _unused_links() -> dict[int | None, OneTimeLink]:
    unused = select(OneTimeLink).where(
        OneTimeLink.purpose == LinkPurpose.CHOOSE_PASSWORD, OneTimeLink.used_at.is_(None)
    )
    return {
        link.staff_member_id: link for link in db.session.scalars(unused.order_by(OneTimeLink.id))
    }


def list_open_sign_ins(staff_member: StaffMember, since: datetime) -> list[datetime]:
    """Return when each of a person's sign-ins began that has not ended, the newest first."""
    open_ones = select(SignIn.started_at).where(
        SignIn.staff_member_id == staff_member.id,
        SignIn.ended_at.is_(None),
        SignIn.started_at >= since,
    )
    return list(db.session.scalars(open_ones.order_by(SignIn.started_at.desc())))


def count_other_administrators(staff_member: StaffMember) -> int:
    """Count the other administrators who can sign in; on PostgreSQL nobody changes them now."""
    others = db.session.scalars(
        select(StaffRole.staff_member_id)
        .join(StaffMember, StaffMember.id == StaffRole.staff_member_id)
        .where(
            StaffRole.role == Role.ADMINISTRATOR,
            StaffMember.deactivated_at.is_(None),
            StaffMember.password_hash.is_not(None),
        )
        .order_by(StaffRole.id)
        .with_for_update()
    )
    return len({found for found in others if found != staff_member.id})


def find_sign_in(token: str) -> SignIn | None:
    """Return the sign-in that has not ended of a token, its person with roles and desks."""
    found = db.session.scalars(_sign_in(), {"token_hash": token_hash(token)})
    return found.unique().one_or_none()


@cache
def _sign_in() -> Select[SignIn]:
    """Compose once what every page asks: one statement for the person, the roles, the desks."""
    return (
        select(SignIn)
        .where(SignIn.token_hash == bindparam("token_hash"), SignIn.ended_at.is_(None))
        .options(joinedload(SignIn.staff_member).joinedload(StaffMember.roles))
    )


def get_link(token: str, purpose: LinkPurpose, now: datetime) -> OneTimeLink:
    """Return the one-time link of a token while it can be used."""
    link = db.session.scalar(
        select(OneTimeLink)
        .where(OneTimeLink.token_hash == token_hash(token), OneTimeLink.purpose == purpose)
        .with_for_update()
    )
    if link is None or link.used_at is not None or link.expires_at <= now:
        raise LinkIsOver
    return link


def list_authorities(also: Collection[int] = ()) -> list[AuthorityChoice]:
    """List the authorities that partners may belong to, and those they belong to already."""
    # by its table's name: the directory is above accounts
    authority = Base.metadata.tables["authority"]
    rows = db.session.execute(
        select(authority.c.id, authority.c.public_id, authority.c.names)
        .where(authority.c.valid_to.is_(None) | authority.c.id.in_(also))
        .order_by(authority.c.id)
    )
    return [AuthorityChoice(*row) for row in rows]


def get_authority_id(public_id: str) -> int:
    """Return the id of an authority."""
    authority = Base.metadata.tables["authority"]
    found: int = db.session.execute(
        select(authority.c.id).where(authority.c.public_id == public_id)
    ).scalar_one()
    return found


def find_authority_id(name: str) -> int | None:
    """Return the id of the authority that has this name in one of its languages."""
    wanted = name.strip().casefold()
    for choice in list_authorities():
        if wanted in {known.casefold() for known in choice.names.values()}:
            return choice.id
    return None
