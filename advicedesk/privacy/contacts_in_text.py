"""Phone numbers, e-mail addresses and street addresses in free text.

Those of the directory are let through: a note may say where a client was sent.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Self

import phonenumbers
from phonenumbers import (
    Leniency,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    PhoneNumberType,
)

from advicedesk.privacy.plain_text import plain
from advicedesk.privacy.text_rules import (
    SEPARATOR,
    STRUCK_OUT,
    Rule,
    Span,
    Verdict,
    neighbouring_groups,
    sweep,
)

REGION = "FI"
_FEWEST_DIGITS = 5  # of a valid number, in Finland as abroad

_EMAIL = r"[\w.+%'-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}"
_EMAIL_SPELLED = r"[\w.+%'-]{1,64} ?[(\[{] ?(?:AT|ÄT|A|Ä|ET) ?[)\]}] ?[\w-]{1,63}"
_RUN = re.compile(rf"\d(?:{SEPARATOR}\d){{8,}}")
# a phone number may touch a word ("puh0401234567"); the finder would then pass it over
_WORD = re.compile(r"[^\W\d_]{3,40}")
_SERVICE_NUMBERS = {
    PhoneNumberType.UAN,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
}

# a street with its number, or any word with number, stairway and flat
_STREET_ENDING = (
    "TIE|TIELLÄ|TIELLE|TIELTÄ|KATU|KADULLA|KADULLE|KADULTA|KUJA|KUJALLA|KUJALLE|KUJALTA|"
    "POLKU|POLULLA|POLULLE|SILTA|SILLALLA|SILLALLE|RAITTI|VÄYLÄ|AUKIO|KAARI|"
    "VÄGEN|GATAN|GRÄNDEN|STIGEN|BRON"
)
_HOUSE = r"\d{1,4}(?:-\d{1,4})?(?: ?[A-Z](?![^\W\d_])(?: ?\d{1,3}(?!\d))?)?"
_ADDRESS = rf"(?<![^\W\d_])[^\W\d_]{{2,30}}(?:{_STREET_ENDING}) {_HOUSE}"
_FLAT = r"(?<![^\W\d_])[^\W\d_]{3,30} \d{1,3} [A-GJK] ?\d{1,3}(?!\d)"


@dataclass(frozen=True)
class KnownContacts:
    """Contacts of the directory, which a text may hold; all in the form the guard compares."""

    phones: frozenset[str]
    emails: frozenset[str]
    addresses: frozenset[str]

    @classmethod
    def of(
        cls,
        *,
        phones: Iterable[str] = (),
        emails: Iterable[str] = (),
        addresses: Iterable[str] = (),
    ) -> Self:
        """Take in contacts as the directory writes them."""
        return cls(
            phones=frozenset(
                number for phone in set(phones) for number in _spellings(plain(phone))
            ),
            emails=frozenset(plain(email).strip() for email in set(emails)),
            addresses=frozenset(plain(address).strip() for address in set(addresses)),
        )


def known_phones_rule(known: KnownContacts) -> Rule:
    """Let through the directory's phone numbers, however they are grouped."""

    def rule(text: str) -> Iterator[Span]:
        for start, end, number in chain(_phones(text), _phones_in_runs(text)):
            if _international(number) in known.phones:
                yield Span(start, end, "phone", Verdict.ALLOW)

    return rule


def find_phones(text: str) -> Iterator[Span]:
    """Find valid phone numbers of any country."""
    for start, end, number in _phones(text):
        yield Span(start, end, "phone", _verdict_of_phone(number))


def find_phones_in_runs(text: str) -> Iterator[Span]:
    """Find phone numbers with other numbers beside them, which make no number as a whole."""
    for start, end, number in _phones_in_runs(text):
        yield Span(start, end, "phone", _verdict_of_phone(number))


def email_rules(known: KnownContacts) -> tuple[Rule, ...]:
    """Find e-mail addresses, also those spelled with (at)."""
    return (
        sweep("email", _EMAIL, partial(_email, known)),
        sweep("email", _EMAIL_SPELLED, Verdict.ASK),
    )


def address_rules(known: KnownContacts) -> tuple[Rule, ...]:
    """Find street addresses; an office's address with a flat is none of the office's."""
    return (
        sweep("address", _ADDRESS, partial(_address, known)),
        sweep("address", _FLAT, Verdict.ASK),
    )


def _email(known: KnownContacts, match: re.Match[str]) -> Verdict:
    if match[0].lstrip("-.'") in known.emails:
        return Verdict.ALLOW
    return Verdict.BLOCK if "." in match[0].rpartition("@")[2] else Verdict.ASK


def _phones(text: str) -> Iterator[tuple[int, int, PhoneNumber]]:
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return  # the matcher is slow, and most notes hold no number
    without_words = _WORD.sub(lambda word: STRUCK_OUT * len(word[0]), text)
    for match in PhoneNumberMatcher(without_words, REGION, leniency=Leniency.VALID):
        yield match.start, match.end, match.number


def _phones_in_runs(text: str) -> Iterator[tuple[int, int, PhoneNumber]]:
    for run in _RUN.finditer(text):
        for start, end in neighbouring_groups(run):
            number = _dialled(text[start - 1 : start], text[start:end])
            if number:
                yield start, end, number


def _dialled(before: str, digits: str) -> PhoneNumber | None:
    """Read digits that begin as a dialled number does; None when they make no valid one."""
    if before != "+" and not digits.startswith("0"):
        return None
    try:
        number = phonenumbers.parse(before.strip() + digits, REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def _international(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _spellings(phone: str) -> set[str]:
    """Return how a directory's number is compared; as mere digits too, if it is no valid one."""
    return {
        re.sub(r"\D", "", phone),
        *(_international(number) for _, _, number in _phones(phone)),
    }


def _verdict_of_phone(number: PhoneNumber) -> Verdict:
    number_type = phonenumbers.number_type(number)
    if number_type == PhoneNumberType.TOLL_FREE:
        return Verdict.ALLOW
    return Verdict.ASK if number_type in _SERVICE_NUMBERS else Verdict.BLOCK


def _address(known: KnownContacts, match: re.Match[str]) -> Verdict:
    return Verdict.ALLOW if match[0] in known.addresses else Verdict.ASK
