"""What the pages of referrals share: the blueprints, and which referrals a person may see."""

from typing import Any

from flask import Blueprint, abort
from flask_login import current_user

from advicedesk.extensions import csrf
from advicedesk.referrals import queries
from advicedesk.referrals.models import Referral
from advicedesk.referrals.queries import Seen
from advicedesk.roles import Role

blueprint = Blueprint("referrals", __name__, url_prefix="/referrals")
public_slips = Blueprint("slips", __name__, url_prefix="/s")
csrf.exempt(public_slips)  # no session there: its forms carry a token of their own, see `answering`
AT_DESK = (Role.COUNSELLOR, Role.SUPERVISOR)


def seen_at_desk() -> Seen:
    """Return what the signed-in person sees at their desks."""
    return Seen(desk_ids=tuple(desk.id for desk in current_user.desks()))


def seen_by_me() -> Seen:
    """Return what the signed-in person sees: at their desks, and as a partner."""
    return Seen(
        desk_ids=seen_at_desk().desk_ids,
        authority_ids=tuple(
            role.authority_id for role in current_user.roles if role.role is Role.PARTNER
        ),
    )


def own(public_id: Any, seen: Seen) -> Referral:
    """Return a referral that the person may see; 404 for any other."""
    return queries.find_referral(str(public_id), seen) or abort(404)
