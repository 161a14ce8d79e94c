"""Texts and links of a feed made safe: no markup, no link but to the web, a mailbox or a phone."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

_LONGEST = 20_000
_NEW_LINE = frozenset({"p", "br", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4"})
_SILENT = frozenset({"script", "style", "template", "iframe", "object", "svg"})
_LOOKS_LIKE_MARKUP = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# an address is a word: whatever hides or breaks a scheme (tab, new line, NUL) is refused
_IN_NO_LINK = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069]")


class _Stripper(HTMLParser):
    """Collects the words of a text and the addresses of its links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.refused: list[str] = []
        self._silent = 0
        self._targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new line where the markup does; remember where a link goes."""
        if tag in _SILENT:
            self._silent += 1
        elif tag in _NEW_LINE:
            self.parts.append("\n")
        elif tag == "a":
            self._targets.append((dict(attrs).get("href") or "").strip())

    def handle_endtag(self, tag: str) -> None:
        """Write a safe link's address behind its words."""
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag in _NEW_LINE and tag != "br":
            self.parts.append("\n")
        elif tag == "a" and self._targets:
            self._write_target(self._targets.pop())

    def handle_data(self, words: str) -> None:
        """Keep words, unless they are a program's."""
        if not self._silent:
            self.parts.append(words)

    def _write_target(self, target: str) -> None:
        if target and not is_safe_link(target):
            self.refused.append(target)
        elif target and target not in self.parts:
            self.parts.append(f" ({target})")


def plain(value: object) -> str:
    """Return a text without markup and hidden signs; nothing for what is no text."""
    return plain_with_refusals(value)[0]


def plain_with_refusals(value: object) -> tuple[str, tuple[str, ...]]:
    """Return a text without markup, and the links in it that were refused."""
    if not isinstance(value, str):
        return "", ()
    text, refused = value[:_LONGEST], []
    # markup may be written in character references, even twice
    for _round in range(3):
        if not _LOOKS_LIKE_MARKUP.search(text) and "&" not in text:
            break
        stripper = _Stripper()
        stripper.feed(text)
        stripper.close()
        refused += stripper.refused
        text = "".join(stripper.parts)
    return _tidy(text), tuple(refused)


def one_line(value: object) -> str:
    """Return a text without markup on one line, as names and labels are."""
    return " ".join(plain(value).split())


def is_safe_link(link: str) -> bool:
    """Tell whether a link goes to the web, a mailbox or a phone, and nowhere else."""
    if _IN_NO_LINK.search(link) or len(link) > 2_000:
        return False
    try:
        parts = urlsplit(link)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
    return is_web or (parts.scheme in ("mailto", "tel") and bool(parts.path))


def _tidy(text: str) -> str:
    lines = [" ".join(line.split()) for line in _HIDDEN.sub("", text).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
