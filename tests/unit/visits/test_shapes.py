"""What is usual for a topic and a language."""

from advicedesk.visits.shapes import (
    ANY_LANGUAGE,
    Shape,
    ToldNeed,
    UsualShape,
    find_usual,
    find_usual_places,
)

KELA = Shape("application", ("guidance",), "referred", ("kela",))
DVV = Shape(None, ("form_filling",), "resolved", ())
BARE = Shape(None, (), None, ())


def told(shape: Shape, language: str = "ar", minutes: int | None = 15) -> ToldNeed:
    return ToldNeed("childcare", language, shape, minutes)


def test_what_was_seen_once_is_no_habit() -> None:
    assert find_usual([told(KELA), told(DVV, "so")]) == {}


def test_twice_in_a_language_is_a_habit_of_that_language_only() -> None:
    usual = find_usual([told(KELA), told(KELA), told(DVV, "so")])
    assert usual == {"childcare": {"ar": UsualShape(KELA, 15)}}


def test_three_times_in_any_language_is_a_habit_of_the_topic() -> None:
    usual = find_usual([told(KELA, "ar"), told(KELA, "so"), told(KELA, "ru")])
    assert usual == {"childcare": {ANY_LANGUAGE: UsualShape(KELA, 15)}}


def test_a_language_has_its_own_shape_only_where_it_differs() -> None:
    usual = find_usual([told(KELA)] * 3 + [told(DVV, "so")] * 2)
    assert usual == {
        "childcare": {ANY_LANGUAGE: UsualShape(KELA, 15), "so": UsualShape(DVV, 15)},
    }


def test_a_bare_topic_is_no_shape() -> None:
    assert find_usual([told(BARE)] * 5) == {}
    assert find_usual([told(BARE)] * 5 + [told(KELA)] * 2)["childcare"]["ar"].shape == KELA


def test_minutes_are_the_most_common_ones_of_visits_with_one_need() -> None:
    needs = [told(KELA, minutes=20), told(KELA, minutes=20), told(KELA, minutes=45)]
    assert find_usual(needs)["childcare"][ANY_LANGUAGE].minutes == 20
    assert find_usual([told(KELA, minutes=None)] * 3)["childcare"][ANY_LANGUAGE].minutes is None


def test_the_newest_shape_wins_a_tie() -> None:
    needs = [told(DVV), told(KELA), told(DVV), told(KELA)]
    assert find_usual(needs)["childcare"]["ar"].shape == DVV


def test_the_places_most_given_for_a_topic_come_first_at_most_five() -> None:
    places = [Shape(None, (), None, (name,)) for name in "aabcdefbb"]
    found = find_usual_places([told(shape) for shape in places])
    assert found == {"childcare": ["b", "a", "c", "d", "e"]}
    assert find_usual_places([told(DVV)]) == {}
