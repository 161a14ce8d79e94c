"""What an error page says: what happened, what is safe, what to do next."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from advicedesk.roles import Role

ROLE_NAMES = {
    Role.COUNSELLOR: lazy_gettext("Counsellor"),
    Role.SUPERVISOR: lazy_gettext("Supervisor"),
    Role.ADMINISTRATOR: lazy_gettext("Administrator"),
    Role.PARTNER: lazy_gettext("Partner"),
}


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """The texts of one error page."""

    heading: str
    happened: str
    safe: str
    next_step: str


def too_old() -> ErrorWords:
    """Return the words for a form whose token no longer holds."""
    return ErrorWords(
        _("The page was too old"),
        _("It was open for long, or you signed in again in between."),
        _not_saved(),
        _("Open the page again and send it once more."),
    )


def not_for_the_role(roles: tuple[Role, ...]) -> ErrorWords:
    """Return the words for a page of other roles, and name them."""
    names = ", ".join(str(ROLE_NAMES[role]) for role in ROLE_NAMES if role in roles)
    return ErrorWords(
        _("Your role does not open this page"),
        _("It opens for: %(roles)s.", roles=names) if names else "",
        _("Nothing was changed."),
        _("Ask an administrator if you need it in your work."),
    )


def too_many_tries(seconds: int) -> ErrorWords:
    """Return the words for somebody who is made to wait."""
    minutes = max(1, -(-seconds // 60))
    return ErrorWords(
        _("Too many tries"),
        _("There were many tries in a short time, so the desk lets nobody guess on."),
        _("Nothing is locked and nothing is lost."),
        ngettext(
            "Wait %(num)s minute, then try again.",
            "Wait %(num)s minutes, then try again.",
            minutes,
        ),
    )


def too_large(megabytes: int) -> ErrorWords:
    """Return the words for a file or a text over the limit."""
    return ErrorWords(
        _("That was too large"),
        _("A file may have %(count)s megabytes at most.", count=megabytes),
        _not_saved(),
        _("Send a smaller file or a shorter text."),
    )


def unexpected() -> ErrorWords:
    """Return the words for a fault of the product."""
    return ErrorWords(
        _("Something went wrong here"),
        _("It is our fault, not yours. The fault was noted, without anything that you typed."),
        _not_saved(),
        _("Try again in a moment. If it happens again, tell your administrator when it happened."),
    )


def no_database() -> ErrorWords:
    """Return the words for a database that cannot be used."""
    return ErrorWords(
        _("The desk cannot store anything right now"),
        _("The place where visits are kept does not answer."),
        _not_saved(),
        _("Wait a moment, then try again."),
    )


def withdrawn(title: str, because: str) -> ErrorWords:
    """Return the words for figures that were given out once and are not any more."""
    return ErrorWords(
        _("This release was withdrawn"),
        title,
        because,
        _("Other releases are on the list."),
    )


def for_status(status: int) -> ErrorWords:
    """Return the words for a refused request."""
    broken = _("This could not be understood")
    words = {
        400: (
            broken,
            _("Part of the address or form was broken."),
            _("Nothing was changed."),
            _("Go on from the start."),
        ),
        404: (
            _("There is nothing here"),
            _("The address is mistyped, or it belongs to another desk."),
            _("Everything that was saved is still there."),
            _("Check the address, or go on from the start."),
        ),
        405: (
            broken,
            _("The page cannot be used in this way."),
            _("Nothing was changed."),
            _("Go on from the start."),
        ),
        409: (
            _("Somebody else was faster"),
            _("It was changed while the page was open here."),
            _("Their change is saved, yours is not."),
            _("Open the page again and see what it says now."),
        ),
        422: (
            _("Something in the form does not fit"),
            _("A field holds what it cannot hold."),
            _not_saved(),
            _("Open the page again and fill it in once more."),
        ),
        503: (
            _("The desk does not answer right now"),
            _("It is being started again, or has too much to do."),
            _not_saved(),
            _("Wait a moment, then try again."),
        ),
    }
    otherwise = (
        _("This did not work"),
        "",
        _("Nothing was changed."),
        _("Try again in a moment."),
    )
    return ErrorWords(*words.get(status, otherwise))


def _not_saved() -> str:
    return str(_("What was saved before is safe. This last step was not saved."))
