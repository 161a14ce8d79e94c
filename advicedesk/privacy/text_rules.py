"""What a rule of the guard is: it names the spans of a text that it can explain."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_GROUPS = 6  # a phone number in pairs
SEPARATOR = r"(?: ?[-+] ?| )?"
STRUCK_OUT = "\n"  # plain text holds no line break, and no pattern reaches over one


class Verdict(StrEnum):
    """What becomes of a text: kept, asked about first, or refused."""

    ALLOW = "allow"
    ASK = "ask"
    BLOCK = "block"


@dataclass(frozen=True)
class Span:
    """A part of the text that a rule explains, as harmless or not."""

    start: int
    end: int
    kind: str
    verdict: Verdict


Rule = Callable[[str], Iterator[Span]]
VerdictOfMatch = Callable[[re.Match[str]], Verdict | None]


def sweep(kind: str, pattern: str, verdict_of: VerdictOfMatch | Verdict) -> Rule:
    """Make a rule of a pattern; a match without a verdict is left for other rules."""
    compiled = re.compile(pattern)

    def rule(text: str) -> Iterator[Span]:
        match = compiled.search(text)
        while match:
            verdict = verdict_of if isinstance(verdict_of, Verdict) else verdict_of(match)
            if verdict:
                yield Span(match.start(), match.end(), kind, verdict)
            # what was passed over may begin inside a match that is none
            match = compiled.search(text, match.end() if verdict else match.start() + 1)

    return rule


def neighbouring_groups(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Return where one group of digits, or up to six beside each other, begin and end."""
    groups = list(re.finditer(r"\d+", run[0]))
    for first, group in enumerate(groups):
        for last in groups[first : first + MOST_GROUPS]:
            yield run.start() + group.start(), run.start() + last.end()


def strike_out(text: str, span: Span) -> str:
    """Return the text of the same length with the span made unreadable."""
    return text[: span.start] + STRUCK_OUT * (span.end - span.start) + text[span.end :]
