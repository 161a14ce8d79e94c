"""Field kinds that several features share: codes, repeated codes, whole numbers, local times."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import Field, FieldList, StringField
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from advicedesk.web.forms import clean_text


def desk_zone() -> ZoneInfo:
    """Return the desk's own time zone."""
    return ZoneInfo(current_app.config["ADVICEDESK"].timezone)


class CodeField(StringField):
    """One code of an enum; `code` is the member, or the default when nothing was sent."""

    def __init__(
        self, label: Any, enum: type[StrEnum], fallback: StrEnum | None = None, **options: Any
    ) -> None:
        super().__init__(label, **options)
        self.enum = enum
        self.fallback = fallback
        self.member: Any = fallback

    def pre_validate(self, form: Any) -> None:
        """Refuse a code that the enum does not have."""
        if not self.data:
            return
        try:
            self.member = self.enum(self.data)
        except ValueError:
            raise StopValidation(gettext("Choose one of the options.")) from None


class SeveralField(Field):
    """A repeated field: every value that was sent under its name."""

    widget = TextInput()

    def __init__(self, label: Any, most: int = 20, **options: Any) -> None:
        super().__init__(label, **options)
        self.most = most
        self.allowed: Iterable[str] | None = None
        self.longest = 80

    def _value(self) -> str:
        return ", ".join(self.data or ())

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep what was sent, cleaned, without empty and repeated values."""
        cleaned = [clean_text(str(value)) for value in valuelist]
        self.data = list(dict.fromkeys(value for value in cleaned if value))

    def pre_validate(self, form: Any) -> None:
        """Refuse too many, too long or unknown values."""
        values = self.data or []
        if len(values) > self.most or any(len(value) > self.longest for value in values):
            raise StopValidation(gettext("That is too long."))
        if self.allowed is not None and not set(values) <= set(self.allowed):
            raise StopValidation(gettext("Choose one of the options."))
        if any(not value.isprintable() for value in values):
            raise StopValidation(gettext("Write plain text here, without hidden signs."))


class NumberedList(FieldList):
    """Parts numbered in their fields' names; more than `max_entries` are too large, not cut off."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        pattern = re.compile(re.escape(prefix) + r"-([0-9]{1,9})(?:-|$)", re.ASCII)
        found = {int(match[1]) for match in map(pattern.match, formdata) if match}
        if self.max_entries and len(found) > self.max_entries:
            raise RequestEntityTooLarge
        yield from found


class WholeNumberField(StringField):
    """A whole number in a range; `number` is None when nothing was sent."""

    def __init__(self, label: Any, least: int, most: int, **options: Any) -> None:
        super().__init__(label, **options)
        self.least, self.most = least, most
        self.number: int | None = None

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no whole number, or lies outside the range."""
        text = str(self.data or "").strip()
        if not text:
            return
        is_number = text.isdecimal() and len(text) <= 6
        if not is_number or not self.least <= int(text) <= self.most:
            raise StopValidation(
                gettext(
                    "Write a whole number from %(least)s to %(most)s.",
                    least=self.least,
                    most=self.most,
                )
            )
        self.number = int(text)


class LocalTimeField(StringField):
    """A local wall time as browsers send it (2026-11-24T10:42); `moment` is aware."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, **options)
        self.moment: datetime | None = None

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no date and time."""
        if not self.data:
            return
        try:
            moment = datetime.fromisoformat(str(self.data)[:32])
        except ValueError:
            raise StopValidation(
                gettext("Write the date and time like 2026-11-24T10:42.")
            ) from None
        if moment.year < 2000 or moment.year > 2100:
            raise StopValidation(gettext("Write the date and time like 2026-11-24T10:42."))
        self.moment = moment if moment.tzinfo else moment.replace(tzinfo=desk_zone())
