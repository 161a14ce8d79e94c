"""Days, clock times, weekdays and languages as the slips write them.

Times are on the 24-hour clock with 0-9 in every language: the client shows them to the office.
"""

import re
from datetime import date, time
from typing import Literal

from babel.dates import format_date, format_time, get_day_names

from advicedesk.languages import registry

# Finnish and Finland's Swedish write a point in clock times; CLDR has a colon for Swedish.
_CLOCKS = {"fi": "H.mm", "fi-x-selko": "H.mm", "sv": "H.mm"}
# Who counts the hours from dawn reads 9:00 as three in the afternoon: said once a slip, and only
# in these languages. "Hours are counted from midnight, up to 24 (in Finnish time)."
_CLOCK_NOTES = {
    "am": "ሰዓቶች ከእኩለ ሌሊት ጀምሮ እስከ 24 ይቆጠራሉ (በፊንላንድ ሰዓት)።",
    "ti": "ሰዓታት ካብ ፍርቂ ለይቲ ጀሚሮም ክሳብ 24 ይቑጸሩ (ብሰዓት ፊንላንድ)።",
}
# CLDR's own order of a weekday, a day and a month, without the abbreviations of its pattern
_DAYS = {
    "fi": "EEEE d.M.",  # "maanantaina 30.11.": CLDR's EEEE is inflected, its cccc is not
    "fi-x-selko": "EEEE d.M.",
    "ru": "EEEE, d MMMM",
    "et": "EEEE, d. MMMM",
    "ckb": "EEEE، d'ی' MMMM",
    "kmr": "EEEE, d'ê' MMMM'ê'",
    "zh": "M月d日EEEE",
    "vi": "EEEE, 'ngày' d MMMM",
    "th": "EEEE'ที่' d MMMM",
    "tr": "d MMMM EEEE",
    "sq": "EEEE, d MMMM",
    "es": "EEEE, d 'de' MMMM",
    "pt": "EEEE, d 'de' MMMM",
    "bn": "EEEE, d MMMM",
    "ne": "MMMM\u00a0d, EEEE",
    "ur": "EEEE، d MMMM",
    "hi": "EEEE, d MMMM",
    "ti": "EEEE፣ d MMMM",
    "am": "EEEE፣ MMMM\u00a0d",
    "my": "MMMM\u00a0d၊ EEEE",
    "fil": "EEEE, MMMM\u00a0d",
    "pl": "EEEE, d MMMM",
    "ro": "EEEE, d MMMM",
}
_COMMAS = {"Arab": "، ", "Ethi": "፣ ", "Hans": "，", "Mymr": "၊ "}

_AFTER_NUMBER = re.compile(r"(?<=\d) ")  # a day and its month stay on one line

Width = Literal["wide", "abbreviated"]


def clock(value: time, language: str) -> str:
    """Return a clock time; midnight as a closing time is 24."""
    written = format_time(value, _CLOCKS.get(language, "H:mm"), locale=registry.locale_of(language))
    return str(written)


def clock_range(opens: time, closes: time, language: str) -> str:
    """Return the hours between two times, without spaces."""
    ends = clock(closes, language)
    if closes == time(0):
        ends = ends.replace("0", "24", 1)
    return f"{clock(opens, language)}–{ends}"


def clock_note(language: str) -> str:
    """Say how hours are counted, to those who count them otherwise; to others nothing."""
    return _CLOCK_NOTES.get(language, "")


def day_in_words(value: date, language: str) -> str:
    """Return a weekday with its date, in the form that the language's sentences need."""
    pattern = _DAYS.get(language, "EEEE d MMMM")
    written = format_date(value, pattern, locale=registry.locale_of(language))
    return _AFTER_NUMBER.sub("\u00a0", str(written))


def date_in_figures(value: date) -> str:
    """Return a date as everybody in Finland writes it."""
    return f"{value.day}.{value.month}.{value.year}"


def weekday(number: int, language: str, width: Width) -> str:
    """Return a weekday's name (Monday is 0), `wide` or `abbreviated`, as it stands alone."""
    return str(get_day_names(width, "stand-alone", locale=registry.locale_of(language))[number])


def script_of(language: str) -> str:
    """Return the code of the script that a language is written in."""
    return registry.get_language(language).script


def direction_of(language: str) -> str:
    """Return rtl or ltr."""
    return registry.direction(language)


def comma(language: str) -> str:
    """Return what stands between the parts of a line."""
    return _COMMAS.get(script_of(language), ", ")


def language_name(spoken: str, language: str) -> str:
    """Return the name of a language in another one."""
    return registry.name(spoken, language)
