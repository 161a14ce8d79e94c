"""Many rows at once, past the unit of work, which would keep them all in memory."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from advicedesk.database.base import db


def insert_rows(model: Any, rows: Sequence[dict[str, Any]]) -> Sequence[int]:
    """Insert rows that name the same columns and return their ids, in their order.

    Into the table, not the class: the class's insert is a statement for each set of cells that are
    not empty, and takes four times as long.
    """
    statement = insert(model.__table__).returning(model.id, sort_by_parameter_order=True)
    return db.session.scalars(statement, rows).all()
