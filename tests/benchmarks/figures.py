"""A figure with its floor and goal, as one row of the README's table."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

HEAD = (
    "| figure | product | floor | ratio | goal | rounds (least – median – most) |\n"
    "| --- | ---: | ---: | ---: | ---: | --- |"
)


@dataclass(frozen=True)
class Figure:
    """One measure: the values of its rounds for the product, and for what it is held against."""

    name: str
    unit: str
    product: Sequence[float]
    goal: float
    floor: Sequence[float] = field(default=())
    floor_name: str = ""

    @property
    def is_ratio(self) -> bool:
        """Tell whether the goal is one of the ratio, not of the value itself."""
        return bool(self.floor)

    @property
    def rounds(self) -> list[float]:
        """Return what the goal is about, round by round, ordered."""
        if not self.is_ratio:
            return sorted(self.product)
        return sorted(one / other for one, other in zip(self.product, self.floor, strict=True))

    @property
    def is_met(self) -> bool:
        """Tell whether the median of the rounds meets the goal."""
        return statistics.median(self.rounds) <= self.goal

    def row(self) -> str:
        """Return the row of the table."""
        median = statistics.median(self.rounds)
        unit = "×" if self.is_ratio else f" {self.unit}"
        spread = " – ".join(f"{one:.2f}" for one in (self.rounds[0], median, self.rounds[-1]))
        return " | ".join(
            (
                f"| {self.name}",
                self._value(self.product),
                f"{self._value(self.floor)}{self.floor_name}" if self.is_ratio else "–",
                f"{median:.2f}" if self.is_ratio else "–",
                f"≤ {self.goal:g}{unit}{'' if self.is_met else ' **missed**'}",
                f"{spread} |",
            )
        )

    def _value(self, values: Sequence[float]) -> str:
        return f"{statistics.median(values):.2f} {self.unit}"
