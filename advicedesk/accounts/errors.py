"""Why accounts refuse; the words are the views' and the commands' own."""

from advicedesk.accounts.passwords import Weakness


class SignInRefused(Exception):
    """Wrong name, wrong password or deactivated: nobody is told which."""


class TooManyTries(Exception):
    """The brake holds; it ends after so many seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"again in {retry_after} s")
        self.retry_after = retry_after


class PasswordTooWeak(Exception):
    """The password cannot be chosen."""

    def __init__(self, weakness: Weakness) -> None:
        super().__init__(weakness.value)
        self.weakness = weakness


class LinkIsOver(Exception):
    """A one-time link was used, replaced, is too old, or never was."""


class UsernameTaken(Exception):
    """Somebody has this username."""


class UsernameUnfit(Exception):
    """A username holds a sign that it may not, or is too short or long."""


class LastAdministrator(Exception):
    """Nobody would be left who can manage staff."""


class NoRole(Exception):
    """A staff member needs at least one role."""


class PartnerElsewhere(Exception):
    """A partner belongs to an authority and holds no other role."""


class StaffMemberUnknown(Exception):
    """There is no such staff member."""


class DeskNotOwn(Exception):
    """The person does not work at this desk, or it is closed."""


class Deactivated(Exception):
    """Not for somebody who may not sign in any more."""
