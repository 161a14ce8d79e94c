"""The statement's data and the promise: every code has words, the status follows from the data."""

from datetime import date

import pytest

from advicedesk.accessibility.promise import days_left, due_on
from advicedesk.accessibility.statement import Reason, Status, read_statement, statement_of
from advicedesk.accessibility.words import METHOD_WORDS, REASON_WORDS, SHORTCOMING_WORDS

OUTSIDE = {
    "code": "register_texts",
    "criteria": ["3.1.2"],
    "reason": "outside_the_law",
    "found_on": date(2026, 11, 24),
}


def a_statement(*shortcomings: dict[str, object]) -> dict[str, object]:
    return {
        "published_on": date(2026, 11, 24),
        "assessed_on": date(2026, 11, 24),
        "methods": ["rules_engine"],
        "shortcomings": list(shortcomings),
    }


def test_every_code_of_the_data_has_words_and_no_words_are_left_over() -> None:
    kept = read_statement()
    assert {one.code for one in kept.shortcomings} == SHORTCOMING_WORDS.keys()
    assert set(kept.methods) == METHOD_WORDS.keys()
    assert set(Reason) == REASON_WORDS.keys()


def test_nothing_was_found_after_it_was_stated_and_what_is_mended_comes_later() -> None:
    kept = read_statement()
    assert kept.assessed_on <= kept.published_on
    for one in kept.shortcomings:
        assert one.found_on <= kept.published_on
        assert (one.mended_by is not None) == (one.reason is Reason.BEING_MENDED)
        assert one.criteria


def test_what_the_law_does_not_reach_takes_nothing_from_the_state() -> None:
    assert statement_of(a_statement()).status is Status.FULLY
    assert statement_of(a_statement(OUTSIDE)).status is Status.FULLY
    assert statement_of(a_statement(OUTSIDE | {"reason": "too_heavy"})).status is Status.PARTLY


def test_a_reason_that_the_law_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="no_time"):
        statement_of(a_statement(OUTSIDE | {"reason": "no_time"}))


@pytest.mark.parametrize(("today", "left"), [(24, 14), (30, 8)])
def test_an_answer_has_fourteen_days(today: int, left: int) -> None:
    assert days_left(date(2026, 11, 24), date(2026, 11, today)) == left


def test_a_broken_promise_is_below_zero() -> None:
    sent_on = date(2026, 11, 24)
    assert due_on(sent_on) == date(2026, 12, 8)
    assert days_left(sent_on, date(2026, 12, 8)) == 0
    assert days_left(sent_on, date(2026, 12, 9)) == -1
