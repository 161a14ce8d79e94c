"""Reading the code lists. They stand on every log page: one short query in all.

The lists change a few times a year and are read on every page, so they are kept in the process.
Every change is audited in its own transaction; the seal of the last entry is thus their version,
also when another process made the change.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import JSON, Engine, Select, column, event, func, select, table
from sqlalchemy.orm import object_session

from advicedesk.codelists.choices import Choice, offered_on
from advicedesk.codelists.models import CodeList, ListedCode
from advicedesk.database import db
from advicedesk.privacy.models import AuditEntry

_KEY = "code_lists"
_MOST_DAYS = 100
_kept: WeakKeyDictionary[Engine, "CodeLists"] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class CodeLists:
    """All lists as they stand; `version` tells other caches when to forget."""

    version: tuple[str | None, int | None]
    choices: dict[CodeList, tuple[Choice, ...]]
    _named: dict[CodeList, dict[str, dict[str, str]]] = field(default_factory=dict)
    _offered: dict[tuple[CodeList, date], tuple[Choice, ...]] = field(default_factory=dict)

    def names(self, code_list: CodeList) -> dict[str, dict[str, str]]:
        """Return every code's names, retired ones too."""
        if code_list not in self._named:
            found = {}
            for choice in self.choices[code_list]:
                found[choice.full_code] = choice.names
                found.update({under.full_code: under.names for under in choice.subtopics})
            self._named[code_list] = found
        return self._named[code_list]

    def offered(self, code_list: CodeList, day: date) -> tuple[Choice, ...]:
        """Return what may be chosen on a day."""
        found = self._offered.get((code_list, day))
        if found is None:
            found = offered_on(self.choices[code_list], day)
            if len(self._offered) < _MOST_DAYS:  # corrections of old visits ask for many days
                self._offered[code_list, day] = found
        return found


def list_topics(day: date) -> tuple[Choice, ...]:
    """Return the topics that may be chosen on a day, each with its subtopics."""
    return code_lists().offered(CodeList.TOPIC, day)


def list_acts(day: date) -> tuple[Choice, ...]:
    """Return the acts that may be chosen on a day."""
    return code_lists().offered(CodeList.ACT, day)


def list_unmet_reasons(day: date) -> tuple[Choice, ...]:
    """Return the reasons that may be chosen on a day."""
    return code_lists().offered(CodeList.UNMET_REASON, day)


def names_of(code_list: CodeList) -> dict[str, dict[str, str]]:
    """Return {full code: names} of a whole list, retired codes too: old visits keep their words."""
    return code_lists().names(code_list)


def code_lists() -> CodeLists:
    """Return all lists; asks for their version once in a transaction, for more when it is new."""
    session = db.session()
    asked_in, lists = session.info.get(_KEY, (None, None))
    if lists is not None and asked_in is session.get_transaction():
        known: CodeLists = lists
        return known
    version = session.execute(_VERSION).one()
    kept = _kept.get(db.engine)
    if kept is None or kept.version != tuple(version):
        kept = CodeLists(version=(version[0], version[1]), choices=_read_choices())
        _kept[db.engine] = kept
    session.info[_KEY] = (session.get_transaction(), kept)
    return kept


def _make_version() -> Select[Any]:
    last_change = (
        select(AuditEntry.seal)
        .where(AuditEntry.subject_kind.in_([code_list.value for code_list in CodeList]))
        # not by the bare id: a planner would walk the whole trail back for what is seldom there
        .order_by((AuditEntry.id + 0).desc())
        .limit(1)
    )
    # seeding adds rows without an entry of its own
    return select(last_change.scalar_subquery(), select(func.max(ListedCode.id)).scalar_subquery())


_VERSION = _make_version()  # asked on every page: composed once


def _read_choices() -> dict[CodeList, tuple[Choice, ...]]:
    rows = db.session.execute(
        select(
            ListedCode.code_list,
            ListedCode.full_code,
            ListedCode.names,
            ListedCode.valid_from,
            ListedCode.valid_to,
        ).order_by(ListedCode.position, ListedCode.id)
    ).all()
    subtopics: dict[str, list[Choice]] = defaultdict(list)
    for row in rows:
        if "/" in row.full_code:
            subtopics[row.full_code.partition("/")[0]].append(Choice(*row[1:]))
    found: dict[CodeList, list[Choice]] = {code_list: [] for code_list in CodeList}
    for row in rows:
        if "/" not in row.full_code:
            found[row.code_list].append(Choice(*row[1:], tuple(subtopics[row.full_code])))
    return {code_list: tuple(choices) for code_list, choices in found.items()}


def find_listed_code(code_list: CodeList, full_code: str) -> ListedCode | None:
    """Return a code's row, or None."""
    return db.session.scalar(
        select(ListedCode).where(
            ListedCode.code_list == code_list, ListedCode.full_code == full_code
        )
    )


def list_siblings(listed: ListedCode) -> list[ListedCode]:
    """Return the codes beside one, itself included, in their order."""
    beside = select(ListedCode).where(
        ListedCode.code_list == listed.code_list, ListedCode.parent_id == listed.parent_id
    )
    return list(db.session.scalars(beside.order_by(ListedCode.position, ListedCode.id)))


def working_languages() -> list[str]:
    """Return the languages that the organisation works in."""
    # named by table, not by class: desks is above codelists
    organisation = table("organisation", column("working_languages", JSON))
    return list(db.session.scalar(select(organisation.c.working_languages)) or [])


def _forget(_mapper: Any, _connection: Any, target: ListedCode) -> None:
    _kept.clear()
    session = object_session(target)
    if session is not None:
        session.info.pop(_KEY, None)


for _change in ("after_insert", "after_update", "after_delete"):
    event.listen(ListedCode, _change, _forget)
