"""The page /style: every component in every state, in the page's language. Developers and
translators look here first; browser tests hold it against what may not happen to a component."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, SelectMultipleField, StringField

from advicedesk.web.forms import BaseForm

# words no page can choose: the longest that staff meet, in scripts that stand tall or join
LONG_WORDS = (
    ("de", "Aufenthaltserlaubnisverlängerungsantragsformular"),
    ("fi", "Kansaneläkelaitoksen asumistukihakemuslomakkeet"),
    ("ar", "استمارة طلب تجديد تصريح الإقامة للمستثمرين"),
    ("my", "နေထိုင်ခွင့်သက်တမ်းတိုးလျှောက်လွှာပုံစံ"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One chip of a group."""

    value: str
    words: Any


class StyleForm(BaseForm):
    """Fields in every state; it is never sent."""

    place = StringField(lazy_gettext("Name of the place"))
    refused = StringField(lazy_gettext("Case code"))
    agreed = BooleanField(lazy_gettext("Yes"))
    languages = SelectMultipleField(lazy_gettext("Language"), validate_choice=False)
    answer = StringField(lazy_gettext("What happened?"))


def style_page() -> Any:
    """Render every component."""
    form = StyleForm(formdata=None, languages=["fi"], answer="yes")
    form.languages.choices = list(LONG_WORDS)
    no_code = _("No case has this code")
    form.refused.errors = [no_code]
    choices = (Choice("yes", _("Yes")), Choice("no", _("No")))
    return render_template(
        "web/style.html",
        form=form,
        choices=choices,
        long_words=LONG_WORDS,
        refusals=([], [("refused", no_code)], [("refused", no_code), ("place", no_code)]),
    )
