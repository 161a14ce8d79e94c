"""Linear programs over the sums: the only module that knows the solver (HiGHS)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[int, float]
# where only the aim changes the last answer is a start for the primal, where a row changes and
# nothing costs less than nothing it is one for the dual
DUAL_SIMPLEX, PRIMAL_SIMPLEX = 1, 4


@dataclass(frozen=True, slots=True)
class Range:
    """Between what a variable may move."""

    low: float
    high: float


class Program:
    """Variables in their ranges, rows that are held at a number, and an aim that may change."""

    def __init__(
        self, ranges: Sequence[Range], rows: Iterable[tuple[Row, float]], simplex: int
    ) -> None:
        # with numpy behind it the solver takes 0.15 s to import: only who hides figures waits
        import highspy

        self._size = len(ranges)
        # the class around this one calls back into Python, and prints a banner where a command's
        # answer stands
        self._solver = highspy._Highs()  # type: ignore[attr-defined]
        for option, value in (("log_to_console", False), ("threads", 1), ("presolve", "off")):
            self._solver.setOptionValue(option, value)
        self._solver.setOptionValue("simplex_strategy", simplex)
        self._is_optimal = highspy.HighsModelStatus.kOptimal
        model = highspy.HighsLp()
        model.num_col_ = self._size
        model.col_lower_ = [each.low for each in ranges]
        model.col_upper_ = [each.high for each in ranges]
        model.col_cost_ = [0.0] * self._size
        self._add_rows(model, list(rows), highspy.MatrixFormat.kRowwise)
        self._solver.passModel(model)

    def _add_rows(self, model: Any, rows: list[tuple[Row, float]], rowwise: Any) -> None:
        starts, places, numbers = [0], list[int](), list[float]()
        for row, _ in rows:
            places += row.keys()
            numbers += row.values()
            starts.append(len(places))
        model.num_row_ = len(rows)
        model.row_lower_ = model.row_upper_ = [held for _, held in rows]
        matrix = model.a_matrix_
        matrix.format_, matrix.start_ = rowwise, starts
        matrix.index_, matrix.value_ = places, numbers

    def price(self, costs: Mapping[int, float]) -> None:
        """Change what a unit of these variables costs; nothing costs anything at first."""
        self._solver.changeColsCost(len(costs), list(costs), list(costs.values()))

    def least(self) -> list[float] | None:
        """Return the values that cost least together; nothing when rows cannot be held."""
        self._solver.run()
        if self._solver.getModelStatus() != self._is_optimal:
            return None
        return list(self._solver.getSolution().col_value)

    def change_first_row(self, changed: Row) -> None:
        """Give the first row other numbers at these variables."""
        for place, number in changed.items():
            self._solver.changeCoeff(0, place, number)
