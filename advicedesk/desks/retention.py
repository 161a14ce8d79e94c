"""How long the organisation and its desks are kept."""

from advicedesk.privacy.retention import Rule

RULES = (
    Rule("organisation", "one row, for as long as the product is used"),
    Rule("desk", "closed, never deleted: past figures are told by desk"),
)
