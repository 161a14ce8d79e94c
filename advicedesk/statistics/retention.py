"""How long what statistics keep is kept: each part's own rules, together."""

from datetime import datetime

from advicedesk.privacy.retention import Purged, Rule
from advicedesk.statistics.early_warnings import retention as early_warnings

RULES = (
    *early_warnings.RULES,
    Rule("kept_month", "the figures of a month that is over, counted once; goes when it changes"),
    Rule(
        "report_release",
        "what was published stays readable, withdrawn or not; protected figures, nobody's record",
    ),
    Rule(
        "report_release_hidden",
        "as long as the releases stay: each new one is proved beside them; never shown, counts"
        " by code of visits that the desk counted",
    ),
    Rule("desk_calendar", "figures of old months rest on the hours that held then"),
)


def purge(*, now: datetime, dry_run: bool = False) -> list[Purged]:
    """Delete what is older than its rule."""
    return early_warnings.purge(now=now, dry_run=dry_run)
