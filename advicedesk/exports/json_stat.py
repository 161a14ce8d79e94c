"""JSON-stat 2.0 (https://json-stat.org/format/): a data set per table, together a collection."""

import json
from typing import Any

from advicedesk.exports.cube import MEASURE, Category, Cube, Dimension, cube_of
from advicedesk.exports.table import HIDDEN, Publication, Table

VERSION = "2.0"
CONFIDENTIAL, NOT_APPLICABLE = "c", "z"  # SDMX: hidden; there is nothing to count


def write_json_stat(publication: Publication) -> bytes:
    """Return every table of the publication; one table alone is a data set, not a collection."""
    datasets = [_dataset(publication, table) for table in publication.tables]
    if len(datasets) == 1:
        return _written({"version": VERSION, **datasets[0]})
    collection = {
        "version": VERSION,
        "class": "collection",
        "label": publication.title,
        "updated": publication.made_at.isoformat(),
        "link": {"item": datasets},
    }
    return _written(collection)


def _written(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _dataset(publication: Publication, table: Table) -> dict[str, Any]:
    cube = cube_of(table)
    dimensions = cube.dimensions
    if not any(dimension.is_measure for dimension in dimensions):
        dimensions = (*dimensions, _only_measure(cube))
    notes = dict.fromkeys((publication.internal_mark, table.definition, *_notes(publication)))
    return {
        "class": "dataset",
        "label": f"{table.title}. {publication.title}",
        "source": publication.place,
        "updated": publication.made_at.isoformat(),
        "note": [note for note in notes if note],
        "id": [dimension.name for dimension in dimensions],
        "size": [len(dimension.categories) for dimension in dimensions],
        "role": {
            "time": [dimension.name for dimension in dimensions if dimension.is_time],
            "metric": [dimension.name for dimension in dimensions if dimension.is_measure],
        },
        "dimension": {dimension.name: _described(dimension) for dimension in dimensions},
        "value": [value if isinstance(value, int | float) else None for value in cube.figures],
        "status": {
            str(place): CONFIDENTIAL if value is HIDDEN else NOT_APPLICABLE
            for place, value in enumerate(cube.figures)
            if value is HIDDEN or value is None
        },
        "extension": {
            "desk": publication.desk,
            "table": table.machine_name,
            "language": publication.language,
        },
    }


def _notes(publication: Publication) -> list[str]:
    return [f"{note.title}: {note.text}" for note in publication.notes]


def _only_measure(cube: Cube) -> Dimension:
    """Return the dimension that carries the unit: a reader looks for it at a measure."""
    table = cube.table
    only = Category(table.unit, table.unit_title, table.unit_title, 0, table.definition)
    return Dimension(MEASURE, table.unit_title, (only,))


def _described(dimension: Dimension) -> dict[str, Any]:
    categories = dimension.categories
    category: dict[str, Any] = {
        "index": [each.code for each in categories],
        "label": {each.code: each.label for each in categories},
    }
    if dimension.is_measure:
        category["unit"] = {
            each.code: {"label": each.unit, "decimals": each.decimals} for each in categories
        }
        notes = {each.code: [each.definition] for each in categories if each.definition}
        if notes:
            category["note"] = notes
    return {"label": dimension.title, "category": category}
