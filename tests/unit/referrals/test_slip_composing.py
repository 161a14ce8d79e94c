"""What the slip says, from a referral's plain values, in two languages."""

import re
from dataclasses import replace
from datetime import date, time

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from advicedesk import paths
from advicedesk.printing.documents import NOTHING, Pair
from advicedesk.referrals import slip_texts
from advicedesk.referrals.models import Urgency
from advicedesk.referrals.slip_contents import Opening, OpeningState, ReachedBy, SlipPlaceContents
from advicedesk.referrals.slip_places import written_phone
from advicedesk.referrals.slips import compose_slip
from tests.factories.slips import SLIP_LANGUAGES, TUESDAY, slip_contents, slip_place

MONDAY_AT_NINE = TUESDAY.replace(day=30, hour=9, minute=0)


def compose(**changes):
    return compose_slip(slip_contents(**changes))


def spaced(text):
    return text.replace("\u00a0", " ")


def opening(state, until=None, **changes):
    place = slip_place(opening=Opening(state, until), **changes)
    return compose(client_language="en", place=place).times


def test_the_slip_names_no_person_and_says_so():
    assert compose().no_personal_data.office == "Tässä lapussa ei ole henkilötietoja."


def test_a_pair_alone_is_the_clients_words():
    assert str(compose(client_language="en").title) == "Your next step"


def test_the_sheet_runs_as_the_clients_language_does():
    assert (compose().client_direction, compose().client_script) == ("rtl", "Arab")
    assert compose(client_language="ru").client_direction == "ltr"


def test_one_shared_language_is_said_once():
    slip = compose(client_language="fi")
    assert not slip.has_two_languages
    assert slip.title == Pair("Seuraava askel", "")
    assert slip.times.hours[0].office_days == ""
    assert slip.interpreter == NOTHING


def test_the_place_keeps_the_authoritys_own_name():
    place = compose(client_language="en", office_language="sv").place
    assert (place.name, place.language) == ("Småbarnspedagogikens servicehandledning", "sv")
    assert place.name_for_client == "Early childhood education guidance"


def test_a_place_without_a_name_in_the_offices_language_keeps_the_one_it_has():
    place = compose(office_language="sv", place=SlipPlaceContents(names={"fi": "Kela"})).place
    assert (place.name, place.language) == ("Kela", "fi")


def test_floor_and_counter_are_said_in_both_languages():
    spot = compose().place.spot
    assert spaced(spot.client) == "Iso Omena، الطابق 2، شباك 14"
    assert spaced(spot.office) == "Iso Omena, 2. kerros, palvelupiste 14"


def test_a_floor_in_words_stays_as_it_was_written():
    place = slip_place(house="", floor="toinen kerros", counter="")
    assert compose(client_language="en", place=place).place.spot == Pair(
        "Toinen kerros", "Toinen kerros"
    )


def test_a_hint_missing_in_the_clients_language_is_left_to_the_office():
    hint = compose(client_language="ru").place.hint
    assert hint == Pair("", "Liukuportaat ylös, kirjaston ohi, vasemmalla.")


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("+358981631300", "09 816 31300"),
        ("+358401234567", "040 123 4567"),
        ("09 8163 1300", "09 816 31300"),
        ("+46812345678", "+46 8 123 456 78"),
        ("116117", "116117"),
        ("123", "123"),
        ("kysy neuvonnasta", "kysy neuvonnasta"),
        ("", ""),
    ],
)
def test_a_phone_number_is_written_as_it_is_dialled(stored, written):
    assert written_phone(stored) == written


def test_the_phone_number_keeps_its_order_in_arabic():
    assert compose().place.phone == "\u206609\u00a0816\u00a031300\u2069"


@pytest.mark.parametrize(
    ("reached_by", "head"),
    [
        (ReachedBy.OFFICE, "Where to go"),
        (ReachedBy.PHONE_SERVICE, "Call here"),
        (ReachedBy.LINK_ONLY, "Use this website"),
    ],
)
def test_the_head_says_how_a_place_is_reached(reached_by, head):
    slip = compose(client_language="en", place=slip_place(reached_by=reached_by))
    assert slip.place.head.client == head


def test_days_with_the_same_hours_are_one_row():
    rows = compose().times.hours
    assert [row.office_days for row in rows] == ["Ma–ti", "Ke", "To", "Pe", "La–su"]
    assert rows[0].client_days == "الاثنين – الثلاثاء"
    assert rows[4].hours == ()


def test_a_break_makes_two_spans_in_the_clients_clock():
    rows = compose(client_language="en").times.hours
    assert rows[3].hours == ("9:00–12:00", "12:30–14:00")
    assert compose(client_language="sv").times.hours[0].hours == ("9.00–15.30",)


def test_a_day_open_to_midnight_closes_at_24():
    place = slip_place(hours=(((time(9), time(0)),),) * 7)
    rows = compose(client_language="en", place=place).times.hours
    assert [(row.client_days, row.hours) for row in rows] == [("Monday–Sunday", ("9:00–24:00",))]


