"""How long code lists are kept."""

from advicedesk.privacy.retention import Rule

RULES = (
    Rule("listed_code", "retired, never deleted: what was stored years ago keeps its meaning"),
)
