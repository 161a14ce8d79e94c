"""How long what desks keep is kept: for good, it names no person."""

from advicedesk.privacy.retention import Rule

RULES = (
    Rule("organisation", "the rules that hold now"),
    Rule("desk", "closed, never deleted: old visits and figures keep their desk"),
)
