"""Reading feedback: what waits first, and one by its reply code."""

from sqlalchemy import func, select

from advicedesk.accessibility import reply_codes
from advicedesk.accessibility.errors import FeedbackUnknown
from advicedesk.accessibility.models import Feedback
from advicedesk.database import db

MOST_DONE = 100


def list_waiting() -> list[Feedback]:
    """List what waits for an answer, the longest waiting first."""
    waiting = select(Feedback).where(Feedback.done_at.is_(None)).order_by(Feedback.sent_at)
    return list(db.session.scalars(waiting))


def list_done() -> list[Feedback]:
    """List what was answered or closed, the newest first."""
    done = select(Feedback).where(Feedback.done_at.is_not(None))
    return list(db.session.scalars(done.order_by(Feedback.done_at.desc()).limit(MOST_DONE)))


def count_waiting() -> int:
    """Count what waits for an answer."""
    waiting = select(func.count()).select_from(Feedback).where(Feedback.done_at.is_(None))
    return db.session.scalar(waiting) or 0


def get_feedback(public_id: str) -> Feedback:
    """Return feedback by its public id."""
    found = db.session.scalar(select(Feedback).where(Feedback.public_id == public_id))
    if found is None:
        raise FeedbackUnknown
    return found


def get_by_reply_code(typed: str) -> Feedback:
    """Return the feedback whose sender holds the code, however it was typed."""
    try:
        kept = reply_codes.hash_of(reply_codes.normalise(typed))
    except reply_codes.InvalidReplyCode:
        raise FeedbackUnknown from None
    found = db.session.scalar(select(Feedback).where(Feedback.reply_code_hash == kept))
    if found is None:
        raise FeedbackUnknown
    return found