def test_open_now_holds_on_a_screen_and_until_when_today_on_paper():
    times = opening(OpeningState.OPEN, TUESDAY.replace(hour=16, minute=0))
    assert times.is_open_now
    assert spaced(times.opening.client) == "Open today until 16:00."
    assert spaced(times.opening.office) == "Avoinna tänään klo 16.00 asti."
    assert spaced(times.opening_now.client) == "Open now, until 16:00."


def test_a_place_open_past_midnight_is_open_now():
    times = opening(OpeningState.OPEN, TUESDAY.replace(day=25, hour=1, minute=0))
    assert spaced(times.opening_now.client) == "Open now, until 1:00."


def test_the_next_opening_names_its_day():
    times = opening(OpeningState.OPENS_LATER, MONDAY_AT_NINE)
    assert spaced(times.opening.client) == "Opens on Monday 30 November at 9:00."
    assert spaced(times.opening.office) == "Avautuu maanantaina 30.11. klo 9.00."
    assert spaced(times.opening_now.office) == (
        "Nyt suljettu. Avautuu maanantaina 30.11. klo 9.00."
    )


def test_an_opening_later_today_says_today():
    times = opening(OpeningState.OPENS_LATER, TUESDAY.replace(hour=12, minute=0))
    assert spaced(times.opening.client) == "Opens today at 12:00."


def test_unknown_hours_are_said_and_lead_to_the_phone():
    assert opening(OpeningState.UNKNOWN).opening.client == (
        "The opening hours are not known. Please call first."
    )
    assert opening(OpeningState.UNKNOWN, phone="").opening.client == (
        "The opening hours are not known."
    )


def test_by_appointment_is_not_unknown():
    assert opening(OpeningState.BY_APPOINTMENT, phone="").opening.office == "Vain ajanvarauksella."
    assert opening(OpeningState.BY_APPOINTMENT).opening.office == (
        "Vain ajanvarauksella. Varaa aika puhelimitse."
    )


def test_closed_for_now_is_said():
    assert opening(OpeningState.CLOSED_FOR_NOW).opening.office == "Suljettu toistaiseksi."


def test_a_booked_time_takes_the_place_of_opening_and_urgency():
    times = compose(client_language="ru", booked_at=MONDAY_AT_NINE).times
    assert spaced(times.opening.client) == "Вам назначено время: понедельник, 30 ноября, в 9:00."
    assert spaced(times.opening.office) == "Sinulle on varattu aika maanantaina 30.11. klo 9.00."
    assert times.limit == NOTHING


@pytest.mark.parametrize(
    ("urgency", "words"),
    [
        ("today", "Hoida asia tänään."),
        ("within_3_days", "Hoida asia kolmen päivän kuluessa, viimeistään perjantaina 27.11."),
        ("within_2_weeks", "Hoida asia kahden viikon kuluessa, viimeistään tiistaina 8.12."),
        ("", ""),
    ],
)
def test_urgency_is_a_day_in_words(urgency, words):
    assert compose(urgency=urgency).times.limit.office == words


def test_urgency_counts_from_the_day_of_the_referral():
    limit = compose(urgency="within_3_days", given_on=date(2026, 11, 20)).times.limit
    assert limit.office.endswith("viimeistään maanantaina 23.11.")


def test_a_deadline_of_the_authority_goes_before_urgency():
    times = compose(deadline=date(2026, 12, 1), booked_at=MONDAY_AT_NINE).times
    assert times.limit.office == "Hoida asia viimeistään tiistaina 1.12."


def test_every_urgency_has_words():
    assert set(slip_texts.URGENCY) == {urgency.value for urgency in Urgency}


def test_things_to_bring_are_named_in_both_and_free_words_once():
    bring = compose(client_language="sv", bring=("kela_card", "Kopio hakemuksesta", " ")).bring
    assert bring == (Pair("FPA-kort", "Kela-kortti"), Pair("Kopio hakemuksesta", ""))


def test_what_to_say_comes_from_the_topic_and_never_fails():
    assert compose().say.office.endswith("Haluaisin kysyä lapseni varhaiskasvatuksesta.")
    assert compose(topic="made-by-hand").say.office.endswith("Haluaisin pyytää neuvoa.")


@pytest.mark.parametrize(
    ("spoken", "office", "sentence"),
    [
        ("ar", "fi", "Puhun arabiaa ja tarvitsen tulkin."),
        ("ar", "sv", "Jag talar arabiska och behöver tolk."),
        ("lo", "fi", "Kieleni on lao. Tarvitsen tulkin."),
        ("fss", "fi", "Kieleni on suomenruotsalainen viittomakieli. Tarvitsen tulkin."),
        ("fse", "sv", "Mitt språk är finskt teckenspråk. Jag behöver tolk."),
    ],
)
def test_the_receiver_reads_which_interpreter_is_needed(spoken, office, sentence):
    slip = compose(office_language=office, interpreter_language=spoken)
    assert slip.interpreter.office == sentence


