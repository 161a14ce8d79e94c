"""What must hold in a JSON-stat document and a PX file beyond what their schemas check.

JSON-stat: the codes are those of the validator's manifest (jsonstat/validator, rules-manifest).
PX: the rules of PX-2013, by a short name each.
"""

import re
from collections.abc import Iterator
from itertools import chain
from math import prod
from typing import Any

LONGEST_TEXT = 256
SYMBOL = re.compile(r'"(-|\.{1,6})"')
NUMBER = re.compile(r"-?\d+(\.\d+)?")
MANDATORY = {
    *("CHARSET", "DECIMALS", "MATRIX", "SUBJECT-CODE", "SUBJECT-AREA"),
    *("TITLE", "CONTENTS", "UNITS", "VALUES"),
}
STATEMENT = re.compile(
    r'([A-Z][^="]*(?:\((?:"[^"]*",?)*\))?)='  # a keyword, of which language and variable
    r'((?:[^";]|"[^"]*")*);'
)


def json_stat_faults(dataset: dict[str, Any]) -> list[str]:
    """Return the codes of the rules a data set breaks."""
    return sorted(set(chain(_shape_faults(dataset), _dimension_faults(dataset))))


def _shape_faults(dataset: dict[str, Any]) -> Iterator[str]:
    ids, size, cells = dataset["id"], dataset["size"], prod(dataset["size"])
    if len(ids) != len(size):
        yield "S1"
    if set(ids) != set(dataset["dimension"]):
        yield "S2"
    for part, dense, sparse in (("value", "S3", "S4"), ("status", "S6", "S7")):
        found = dataset.get(part, {})
        if isinstance(found, list) and len(found) != cells:
            yield dense
        if isinstance(found, dict) and not _are_places(found, cells):
            yield sparse
    yield from _role_faults(dataset)


def _role_faults(dataset: dict[str, Any]) -> Iterator[str]:
    roles = dataset.get("role", {})
    if not set(chain(*roles.values())) <= set(dataset["id"]):
        yield "S5"
    for name in roles.get("metric", []):
        category = dataset["dimension"].get(name, {}).get("category", {})
        if set(category.get("unit", {})) != set(category.get("index", [])):
            yield "S8"


def _are_places(found: dict[str, Any], cells: int) -> bool:
    return all(key.isdigit() and int(key) < cells for key in found)


def _dimension_faults(dataset: dict[str, Any]) -> Iterator[str]:
    for name, size in zip(dataset["id"], dataset["size"], strict=False):
        category = dataset["dimension"].get(name, {}).get("category", {})
        index = category.get("index", [])
        if len(index) != size:
            yield "D1"
        if isinstance(index, dict) and sorted(index.values()) != list(range(size)):
            yield "D2"
        known = set(index)
        if set(category.get("label", {})) - known:
            yield "D3a"
        if known - set(category.get("label", {})):
            yield "D3b"
        for part, rule in (("unit", "D4"), ("note", "D6")):
            if set(category.get(part, {})) - known:
                yield rule


def read_px(content: bytes) -> tuple[dict[str, list[str]], list[str]]:
    """Return each keyword's texts, and the cells of a PX file."""
    code_page = re.search(rb'CODEPAGE="([^"]+)"', content)
    text = content.decode(code_page[1].decode() if code_page else "latin-1")
    head, _keyword, figures = text.partition("DATA=")
    keywords = {}
    for name, value in STATEMENT.findall(head):
        # parts of one text follow each other without a comma
        joined = re.sub(r'"\s*\n\s*"', "", value)
        keywords[name.strip()] = re.findall(r'"([^"]*)"', joined) or [joined.strip()]
    return keywords, figures.rpartition(";")[0].split()


def px_faults(content: bytes) -> list[str]:
    """Return the rules a PX file breaks."""
    keywords, cells = read_px(content)
    faults = [f"no {name}" for name in sorted(MANDATORY) if not _has(keywords, name)]
    if b"DATA=" not in content or not content.rstrip().endswith(b";"):
        faults.append("no DATA at the end")
    variables = keywords.get("STUB", []) + keywords.get("HEADING", [])
    values = [keywords.get(f'VALUES("{name}")', []) for name in variables]
    if len(cells) != prod(map(len, values)):
        faults.append("cells are not the product of the values")
    if not all(SYMBOL.fullmatch(cell) or NUMBER.fullmatch(cell) for cell in cells):
        faults.append("a cell is neither number nor symbol")
    for name, texts in zip(variables, values, strict=True):
        if len(set(texts)) != len(texts):
            faults.append("a value twice")
        if len(keywords.get(f'CODES("{name}")', texts)) != len(texts):
            faults.append("codes are not as many as values")
        if not set(keywords.get(f'ELIMINATION("{name}")', [])) <= set(texts):
            faults.append("elimination by no value")
    return faults + list(chain(_language_faults(keywords), _text_faults(content, cells, keywords)))


def _has(keywords: dict[str, list[str]], name: str) -> bool:
    return any(re.split(r"[\[(]", keyword)[0] == name for keyword in keywords)


def _language_faults(keywords: dict[str, list[str]]) -> Iterator[str]:
    main, *others = keywords.get("LANGUAGES", keywords["LANGUAGE"])
    if keywords["LANGUAGE"] != [main]:
        yield "main language is not the first"
    for language in others:
        for name in ("TITLE", "CONTENTS", "UNITS", "STUB", "HEADING", "NOTEX"):
            if f"{name}[{language}]" not in keywords:
                yield f"no {name} in another language"
        for variable in (*keywords["STUB"], *keywords["HEADING"]):
            places = [*keywords["STUB"], *keywords["HEADING"]]
            told = keywords.get(f"STUB[{language}]", []) + keywords.get(f"HEADING[{language}]", [])
            other = dict(zip(places, told, strict=False)).get(variable)
            values = keywords.get(f'VALUES[{language}]("{other}")', [])
            if len(values) != len(keywords.get(f'VALUES("{variable}")', [])):
                yield "values are not as many in another language"


def _text_faults(content: bytes, cells: list[str], keywords: dict[str, list[str]]) -> Iterator[str]:
    if any(len(part) > LONGEST_TEXT for part in re.findall(rb'"([^"]*)"', content)):
        yield "a text is too long"
    for number in range(1, 7):
        is_used = f'"{"." * number}"' in cells
        if is_used and f"DATASYMBOL{number}" not in keywords:
            yield "a symbol is not explained"
    if any(SYMBOL.fullmatch(cell) for cell in cells) and "NOTEX" not in keywords:
        yield "no note on symbols"
