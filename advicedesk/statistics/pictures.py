"""The month's pictures, drawn on the server from the same figures as the tables."""

from markupsafe import Markup

from advicedesk.statistics.counting.figures import Words
from advicedesk.statistics.report import Report


def pictures_of(report: Report, words: Words) -> dict[str, Markup]:
    """Return the picture of each table that has one, by the table's machine name."""
    return {}
