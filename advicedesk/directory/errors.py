"""Why a change of the directory is refused."""


class ServicePointUnknown(Exception):
    """There is no service point with this public id."""


class AuthorityUnknown(Exception):
    """There is no authority with this public id."""


class NothingNamed(Exception):
    """A place or an authority without a name in any language."""


class NameTaken(Exception):
    """Another authority has the name already."""


class FedElsewhere(Exception):
    """What an import writes cannot be changed here: the next import would undo it."""


class FeedUnreadable(Exception):
    """A file is no directory feed that can be read; `words` says why, in one line of English."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words
