"""Numbers that keep their order inside right-to-left text (pure).

By Unicode's own rule "09 816 31300" is shown as "31300 816 09" between Arabic words, and 9-15 as
15-9. An isolate keeps the order; no-break spaces and word joiners keep it on one line.
"""

import re
import unicodedata

LEFT_TO_RIGHT_ISOLATE = "\u2066"
POP_ISOLATE = "\u2069"
NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"

# Bounded, each: free text must not be able to make them slow.
_CLOCK = r"\d{1,2}(?:[.:]\d{2})?"
_NUMBERS = re.compile(
    rf"(?<![\w+]){_CLOCK} ?[-\u2013] ?{_CLOCK}(?![\w])"  # 9-15, 9:00-15.30
    r"|(?<![\w+])\+?\d{1,15}(?:[ \u00a0-]\d{1,8}){1,7}(?!\w)"  # 09 816 31300, +358 40 123 4567
    r"|(?<![\w+])\+\d{5,15}(?!\w)"  # +358401234567
    r"|(?<!\w)\d{1,2}\.\d{1,2}\.(?:\d{4})?"  # 30.11.2026
)
_DASHES = re.compile("[-\u2013]")
_STEERING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


def isolated(number: str) -> str:
    """Wrap one number, range or code so that it stays whole and reads from left to right."""
    joined = number.replace(" ", NO_BREAK_SPACE)
    joined = _DASHES.sub(lambda dash: WORD_JOINER + dash[0] + WORD_JOINER, joined)
    return LEFT_TO_RIGHT_ISOLATE + joined + POP_ISOLATE


def isolate(text: str, direction: str) -> str:
    """Wrap phone numbers, clock ranges and dates in right-to-left prose; leave other prose."""
    if direction != "rtl":
        return text
    return _NUMBERS.sub(lambda found: isolated(found[0]), text)


def whole_number(number: str, direction: str) -> str:
    """Return a phone number or range that never breaks, isolated where the text runs leftwards."""
    if direction == "rtl" and number:
        return isolated(number)
    return number.replace(" ", NO_BREAK_SPACE)


def plain(text: str) -> str:
    """Return free text as one line, without control and steering characters."""
    kept = (
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
        for character in text
        if character not in _STEERING
    )
    return re.sub(" {2,}", " ", "".join(kept)).strip()
