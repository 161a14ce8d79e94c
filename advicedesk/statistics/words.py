"""The words of a report in the page's language, put together from the other features' words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from babel.dates import get_day_names
from flask_babel import get_locale

from advicedesk.exports.table import TOTAL_CODE
from advicedesk.statistics.counting.figures import NOT_RECORDED, OTHER_LANGUAGES, OTHER_SUBTOPICS
from advicedesk.statistics.definitions import FIGURES, TABLES
from advicedesk.statistics.table_titles import TITLES

NO_CODES: Sequence[str] = ()
HOUSE_CODES = (TOTAL_CODE, NOT_RECORDED, OTHER_LANGUAGES, OTHER_SUBTOPICS)


@dataclass(frozen=True)
class ReportWords:
    """Labels of codes by their list; titles and definitions are the house's own.

    `labels` needs: topic, subtopic (coded `topic/subtopic`), language, contact_type, bridged,
    interpreter_failure, act, outcome, unmet_reason, referral_kind, referral_status.
    `orders` gives the codes of a list in order; `subtopic TOPIC` those of a topic.
    """

    labels: Mapping[str, Callable[[str], str]]
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def codes(self, code_list: str) -> Sequence[str]:
        """Return the codes of a list in their order."""
        return self.orders.get(code_list, NO_CODES)

    def label(self, code_list: str, code: str) -> str:
        """Return what a code is called; hours and names of authorities are as they are."""
        if code_list == "weekday":
            return str(get_day_names("wide", "stand-alone", get_locale() or "en")[int(code) - 1])
        if code_list == "house":
            return self.title(code)
        return self.labels[code_list](code) if code_list in self.labels else code

    def category(self, dimension: str, code: str) -> str:
        """Return what a line or column of a table is called; without a dimension, a figure."""
        if code in HOUSE_CODES or not dimension:
            return self.title(code)
        if dimension == "subtopic":
            topic, _, under = code.partition("/")
            words = [self.label("topic", topic)]
            if under:
                is_house = under in HOUSE_CODES
                words.append(self.title(under) if is_house else self.label(dimension, code))
            return ": ".join(words)
        if dimension == "place" and code.endswith(f": {NOT_RECORDED}"):
            return f"{code.removesuffix(NOT_RECORDED)}{self.title(NOT_RECORDED)}"
        return self.label("language" if dimension.endswith("_language") else dimension, code)

    def title(self, name: str) -> str:
        """Return what a table, a dimension, a unit or a figure is called."""
        return str(TITLES[name])

    def definition(self, name: str) -> str:
        """Return what a table or a figure counts."""
        return str(TABLES[name] if name in TABLES else FIGURES[name])
