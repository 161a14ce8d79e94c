"""Reading the organisation and its desks."""

from sqlalchemy import select

from advicedesk.database import db
from advicedesk.desks import desk_codes
from advicedesk.desks.errors import DeskUnknown
from advicedesk.desks.models import Desk, Organisation


def find_organisation() -> Organisation | None:
    """Return the organisation, or None before the set-up."""
    return db.session.get(Organisation, 1)


def get_organisation() -> Organisation:
    """Return the organisation; there is always one after the set-up."""
    return db.session.get_one(Organisation, 1)


def list_desks(*, with_closed: bool = False) -> list[Desk]:
    """List the desks by name; the open ones, unless closed ones are asked for too."""
    wanted = select(Desk).order_by(Desk.closed_at.is_not(None), Desk.name)
    if not with_closed:
        wanted = wanted.where(Desk.closed_at.is_(None))
    return list(db.session.scalars(wanted))


def get_desk(desk_code: str) -> Desk:
    """Return a desk by its code."""
    # what can be no code is not asked for: PostgreSQL refuses NUL in a question
    is_fit = desk_codes.is_fit(desk_code)
    desk = db.session.scalar(select(Desk).where(Desk.desk_code == desk_code)) if is_fit else None
    if desk is None:
        raise DeskUnknown
    return desk
