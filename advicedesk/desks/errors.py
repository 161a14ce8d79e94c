"""Why desks refuse; the words are the views' and the commands' own."""


class AlreadySetUp(Exception):
    """The organisation is there already."""


class NoDesk(Exception):
    """An organisation needs at least one open desk."""


class DeskCodeTaken(Exception):
    """Another desk has this code."""

    def __init__(self, desk_code: str) -> None:
        super().__init__(desk_code)
        self.desk_code = desk_code


class DeskCodeUnfit(Exception):
    """A desk's code holds a sign that it may not, or is too long."""


class DeskUnknown(Exception):
    """There is no such desk."""
