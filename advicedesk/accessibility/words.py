"""What the codes of the statement's data say, in the reader's language."""

from flask_babel import lazy_gettext as _

from advicedesk.accessibility.statement import Reason

SHORTCOMING_WORDS = {
    "unread_translations": _(
        "Nobody who grew up with the language has read all texts of the pages yet. Some words may"
        " be wrong or hard to understand. If something is unclear, ask the desk."
    ),
    "register_texts": _(
        "Texts that come from other registers, such as the names and descriptions of service"
        " points, may be missing in your language or be hard to read. We cannot change them at"
        " their source."
    ),
}
REASON_WORDS = {
    Reason.BEING_MENDED: _("We are working on it."),
    Reason.TOO_HEAVY: _("Mending it would be an unreasonable burden."),
    Reason.OUTSIDE_THE_LAW: _("The law does not reach it."),
}
METHOD_WORDS = {
    "rules_engine": _("A program (axe-core) checked every page in each of its languages."),
    "browser_tests": _(
        "Tests in a browser went through the pages with the keyboard alone, enlarged four times,"
        " with wide text spacing and in high contrast."
    ),
    "documents": _(
        "A program read the printed slips and the tables back: titles, language, headings."
    ),
    "not_by_people": _(
        "People with disabilities have not tested the pages yet, so something may have been"
        " missed: tell us."
    ),
}
