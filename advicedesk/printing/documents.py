"""A slip as composed: finished words in both languages, hours as rows, no markup (pure).

The sheet (`templates/slips/slip.typ`) and the page (`templates/slips/_slip.html`) show the same
object. Empty text means: not to be shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from enum import StrEnum


class PaperSize(StrEnum):
    """The papers a desk prints on."""

    A5 = "a5"
    A4 = "a4"
    RECEIPT = "80mm"
    LARGE_PRINT = "a4-large"


@dataclass(frozen=True)
class Pair:
    """The same words twice; `office` is empty where one language is enough."""

    client: str = ""
    office: str = ""

    def __bool__(self) -> bool:
        return bool(self.client or self.office)

    def __str__(self) -> str:
        return self.client


NOTHING = Pair()


@dataclass(frozen=True)
class HoursRow:
    """Days of the week with the same hours; no hours means closed."""

    client_days: str
    office_days: str
    hours: tuple[str, ...] = ()


@dataclass(frozen=True)
class SlipPlace:
    """Where to go. Name and address are the authority's own, in `language`."""

    head: Pair
    language: str
    name: str
    name_for_client: str = ""
    spot: Pair = NOTHING
    steps: tuple[Pair, ...] = ()
    hint: Pair = NOTHING
    address: str = ""
    phone_label: Pair = NOTHING
    phone: str = ""
    link: str = ""


@dataclass(frozen=True)
class SlipTimes:
    """When to go. `opening` stays true on paper, `opening_now` is for a screen.

    Where a time is booked, `opening` says that; a screen then shows both.
    """

    head: Pair
    opening: Pair
    opening_now: Pair
    is_open_now: bool
    limit: Pair
    hours_head: Pair
    closed: Pair
    hours: tuple[HoursRow, ...] = ()
    # how hours are counted, where the client's language counts them otherwise
    clock: Pair = NOTHING
    known: Pair = NOTHING
    is_old: bool = False
    is_booked: bool = False


@dataclass(frozen=True)
class SlipStub:
    """What the receiver ticks and gives back, in the office's language; a code where it has one."""

    arrived: str
    done: str
    not_ours: str
    give_back: str
    code_label: str = ""
    code: str = ""


@dataclass(frozen=True)
class Slip:
    """One sheet for the client: theirs first, the office's words beside it, no person named."""

    client_language: str
    client_direction: str
    client_script: str
    office_language: str
    document_title: str
    desk_name: str
    printed_on: str
    printed_at: datetime
    title: Pair
    place: SlipPlace
    times: SlipTimes
    bring_head: Pair
    bring: tuple[Pair, ...]
    say_head: Pair
    say: Pair
    interpreter_head: Pair
    interpreter: Pair
    case_code_head: Pair
    case_code: str
    keep: Pair
    qr_words: Pair
    qr_url: str
    stub: SlipStub
    no_personal_data: Pair
    not_reviewed: Pair = NOTHING
    # "Copy for the authority"; empty on the client's own slip
    mark: str = ""
    # further places of the same visit, on the same paper
    more: "tuple[Slip, ...]" = ()

    @property
    def has_two_languages(self) -> bool:
        """Say whether the office's words stand beside the client's."""
        return self.client_language != self.office_language

    @property
    def stops(self) -> "tuple[Slip, ...]":
        """Return the places of the paper, each as a slip of its own."""
        return (self, *self.more)


def on_one_paper(slips: Sequence[Slip]) -> Slip:
    """Put the places of one visit, which share language and case code, on one paper."""
    first, *others = slips
    return replace(first, more=tuple(others))


def on_a_phone(slip: Slip) -> Slip:
    """Leave out what whoever opens the slip's page must not have, or cannot use on a screen.

    The case code, the part that is given back, and the way to the page itself.
    """
    gone = replace(slip.stub, code_label="", code="")
    return replace(slip, case_code="", qr_url="", stub=gone)


def texts(part: object) -> Iterator[str]:
    """Yield every text of a slip or of a part of it."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for piece in part:
            yield from texts(piece)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts(getattr(part, field.name))
