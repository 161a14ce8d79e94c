"""Field kinds of the directory's forms: hours of a day, days, lines of contacts, languages."""

import re
from abc import ABC, abstractmethod
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext
from wtforms import StringField, TextAreaField, ValidationError

from advicedesk.directory.hours_text import HoursUnreadable, Spans, parse_day
from advicedesk.languages import registry, search

MOST_LINES = 12
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{1,24}")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}\.\w{2,24}", re.ASCII)


class DayHoursField(StringField):
    """The hours of one day, as people write them; `spans` holds what was understood."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, **options)
        self.spans: Spans = ()

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no hours."""
        try:
            self.spans = parse_day(self.data or "")
        except HoursUnreadable:
            raise ValidationError(
                gettext("Write hours like 9-16 or 9-12, 13-16; leave a closed day empty.")
            ) from None


class DayField(StringField):
    """A day, as browsers send it (2026-12-24) or as people write it (24.12.2026)."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, **options)
        self.day: date | None = None

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no day."""
        text = self.data or ""
        if not text:
            return
        found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text, re.ASCII)
        try:
            day = (
                date(int(found[3]), int(found[2]), int(found[1]))
                if found
                else date.fromisoformat(text[:20])
            )
        except ValueError:
            raise ValidationError(gettext("Give a day: year-month-day.")) from None
        if not 2000 <= day.year <= 2100:
            raise ValidationError(gettext("Give a day: year-month-day."))
        self.day = day


class LinesField(TextAreaField, ABC):
    """Several things, one a line; `items` holds what was understood."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, **options)
        self.items: tuple[Any, ...] = ()

    def pre_validate(self, form: Any) -> None:
        """Read every line; the message names the first that cannot be read."""
        lines = [" ".join(line.split()) for line in (self.data or "").splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES:
            raise ValidationError(gettext("At most %(count)s lines.", count=MOST_LINES))
        self.items = tuple(self.read(line) for line in lines)

    @abstractmethod
    def read(self, line: str) -> Any:
        """Read one line, or refuse it."""

    def refuse(self, line: str) -> ValidationError:
        """Return the refusal of a line."""
        return ValidationError(gettext("This line cannot be read: %(line)s", line=line[:40]))


class PhonesField(LinesField):
    """Phone numbers, each with the languages spoken there: "020 634 0200 ar, ru"."""

    def read(self, line: str) -> dict[str, Any]:
        """Read a number and the languages after it."""
        found = _PHONE.match(line)
        if not found or sum(sign.isdigit() for sign in found[0]) < 3:
            raise self.refuse(line)
        languages = read_languages(line[found.end() :])
        if languages is None:
            raise self.refuse(line)
        number = ("+" if found[0].startswith("+") else "") + re.sub(r"[^0-9]", "", found[0])
        return {"number": number, "languages": list(languages)}


class EmailsField(LinesField):
    """E-mail addresses of the place."""

    def read(self, line: str) -> str:
        """Read an address."""
        if len(line) > 250 or not _EMAIL.fullmatch(line):
            raise self.refuse(line)
        return line


class LinksField(LinesField):
    """Web addresses; nothing but http and https is ever linked to."""

    def read(self, line: str) -> str:
        """Read an address; https is added where nothing is said."""
        link = line if "://" in line else f"https://{line}"
        try:
            parts = urlsplit(link)
        except ValueError:
            raise self.refuse(line) from None
        is_web = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
        if not is_web or " " in link or len(link) > 500:
            raise self.refuse(line)
        return link


class LanguagesField(StringField):
    """Languages by any of their names or codes, with commas between; `codes` are theirs."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, **options)
        self.codes: tuple[str, ...] = ()

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no language."""
        codes = read_languages(self.data or "")
        if codes is None:
            raise ValidationError(gettext("Write names of languages with commas between."))
        self.codes = codes


def read_languages(text: str) -> tuple[str, ...] | None:
    """Return the codes of the languages a text names, or None when one is unknown."""
    codes: dict[str, None] = {}
    for word in re.split(r"[,;،\n]", text):
        name = word.strip()
        if not name:
            continue
        code = _language(name)
        if code is None:
            return None
        codes[code] = None
    return tuple(codes)


def _language(name: str) -> str | None:
    if registry.is_known(name.lower()):
        return name.lower()
    meant = search.find_meant(name)
    return meant.language_code if meant else None
