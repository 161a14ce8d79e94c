"""Babel's locales, each with tables of its own; whoever writes a date gets its locale here.

Babel 2.18 keeps what it resolves in tables that unrelated locales share: after one date in Pashto
the Finnish short weekdays were Pashto until the program ended (python-babel issue 1234).
"""

from functools import cache
from typing import Any

from babel import Locale, localedata


@cache
def get_locale(identifier: str) -> Locale:
    """Return a Babel locale that shares no table with any other."""
    locale = Locale.parse(identifier)
    tables: Any = localedata.load(str(locale))
    for name in list(tables):
        tables[name] = _own(tables[name])
    return locale


def _own(table: Any) -> Any:
    if isinstance(table, dict):
        return {key: _own(value) for key, value in table.items()}
    if isinstance(table, tuple):  # an alias with what differs from it
        return tuple(_own(part) for part in table)
    return table
