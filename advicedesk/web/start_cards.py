"""Cards that features put on the first pages of others: each is asked in turn, most say nothing.

The pages stand below the features whose cards they show, so the application hands the cards over.
"""

from collections.abc import Callable

from markupsafe import Markup

Card = Callable[[], Markup | None]
cards: list[Card] = []


def drawn() -> list[Markup]:
    """Return the cards that have something to say to whoever is signed in."""
    return [card for draw in cards if (card := draw()) is not None]
