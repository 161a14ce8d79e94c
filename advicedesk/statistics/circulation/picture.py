"""The flows as a picture: bands from who sends to where, each as broad as its referrals (pure).

It is drawn from the same protected figures as the table. A hidden flow is a pale thread of a
fixed breadth: it says that somebody went, not how many.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from markupsafe import Markup

from advicedesk.exports.table import HIDDEN, Figure
from advicedesk.statistics.charts import Look
from advicedesk.statistics.svg import Canvas

WIDTH, LONGEST = 640.0, 22  # a name stands on either side, so long
FULL = 300.0  # height of all flows together
LEAST, THREAD = 2.0, 5.0  # the thinnest band, and one that is hidden
LINE = 24.0  # the least height of a place: its words stand beside it
GAP = 8.0
POST = 10.0  # breadth of a place
SENDERS, RECEIVERS = 172.0, WIDTH - 222.0  # where the bands begin and end
SHADES = ("heat-2", "heat-4")  # what the desk sends, what the places send on


@dataclass(frozen=True, slots=True)
class End:
    """Who sends, or where to: what it is called, and all it sent or received."""

    label: str
    total: Figure


@dataclass
class _Post:
    """An end in the picture while bands are laid to it."""

    end: End
    height: float
    top: float = 0.0
    laid: float = field(default=0.0)

    def lay(self, height: float) -> float:
        """Lay a band on it; return where it begins."""
        start, self.laid = self.top + self.laid, self.laid + height
        return start


def draw_flows(
    name: str,
    titles: tuple[str, str],
    ends: tuple[Sequence[End], Sequence[End]],
    flows: Sequence[Sequence[Figure]],
    look: Look,
) -> Markup:
    """Draw who sends on the one side, where to on the other; `flows` has a line for each sender.

    The titles are what the picture is called, and what it tells in a sentence.
    """
    totals = [sum(_size(end.total) for end in side) for side in ends]
    scale = FULL / (max(sum(map(_size, chain(*flows))), *totals) or 1)
    breadths = [[_breadth(figure, scale) for figure in line] for line in flows]
    senders = _posts(ends[0], [sum(line) for line in breadths], scale)
    receivers = _posts(ends[1], [sum(column) for column in zip(*breadths, strict=True)], scale)
    height = max((post.top + _room(post) for post in (*senders, *receivers)), default=LINE)
    canvas = Canvas(name, titles[0], WIDTH, height, look.right_to_left, description=titles[1])
    for place, (sender, line) in enumerate(zip(senders, flows, strict=True)):
        for receiver, figure, breadth in zip(receivers, line, breadths[place], strict=True):
            if breadth:
                start = (SENDERS + POST, sender.lay(breadth))
                end = (RECEIVERS, receiver.lay(breadth))
                css = SHADES[min(place, 1)]
                canvas.band(start, end, breadth, "heat-1" if figure is HIDDEN else css)
    for post in senders:
        _draw_post(canvas, post, SENDERS, look)
        canvas.label(SENDERS - 6, _middle(post) - 3, _short(post.end.label), "end")
        canvas.figure(SENDERS - 6, _middle(post) + 13, look.figure(post.end.total), "end")
    for post in receivers:
        _draw_post(canvas, post, RECEIVERS, look)
        canvas.figure(RECEIVERS + POST + 40, _middle(post) + 5, look.figure(post.end.total), "end")
        canvas.label(RECEIVERS + POST + 48, _middle(post) + 5, _short(post.end.label), "start")
    return canvas.finished()


def _posts(ends: Sequence[End], laid: Sequence[float], scale: float) -> list[_Post]:
    posts, top = [], 0.0
    for end, height in zip(ends, laid, strict=True):
        posts.append(_Post(end, max(height, scale * _size(end.total)), top))
        top += _room(posts[-1]) + GAP
    return posts


def _draw_post(canvas: Canvas, post: _Post, x: float, look: Look) -> None:
    canvas.rectangle(x, post.top, POST, max(post.height, LEAST), "chart-bar")


def _room(post: _Post) -> float:
    return max(post.height, LINE)


def _middle(post: _Post) -> float:
    return post.top + post.height / 2 if post.height > LINE else post.top + LINE / 2 - 4


def _breadth(figure: Figure, scale: float) -> float:
    if figure is HIDDEN:
        return THREAD
    size = _size(figure)
    return max(LEAST, scale * size) if size else 0.0


def _size(figure: Figure) -> float:
    return figure if isinstance(figure, int | float) else 0.0


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else label[: LONGEST - 1].rstrip() + "…"
