"""Why a form or a cross-walk cannot be used."""

from enum import StrEnum


class FormFault(StrEnum):
    """What is wrong with the file; `where` of the refusal says at which place."""

    NOT_TOML = "not TOML in UTF-8"
    WRONG_KEYS = "a key that is missing or not known"
    WRONG_VALUE = "not what the key needs"
    NO_SUCH_FORM = "no such form"
    NO_SUCH_CROSSWALK = "no such cross-walk"
    NO_SUCH_CLASS = "a class that the cross-walk has not"
    NO_SUCH_FIGURE = "a figure that the report has not"
    NO_SUM = "figures that do not add up: of two tables, a total and its parts, or one thing twice"
    TWO_UNITS = "two units in one section"
    IN_TWO_CLASSES = "a topic in two classes at a time: counts stay whole, there are no shares"
    CHANGES_WITHIN = "the cross-walk changes within these months: make the form of fewer"


class FormRefused(Exception):
    """The form cannot be filled; `where` is a place in its file, never a figure."""

    def __init__(self, fault: FormFault, where: str = "") -> None:
        super().__init__(f"{where}: {fault.value}" if where else fault.value)
        self.fault = fault
        self.where = where
