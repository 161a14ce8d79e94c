"""A small safe builder of SVG: everything is escaped, nothing carries a style of its own (CSP)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

Attributes = Mapping[str, object]


def element(tag: str, attributes: Attributes, *children: str) -> Markup:
    """Return an element; texts and values are escaped, attributes of None left out."""
    written = Markup("").join(
        Markup(' {}="{}"').format(name, _number(value))
        for name, value in attributes.items()
        if value is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(tag, written, Markup("").join(children))


@dataclass
class Canvas:
    """A picture that is drawn from left to right and mirrored for right-to-left readers.

    Labels turn with the picture; figures are written left-to-right everywhere.
    """

    name: str  # unique on its page
    title: str
    width: float
    height: float
    right_to_left: bool = False
    is_hatched: bool = False
    description: str = ""
    drawn: list[Markup] = field(default_factory=list)

    def rectangle(self, x: float, y: float, width: float, height: float, css: str) -> None:
        """Draw a rectangle with round corners."""
        places: dict[str, object] = {"x": self._mirrored(x, width), "y": y}
        places |= {"width": width, "height": height, "rx": min(4, width / 2), "class": css}
        self.drawn.append(element("rect", places))

    def hatched(self, x: float, y: float, width: float, height: float) -> None:
        """Draw the place of a hidden figure."""
        self.is_hatched = True
        places: dict[str, object] = {"x": self._mirrored(x, width), "y": y}
        places |= {"width": width, "height": height, "rx": 4, "class": "hatched"}
        self.drawn.append(element("rect", {**places, "fill": f"url(#{self._hatch_id})"}))

    def band(
        self, start: tuple[float, float], end: tuple[float, float], height: float, css: str
    ) -> None:
        """Draw a band that flows from one point to another; its top is there."""
        (x, y), (last_x, last_y) = start, end
        turn = (x + last_x) / 2
        there = ((x, y), (turn, y), (turn, last_y), (last_x, last_y))
        edge = [(self._mirrored(a), b) for a, b in there]
        back = [(a, b + height) for a, b in reversed(edge)]
        path = f"{_curve('M', edge)}{_curve('L', back)}Z"
        self.drawn.append(element("path", {"d": path, "class": css}))

    def label(self, x: float, y: float, text: str, anchor: str, css: str = "chart-label") -> None:
        """Write words in the reader's direction."""
        places = {"x": self._mirrored(x), "y": y, "text-anchor": anchor, "class": css}
        self.drawn.append(element("text", places, text))

    def figure(self, x: float, y: float, text: str, anchor: str, css: str = "chart-figure") -> None:
        """Write a number, left-to-right in every picture."""
        turned = {"start": "end", "end": "start"} if self.right_to_left else {}
        places = {"x": self._mirrored(x), "y": y, "text-anchor": turned.get(anchor, anchor)}
        self.drawn.append(element("text", {**places, "direction": "ltr", "class": css}, text))

    def finished(self) -> Markup:
        """Return the whole picture as one image with a name for screen readers."""
        title_id = f"chart-{self.name}-title"
        told_id = f"chart-{self.name}-description" if self.description else None
        box = f"0 0 {_number(self.width)} {_number(self.height)}"
        return element(
            "svg",
            {
                "class": "chart",
                "viewBox": box,
                "role": "img",
                "aria-labelledby": title_id,
                "aria-describedby": told_id,
                "direction": "rtl" if self.right_to_left else "ltr",
            },
            element("title", {"id": title_id}, self.title),
            element("desc", {"id": told_id}, self.description) if told_id else Markup(""),
            self._hatch() if self.is_hatched else Markup(""),
            *self.drawn,
        )

    @property
    def _hatch_id(self) -> str:
        return f"chart-{self.name}-hatch"

    def _hatch(self) -> Markup:
        size: dict[str, object] = {"width": 7, "height": 7}
        ground = element("rect", {**size, "class": "hatch-ground"})
        line = element("rect", {"width": 3, "height": 7, "class": "hatch-line"})
        turned = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
        pattern = element("pattern", {"id": self._hatch_id, **size, **turned}, ground, line)
        return element("defs", {}, pattern)

    def _mirrored(self, x: float, width: float = 0) -> float:
        return self.width - x - width if self.right_to_left else x


def _curve(command: str, points: Sequence[tuple[float, float]]) -> str:
    """Return a curve as it is written in a path: its start, two points it bends to, its end."""
    (x, y), *bends = points
    return f"{command}{x:.1f} {y:.1f}C" + " ".join(f"{a:.1f} {b:.1f}" for a, b in bends)


def _number(value: object) -> object:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value
