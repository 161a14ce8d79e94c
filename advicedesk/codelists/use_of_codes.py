"""How often each code was used this year, and when last: so that nobody retires what is needed.

Visits are above code lists, so their tables are named here, not their classes. Few uses are told
only as few, and their last day only as its month: the figures of one desk on one day would be a
person.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Integer, String, case, cast, column, func, select, table

from advicedesk.codelists.models import CodeList
from advicedesk.database import UtcMoment, db

_need = table(
    "need",
    column("visit_id", Integer),
    column("desk_id", Integer),
    column("topic", String),
    column("subtopic", String),
    column("acts", JSON),
    column("unmet_reasons", JSON),
    column("started_at", UtcMoment),
)
_visit = table("visit", column("id", Integer), column("withdrawn_at", UtcMoment))
_LISTS = {CodeList.ACT: _need.c.acts, CodeList.UNMET_REASON: _need.c.unmet_reasons}
_USUAL_THRESHOLD = 5


@dataclass(frozen=True)
class Use:
    """How often a code was used this year, and when it was used last."""

    this_year: int
    last_at: datetime
    is_small: bool


@dataclass(frozen=True)
class _Counted:
    desk_id: int
    codes: tuple[str, ...]
    this_year: int
    last_at: datetime


def use_of_codes(code_list: CodeList, year_start: datetime) -> dict[str, Use]:
    """Return {full code: use} of every code ever used; a topic counts its subtopics in."""
    return _summed((row.codes, row) for row in _count(code_list, year_start))


def use_by_desk(code_list: CodeList, full_code: str, year_start: datetime) -> dict[str, Use]:
    """Return {desk's name: use} of one code."""
    desk = table("desk", column("id", Integer), column("name", String))
    names = {row.id: row.name for row in db.session.execute(select(desk.c.id, desk.c.name))}
    found = _summed(
        ((names[row.desk_id],), row)
        for row in _count(code_list, year_start)
        if full_code in row.codes
    )
    return dict(sorted(found.items()))


def _summed(rows: Iterable[tuple[tuple[str, ...], _Counted]]) -> dict[str, Use]:
    counts: dict[str, int] = defaultdict(int)
    last: dict[str, datetime] = {}
    for keys, row in rows:
        for key in keys:
            counts[key] += row.this_year
            last[key] = max(last.get(key, row.last_at), row.last_at)
    least = least_told()
    return {key: Use(counts[key], last[key], counts[key] < least) for key in last}


def _count(code_list: CodeList, year_start: datetime) -> Iterator[_Counted]:
    listed = _LISTS.get(code_list)
    parts: tuple[Any, ...] = (
        (_need.c.topic, _need.c.subtopic) if listed is None else (cast(listed, String),)
    )
    rows = db.session.execute(
        select(
            _need.c.desk_id,
            func.sum(case((_need.c.started_at >= year_start, 1), else_=0)),
            func.max(_need.c.started_at),
            *parts,
        )
        .join(_visit, _visit.c.id == _need.c.visit_id)
        .where(_visit.c.withdrawn_at.is_(None))
        .group_by(_need.c.desk_id, *parts)
    )
    for desk_id, this_year, last_at, *told in rows:
        codes = _topic_codes(*told) if listed is None else tuple(json.loads(told[0] or "[]"))
        yield _Counted(desk_id, codes, int(this_year), last_at)


def _topic_codes(topic: str, subtopic: str | None) -> tuple[str, ...]:
    return (topic, f"{topic}/{subtopic}") if subtopic else (topic,)


def least_told() -> int:
    """Return the least figure that is told as such; what is smaller is only few."""
    # named by table, not by class: desks is above codelists
    organisation = table("organisation", column("suppression_threshold", Integer))
    found = db.session.scalar(select(organisation.c.suppression_threshold))
    return int(found or _USUAL_THRESHOLD)
