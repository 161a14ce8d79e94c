"""Adding, renaming, retiring and moving codes."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event, select

from advicedesk.codelists import errors, operations, queries
from advicedesk.codelists.models import CodeList, ListedCode
from advicedesk.database import db
from advicedesk.privacy.models import AuditEntry

DAY = date(2026, 3, 2)


def code(code_list: CodeList, full_code: str) -> ListedCode:
    found = queries.find_listed_code(code_list, full_code)
    assert found is not None
    return found


def last_entry() -> AuditEntry:
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def test_a_new_topic_stands_last_and_is_offered_at_once(app: Flask) -> None:
    operations.add_listed_code(code_list=CodeList.TOPIC, short_code="pets", names={"en": "Pets"})
    assert queries.list_topics(DAY)[-1].full_code == "pets"
    assert (last_entry().action, last_entry().subject_id) == ("listed_code.add", "pets")


def test_a_new_subtopic_stands_under_its_topic(app: Flask) -> None:
    operations.add_listed_code(
        code_list=CodeList.TOPIC,
        parent_code="other",
        short_code="lost",
        names={"en": "Lost things"},
    )
    assert [under.full_code for under in queries.list_topics(DAY)[-1].subtopics] == ["other/lost"]


@pytest.mark.parametrize(
    ("code_list", "parent", "short_code", "names", "error"),
    [
        (CodeList.TOPIC, None, "Pets!", {"en": "Pets"}, errors.CodeMalformed),
        (CodeList.TOPIC, None, "work", {"en": "Work"}, errors.CodeTaken),
        (CodeList.TOPIC, "work", "cv", {"en": "CV"}, errors.CodeTaken),
        (CodeList.TOPIC, "nowhere", "cv", {"en": "CV"}, errors.ParentUnknown),
        (CodeList.TOPIC, "work/cv", "photo", {"en": "Photo"}, errors.ParentUnknown),
        (CodeList.ACT, "guidance", "short", {"en": "Short"}, errors.ParentUnknown),
        (CodeList.ACT, None, "dance", {"en": ""}, errors.NothingNamed),
    ],
)
def test_an_unfit_code_is_refused(
    app: Flask,
    code_list: CodeList,
    parent: str | None,
    short_code: str,
    names: dict[str, str],
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        operations.add_listed_code(
            code_list=code_list, parent_code=parent, short_code=short_code, names=names
        )


def test_renaming_keeps_other_languages_and_drops_emptied_ones(app: Flask) -> None:
    listed = code(CodeList.TOPIC, "work")
    operations.rename_listed_code(listed=listed, names={"en": "Jobs", "ar": ""})
    assert listed.names["en"] == "Jobs"
    assert listed.names["fi"] == "Työ ja yrittäjyys"
    assert "ar" not in listed.names
    assert last_entry().changes["names"]["en"] == ["Work and enterprise", "Jobs"]


def test_a_name_in_some_language_must_stay(app: Flask) -> None:
    listed = code(CodeList.TOPIC, "work")
    with pytest.raises(errors.NothingNamed):
        operations.rename_listed_code(listed=listed, names=dict.fromkeys(listed.names, ""))


def test_a_retired_code_is_offered_until_the_day_before_and_keeps_its_name(app: Flask) -> None:
    operations.retire_listed_code(listed=code(CodeList.TOPIC, "digital"), from_day=DAY)
    assert "digital" in [topic.full_code for topic in queries.list_topics(date(2026, 3, 1))]
    assert "digital" not in [topic.full_code for topic in queries.list_topics(DAY)]
    assert queries.names_of(CodeList.TOPIC)["digital"]["en"] == "Digital services"
    assert queries.names_of(CodeList.TOPIC)["digital/phone"]["en"] == "Phone"


def test_a_retired_code_can_be_brought_back(app: Flask) -> None:
    listed = code(CodeList.ACT, "crisis")
    operations.retire_listed_code(listed=listed, from_day=DAY)
    operations.bring_back_listed_code(listed=listed)
    assert "crisis" in [act.full_code for act in queries.list_acts(DAY)]


def test_the_last_code_of_a_list_cannot_be_retired(app: Flask) -> None:
    reasons = [
        code(CodeList.UNMET_REASON, each) for each in queries.names_of(CodeList.UNMET_REASON)
    ]
    for reason in reasons[:-1]:
        operations.retire_listed_code(listed=reason, from_day=DAY)
    with pytest.raises(errors.LastOfItsList):
        operations.retire_listed_code(listed=reasons[-1], from_day=DAY)


def test_the_only_subtopic_of_a_topic_can_be_retired(app: Flask) -> None:
    for full_code in list(queries.names_of(CodeList.TOPIC)):
        if full_code.startswith("rights/"):
            operations.retire_listed_code(listed=code(CodeList.TOPIC, full_code), from_day=DAY)
    offered = {topic.full_code: topic.subtopics for topic in queries.list_topics(DAY)}
    assert offered["rights"] == ()


def test_moving_changes_places_with_the_neighbour(app: Flask) -> None:
    operations.move_listed_code(listed=code(CodeList.TOPIC, "studies"), to=0)
    assert [topic.full_code for topic in queries.list_topics(DAY)][:2] == ["studies", "childcare"]
    operations.move_listed_code(listed=code(CodeList.TOPIC, "work/cv"), to=99)
    work = queries.list_topics(DAY)[2]
    assert work.subtopics[-1].full_code == "work/cv"


def test_at_the_edge_a_code_stays(app: Flask) -> None:
    operations.move_listed_code(listed=code(CodeList.TOPIC, "childcare"), to=-1)
    operations.move_listed_code(listed=code(CodeList.TOPIC, "other"), to=99)
    order = [topic.full_code for topic in queries.list_topics(DAY)]
    assert (order[0], order[-1]) == ("childcare", "other")


def test_all_lists_of_a_page_cost_one_short_query(app: Flask) -> None:
    queries.code_lists()
    db.session.rollback()
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    queries.list_topics(DAY)
    queries.list_acts(DAY)
    queries.list_unmet_reasons(DAY)
    queries.names_of(CodeList.TOPIC)
    event.remove(db.engine, "before_cursor_execute", note)
    assert len([one for one in asked if one.startswith("SELECT")]) == 1


def test_a_change_of_another_process_is_seen_in_the_next_transaction(app: Flask) -> None:
    assert queries.names_of(CodeList.ACT)["crisis"]["en"] == "Crisis support"
    db.session.rollback()
    # as another process would write it: this one's listeners hear nothing
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE listed_code SET names = '{\"en\": \"Crisis\"}' WHERE full_code = 'crisis'"
        )
        connection.exec_driver_sql(
            "INSERT INTO audit_entry (recorded_at, action, subject_kind, subject_id, changes, seal)"
            " VALUES ('2026-03-02', 'listed_code.rename', 'act', 'crisis', '{}', 'another seal')"
        )
    assert queries.names_of(CodeList.ACT)["crisis"] == {"en": "Crisis"}


def test_what_was_rolled_back_is_forgotten(app: Flask) -> None:
    operations.rename_listed_code(listed=code(CodeList.ACT, "crisis"), names={"en": "Storm"})
    assert queries.names_of(CodeList.ACT)["crisis"]["en"] == "Storm"
    db.session.rollback()
    assert queries.names_of(CodeList.ACT)["crisis"]["en"] == "Crisis support"


def test_working_languages_are_those_of_the_organisation(app: Flask) -> None:
    assert queries.working_languages() == ["fi", "sv", "en", "ar"]
