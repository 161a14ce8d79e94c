"""What a directory feed says, whatever its format: places, authorities, and what was left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from advicedesk.directory.opening_hours import HoursSet


class Verdict(StrEnum):
    """What becomes of a feed's entry: the first three are kinds of service points."""

    OFFICE = "office"
    PHONE_SERVICE = "phone_service"
    LINK_ONLY = "link_only"
    ARCHIVED = "archived"


class Problem(StrEnum):
    """What of an entry could not be read and was left out whole."""

    HOURS = "hours"
    PHONE = "phone"
    ASK_FOR = "ask_for"
    COORDINATES = "coordinates"
    NAMES = "names"


@dataclass(frozen=True)
class FeedPhone:
    """A number with the languages it is given for, and a line of words in each."""

    number: str
    languages: tuple[str, ...] = ()
    kind: str = "Phone"
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FeedText:
    """A text without markup; `kind` is the feed's own word (Summary, Description)."""

    language: str
    kind: str
    text: str


@dataclass(frozen=True)
class FeedAddress:
    """Where a place is: street lines, post offices and directions by language."""

    streets: Mapping[str, str] = field(default_factory=dict)
    postal_code: str | None = None
    post_offices: Mapping[str, str] = field(default_factory=dict)
    directions: Mapping[str, str] = field(default_factory=dict)
    wgs84: tuple[float, float] | None = None

    def lines(self) -> dict[str, str]:
        """Return one line a language: "Suomenlahdentie 1, 02230 Espoo"."""
        return {
            language: ", ".join(filter(None, (street, self._post(language))))
            for language, street in self.streets.items()
        }

    def lines_with_directions(self) -> dict[str, str]:
        """Return the lines, each with the feed's directions: "…, 2. kerros"."""
        return {
            language: ", ".join(filter(None, (line, self.directions.get(language))))
            for language, line in self.lines().items()
        }

    def _post(self, language: str) -> str:
        office = self.post_offices.get(language) or next(iter(self.post_offices.values()), "")
        return " ".join(filter(None, (self.postal_code, office)))


def post_offices(told: Mapping[str, str]) -> dict[str, str]:
    """Return post offices as people write them: the post itself writes them in capitals."""
    return {
        language: office.title() if office.isupper() else office
        for language, office in told.items()
    }


@dataclass(frozen=True, kw_only=True)
class FeedPlace:
    """A service point of a feed."""

    feed_id: str
    kind: str
    verdict: Verdict
    names: Mapping[str, str]
    authority_id: str | None = None
    phones: tuple[FeedPhone, ...] = ()
    emails: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    refused_links: tuple[str, ...] = ()
    service_languages: tuple[str, ...] = ()
    texts: tuple[FeedText, ...] = ()
    addresses: tuple[FeedAddress, ...] = ()
    hours: tuple[HoursSet, ...] = ()
    problems: tuple[Problem, ...] = ()
    # what an organisation's own table tells of the way in: it fills what the desk left empty
    local: Mapping[str, str | bool] = field(default_factory=dict)

    @property
    def address(self) -> FeedAddress | None:
        """Return the address to go to, or None."""
        return self.addresses[0] if self.addresses else None

    def descriptions(self) -> dict[str, str]:
        """Return one text a language: the summary, else the first there is."""
        chosen: dict[str, str] = {}
        for each in sorted(self.texts, key=lambda text: text.kind != "Summary"):
            chosen.setdefault(each.language, each.text)
        return chosen


@dataclass(frozen=True, kw_only=True)
class FeedAuthority:
    """An authority of a feed."""

    feed_id: str
    names: Mapping[str, str]
    kind: str = ""
    office_language: str = "fi"
    is_archived: bool = False


@dataclass(frozen=True)
class Skipped:
    """An entry that is no place and no authority: its id, and why in a word."""

    feed_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Feed:
    """Everything that one document says; places of another source are never touched by it."""

    format: str
    source: str = "ptv"
    places: tuple[FeedPlace, ...] = ()
    authorities: tuple[FeedAuthority, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    # references to what the feed does not hold: "location.organization_id 985e4a42…"
    loose_ends: tuple[str, ...] = ()


def shown_name(
    names: Mapping[str, str], language: str, desk_language: str = "fi"
) -> tuple[str, str] | None:
    """Return (language, name) for a client: in their language, the desk's, else what there is."""
    for code in (language, desk_language, "fi", "sv", "en", *names):
        if code in names:
            return code, names[code]
    return None
