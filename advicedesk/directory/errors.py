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
    """A file is no directory feed that can be read; `words` says why, in one line of English.

    `text` and `values` are what they are made of, for those who say it in another language.
    """

    def __init__(self, text: str, *, in_file: str = "", **values: object) -> None:
        self.text, self.in_file, self.values = text, in_file, values
        self.words = self.said(text % values if values else text)
        super().__init__(self.words)

    def said(self, sentence: str) -> str:
        """Return a sentence after the name of the file it is about."""
        return f"{self.in_file}: {sentence}" if self.in_file else sentence

    def named(self, file_name: str) -> "FeedUnreadable":
        """Return the same, told of a file."""
        return FeedUnreadable(self.text, in_file=file_name, **self.values)
