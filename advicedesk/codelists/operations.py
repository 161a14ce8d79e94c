"""Changing the code lists: add, rename, retire, bring back, move. A code itself never changes."""

from datetime import date, timedelta

from advicedesk.codelists.choices import is_short_code
from advicedesk.codelists.errors import (
    CodeMalformed,
    CodeTaken,
    LastOfItsList,
    NothingNamed,
    ParentUnknown,
)
from advicedesk.codelists.models import CodeList, ListedCode
from advicedesk.codelists.queries import find_listed_code, list_siblings
from advicedesk.database import db
from advicedesk.privacy import audit


def add_listed_code(
    *,
    code_list: CodeList,
    short_code: str,
    names: dict[str, str],
    parent_code: str | None = None,
    valid_from: date | None = None,
) -> ListedCode:
    """Add a code at the end of its list, or of its topic."""
    parent = _parent(code_list, parent_code)
    full_code = f"{parent.full_code}/{short_code}" if parent else short_code
    if not is_short_code(short_code):
        raise CodeMalformed
    if find_listed_code(code_list, full_code):
        raise CodeTaken
    listed = ListedCode(
        code_list=code_list,
        full_code=full_code,
        parent_id=parent.id if parent else None,
        names=_given(names),
        valid_from=valid_from,
    )
    siblings = list_siblings(listed)
    listed.position = siblings[-1].position + 1 if siblings else 0
    db.session.add(listed)
    db.session.flush()
    audit.record("listed_code.add", subject=_subject(listed), changes={"names": listed.names})
    return listed


def rename_listed_code(*, listed: ListedCode, names: dict[str, str]) -> ListedCode:
    """Give a code other names; languages that are not named keep theirs, an empty name goes."""
    before = listed.names
    after = _given(before | names)
    changed = {
        language: [before.get(language), after.get(language)]
        for language in sorted(before.keys() | after.keys())
        if before.get(language) != after.get(language)
    }
    listed.names = after
    db.session.flush()
    audit.record("listed_code.rename", subject=_subject(listed), changes={"names": changed})
    return listed


def retire_listed_code(*, listed: ListedCode, from_day: date) -> ListedCode:
    """Offer a code no more from a day on; visits that hold it keep it."""
    others = [other for other in list_siblings(listed) if other.id != listed.id]
    if listed.parent_id is None and not any(other.is_valid_on(from_day) for other in others):
        raise LastOfItsList
    listed.valid_to = from_day - timedelta(days=1)
    db.session.flush()
    audit.record(
        "listed_code.retire",
        subject=_subject(listed),
        changes={"valid_to": listed.valid_to.isoformat()},
    )
    return listed


def bring_back_listed_code(*, listed: ListedCode) -> ListedCode:
    """Offer a retired code again."""
    before = listed.valid_to.isoformat() if listed.valid_to else None
    listed.valid_to = None
    db.session.flush()
    audit.record(
        "listed_code.bring_back", subject=_subject(listed), changes={"valid_to": [before, None]}
    )
    return listed


def move_listed_code(*, listed: ListedCode, to: int) -> ListedCode:
    """Move a code to a place among its siblings, the first is 0; beyond an edge is at the edge."""
    siblings = list_siblings(listed)
    place = siblings.index(listed)
    target = min(max(to, 0), len(siblings) - 1)
    if target == place:
        return listed
    siblings.insert(target, siblings.pop(place))
    for position, sibling in enumerate(siblings):
        sibling.position = position
    db.session.flush()
    audit.record(
        "listed_code.move", subject=_subject(listed), changes={"position": [place, target]}
    )
    return listed


def _parent(code_list: CodeList, parent_code: str | None) -> ListedCode | None:
    if not parent_code:
        return None
    parent = find_listed_code(code_list, parent_code)
    if parent is None or code_list is not CodeList.TOPIC or parent.parent_id is not None:
        raise ParentUnknown
    return parent


def _given(names: dict[str, str]) -> dict[str, str]:
    given = {language: name for language, name in names.items() if name}
    if not given:
        raise NothingNamed
    return given


def _subject(listed: ListedCode) -> tuple[str, str]:
    return (listed.code_list.value, listed.full_code)
