"""The tidy CSV as a Frictionless data package (v1) with CSVW metadata, in one zip.

Sources: https://specs.frictionlessdata.io/ (Data Package, Table Schema), W3C "Metadata Vocabulary
for Tabular Data". Three tables: the figures; what each table counts; what each code is called.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from advicedesk.exports.archive import pack
from advicedesk.exports.cube import Cube, cube_of
from advicedesk.exports.table import Publication
from advicedesk.exports.tidy import CONFIDENTIAL, FREE, NOT_FOR_PUBLICATION, write_tidy


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of one of the files: its name, what it is, and what it may hold."""

    name: str
    description: str
    type: str = "string"
    choices: tuple[str, ...] = ()
    is_required: bool = False


TABLE = _Field("table", "The table's name for programs.", is_required=True)
FIGURE_FIELDS = (
    TABLE,
    _Field("unit", "What the table counts.", is_required=True),
    _Field("period", "Months of the desk's clock: 2026-10, 2026-Q4, 2026, 2026-08--2026-10."),
    _Field("desk", "The desk's code, or all.", is_required=True),
    _Field("dimension", "What the categories are; empty where a line is a measure."),
    _Field("category", "The category's code; SSS is the total."),
    _Field("dimension_2", "What the second categories are, in tables of two dimensions."),
    _Field("category_2", "The second category's code; SSS is the total."),
    _Field("measure", "Which figure it is.", is_required=True),
    _Field("value", "The figure; a share is a fraction. Empty: hidden or not known.", "number"),
    _Field("obs_status", "c: the figure is hidden (SDMX).", choices=(CONFIDENTIAL,)),
    _Field(
        "conf_status",
        "F: free to publish; N: internal, not for publication (SDMX).",
        choices=(FREE, NOT_FOR_PUBLICATION),
        is_required=True,
    ),
)
TABLE_FIELDS = (
    TABLE,
    _Field("title", "What the table is called.", is_required=True),
    _Field("unit", "The unit in words."),
    _Field("definition", "What the table counts."),
)
CODE_FIELDS = (
    TABLE,
    _Field("dimension", "The dimension, period or measure.", is_required=True),
    _Field("code", "The code in the figures.", is_required=True),
    _Field("title", "What the code is called.", is_required=True),
    _Field("unit", "The unit of a measure, in words."),
    _Field("definition", "What a measure counts."),
)


@dataclass(frozen=True, slots=True)
class _File:
    """One CSV of the package."""

    name: str
    fields: tuple[_Field, ...]
    key: tuple[str, ...]
    content: bytes

    @property
    def path(self) -> str:
        return f"{self.name}.csv"


def write_package(publication: Publication) -> bytes:
    """Return the zip; its figures are the tidy CSV byte for byte."""
    cubes = [cube_of(table) for table in publication.tables]
    figure_key = ("table", "period", "category", "category_2", "measure")
    files = (
        _File("figures", FIGURE_FIELDS, figure_key, write_tidy(publication)),
        _File("tables", TABLE_FIELDS, ("table",), _lines(TABLE_FIELDS, _told_tables(publication))),
        _File(
            "codes", CODE_FIELDS, ("table", "dimension", "code"), _lines(CODE_FIELDS, _codes(cubes))
        ),
    )
    packed = {
        "datapackage.json": _json(_data_package(publication, files)),
        "csv-metadata.json": _json(_csv_on_the_web(publication, files)),
    }
    return pack(packed | {file.path: file.content for file in files}, publication.made_at)


def _lines(fields: Sequence[_Field], lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields)
    writer.writerows(lines)
    return text.getvalue().encode()


def _told_tables(publication: Publication) -> Iterable[tuple[str, ...]]:
    for table in publication.tables:
        yield table.machine_name, table.title, table.unit_title, table.definition


def _codes(cubes: Iterable[Cube]) -> Iterable[tuple[str, ...]]:
    for cube in cubes:
        for dimension in cube.dimensions:
            for each in dimension.categories:
                told = (each.unit, each.definition) if dimension.is_measure else ("", "")
                yield (cube.table.machine_name, dimension.name, each.code, each.label, *told)


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _data_package(publication: Publication, files: Sequence[_File]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": f"advicedesk-{publication.desk.lower()}",
        "title": publication.title,
        "description": _explained(publication),
        "created": publication.made_at.isoformat(),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": file.name,
                "path": file.path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [_table_schema_field(field) for field in file.fields],
                    "missingValues": [""],
                    "primaryKey": list(file.key),
                    "foreignKeys": _foreign_keys(file),
                },
            }
            for file in files
        ],
    }


def _explained(publication: Publication) -> str:
    notes = (f"{note.title}: {note.text}" for note in publication.notes)
    return "\n".join(filter(None, (publication.internal_mark, *notes)))


def _table_schema_field(field: _Field) -> dict[str, Any]:
    limits: dict[str, Any] = {"enum": list(field.choices)} if field.choices else {}
    if field.is_required:
        limits["required"] = True
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "description": field.description,
    }
    return described | ({"constraints": limits} if limits else {})


def _foreign_keys(file: _File) -> list[dict[str, Any]]:
    if file.name == "tables":
        return []
    return [{"fields": ["table"], "reference": {"resource": "tables", "fields": ["table"]}}]


def _csv_on_the_web(publication: Publication, files: Sequence[_File]) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": {"@value": publication.title, "@language": publication.language},
        "dc:description": {
            "@value": _explained(publication),
            "@language": publication.language,
        },
        "tables": [
            {
                "url": file.path,
                "dialect": {"lineTerminators": ["\n"], "encoding": "utf-8"},
                "tableSchema": {
                    "primaryKey": list(file.key),
                    "columns": [_csvw_column(field) for field in file.fields],
                },
            }
            for file in files
        ],
    }


def _csvw_column(field: _Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "titles": field.name,
        "dc:description": field.description,
        "datatype": field.type,
        "null": [""],
        "required": field.is_required,
    }
