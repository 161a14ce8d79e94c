"""The filter of the audit trail."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from advicedesk.web.forms import BaseForm


class AuditFilterForm(BaseForm):
    """What to show of the audit trail; sent in the address, it changes nothing."""

    class Meta(BaseForm.Meta):
        """A search needs no token."""

        csrf = False

    action = SelectField(lazy_gettext("What"), default="")
    person = SelectField(lazy_gettext("Who"), default="")
    day = DateField(lazy_gettext("Day"), [Optional()], render_kw={"type": "date"})

    def __init__(
        self, actions: list[tuple[str, Any]], people: list[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(**given)
        everything = [("", lazy_gettext("All"))]
        self.action.choices = everything + actions
        self.person.choices = everything + people
