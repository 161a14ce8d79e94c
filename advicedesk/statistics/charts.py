"""Pictures of the month, drawn on the server: bars, heat map, stacked bar, steps (pure).

They are drawn from the same protected figures as the tables. A hidden figure has a hatched place
of fixed size: neither its length nor its colour says how large it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from advicedesk.exports.table import HIDDEN, HIDDEN_SIGN, Figure
from advicedesk.statistics.svg import Canvas, element

WIDTH = 560.0
ROW = 29.0  # height of a bar with its gap
BAR = 16.0
HIDDEN_WIDTH = 34.0
FIGURE_SPACE = 56.0  # room for the number behind the longest bar
LETTER = 7.4  # width of an average letter at the label's size
LONGEST_LABEL = 30
SHADES = 5
WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is written: its direction, its numbers, its sign for hidden figures."""

    right_to_left: bool = False
    number: Callable[[int | float], str] = str
    hidden_sign: str = HIDDEN_SIGN

    def figure(self, value: Figure) -> str:
        """Return a figure as text; nothing for what is not known."""
        if value is HIDDEN:
            return self.hidden_sign
        return "" if value is None else self.number(value)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; the figure before is a tick on it."""

    label: str
    value: Figure
    before: Figure = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole; shade 1 to 5, or the warning colour."""

    label: str
    value: Figure
    shade: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Figures in rows and columns, shaded by size."""

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    cells: tuple[tuple[Figure, ...], ...]


def draw_bars(
    name: str, title: str, bars: Sequence[Bar], look: Look, legend: tuple[str, str] | None = None
) -> Markup:
    """Draw one bar a line with its number; `legend` names the bar and the tick."""
    canvas = Canvas(name, title, WIDTH, ROW * max(1, len(bars)), look.right_to_left)
    start = 12 + LETTER * max((len(_short(bar.label)) for bar in bars), default=0)
    largest = max((_size(value) for bar in bars for value in (bar.value, bar.before)), default=0)
    scale = (WIDTH - start - FIGURE_SPACE) / (largest or 1)
    for place, bar in enumerate(bars):
        _draw_bar(canvas, bar, look, (start, place * ROW, scale))
    return (_legend(*legend) if legend else Markup("")) + canvas.finished()


def draw_heat_map(name: str, title: str, heat: HeatMap, look: Look) -> Markup:
    """Draw a square for every cell, its number in it, five shades from the least to the most."""
    header, label_width, gap = 24.0, 20 + LETTER * max(map(len, heat.row_labels), default=0), 3.0
    height = header + ROW * len(heat.row_labels)
    canvas = Canvas(name, title, WIDTH, height, look.right_to_left)
    step = (WIDTH - label_width) / max(1, len(heat.column_labels))
    largest = max((_size(cell) for row in heat.cells for cell in row), default=0)
    for place, label in enumerate(heat.column_labels):
        canvas.figure(label_width + (place + 0.5) * step, header - 8, label, "middle", "chart-axis")
    for line, (label, cells) in enumerate(zip(heat.row_labels, heat.cells, strict=True)):
        top = header + line * ROW
        canvas.label(0, top + 18, label, "start", "chart-axis")
        for place, cell in enumerate(cells):
            left, shade = label_width + place * step, _shade(cell, largest)
            if cell is HIDDEN:
                canvas.hatched(left, top, step - gap, ROW - gap)
            else:
                canvas.rectangle(left, top, step - gap, ROW - gap, f"heat-{shade}")
            middle = left + (step - gap) / 2
            css = f"chart-figure heat-figure-{shade}"
            canvas.figure(middle, top + 18, look.figure(cell), "middle", css)
    return canvas.finished()


def draw_parts(name: str, title: str, parts: Sequence[Part], look: Look) -> Markup:
    """Draw the parts of a whole as one bar, and their legend with the numbers under it."""
    canvas = Canvas(name, title, WIDTH, 22, look.right_to_left)
    shown = [part for part in parts if part.value is HIDDEN or _size(part.value)]
    gap = 3.0
    hidden = sum(part.value is HIDDEN for part in shown)
    free = WIDTH - gap * (len(shown) - 1) - HIDDEN_WIDTH * hidden
    scale, left = free / (sum(_size(part.value) for part in shown) or 1), 0.0
    for part in shown:
        width = HIDDEN_WIDTH if part.value is HIDDEN else scale * _size(part.value)
        if part.value is HIDDEN:
            canvas.hatched(left, 1, width, 20)
        else:
            canvas.rectangle(left, 1, width, 20, f"shade-{part.shade}")
        left += width + gap
    lines = (
        _legend_line(_swatch(part), f"{part.label} ", look.figure(part.value)) for part in parts
    )
    return canvas.finished() + element("ul", {"class": "row hint chart-legend"}, *lines)


def draw_steps(name: str, title: str, steps: Sequence[Bar], look: Look) -> Markup:
    """Draw figures that are parts of the first one, each on its own track: the way of referrals."""
    height, track = 50.0, 17.0
    canvas = Canvas(name, title, WIDTH, height * len(steps), look.right_to_left)
    whole = _size(steps[0].value)
    for line, step in enumerate(steps):
        top = line * height
        canvas.label(0, top + 16, step.label, "start")
        canvas.figure(WIDTH, top + 16, look.figure(step.value), "end")
        canvas.rectangle(0, top + 24, WIDTH, track, "chart-track")
        if step.value is HIDDEN:
            canvas.hatched(0, top + 24, HIDDEN_WIDTH, track)
        elif whole and _size(step.value):
            canvas.rectangle(0, top + 24, WIDTH * _size(step.value) / whole, track, "chart-bar")
    return canvas.finished()


def _draw_bar(canvas: Canvas, bar: Bar, look: Look, place: tuple[float, float, float]) -> None:
    start, top, scale = place
    middle = top + ROW / 2
    canvas.label(start - 12, middle + 5, _short(bar.label), "end")
    length = HIDDEN_WIDTH if bar.value is HIDDEN else scale * _size(bar.value)
    if bar.value is HIDDEN:
        canvas.hatched(start, middle - BAR / 2, length, BAR)
    elif length:
        canvas.rectangle(start, middle - BAR / 2, length, BAR, "chart-bar")
    if isinstance(bar.before, int | float):
        tick = start + scale * bar.before
        canvas.rectangle(tick - 2.5, middle - 10, 5, 20, "chart-tick-edge")
        canvas.rectangle(tick - 1, middle - 10, 2, 20, "chart-tick")
        length = max(length, scale * bar.before)  # the number stands behind both
    canvas.figure(start + length + 8, middle + 5, look.figure(bar.value), "start")


def _size(value: Figure) -> float:
    """Return how large a figure is drawn; hidden and unknown ones have no size."""
    return max(0, value) if isinstance(value, int | float) else 0


def _shade(value: Figure, largest: float) -> int:
    """Return the shade of a cell: 0 for nothing, 1 to 5 in equal steps up to the largest."""
    size = _size(value)
    return min(SHADES, 1 + int(SHADES * (size - 1) / largest)) if size else 0


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def _legend(bar: str, tick: str) -> Markup:
    lines = (_legend_line("swatch swatch-bar", bar), _legend_line("swatch swatch-tick", tick))
    return element("ul", {"class": "row hint chart-legend"}, *lines)


def _legend_line(swatch: str, label: str, figure: str = "") -> Markup:
    square = element("span", {"class": swatch, "aria-hidden": "true"})
    number = element("bdi", {"class": "number"}, figure) if figure else Markup("")
    return element("li", {}, square, label, number)


def _swatch(part: Part) -> str:
    return f"swatch swatch-{'hidden' if part.value is HIDDEN else part.shade}"
