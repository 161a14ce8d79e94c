"""What a code list offers on a day."""

from datetime import date

import pytest

from advicedesk.codelists.choices import Choice, is_short_code, offered_on

DAY = date(2026, 3, 2)
BEFORE, AFTER = date(2026, 3, 1), date(2026, 3, 3)


def choice(
    code: str, first: date | None = None, last: date | None = None, *under: Choice
) -> Choice:
    return Choice(code, {"en": code}, first, last, under)


def test_a_code_without_dates_is_always_offered() -> None:
    assert offered_on([choice("work")], DAY) == (choice("work"),)


def test_the_last_day_still_counts_and_the_day_after_does_not() -> None:
    assert offered_on([choice("work", None, DAY)], DAY)
    assert not offered_on([choice("work", None, BEFORE)], DAY)


def test_the_first_day_counts_and_the_day_before_does_not() -> None:
    assert offered_on([choice("work", DAY)], DAY)
    assert not offered_on([choice("work", AFTER)], DAY)


def test_a_retired_subtopic_goes_alone_a_retired_topic_takes_its_subtopics_along() -> None:
    cv, tax = choice("work/cv", None, BEFORE), choice("work/tax_card")
    offered = offered_on([choice("work", None, None, cv, tax)], DAY)
    assert offered[0].subtopics == (tax,)
    assert offered_on([choice("work", None, BEFORE, cv, tax)], DAY) == ()


def test_a_short_code_is_the_last_part() -> None:
    assert choice("work/cv").short_code == "cv"
    assert choice("work").short_code == "work"


@pytest.mark.parametrize("text", ["cv", "tax_card", "a1", "a" * 31])
def test_small_letters_digits_and_underscores_make_a_code(text: str) -> None:
    assert is_short_code(text)


@pytest.mark.parametrize(
    "text", ["", "CV", "1a", "_a", "a-b", "a/b", "työ", "a b", "a" * 32, "a\n"]
)
def test_anything_else_makes_none(text: str) -> None:
    assert not is_short_code(text)
