"""The guard for free text: finds what leads to a person, and never keeps what it found.

Each rule looks at what the rules before it left over: a span that is explained is struck out, be it
harmless (a directory's phone number, an opening hour) or not, so that half an identity code is not
taken for a phone number as well. Names cannot be detected well; the field's label warns of them.

The text may be hostile: no pattern begins with an unbounded class.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from stdnum import iban, luhn
from stdnum.ee import ik
from stdnum.fi import hetu, ytunnus

from advicedesk.privacy.contacts_in_text import (
    KnownContacts,
    address_rules,
    email_rules,
    find_phones,
    find_phones_in_runs,
    known_phones_rule,
)
from advicedesk.privacy.dates_in_text import date_of, date_rules, moment_rule, six_digits_rule
from advicedesk.privacy.plain_text import plain
from advicedesk.privacy.text_rules import (
    SEPARATOR,
    Rule,
    Span,
    Verdict,
    neighbouring_groups,
    strike_out,
    sweep,
)

__all__ = [
    "LONGEST_TEXT",
    "NOTE_LENGTH",
    "NO_CONTACTS",
    "Finding",
    "KnownContacts",
    "TextTooLong",
    "Verdict",
    "find_identifiers",
    "judge",
]

NOTE_LENGTH = 200
LONGEST_TEXT = 2000
NO_CONTACTS = KnownContacts(frozenset(), frozenset(), frozenset())

_HETU = r"(?<!\d)[0-3]\d[ .]?[01]\d[ .]?\d\d ?[-+A-FU-Y] ?\d{3} ?[0-9A-Z](?!\d)"
_HETU_LIKE = r"(?<!\d)[0-3]\d[01]\d\d\d ?[-+A-Z/_*.]? ?\d{3}[0-9A-Z](?![0-9A-Z])"
_LONG_RUN = re.compile(rf"\d(?:{SEPARATOR}\d){{9,}}")
_IBAN = r"[A-Z]{2}\d\d(?: ?[A-Z0-9]){11,30}"
_IBAN_LIKE = r"(?<![A-Z])[A-Z]{2}\d\d(?: ?\d){10,30}"
_UUID = r"(?<![^\W_])[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}(?![^\W_])"
_BUSINESS_ID = r"(?<!\d)(?:FI\d{8}|\d{7}-\d)(?!\d)"
_CASE_NUMBER = (
    r"(?<!\d)(?:[A-ZÅÄÖ]{2,12}/)?\d{1,7}/\d\d(?:\.\d\d){1,3}/(?:19|20)\d\d(?!\d)"
    r"|[A-ZÅÄÖ]{2,12}/\d{1,7}/(?:19|20)\d\d(?!\d)"
)
_PASSPORT = r"(?<![^\W_])[A-Z]{1,2}\d{6,9}(?!\d)"
_HOUR = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"
_HOURS = rf"(?<![\d.:-]){_HOUR} ?- ?{_HOUR}(?![\d.:-])"
_AMOUNT = r"\d{1,3}(?: \d{3}){0,3}(?:,\d\d)?"
_MONEY = rf"(?<!\d)(?<!\d )(?:{_AMOUNT} ?- ?)?{_AMOUNT} ?(?:€|EUR)"
_YEARS = r"(?<!\d)(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d(?!\d)"
# what every rule asks for: a digit, or the sign or brackets of an e-mail address
_MAY_LEAD = re.compile(r"[\d@(\[{]")
_DIGIT_RUN = rf"\d{{7,40}}|\d(?:{SEPARATOR}\d){{7,}}"


@dataclass(frozen=True)
class Finding:
    """One kind of identifier in a text; the value itself is not kept."""

    kind: str
    verdict: Verdict


class TextTooLong(ValueError):
    """The text is longer than any guarded column; its length is to be checked first."""


def find_identifiers(
    text: str, *, known: KnownContacts = NO_CONTACTS, today: date | None = None
) -> list[Finding]:
    """Return the kinds of identifiers in the text, each once, in the order of the rules."""
    if len(text) > LONGEST_TEXT:
        raise TextTooLong
    left_over = plain(text)
    if not _MAY_LEAD.search(left_over):
        return []
    findings: dict[Finding, None] = {}
    for rule in _rules(known, today):
        for span in rule(left_over):
            left_over = strike_out(left_over, span)
            if span.verdict is not Verdict.ALLOW:
                findings[Finding(span.kind, span.verdict)] = None
    return list(findings)


def judge(findings: Iterable[Finding]) -> Verdict:
    """Return the gravest verdict of the findings."""
    verdicts = {found.verdict for found in findings}
    for verdict in (Verdict.BLOCK, Verdict.ASK):
        if verdict in verdicts:
            return verdict
    return Verdict.ALLOW


@lru_cache(maxsize=16)
def _rules(known: KnownContacts, today: date | None) -> tuple[Rule, ...]:
    """What is certain goes before what is likely; the harmless, before what would mistake it."""
    return (
        moment_rule(),
        sweep("uuid", _UUID, Verdict.ALLOW),
        sweep("business_id", _BUSINESS_ID, _business_id),
        known_phones_rule(known),
        sweep("hetu", _HETU, _hetu),
        _find_ibans,
        *email_rules(known),
        sweep("case_number", _CASE_NUMBER, Verdict.ASK),
        *date_rules(today),
        _find_codes_of_digits,
        find_phones,
        sweep("hetu", _HETU_LIKE, Verdict.ASK),
        sweep("iban", _IBAN_LIKE, Verdict.ASK),
        sweep("passport", _PASSPORT, Verdict.ASK),
        *address_rules(known),
        sweep("money", _MONEY, Verdict.ALLOW),
        find_phones_in_runs,
        sweep("hours", _HOURS, Verdict.ALLOW),
        sweep("years", _YEARS, Verdict.ALLOW),
        sweep("digit_run", _DIGIT_RUN, partial(_digit_run, known)),
        six_digits_rule(today),
    )


def _hetu(match: re.Match[str]) -> Verdict | None:
    written = re.sub(r"[ .]", "", match[0])
    return Verdict.BLOCK if hetu.is_valid(written, allow_temporary=True) else None


def _find_codes_of_digits(text: str) -> Iterator[Span]:
    """Find codes of digits only, by their checksums, however they are grouped."""
    for run in _LONG_RUN.finditer(text):
        for start, end in neighbouring_groups(run):
            kind = _kind_of_digits(re.sub(r"\D", "", text[start:end]))
            if kind:
                yield Span(start, end, kind, Verdict.BLOCK)


def _kind_of_digits(digits: str) -> str | None:
    if len(digits) in {10, 12}:
        return "personnummer" if _is_personnummer(digits) else None
    if len(digits) == 11:
        return "isikukood" if ik.is_valid(digits) else None
    return "card_number" if _is_card_number(digits) else None


def _is_personnummer(digits: str) -> bool:
    # python-stdnum asks the clock for the century, and knows no coordination numbers (day + 60)
    if len(digits) == 12 and digits[:2] not in {"18", "19", "20"}:
        return False
    year, month, day = int(digits[-10:-8]), int(digits[-8:-6]), int(digits[-6:-4])
    is_date = date_of(2000 + year, month, day % 60) is not None
    return is_date and day <= 91 and luhn.is_valid(digits[-10:])


def _is_card_number(digits: str) -> bool:
    is_issued = digits[0] in "3456" or "2221" <= digits[:4] <= "2720"
    return 14 <= len(digits) <= 19 and is_issued and luhn.is_valid(digits)


def _find_ibans(text: str) -> Iterator[Span]:
    """Find valid account numbers, whatever words follow them."""
    for candidate in re.finditer(rf"(?=({_IBAN}))", text):
        ends = [
            candidate.start() + place.end() for place in re.finditer(r"[A-Z0-9]", candidate[1])
        ][14:]
        for end in ends:
            if iban.is_valid(text[candidate.start() : end], check_country=False):
                yield Span(candidate.start(), end, "iban", Verdict.BLOCK)


def _business_id(match: re.Match[str]) -> Verdict | None:
    is_valid = ytunnus.is_valid(match[0].removeprefix("FI"))
    return Verdict.ALLOW if is_valid else None


def _digit_run(known: KnownContacts, match: re.Match[str]) -> Verdict:
    digits = re.sub(r"\D", "", match[0])
    return Verdict.ALLOW if digits in known.phones else Verdict.ASK
