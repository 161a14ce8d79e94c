"""Pictures show what the tables show, in both directions, and nothing a table hides."""

import re
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from advicedesk.exports.table import HIDDEN
from advicedesk.statistics.charts import (
    WIDTH,
    Bar,
    HeatMap,
    Look,
    Part,
    draw_bars,
    draw_heat_map,
    draw_parts,
    draw_steps,
)
from advicedesk.statistics.svg import element

LOOK = Look(hidden_sign="·")
BARS = (Bar("Residence", 80, 60), Bar("Work", HIDDEN, HIDDEN), Bar("Other", 0, None))
HEAT = HeatMap(("Mon", "Tue"), ("9", "10", "11"), ((0, 10, 50), (HIDDEN, 20, 5)))
PARTS = (Part("Staff", 60, "5"), Part("Child", HIDDEN, "child"), Part("Nobody", 20, "warning"))
STEPS = (Bar("Given", 200), Bar("Confirmed", 100), Bar("Completed", HIDDEN), Bar("Lost", 0))


def pictures(look: Look = LOOK) -> dict[str, Markup]:
    return {
        "bars": draw_bars("a", "Needs", BARS, look, ("October", "September")),
        "heat": draw_heat_map("b", "When people come", HEAT, look),
        "parts": draw_parts("c", "Language gap", PARTS, look),
        "steps": draw_steps("d", "Referrals", STEPS, look),
    }


