"""What an import did, or would do: counts, and in a preview each place with its changed fields."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS = ("new", "changed", "unchanged", "gone", "back")


@dataclass
class ImportChanges:
    """The counts of an import; `listed` holds single changes, when they are asked for."""

    places: Counter[str] = field(default_factory=Counter)
    authorities: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    problems: dict[str, list[str]] = field(default_factory=dict)
    ids_changed: list[dict[str, str]] = field(default_factory=list)
    listed: dict[str, list[dict[str, Any]]] | None = None

    def count_place(
        self, kind: str, feed_id: str, names: Mapping[str, str], fields: Mapping[str, Any]
    ) -> None:
        """Count a place, and list it with its fields before and after."""
        self.places[kind] += 1
        if self.listed is not None and kind != "unchanged":
            told: dict[str, Any] = {"id": feed_id, "name": next(iter(names.values()), "")}
            if fields and kind != "new":
                told["fields"] = dict(fields)
            self.listed.setdefault(kind, []).append(told)

    def summary(self) -> dict[str, Any]:
        """Return the counts as plain values, zeros included."""
        return {
            "service_points": {kind: self.places[kind] for kind in KINDS},
            "authorities": {kind: self.authorities[kind] for kind in KINDS[:3]},
            "skipped": dict(sorted(self.skipped.items())),
            "ids_changed": len(self.ids_changed),
        }
