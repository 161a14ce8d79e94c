"""The promise to answer: how many days are left (pure)."""

from datetime import date, timedelta

ANSWER_DAYS = 14


def due_on(sent_on: date) -> date:
    """Return the last day on which an answer keeps the promise."""
    return sent_on + timedelta(days=ANSWER_DAYS)


def days_left(sent_on: date, today: date) -> int:
    """Return how many days are left; below zero when the promise is broken."""
    return (due_on(sent_on) - today).days