def drawn(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<figure>{picture}</figure>")  # noqa: S314 - our own


def shapes(picture: str, css: str) -> list[dict[str, str]]:
    return [each.attrib for each in drawn(picture).iter("rect") if each.get("class") == css]


def texts(picture: str) -> list[str]:
    return [each.text or "" for each in drawn(picture).iter("text")]


@pytest.mark.parametrize("name", ["bars", "heat", "parts", "steps"])
def test_a_picture_is_one_named_image_without_styles_or_scripts(name):
    picture = pictures()[name]
    svg = drawn(picture).find("svg")
    assert svg is not None
    assert svg.get("role") == "img"
    title = svg.find("title")
    assert title is not None
    assert title.get("id") == svg.get("aria-labelledby")
    assert not re.search(r"style=|<style|<script|\son\w+=", picture)


@pytest.mark.parametrize("name", ["bars", "heat", "parts", "steps"])
def test_ids_of_pictures_on_one_page_differ(name):
    ids = re.findall(r'\sid="([^"]+)"', "".join(pictures().values()))
    assert len(ids) == len(set(ids)) == 8  # a title and a hatch for each


def test_bars_are_as_long_as_their_figures_and_carry_them():
    first, second = Bar("A", 100), Bar("B", 25)
    picture = draw_bars("a", "Needs", (first, second), LOOK)
    long, short = (float(each["width"]) for each in shapes(picture, "chart-bar"))
    assert short == pytest.approx(long / 4, abs=0.1)
    assert texts(picture) == ["A", "100", "B", "25"]


def test_the_month_before_is_a_tick_and_the_number_stands_behind_both():
    picture = draw_bars("a", "Needs", (Bar("A", 50, 100),), LOOK)
    (tick,) = shapes(picture, "chart-tick")
    (bar,) = shapes(picture, "chart-bar")
    number = next(each for each in drawn(picture).iter("text") if each.text == "50")
    assert float(bar["x"]) + float(bar["width"]) < float(tick["x"]) < float(number.attrib["x"])


def test_a_hidden_figure_has_the_same_place_whatever_it_is():
    picture = pictures()["bars"]
    (place,) = shapes(picture, "hatched")
    assert place["fill"] == "url(#chart-a-hatch)"
    assert "·" in texts(picture)
    assert len(shapes(picture, "chart-tick")) == 1


def test_a_figure_of_zero_has_no_bar():
    assert len(shapes(pictures()["bars"], "chart-bar")) == 1
    assert texts(pictures()["bars"])[-1] == "0"


def test_pictures_of_nothing_are_still_pictures():
    empty = (
        draw_bars("a", "Needs", (), LOOK)
        + draw_heat_map("b", "Hours", HeatMap((), (), ()), LOOK)
        + draw_parts("c", "Gap", (), LOOK)
        + draw_steps("d", "Referrals", (Bar("Given", 0), Bar("Done", None)), LOOK)
    )
    assert len(list(drawn(empty).iter("svg"))) == 4


def test_a_long_label_is_cut_with_a_sign():
    picture = draw_bars("a", "Needs", (Bar("x" * 40, 5),), LOOK)
    assert texts(picture)[0] == "x" * 29 + "…"


def test_the_heat_map_has_five_shades_from_the_least_to_the_most():
    heat = HeatMap(("Mon",), tuple("abcdef"), ((1, 10, 20, 30, 40, 50),))
    picture = draw_heat_map("b", "Hours", heat, LOOK)
    found = [each.get("class") for each in drawn(picture).iter("rect")]
    assert found == ["heat-1", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5"]
    assert texts(picture) == [*"abcdef", "Mon", "1", "10", "20", "30", "40", "50"]


def test_hidden_cells_of_the_heat_map_are_hatched_and_zeros_are_shown():
    picture = pictures()["heat"]
    assert len(shapes(picture, "hatched")) == 1
    assert len(shapes(picture, "heat-0")) == 1
    assert texts(picture).count("·") == 1


def test_parts_fill_the_bar_and_hidden_ones_tell_no_size():
    picture = pictures()["parts"]
    staff, nobody = shapes(picture, "shade-5")[0], shapes(picture, "shade-warning")[0]
    assert float(staff["width"]) == pytest.approx(3 * float(nobody["width"]), abs=0.2)
    assert float(nobody["x"]) + float(nobody["width"]) == pytest.approx(WIDTH, abs=0.2)
    other = draw_parts("c", "Gap", (*PARTS, Part("Zero", 0, "1")), LOOK)
    assert shapes(other, "hatched") == shapes(picture, "hatched")
    legend = ["".join(line.itertext()) for line in drawn(picture).iter("li")]
    assert legend == ["Staff 60", "Child ·", "Nobody 20"]


def test_steps_are_parts_of_the_first():
    given, confirmed = shapes(pictures()["steps"], "chart-bar")
    assert float(given["width"]) == WIDTH
    assert float(confirmed["width"]) == WIDTH / 2
    assert len(shapes(pictures()["steps"], "chart-track")) == len(STEPS)


def test_steps_of_a_hidden_whole_have_no_length():
    picture = draw_steps("d", "Referrals", (Bar("Given", HIDDEN), Bar("Confirmed", 7)), LOOK)
    assert shapes(picture, "chart-bar") == []


@pytest.mark.parametrize("name", ["bars", "heat", "parts", "steps"])
def test_a_right_to_left_picture_is_the_mirror_and_its_numbers_are_not(name):
    plain, turned = (pictures(Look(right_to_left=turn))[name] for turn in (False, True))
    for left, right in zip(drawn(plain).iter("rect"), drawn(turned).iter("rect"), strict=True):
        if "x" in left.attrib:
            expected = WIDTH - float(left.attrib["x"]) - float(left.attrib["width"])
            assert float(right.attrib["x"]) == pytest.approx(expected, abs=0.21)
    assert 'direction="rtl"' in turned
    numbers = [t for t in drawn(turned).iter("text") if "figure" in t.attrib["class"]]
    assert all(each.get("direction") == "ltr" for each in numbers)


def test_numbers_are_written_by_the_reader_s_own_way():
    picture = draw_bars("a", "Needs", (Bar("A", 1234),), Look(number=lambda n: f"{n:,}"))
    assert "1,234" in texts(picture)


def test_everything_is_escaped():
    evil = '<script>"&'
    picture = draw_bars(evil, evil, (Bar(evil, 1),), LOOK, (evil, evil))
    assert "<script>" not in picture
    assert evil in texts(picture)
    assert element("a", {"b": None, "c": 1.0, "d": 0.25}) == '<a c="1" d="0.2"></a>'
