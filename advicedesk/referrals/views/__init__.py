"""Pages of referrals: the follow-up list, one referral, its slip, and the slip's own page."""

from advicedesk.referrals.views import answering, asking, authority, follow_up, slips, stubs
from advicedesk.referrals.views.pages import blueprint, public_slips

blueprints = (blueprint, public_slips)

__all__ = ["answering", "asking", "authority", "blueprints", "follow_up", "slips", "stubs"]
