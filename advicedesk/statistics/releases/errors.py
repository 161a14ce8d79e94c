"""Why a release is refused; the words are the views' own."""


class NotOver(Exception):
    """The months are not over: their figures would change every day."""


class MadeUp(Exception):
    """A sample desk's visits are made up: they are no statistics."""


class NothingNew(Exception):
    """The newest version shows exactly this already."""


class ReleasedMeanwhile(Exception):
    """Somebody made a release between the proof and this one: it was proved beside too few."""


class AlreadyWithdrawn(Exception):
    """The release was withdrawn before."""
