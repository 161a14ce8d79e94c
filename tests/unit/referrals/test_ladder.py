"""The ladder: quiet at first, then asked once at each age."""

from datetime import UTC, datetime, timedelta

import pytest

from advicedesk.referrals.ladder import is_due

GIVEN = datetime(2026, 11, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "asked", "due"),
    [
        (0, None, False),
        (8, None, False),
        (9, None, True),
        (9, 9, False),
        (12, 9, False),
        (20, 10, False),
        (21, 10, True),
        (30, 21, False),
        (30, 2, True),
        (400, 22, False),
    ],
)
def test_a_referral_is_asked_about_once_at_each_age(age: int, asked: int | None, due: bool) -> None:
    asked_at = None if asked is None else GIVEN + timedelta(days=asked)
    assert is_due(GIVEN, asked_at, GIVEN + timedelta(days=age), (9, 21)) is due
