"""How long the directory is kept: offices are no persons, and referrals point to them."""

from advicedesk.privacy.retention import Rule

RULES = (
    Rule("directory_feed", "addresses of open data; how fresh the directory is"),
    Rule("authority", "public knowledge; past figures are told by authority"),
    Rule("not_offered", "which places a desk does not offer; the row goes when it does again"),
    Rule("service_point", "public knowledge; retired, never deleted: past referrals point to it"),
)
