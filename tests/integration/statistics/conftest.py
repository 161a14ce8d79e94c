"""A month of visits to count."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from advicedesk.visits.models import ContactType
from tests.factories.visits import MakeVisit

OCTOBER = datetime(2026, 10, 5, 7, 15, tzinfo=UTC)  # a Monday, 10:15 at the desk
FillMonth = Callable[..., None]


@pytest.fixture
def fill_month(make_visit: MakeVisit) -> FillMonth:
    """Return a maker of visits in October: fill_month(walk_in=9, phone=2, desk="kalajarvi")."""

    def fill(desk: str = "iso-omena", first: datetime = OCTOBER, **counts: int) -> None:
        for contact_type, count in counts.items():
            for number in range(count):
                make_visit(
                    "work",
                    desk=desk,
                    started_at=first + timedelta(minutes=number),
                    contact_type=ContactType(contact_type),
                )

    return fill
