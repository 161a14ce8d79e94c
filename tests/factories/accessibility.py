"""Feedback on accessibility as somebody sends it."""

from datetime import timedelta

from advicedesk.accessibility import operations, queries
from advicedesk.accessibility.models import Feedback
from advicedesk.database import db, utc_now

TOLD = "The slip page does not read the opening hours aloud."


def sent_feedback(
    told: str = TOLD, days_ago: int = 0, language: str = "en", wants_other_form: bool = False
) -> tuple[Feedback, str]:
    """Store feedback; return it with its reply code."""
    reply_code = operations.send_feedback(
        told=told,
        wants_other_form=wants_other_form,
        ui_language=language,
        now=lambda: utc_now() - timedelta(days=days_ago),
    )
    db.session.commit()
    return queries.get_by_reply_code(reply_code), reply_code
