"""A keystroke-level model of a visit (Card, Moran & Newell 1980): keys that are pressed, and time.

Keys are written with spaces between them; `|` stands before each thought. A key with Ctrl is one.
"""

from playwright.sync_api import Page

KEY_SECONDS = 0.28
THOUGHT_SECONDS = 1.35


class Keyboard:
    """Presses keys, counts them and adds up the model's time."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0
        self.thoughts = 0

    def press(self, keys: str) -> None:
        """Press keys: `| Digit1 | k e l Enter`."""
        for key in keys.split():
            if key == "|":
                self.thoughts += 1
                continue
            self.page.keyboard.press(key)
            self.count += 1

    @property
    def seconds(self) -> float:
        """Return the model's time."""
        return self.count * KEY_SECONDS + self.thoughts * THOUGHT_SECONDS
