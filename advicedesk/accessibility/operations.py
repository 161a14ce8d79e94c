"""Taking in feedback, answering it, closing it without an answer."""

from collections.abc import Callable
from datetime import datetime

from advicedesk.accessibility import reply_codes
from advicedesk.accessibility.models import Feedback
from advicedesk.database import db, utc_now
from advicedesk.privacy import audit


def send_feedback(
    *,
    told: str,
    wants_other_form: bool,
    ui_language: str,
    now: Callable[[], datetime] = utc_now,
) -> str:
    """Keep what somebody wrote; return the reply code, of which only a hash is kept."""
    reply_code = reply_codes.new_reply_code()
    feedback = Feedback(
        reply_code_hash=reply_codes.hash_of(reply_code),
        sent_at=now(),
        ui_language=ui_language,
        told=told,
        wants_other_form=wants_other_form,
    )
    db.session.add(feedback)
    db.session.flush()
    # staff may write too, and need not say who they are
    audit.record("feedback.send", subject=("feedback", feedback.public_id), is_anonymous=True)
    return reply_code


def answer_feedback(
    *, feedback: Feedback, answer: str, now: Callable[[], datetime] = utc_now
) -> Feedback:
    """Write the answer, or write it anew; nothing more waits."""
    feedback.answer = answer
    feedback.done_at = feedback.done_at or now()
    db.session.flush()
    audit.record("feedback.answer", subject=("feedback", feedback.public_id))
    return feedback


def close_feedback(*, feedback: Feedback, now: Callable[[], datetime] = utc_now) -> Feedback:
    """Mark as done what needs no answer."""
    feedback.done_at = feedback.done_at or now()
    db.session.flush()
    audit.record("feedback.close", subject=("feedback", feedback.public_id))
    return feedback