@pytest.mark.parametrize("spoken", ["fi", "sv", "und", "mul"])
def test_no_interpreter_is_asked_for_languages_the_office_speaks_or_nobody_knows(spoken):
    assert compose(interpreter_language=spoken).interpreter == NOTHING


def test_an_interpreter_is_left_out_when_none_is_needed():
    assert compose(needs_interpreter=False).interpreter == NOTHING


def test_the_stub_is_in_the_offices_language_only():
    assert compose(office_language="sv").stub.done == "Ärendet skött"


def test_steering_characters_and_line_breaks_of_free_text_do_no_harm():
    place = slip_place(names={"fi": "Kela\u202e\nespoo"})
    slip = compose(place=place, desk_name="Neuvonta\r\npiste", bring=("yksi\x00kaksi",))
    assert slip.place.name == "Kela espoo"
    assert slip.desk_name == "Neuvonta piste"
    assert slip.bring == (Pair("yksi kaksi"),)


sheets = Environment(
    loader=FileSystemLoader(paths.TEMPLATES), undefined=StrictUndefined, autoescape=True
)


@pytest.mark.parametrize("language", SLIP_LANGUAGES)
def test_the_screen_shows_the_same_slip(language):
    slip = compose(client_language=language)
    page = sheets.get_template("slips/_slip.html").render(slip=slip, slip_title_tag="h1")
    html5lib.HTMLParser(strict=True).parseFragment(page)
    assert page.count("<h1") == 1
    assert f'lang="{language}" dir="{slip.client_direction}"' in re.sub(r"\s+", " ", page)
    for text in ("K7M-4XR", slip.place.name, slip.place.phone, slip.say.client, slip.say.office):
        assert text in page


def test_the_screen_says_what_is_true_now_when_asked():
    slip = compose(client_language="en")
    template = sheets.get_template("slips/_slip.html")
    assert "Open now" in template.render(slip=slip, slip_now=True)
    assert "Open now" not in template.render(slip=slip)


def test_the_screen_escapes_what_people_wrote():
    slip = compose(place=replace(slip_place(), names={"fi": "<script>x</script>"}))
    assert "<script>" not in sheets.get_template("slips/_slip.html").render(slip=slip)


def test_a_website_without_hours_says_nothing_of_doors():
    place = SlipPlaceContents(
        names={"fi": "OmaKela"}, reached_by=ReachedBy.LINK_ONLY, link="https://omakela.fi"
    )
    times = compose(place=place).times
    assert (times.opening, times.opening_now, times.hours) == (NOTHING, NOTHING, ())


def test_a_screen_says_the_booked_time_and_whether_it_is_open_now():
    slip = compose(client_language="en", booked_at=MONDAY_AT_NINE)
    page = sheets.get_template("slips/_slip.html").render(slip=slip, slip_now=True)
    assert "You have an appointment on" in page
    assert "Open now" in page


def test_the_stub_is_on_paper_only():
    slip = compose()
    template = sheets.get_template("slips/_slip.html")
    assert "slip-stub" in template.render(slip=slip)
    assert "slip-stub" not in template.render(slip=slip, slip_now=True)


def test_what_to_do_on_arriving_is_said_in_both_languages():
    place = slip_place(
        is_same_house=True, takes_numbers=True, ask_for="palveluohjaaja", entrance="B"
    )
    composed = compose(client_language="en", place=place).place
    assert [step.client for step in composed.steps] == [
        "In this same building.",
        "Take a queue number.",
        "Ask for: palveluohjaaja",
    ]
    assert all(step.office for step in composed.steps)
    assert "entrance B" in spaced(composed.spot.client)


@pytest.mark.parametrize(("day", "is_old"), [(10, False), (9, True)])
def test_hours_say_as_of_when_they_are_known_and_grow_old_in_two_weeks(day, is_old):
    place = slip_place(hours_known_on=date(2026, 11, day))
    times = compose(client_language="en", place=place).times
    assert times.is_old is is_old
    assert times.known.client.startswith(f"Opening hours as known on {day}.11.2026.")
    assert ("please call first" in times.known.client) is is_old


def test_hours_of_unknown_age_say_nothing_of_it():
    assert compose().times.known == NOTHING


def test_a_translation_that_no_native_has_read_says_so_small():
    assert compose(client_language="en").not_reviewed.client == slip_texts.NOT_REVIEWED
    assert compose(is_reviewed=True).not_reviewed == NOTHING


def test_plain_finnish_needs_no_interpreter():
    assert compose(client_language="fi-x-selko").interpreter == NOTHING


def test_how_hours_are_counted_is_said_once_where_any_are_told():
    silent = SlipPlaceContents(names={"fi": "Kela"})
    told = compose(client_language="am").times.clock
    assert told.client.startswith("ሰዓቶች")
    assert told.office == ""
    assert compose(client_language="am", place=silent).times.clock == NOTHING
    booked = compose(client_language="ti", place=silent, booked_at=MONDAY_AT_NINE)
    assert booked.times.clock
    assert compose(client_language="en").times.clock == NOTHING
