"""Why a visit is refused."""


class CaseCodeUnknown(Exception):
    """No case has this code."""


class PublicIdTaken(Exception):
    """The id belongs to a visit with other content, of another person or another desk."""


class StartedOutOfRange(Exception):
    """The visit would lie in the future, or more than 14 days back."""


class VisitWithdrawn(Exception):
    """The visit was withdrawn; it cannot be changed any more."""


class UndoTimeOver(Exception):
    """The visit was saved too long ago to be undone with one key."""


class NeedHasReferrals(Exception):
    """A need that someone was sent on for cannot be taken away."""


class NothingChanged(Exception):
    """A correction that changes nothing."""
