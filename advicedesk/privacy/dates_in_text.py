"""Dates in free text: one near today belongs to the work, any other may be a birthday."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from advicedesk.privacy.text_rules import Rule, Verdict, sweep

NEAR = timedelta(days=60)

_ISO_MOMENT = r"(?<!\d)(?:19|20)\d\d-?[01]\d-?[0-3]\dT[0-2]\d(?::?[0-5]\d){1,2}(?:[.,]\d{1,9})?(?:Z|[+-][01]\d:?\d\d)?(?!\d)"  # noqa: E501 - one pattern
_ISO_DATE = r"(?<!\d)((?:19|20)\d\d)([-./])(\d{1,2})\2(\d{1,2})(?!\d)"
_DATE = r"(?<!\d)(?<!\d\.)(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?((?:19|20)\d\d|\d\d)(?!\d)"
_DATE_IN_WORDS = (
    r"(?<![^\W_])(?:\d{1,2}\.? [^\W\d_]{3,12}|[^\W\d_]{3,12} \d{1,2}),? ((?:19|20)\d\d)(?!\d)"
)
_SIX_DIGITS = r"(?<!\d)(\d\d)(\d\d)(\d\d)(?!\d)"


def moment_rule() -> Rule:
    """Let through canonical moments: a birthday has no time of day."""
    return sweep("moment", _ISO_MOMENT, Verdict.ALLOW)


def date_rules(today: date | None) -> tuple[Rule, ...]:
    """Find written dates; without today each of them is asked about."""
    return (
        sweep("birthdate", _ISO_DATE, partial(_iso_date, today)),
        sweep("birthdate", _DATE, partial(_written_date, today)),
        sweep("birthdate", _DATE_IN_WORDS, partial(_date_in_words, today)),
    )


def six_digits_rule(today: date | None) -> Rule:
    """Find dates of six bare digits, to be asked about after all longer numbers."""
    return sweep("birthdate", _SIX_DIGITS, partial(_six_digits, today))


def date_of(year: int, month: int, day: int) -> date | None:
    """Return the date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _verdict_of_dates(readings: Iterable[date | None], today: date | None) -> Verdict | None:
    """Judge by the reading nearest to today; None when no reading is a date at all."""
    dates = [reading for reading in readings if reading]
    if not dates:
        return None
    if today and any(abs(reading - today) <= NEAR for reading in dates):
        return Verdict.ALLOW
    return Verdict.ASK


def _iso_date(today: date | None, match: re.Match[str]) -> Verdict | None:
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    return _verdict_of_dates([date_of(year, month, day)], today)


def _written_date(today: date | None, match: re.Match[str]) -> Verdict | None:
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if year < 100 else 0
    return _verdict_of_dates([date_of(year, two, one), date_of(year, one, two)], today)


def _date_in_words(today: date | None, match: re.Match[str]) -> Verdict:
    if today and abs(int(match[1]) - today.year) <= 1:
        return Verdict.ALLOW
    return Verdict.ASK


def _six_digits(today: date | None, match: re.Match[str]) -> Verdict | None:
    one, two, three = int(match[1]), int(match[2]), int(match[3])
    readings = [date_of(2000 + three, two, one), date_of(2000 + one, two, three)]
    return _verdict_of_dates(readings, today)
