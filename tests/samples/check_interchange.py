"""Open statistics others may send: our integrity checks find them whole, and equal in each format.

A check that calls a sound file broken would be worth nothing on our own.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from tests.unit.exports.integrity import json_stat_faults, px_faults, read_px


def check(folder: Path) -> list[str]:
    """Return what is wrong; nothing where the folder holds no such files."""
    return list(_problems(folder / "interchange"))


def _problems(folder: Path) -> Iterator[str]:
    found = {}
    for path in sorted(folder.glob("jsonstat/*.??.json")):
        dataset = json.loads(path.read_text(encoding="utf-8"))
        yield from (f"{path.name}: {fault}" for fault in json_stat_faults(dataset))
        found[path.name] = [None if value is None else float(value) for value in dataset["value"]]
    for path in sorted(folder.glob("px/*.px")):
        yield from (f"{path.name}: {fault}" for fault in px_faults(path.read_bytes()))
        _keywords, cells = read_px(path.read_bytes())
        found[path.name] = [None if cell.startswith('"') else float(cell) for cell in cells]
    for path in sorted(folder.glob("frictionless/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.name] = _values(list(csv.DictReader(file)))
    first, *others = found.items() if found else [("", [])]
    for name, figures in others:
        known = first[1] if len(figures) == len(first[1]) else []
        if name.endswith(".csv"):  # its lines are in another order
            known, figures = _ordered(known), _ordered(figures)
        if figures != known:
            yield f"{name}: not the figures of {first[0]}"


def _values(lines: list[dict[str, str]]) -> list[float | None]:
    """Return the figures of a tidy file."""
    return [float(line["visits"]) if line["visits"] else None for line in lines]


def _ordered(figures: list[float | None]) -> list[float | None]:
    return sorted(figures, key=lambda figure: -1 if figure is None else figure)
