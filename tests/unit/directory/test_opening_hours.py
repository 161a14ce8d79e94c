"""Opening hours: who wins, what stays apart, and that unknown is never closed."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from advicedesk.directory.opening_hours import (
    ALL_DAY,
    MIDNIGHT,
    HoursKind,
    HoursSet,
    HoursState,
    NowKind,
    Opening,
    exception,
    for_phone,
    for_visit,
    format_clock,
    from_json,
    grid,
    is_by_phone,
    label_of,
    next_opening,
    now_state,
    opening,
    parse_clock,
    resolve,
    to_json,
    week,
    weekly,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)
SATURDAY, SUNDAY = date(2026, 11, 28), date(2026, 11, 29)
COUNTER = {"fi": "Palvelutiski", "en": "Counter"}
PHONE = {"fi": "Puhelinpalvelu", "en": "Telephone"}


def span(begins: int, ends: int) -> tuple[time, time]:
    return (time(begins), time(ends % 24))


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=HELSINKI)


OFFICE_HOURS = [span(9, 16)]
FIVE_DAYS = dict.fromkeys(range(5), OFFICE_HOURS)
WEEK = weekly(FIVE_DAYS)


def test_nothing_known_is_unknown_and_never_closed() -> None:
    assert resolve([], MONDAY).state is HoursState.UNKNOWN
    assert resolve([], MONDAY).sets == ()
    assert resolve([HoursSet()], MONDAY).state is HoursState.UNKNOWN
    assert resolve([WEEK], SATURDAY).state is HoursState.UNKNOWN


def test_a_week_is_open_on_the_days_it_names() -> None:
    found = resolve([WEEK], MONDAY)
    assert (found.state, found.sets[0].intervals) == (HoursState.OPEN, (span(9, 16),))


def test_a_weekday_left_empty_by_a_person_is_closed() -> None:
    by_hand = weekly(FIVE_DAYS | {5: [], 6: []})
    assert resolve([by_hand], SATURDAY).state is HoursState.CLOSED
    assert weekly({}).closed_weekdays == ()


def test_a_run_of_weekdays_may_go_over_sunday() -> None:
    run = HoursSet(openings=(opening(*span(10, 12), 5, 0),))
    open_days = [each.day for each in week([run], MONDAY) if each.state is HoursState.OPEN]
    assert open_days == [MONDAY, SATURDAY, SUNDAY]


def test_an_exception_wins_over_the_week() -> None:
    holiday = exception(TUESDAY, label={"en": "Christmas Eve"}, kind=HoursKind.HOLIDAY)
    found = resolve([WEEK, holiday], TUESDAY)
    assert found.state is HoursState.CLOSED
    assert [each.names for each in found.sets] == [{"en": "Christmas Eve"}]
    assert resolve([WEEK, holiday], MONDAY).state is HoursState.OPEN


def test_the_narrowest_exception_wins_over_a_wider_one() -> None:
    fortnight = exception(date(2026, 11, 16), SUNDAY)
    one_day = exception(TUESDAY, spans=[span(10, 12)])
    assert resolve([WEEK, fortnight, one_day], TUESDAY).state is HoursState.OPEN
    assert resolve([WEEK, one_day, fortnight], MONDAY).state is HoursState.CLOSED


def test_closed_wins_a_tie_of_exceptions() -> None:
    shorter = exception(TUESDAY, spans=[span(10, 12)], label={"en": "Shorter"})
    closed = exception(TUESDAY, label={"en": "Training"})
    for sets in ([shorter, closed], [closed, shorter]):
        found = resolve(sets, TUESDAY)
        assert [(each.names, each.state) for each in found.sets] == [
            ({"en": "Training"}, HoursState.CLOSED)
        ]


def test_exceptions_of_one_day_with_unlike_labels_stay_apart() -> None:
    found = resolve(
        [
            exception(TUESDAY, spans=[span(13, 15)], label={"en": "Afternoon"}),
            exception(TUESDAY, spans=[span(9, 10)], label={"en": "Morning"}),
        ],
        TUESDAY,
    )
    assert [each.names["en"] for each in found.sets] == ["Morning", "Afternoon"]


def test_exceptions_of_one_day_with_one_label_stand_together() -> None:
    parts = [exception(TUESDAY, spans=[one]) for one in (span(13, 15), span(9, 10))]
    (only,) = resolve([WEEK, *parts], TUESDAY).sets
    assert only.intervals == (span(9, 10), span(13, 15))


def test_an_exception_with_the_label_of_a_week_concerns_that_week_only() -> None:
    sets = [
        weekly(FIVE_DAYS, label=COUNTER),
        weekly(FIVE_DAYS, label=PHONE),
        exception(TUESDAY, label=COUNTER),
    ]
    found = {each.label: each.state for each in resolve(sets, TUESDAY).sets}
    assert found == {label_of(COUNTER): HoursState.CLOSED, label_of(PHONE): HoursState.OPEN}
    assert resolve(sets, TUESDAY).state is HoursState.OPEN


def test_an_exception_with_the_label_of_a_week_that_is_over_still_holds() -> None:
    over = weekly(FIVE_DAYS, label=COUNTER, valid_to=date(2026, 1, 1))
    found = resolve([over, exception(TUESDAY, label=COUNTER)], TUESDAY)
    assert found.state is HoursState.CLOSED


def test_one_exception_for_several_labels_is_told_once() -> None:
    sets = [weekly(FIVE_DAYS, label=COUNTER), weekly(FIVE_DAYS, label=PHONE), exception(TUESDAY)]
    assert len(resolve(sets, TUESDAY).sets) == 1


def test_a_dated_week_wins_over_the_undated_week_of_the_same_label() -> None:
    dated = weekly({0: [span(10, 12)]}, valid_from=MONDAY, valid_to=SUNDAY)
    found = week([WEEK, dated], MONDAY)
    assert found[0].sets[0].intervals == (span(10, 12),)
    assert found[1].state is HoursState.UNKNOWN
    assert resolve([WEEK, dated], date(2026, 11, 30)).sets[0].intervals == (span(9, 16),)


def test_of_dated_weeks_the_narrower_wins_and_one_without_an_end_is_wide() -> None:
    from_now_on = weekly({0: [span(8, 9)]}, valid_from=MONDAY)
    until_then = weekly({0: [span(7, 8)]}, valid_to=SUNDAY)
    this_week = weekly({0: [span(10, 12)]}, valid_from=MONDAY, valid_to=SUNDAY)
    assert resolve([from_now_on, this_week], MONDAY).sets[0].intervals == (span(10, 12),)
    assert resolve([WEEK, from_now_on], MONDAY).sets[0].intervals == (span(8, 9),)
    assert resolve([WEEK, until_then], MONDAY).sets[0].intervals == (span(7, 8),)


def test_one_week_split_into_several_sets_stands_together_and_touching_spans_join() -> None:
    parts = [weekly({0: [span(9, 12)]}), weekly({0: [span(12, 16), span(10, 11)]})]
    assert resolve(parts, MONDAY).sets[0].intervals == (span(9, 16),)


def test_unlike_labels_are_never_merged() -> None:
    sets = [
        weekly({0: [span(8, 16)]}),
        weekly({0: [span(8, 10)]}, label=PHONE),
        weekly({1: [span(8, 10)]}, label=COUNTER),
    ]
    found = resolve(sets, MONDAY)
    assert [(each.names, each.state) for each in found.sets] == [
        (PHONE, HoursState.OPEN),
        ({}, HoursState.OPEN),
        (COUNTER, HoursState.UNKNOWN),
    ]


def test_an_end_at_midnight_is_the_end_of_the_day() -> None:
    late = weekly({0: [span(20, 24)]})
    assert resolve([late], MONDAY).sets[0].intervals == ((time(20), MIDNIGHT),)
    assert resolve([late], TUESDAY).state is HoursState.UNKNOWN
    assert format_clock(MIDNIGHT, is_end=True) == "24:00"


def test_a_night_goes_on_after_midnight_of_the_day_after() -> None:
    night = weekly({4: [span(20, 1)]}, label={"fi": "Yökahvila"})
    assert resolve([night], FRIDAY).sets[0].intervals == ((time(20), MIDNIGHT),)
    assert resolve([night], SATURDAY).sets[0].intervals == ((MIDNIGHT, time(1)),)
    assert now_state([night], at(SATURDAY, "00:30")).until == at(SATURDAY, "01:00")


def test_a_night_does_not_reach_into_a_day_with_hours_of_its_own() -> None:
    night = weekly({4: [span(20, 1)]})
    assert resolve([night, exception(SATURDAY)], SATURDAY).state is HoursState.CLOSED
    one = exception(SATURDAY, spans=[span(12, 16)])
    assert resolve([night, one], SATURDAY).sets[0].intervals == (span(12, 16),)


def test_a_closed_evening_has_no_night() -> None:
    night = weekly({4: [span(20, 1)]})
    assert resolve([night, exception(FRIDAY)], SATURDAY).state is HoursState.UNKNOWN


def test_the_night_of_an_exception_reaches_into_a_usual_day_under_its_own_label() -> None:
    party = exception(FRIDAY, spans=[span(20, 1)], label={"en": "Long night"})
    saturdays = weekly({5: [span(10, 12)]})
    found = resolve([saturdays, party], SATURDAY)
    assert [(each.names, each.intervals) for each in found.sets] == [
        ({"en": "Long night"}, ((MIDNIGHT, time(1)),)),
        ({}, (span(10, 12),)),
    ]


def test_the_nights_of_one_long_exception_follow_each_other() -> None:
    festival = exception(FRIDAY, SATURDAY, spans=[span(20, 1)])
    found = resolve([WEEK, festival], SATURDAY)
    assert found.sets[0].intervals == ((MIDNIGHT, time(1)), (time(20), MIDNIGHT))


def test_a_closed_set_with_spans_has_no_night() -> None:
    closed = HoursSet(is_closed=True, openings=(opening(*span(20, 1), 4),))
    assert resolve([closed], SATURDAY).state is HoursState.CLOSED


def test_always_open_is_open_all_day_and_never_closes() -> None:
    always = HoursSet(is_always_open=True)
    assert resolve([always], SUNDAY).sets[0].intervals == (ALL_DAY,)
    found = now_state([always], at(SUNDAY, "03:00"))
    assert (found.kind, found.until) == (NowKind.OPEN, None)
    assert next_opening([always], at(SUNDAY, "03:00")) is None


def test_by_reservation_is_by_appointment_and_not_open() -> None:
    booked = HoursSet(by_appointment=True)
    assert resolve([booked], SUNDAY).state is HoursState.BY_APPOINTMENT
    assert now_state([booked], at(SUNDAY, "12:00")).kind is NowKind.BY_APPOINTMENT


def test_by_reservation_with_times_tells_them_and_is_not_open() -> None:
    booked = weekly({0: [span(9, 12)], 4: [span(20, 1)]}, by_appointment=True)
    found = resolve([booked], MONDAY).sets[0]
    assert (found.state, found.intervals) == (HoursState.BY_APPOINTMENT, (span(9, 12),))
    night = resolve([booked], SATURDAY).sets[0]
    assert (night.state, night.intervals) == (
        HoursState.BY_APPOINTMENT,
        ((MIDNIGHT, time(1)),),
    )


def test_words_without_times_are_text() -> None:
    words = HoursSet(label=label_of({"fi": "Aukioloajat vaihtelevat"}))
    noted = HoursSet(note=label_of({"fi": "Katso verkkosivut"}))
    assert resolve([words], MONDAY).state is HoursState.TEXT
    assert resolve([noted], MONDAY).state is HoursState.TEXT
    found = now_state([words], at(MONDAY, "12:00"))
    assert (found.kind, found.names) == (NowKind.UNKNOWN, {"fi": "Aukioloajat vaihtelevat"})


def test_a_day_is_closed_only_when_every_label_is() -> None:
    closed, unsaid = weekly({0: []}, label=COUNTER), weekly({1: OFFICE_HOURS}, label=PHONE)
    assert resolve([closed], MONDAY).state is HoursState.CLOSED
    assert resolve([closed, unsaid], MONDAY).state is HoursState.UNKNOWN


def test_open_now_says_until_when() -> None:
    found = now_state([WEEK], at(MONDAY, "09:00"))
    assert (found.kind, found.until) == (NowKind.OPEN, at(MONDAY, "16:00"))


def test_before_opening_it_opens_later_today() -> None:
    found = now_state([WEEK], at(MONDAY, "08:59"))
    assert (found.kind, found.until) == (NowKind.OPENS_LATER, at(MONDAY, "09:00"))


def test_after_friday_it_opens_on_monday() -> None:
    for moment in (at(FRIDAY, "16:00"), at(SATURDAY, "12:00")):
        found = now_state([WEEK], moment)
        assert (found.kind, found.until) == (NowKind.OPENS_LATER, at(date(2026, 11, 30), "09:00"))


def test_closed_without_a_known_next_opening_says_only_that() -> None:
    last_day = exception(MONDAY, spans=OFFICE_HOURS)
    assert now_state([last_day], at(MONDAY, "17:00")).kind is NowKind.CLOSED
    closed = exception(MONDAY, label={"en": "Moving"})
    found = now_state([closed], at(MONDAY, "12:00"))
    assert (found.kind, found.names) == (NowKind.CLOSED, {"en": "Moving"})


def test_unknown_hours_are_unknown_at_a_moment_too() -> None:
    assert now_state([], at(MONDAY, "12:00")).kind is NowKind.UNKNOWN


def test_of_open_labels_the_one_that_stays_open_longest_is_told() -> None:
    sets = [
        weekly({0: [span(11, 19)]}, label={"fi": "Asiakaspalvelu"}),
        weekly({0: [span(8, 21)]}, label={"fi": "Kirjasto"}),
    ]
    found = now_state(sets, at(MONDAY, "12:00"))
    assert (found.names, found.until) == ({"fi": "Kirjasto"}, at(MONDAY, "21:00"))


def test_an_opening_that_goes_through_the_night_closes_once() -> None:
    round_the_clock = weekly({0: [span(8, 24)], 1: [ALL_DAY], 2: [span(0, 8)]})
    found = now_state([round_the_clock], at(MONDAY, "12:00"))
    assert found.until == at(date(2026, 11, 25), "08:00")
    following = next_opening([round_the_clock], at(MONDAY, "12:00"))
    assert following is not None
    assert following.at == at(date(2026, 11, 30), "08:00")


def test_open_to_midnight_closes_at_midnight() -> None:
    evening = weekly({0: [span(18, 24)], 1: [span(9, 10)]})
    assert now_state([evening], at(MONDAY, "23:59")).until == at(TUESDAY, "00:00")


def test_an_opening_goes_on_under_the_label_of_an_exception() -> None:
    always = HoursSet(is_always_open=True)
    holiday = exception(TUESDAY, spans=[span(0, 6)], label={"en": "Holiday"})
    assert now_state([always, holiday], at(MONDAY, "12:00")).until == at(TUESDAY, "06:00")
    assert now_state([always, exception(TUESDAY)], at(MONDAY, "12:00")).until == at(
        TUESDAY, "00:00"
    )


def test_the_next_opening_is_looked_for_on_a_number_of_days() -> None:
    sets = [weekly({0: OFFICE_HOURS}), exception(date(2026, 11, 30), date(2026, 12, 13))]
    assert next_opening(sets, at(MONDAY, "16:00"), days=14) is None
    found = next_opening(sets, at(MONDAY, "16:00"))
    assert found is not None
    assert (found.at, found.label) == (at(date(2026, 12, 14), "09:00"), ())


def test_moments_keep_their_zone_over_the_clock_change() -> None:
    found = now_state([WEEK], at(date(2027, 3, 27), "12:00"))
    assert found.until == datetime(2027, 3, 29, 9, tzinfo=HELSINKI)
    assert found.until.isoformat() == "2027-03-29T09:00:00+03:00"


def test_nobody_is_sent_to_a_door_that_only_answers_calls() -> None:
    sets = [
        weekly({0: [span(9, 11)]}, label=PHONE),
        HoursSet(by_appointment=True, label=label_of({"fi": "Vain ajanvarauksella"})),
        exception(TUESDAY, spans=[span(9, 10)], label={"sv": "Telefontider på julafton"}),
    ]
    assert now_state(sets, at(MONDAY, "10:00")).kind is NowKind.BY_APPOINTMENT
    by_phone = now_state(sets, at(MONDAY, "10:00"), by_phone=True)
    assert (by_phone.kind, by_phone.until) == (NowKind.OPEN, at(MONDAY, "11:00"))
    assert for_visit(sets) == (sets[1],)
    assert for_phone(sets) == (sets[0], sets[2])


def test_where_all_hours_are_by_phone_they_are_what_there_is() -> None:
    sets = (weekly(FIVE_DAYS, label=PHONE), exception(TUESDAY))
    assert for_visit(sets) == sets
    assert for_phone(sets) == sets
    assert for_phone((WEEK,)) == (WEEK,)
    assert not is_by_phone(())


def test_what_is_stored_comes_back_the_same() -> None:
    sets = (
        WEEK,
        weekly(
            {0: [(time(9, 0, 30), time(12, 15))], 4: [span(20, 1)], 5: [], 6: [ALL_DAY]},
            label=COUNTER,
            valid_from=MONDAY,
            valid_to=SUNDAY,
        ),
        HoursSet(openings=(Opening(time(8), MIDNIGHT, 0, 4),)),
        HoursSet(by_appointment=True, note=label_of({"en": "Call first"})),
        HoursSet(is_always_open=True),
        exception(TUESDAY, label={"fi": "jouluaatto"}, kind=HoursKind.HOLIDAY),
        exception(TUESDAY, spans=OFFICE_HOURS),
    )
    assert from_json(to_json(sets)) == sets


def test_what_is_usual_is_not_stored() -> None:
    assert to_json([HoursSet(openings=(Opening(time(9), MIDNIGHT, 0),))]) == [
        {"kind": "weekly", "openings": [{"weekday": 0, "begins": "09:00", "ends": "24:00"}]}
    ]


def test_a_week_goes_back_into_the_form_it_came_from() -> None:
    days = {0: ((time(9), time(12)), (time(13), time(16))), 4: (span(20, 1),), 5: ()}
    shown = grid(weekly(days))
    assert {day: spans for day, spans in shown.items() if spans} == {0: days[0], 4: days[4]}


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("09:00", time(9)),
        ("9:00:00", time(9)),
        ("09:00:30", time(9, 0, 30)),
        ("09:00:00.000", time(9)),
        (" 24:00 ", MIDNIGHT),
    ],
)
def test_times_are_read_with_seconds_and_without(text: str, clock: time) -> None:
    assert parse_clock(text) == clock


@pytest.mark.parametrize("text", ["", "9", "24:01", "25:00", "09.00", "nine", "9:00Z"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=".*"):
        parse_clock(text)


def test_times_are_written_with_seconds_only_where_there_are_some() -> None:
    assert [format_clock(each) for each in (time(9), time(9, 0, 30), MIDNIGHT)] == [
        "09:00",
        "09:00:30",
        "00:00",
    ]
