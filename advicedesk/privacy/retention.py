"""How long each table's rows are kept: the shape of a rule, and how a purge reports what went.

Every feature's own `retention.py` lists its `RULES` and, where something goes, has a `purge()`.
A structure test wants one rule for every table.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A table's rule: after how many days what goes, and why; without days it stays for good."""

    table: str
    reason: str
    days: int | None = None
    # the column of the organisation that holds the days
    setting: str | None = None
    what: str = "rows"

    @property
    def keeps_for_good(self) -> bool:
        """Tell whether a purge leaves the table alone."""
        return self.days is None and self.setting is None


@dataclass(frozen=True)
class Purged:
    """What a purge took, or would take, from one table."""

    table: str
    what: str
    count: int


RULES = (
    Rule(
        "audit_entry",
        "asked for by law for five years at least; each entry seals the one before it, so none"
        " can be taken out and the trail still be proved whole; holds codes only",
    ),
)
