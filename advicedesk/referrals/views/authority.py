"""An authority's page for the desk: its places, and the referrals to it that are still open."""

from datetime import datetime
from typing import Any

from flask import abort, render_template
from flask_login import current_user

from advicedesk.directory.errors import AuthorityUnknown
from advicedesk.directory.queries import get_authority, list_service_points
from advicedesk.referrals import pages, queries
from advicedesk.referrals.views.pages import AT_DESK, blueprint, seen_at_desk
from advicedesk.roles import Role
from advicedesk.web.access import requires_role
from advicedesk.web.fields import desk_zone


@blueprint.get("/authorities/<uuid:public_id>")
@requires_role(*AT_DESK)
def authority(public_id: Any) -> Any:
    """Show whom an own desk sent to the authority and what is still open."""
    try:
        found = get_authority(str(public_id))
    except AuthorityUnknown:
        abort(404)
    return render_template(
        "referrals/authority.html",
        authority=found,
        places=list_service_points(authority=found.public_id),
        referrals=queries.list_open_to_authority(found.id, seen_at_desk()),
        most=queries.PAGE_ROWS,
        today=datetime.now(desk_zone()).date(),
        place_name=pages.place_name,
        may_edit=current_user.has_role(Role.SUPERVISOR),
    )
