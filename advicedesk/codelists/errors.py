"""Why a change of a code list is refused."""


class CodeMalformed(Exception):
    """The new code is not made of small letters, digits and underscores, or is too long."""


class CodeTaken(Exception):
    """The list has the code already, perhaps retired: a code never changes its meaning."""


class ParentUnknown(Exception):
    """There is no such topic, or it cannot have subtopics."""


class NothingNamed(Exception):
    """A code without a name in any language."""


class LastOfItsList(Exception):
    """The list would be empty from that day on, and nothing could be chosen any more."""
