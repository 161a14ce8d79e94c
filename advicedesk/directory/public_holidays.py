"""Finland's public holidays with their names, for places that close on them."""

from datetime import date, timedelta

MONTHS_AHEAD = 18
_LIBRARY_LANGUAGES = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}


def public_holidays(first: date, last: date) -> dict[date, dict[str, str]]:
    """Return the holidays of Finland from a day to a day, named in fi, sv, en."""
    # loading the library takes longer than a page; only saving a place needs it
    import holidays

    years = range(first.year, last.year + 1)
    found: dict[date, dict[str, str]] = {}
    for language, library_language in _LIBRARY_LANGUAGES.items():
        for day, name in holidays.country_holidays(
            "FI", years=years, language=library_language
        ).items():
            if first <= day <= last:
                found.setdefault(day, {})[language] = name
    return dict(sorted(found.items()))


def coming_holidays(today: date) -> dict[date, dict[str, str]]:
    """Return the holidays of the coming 18 months."""
    return public_holidays(today, today + timedelta(days=round(MONTHS_AHEAD * 30.44)))
