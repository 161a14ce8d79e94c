"""Seeding the code lists."""

from datetime import date

from flask import Flask
from sqlalchemy import func, select

from advicedesk.codelists import queries
from advicedesk.codelists.choices import is_short_code
from advicedesk.codelists.models import CodeList, ListedCode
from advicedesk.codelists.seed import add_missing_names, seed_code_lists
from advicedesk.database import db
from advicedesk.languages.registry import STAFF

DAY = date(2026, 3, 2)


def test_the_seed_holds_the_domains_lists(app: Flask) -> None:
    topics = queries.list_topics(DAY)
    assert [topic.full_code for topic in topics] == [
        "childcare", "studies", "work", "health", "social", "housing", "residence",
        "money", "family", "rights", "everyday", "digital", "other",
    ]  # fmt: skip
    assert [len(topic.subtopics) for topic in topics] == [5, 7, 6, 8, 10, 6, 8, 5, 4, 4, 6, 4, 0]
    assert len(queries.list_acts(DAY)) == 14
    assert len(queries.list_unmet_reasons(DAY)) == 12


def test_every_code_has_a_short_name_in_each_language(app: Flask) -> None:
    for code_list in CodeList:
        for full_code, names in queries.names_of(code_list).items():
            assert set(names) == set(STAFF), full_code
            assert all(0 < len(name) <= 48 for name in names.values()), full_code
            assert all(is_short_code(part) for part in full_code.split("/")), full_code


def test_names_differ_among_siblings_so_that_chips_can_be_told_apart(app: Flask) -> None:
    lists = queries.code_lists().choices
    rows = [*lists.values(), *(topic.subtopics for topic in lists[CodeList.TOPIC])]
    for row in rows:
        for language in STAFF:
            names = [choice.names[language] for choice in row]
            assert len(names) == len(set(names))


def test_seeding_again_adds_nothing_and_keeps_what_was_renamed(app: Flask) -> None:
    before = db.session.scalar(select(func.count(ListedCode.id)))
    renamed = queries.find_listed_code(CodeList.TOPIC, "work")
    assert renamed is not None
    renamed.names = {"en": "Jobs"}
    seed_code_lists()
    assert db.session.scalar(select(func.count(ListedCode.id))) == before
    assert renamed.names == {"en": "Jobs"}


def test_seeding_adds_what_is_missing(app: Flask) -> None:
    missing = queries.find_listed_code(CodeList.ACT, "crisis")
    db.session.delete(missing)
    db.session.flush()
    seed_code_lists()
    assert queries.find_listed_code(CodeList.ACT, "crisis") is not None


def test_a_language_that_came_later_is_added_and_no_name_is_changed(app: Flask) -> None:
    work = db.session.scalars(select(ListedCode).where(ListedCode.full_code == "work")).one()
    work.names = {"en": "Jobs", "fi": "Työ ja yrittäjyys"}
    own = ListedCode(code_list=CodeList.TOPIC, full_code="own", names={"fi": "Oma"}, position=99)
    db.session.add(own)
    add_missing_names()
    assert set(work.names) == set(STAFF)
    assert work.names["en"] == "Jobs"
    assert own.names == {"fi": "Oma"}
