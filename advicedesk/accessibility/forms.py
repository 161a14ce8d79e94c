"""What may be written about the pages' accessibility, and answered."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField

from advicedesk.accessibility.models import TEXT_LENGTH
from advicedesk.privacy.fields import GuardedTextField
from advicedesk.web.forms import BaseForm, Needed

_TEXT_MARKS = {"rows": 6, "maxlength": TEXT_LENGTH, "dir": "auto"}


class FeedbackForm(BaseForm):
    """What does not work; no name and no address is asked for."""

    told = GuardedTextField(
        _("What does not work, and on which page?"),
        TEXT_LENGTH,
        validators=[Needed()],
        render_kw=_TEXT_MARKS,
    )
    told_confirmed = BooleanField(_("It leads to nobody"))
    wants_other_form = BooleanField(_("I ask for the same content in another form"))


class ReplyCodeForm(BaseForm):
    """The code that opens an answer."""

    reply_code = StringField(
        _("Reply code"),
        [Needed()],
        render_kw={
            "class": "code",
            "dir": "ltr",
            "maxlength": 30,
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )


class AnswerForm(BaseForm):
    """The desk's answer."""

    answer = GuardedTextField(
        _("Your answer"), TEXT_LENGTH, validators=[Needed()], render_kw=_TEXT_MARKS
    )
    answer_confirmed = BooleanField(_("It leads to nobody"))
