"""Seeding the code lists from `code_lists.csv`: what a new installation starts with."""

import csv
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from advicedesk.codelists.models import CodeList, ListedCode
from advicedesk.database import db

TABLE = Path(__file__).with_name("code_lists.csv")


def read_table() -> list[dict[str, str]]:
    """Read the table: code_list, full_code, then one name per language; order is position."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seed_code_lists() -> None:
    """Add what is missing of the table; what is there already keeps its names and dates."""
    known = {
        (listed.code_list, listed.full_code): listed
        for listed in db.session.scalars(select(ListedCode))
    }
    positions: Counter[tuple[str, str]] = Counter()
    for row in read_table():
        code_list = CodeList(row.pop("code_list"))
        full_code = row.pop("full_code")
        parent_code = full_code.rpartition("/")[0]
        position = positions[code_list, parent_code]
        positions[code_list, parent_code] += 1
        if (code_list, full_code) in known:
            continue
        listed = ListedCode(
            code_list=code_list, full_code=full_code, names=dict(row), position=position
        )
        listed.parent = known[code_list, parent_code] if parent_code else None
        db.session.add(listed)
        known[code_list, full_code] = listed
    db.session.flush()


def add_missing_names() -> None:
    """Name the table's codes in languages that came after the database; no name is changed."""
    table = {(row.pop("code_list"), row.pop("full_code")): row for row in read_table()}
    for listed in db.session.scalars(select(ListedCode)):
        names = table.get((listed.code_list, listed.full_code), {}) | listed.names
        if names != listed.names:
            listed.names = names
    db.session.flush()
