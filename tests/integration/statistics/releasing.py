"""Steps that tests of releases share."""

import re

from werkzeug.test import TestResponse

from tests.factories.desk import InspectingDesk

NEW = "/statistics/releases/new"
OCTOBER = "month=2026-10&desk=iso-omena"


def seen_on(answer: TestResponse) -> str:
    """Return by what the page knows which figures it shows."""
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', answer.get_data(as_text=True))
    assert found
    return found[1]


def release(desk: InspectingDesk, query: str = OCTOBER, **fields: str) -> str:
    """Release months as their page offers it; return the address of the release."""
    seen = seen_on(desk.get(f"{NEW}?{query}"))
    answer = desk.post(f"{NEW}?{query}", {"seen": seen, **fields})
    return answer.location


def switch_on(administrator: InspectingDesk, **changes: str) -> None:
    """Give out open data."""
    fields = {
        "open-data-is_on": "y",
        "open-data-licence": "CC BY 4.0",
        "open-data-licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "open-data-contact": "avoindata@example.fi",
    }
    administrator.post("/desks/open-data", fields | changes)
