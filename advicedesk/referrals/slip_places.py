"""Where to go, in words: the authority's own name kept, the way there in both languages (pure)."""

import re
from collections.abc import Iterator, Mapping

import phonenumbers

from advicedesk.languages.slip_formats import comma, direction_of
from advicedesk.printing import bidi
from advicedesk.printing.documents import Pair, SlipPlace
from advicedesk.referrals import slip_texts as texts
from advicedesk.referrals.slip_contents import ReachedBy, SlipPlaceContents
from advicedesk.referrals.slip_voices import Voices, said

_HEADS = {
    ReachedBy.OFFICE: texts.WHERE,
    ReachedBy.PHONE_SERVICE: texts.CALL,
    ReachedBy.LINK_ONLY: texts.WEBSITE,
}
_FLOOR = re.compile(r"-?\d{1,2}|[A-Z]\d?")
_ENTRANCE = re.compile(r"[A-ZÅÄÖ]{1,2}\d{0,2}|\d{1,2}[A-Z]?")
_LONG_RUN = re.compile(r"(?<!\d)(\d{3})(\d{4,5})$")  # 09 81631300 is read as 09 816 31300
_COUNTER = re.compile(r"[A-Z]{0,2}\d{1,3}[A-Z]?|[A-Z]")


def compose_place(place: SlipPlaceContents, voices: Voices) -> SlipPlace:
    """Say where to go; what is not known is left empty."""
    language, name = _in_office_language(place.names, voices.office)
    return SlipPlace(
        head=voices.pair(_HEADS[place.reached_by]),
        language=language,
        name=name,
        name_for_client=_own_name_for_client(place.names, voices, name),
        spot=voices.each(lambda spoken: _spot(place, spoken)),
        steps=tuple(_steps(place, voices)),
        hint=_hint(place.walking_hints, voices),
        address=_in_office_language(place.addresses, voices.office)[1],
        phone_label=voices.pair(texts.PHONE),
        phone=bidi.whole_number(written_phone(place.phone), direction_of(voices.client)),
        link=bidi.plain(place.link),
    )


def written_phone(number: str) -> str:
    """Return a number as people in Finland write it; what is no number stays as it is."""
    number = bidi.plain(number)
    try:
        parsed = phonenumbers.parse(number, "FI")
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_possible_number(parsed):
        return number
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if parsed.country_code == 358
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    written = phonenumbers.format_number(parsed, style)
    return _LONG_RUN.sub(r"\1 \2", written)


def _in_office_language(names: Mapping[str, str], office: str) -> tuple[str, str]:
    for language in (office, "fi", "sv", "en", *names):
        if names.get(language):
            return language, bidi.plain(names[language])
    return office, ""


def _own_name_for_client(names: Mapping[str, str], voices: Voices, shown: str) -> str:
    theirs = bidi.plain(names.get(voices.client, ""))
    return "" if theirs == shown else theirs


def _spot(place: SlipPlaceContents, language: str) -> str:
    return spot_words(
        language,
        house=place.house,
        entrance=place.entrance,
        floor=place.floor,
        counter=place.counter,
    )


def spot_words(
    language: str, *, house: str = "", entrance: str = "", floor: str = "", counter: str = ""
) -> str:
    """Say where in a house, in a language of slips; nothing when nothing is known."""
    parts = (
        bidi.plain(house),
        _numbered(entrance, _ENTRANCE, texts.ENTRANCE, "entrance", language),
        _numbered(floor, _FLOOR, texts.FLOOR, "floor", language),
        _numbered(counter, _COUNTER, texts.COUNTER, "counter", language),
    )
    line = comma(language).join(part for part in parts if part)
    return line[:1].upper() + line[1:]


def _steps(place: SlipPlaceContents, voices: Voices) -> Iterator[Pair]:
    """Yield what to do on arriving, from blocks that every language has."""
    if place.is_same_house:
        yield voices.pair(texts.SAME_HOUSE)
    if place.takes_numbers:
        yield voices.pair(texts.TAKE_A_NUMBER)
    if place.ask_for:
        yield voices.pair(texts.ASK_FOR, what=bidi.plain(place.ask_for))


def _numbered(value: str, number: re.Pattern[str], text: str, place: str, language: str) -> str:
    """Say a bare number in words; "2nd floor, left" was written in words already."""
    value = bidi.plain(value)
    if not number.fullmatch(value):
        return bidi.isolate(value, direction_of(language))
    return said(text, language, **{place: value}).replace(" ", bidi.NO_BREAK_SPACE)


def _hint(hints: Mapping[str, str], voices: Voices) -> Pair:
    client = bidi.plain(hints.get(voices.client, ""))
    if voices.client == voices.office:
        return Pair(client or _in_office_language(hints, voices.office)[1])
    return Pair(
        bidi.isolate(client, direction_of(voices.client)),
        _in_office_language(hints, voices.office)[1],
    )
