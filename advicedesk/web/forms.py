"""The base of every form: CSRF, translated messages, no control characters, length first."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, StringField, ValidationError

# NUL and its kin: SQLite would store them, PostgreSQL refuses them, a PDF cannot print them
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
LONGEST = 4000


def clean_text(value: Any) -> Any:
    """Trim and compose (NFC) what was typed; other values pass through."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


def without_hidden_signs(text: str) -> str:
    """Return a text without control characters and their kin, so that it can be shown."""
    return _CONTROL.sub("", text)


class BaseForm(FlaskForm):
    """A form of the house: text is cleaned, control characters are refused beside their field."""

    class Meta(FlaskForm.Meta):
        """Clean every text field before its own validators."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Give text fields the house's filter."""
            filters = list(unbound_field.kwargs.get("filters", ()))
            if issubclass(unbound_field.field_class, StringField) and clean_text not in filters:
                options = {**options, "filters": [*filters, clean_text]}
                unbound_field.kwargs.pop("filters", None)
            return unbound_field.bind(form=form, **options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse control characters and endless text before anything looks at them."""
        refused = [field for field in self._text_fields() if not _is_plain(field)]
        if refused:
            for field in refused:
                field.data = without_hidden_signs(field.data or "")[:LONGEST]
        is_valid: bool = super().validate(extra_validators)
        for field in refused:
            field.errors = [*field.errors, gettext("Write plain text here, without hidden signs.")]
        return is_valid and not refused

    def _text_fields(self) -> list[Field]:
        return [field for field in self if isinstance(field, StringField)]

    def messages(self) -> list[tuple[str, str]]:
        """Return (field id, message) of everything refused, for the notice at the top."""
        return [(field.id, str(error)) for field in self for error in _flat(field.errors)]


def _is_plain(field: Field) -> bool:
    text = field.data or ""
    return len(text) <= LONGEST and not _CONTROL.search(text)


def _flat(errors: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for error in errors.values() if isinstance(errors, dict) else errors:
        found.extend(_flat(error) if isinstance(error, (list, tuple, dict)) else [error])
    return found


class Needed:
    """Refuse an empty field with a plain message, and mark it as required."""

    field_flags = {"required": True}

    def __init__(self, message: Any = None) -> None:
        self.message = message or lazy_gettext("Fill in this field.")

    def __call__(self, form: Any, field: Field) -> None:
        """Raise when nothing was given."""
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise ValidationError(str(self.message))
