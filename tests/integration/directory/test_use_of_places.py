"""A place's page: how often it was sent to, the share confirmed, and hours that grow old."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from advicedesk.database import db
from advicedesk.directory import use_of_places
from advicedesk.directory.models import ServicePoint
from advicedesk.directory.use_of_places import use_of_place
from tests.factories.desk import InspectingDesk

YEAR_START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def page_of(as_counsellor: InspectingDesk, a_service_point: ServicePoint) -> Callable[[], str]:
    """Return a reader of the place's page."""
    path = f"/directory/service-points/{a_service_point.public_id}"
    return lambda: as_counsellor.get(path).get_data(as_text=True)


def _fed(place: ServicePoint, known_on: date) -> None:
    place.source, place.hours_known_on = "ptv", known_on
    db.session.commit()


def test_hours_of_a_feed_that_are_known_for_long_are_marked(
    page_of: Callable[[], str], a_service_point: ServicePoint
) -> None:
    assert "May be out of date" not in page_of()
    _fed(a_service_point, date(2020, 1, 1))
    assert "May be out of date" in page_of()
    _fed(a_service_point, datetime.now(UTC).date())
    assert "May be out of date" not in page_of()


def test_a_place_that_nobody_was_sent_to_says_so(page_of: Callable[[], str]) -> None:
    assert "never used" in page_of()
    assert "Confirmed, share" not in page_of()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], Any]:
    """Return the use of a place with so many referrals, of which so many were confirmed."""

    class _Row:
        def __init__(self, *values: Any) -> None:
            self.values = values

        def one(self) -> tuple[Any, ...]:
            return self.values

    def use(sent: int, confirmed: int) -> Any:
        row = _Row(sent, confirmed, YEAR_START)
        monkeypatch.setattr(db.session, "execute", lambda *_query: row)
        monkeypatch.setattr(use_of_places, "least_told", lambda: 5)
        return use_of_place(1, YEAR_START)

    return use


@pytest.mark.parametrize(
    ("sent", "confirmed", "is_small", "share"),
    [
        (4, 4, True, None),
        (20, 10, False, 0.5),
        (20, 3, False, None),
        (20, 18, False, None),
        (0, 0, True, None),
    ],
)
def test_small_counts_are_hidden_and_no_share_gives_them_away(
    app: Any,
    counted: Callable[[int, int], Any],
    sent: int,
    confirmed: int,
    is_small: bool,
    share: float | None,
) -> None:
    found = counted(sent, confirmed)
    assert (found.use.is_small, found.share_confirmed) == (is_small, share)
