"""How long visits are kept: the note goes, what is counted stays."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from advicedesk.database import db
from advicedesk.desks.queries import find_organisation
from advicedesk.privacy import audit
from advicedesk.privacy.retention import Purged, Rule
from advicedesk.visits.models import Visit

RULES = (
    Rule(
        "visit",
        "the figures of past years are made of visits, which name nobody; only the note may say"
        " more than codes do, and it is needed for as long as the advice goes on",
        setting="note_days",
        what="notes",
    ),
    Rule("client_case", "a code on the client's own paper; without it the thread cannot go on"),
    Rule("need", "counted in the figures of past years; holds codes only"),
    Rule("import_lesson", "what a word of the desk's own tables means; names offices and matters"),
    Rule("correction", "shows how a figure came about; holds codes only, never a note's text"),
)


def purge(*, now: datetime, dry_run: bool = False) -> list[Purged]:
    """Empty the notes of visits that began longer ago than the organisation keeps notes."""
    organisation = find_organisation()
    if organisation is None:
        return []
    # from the visit's own time on: what is back-dated or imported is not kept the longer for it
    oldest = now - timedelta(days=organisation.note_days)
    is_over = (Visit.note.is_not(None), Visit.started_at < oldest)
    count = db.session.scalar(select(func.count(Visit.id)).where(*is_over)) or 0
    if count and not dry_run:
        db.session.execute(
            update(Visit)
            .where(*is_over)
            # the seal is computed from the note too: it would confirm a guess at what it said
            .values(note=None, content_seal="")
            .execution_options(synchronize_session="fetch", is_counted=False)
        )
        audit.record("visit.purge", subject=("table", "visit"), changes={"notes": count})
    return [Purged("visit", "notes", count)]
