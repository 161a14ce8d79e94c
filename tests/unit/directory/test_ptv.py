"""PTV's answers read into plain values; each trap of the catalogue under its own name."""

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.imports import ptv
from advicedesk.directory.imports.coordinates import to_wgs84
from advicedesk.directory.imports.feed import FeedAddress, FeedPlace, Problem, Verdict, shown_name
from advicedesk.directory.imports.texts import is_safe_link, plain
from advicedesk.directory.opening_hours import ALL_DAY, MIDNIGHT, HoursState, resolve, week

FEEDS = Path(__file__).parent / "feeds"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
FRIDAY, SATURDAY = date(2026, 11, 27), date(2026, 11, 28)


def page(name: str) -> Any:
    return json.loads((FEEDS / f"{name}.json").read_text(encoding="utf-8"))


def channel(**changes: Any) -> dict[str, Any]:
    return {
        "id": "5a0e2f6c-1111-4222-8333-444455556666",
        "serviceChannelType": "ServiceLocation",
        "organizationId": "d5ec0057-077b-552f-ab0a-8b9cfddd7214",
        "serviceChannelNames": [{"language": "fi", "value": "Neuvonta", "type": "Name"}],
        "displayNameType": [{"type": "Name", "language": "fi"}],
        "publishingStatus": "Published",
        "isVisibleForAll": True,
        **changes,
    }


def read_one(**changes: Any) -> FeedPlace:
    (place,) = ptv.read(channel(**changes)).places
    return place


def named(*names: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"language": code, "value": value, "type": kind} for code, value, kind in names]


def phone(number: str | None, language: str = "fi", **changes: Any) -> dict[str, Any]:
    return {
        "type": "Phone",
        "prefixNumber": "+358",
        "isFinnishServiceNumber": False,
        "number": number,
        "language": language,
        **changes,
    }


def hours(kind: str = "DaysOfTheWeek", **changes: Any) -> dict[str, Any]:
    return {
        "serviceHourType": kind,
        "validFrom": None,
        "validTo": None,
        "isClosed": False,
        "additionalInformation": [],
        "openingHour": [],
        **changes,
    }


def row(first: str | None, last: str | None, begins: str, ends: str) -> dict[str, Any]:
    return {"dayFrom": first, "dayTo": last, "from": begins, "to": ends}


def day_of(place: FeedPlace, day: date) -> tuple[HoursState, list[tuple[time, time]]]:
    found = resolve(place.hours, day)
    return found.state, [span for each in found.sets for span in each.intervals]


# --- the document ---------------------------------------------------------------------------


def test_a_page_of_channels_is_read_with_its_verdicts() -> None:
    feed = ptv.read(page("ptv_places"))
    assert feed.format == "ptv11"
    verdicts = [place.verdict for place in feed.places]
    assert {each: verdicts.count(each) for each in set(verdicts)} == {
        Verdict.OFFICE: 12,
        Verdict.PHONE_SERVICE: 1,
        Verdict.LINK_ONLY: 1,
    }
    assert [place.problems for place in feed.places] == [()] * 14


def test_a_page_of_organisations_is_read_as_authorities() -> None:
    feed = ptv.read(page("ptv_authorities"))
    kela = feed.authorities[0]
    assert len(feed.authorities) == 7
    assert (kela.names["sv"], kela.kind, kela.office_language, kela.is_archived) == (
        "Folkpensionsanstalten",
        "State",
        "fi",
        False,
    )


def test_an_authority_with_a_swedish_name_only_writes_swedish() -> None:
    office = {
        "id": "1",
        "organizationNames": named(("sv", "Pargas stad", "Name")),
        "publishingStatus": "Archived",
    }
    (found,) = ptv.read(office).authorities
    assert (found.office_language, found.is_archived, found.kind) == ("sv", True, "")


def test_a_list_and_a_single_entry_are_read_like_a_page() -> None:
    one = channel()
    assert ptv.read([one]).places == ptv.read(one).places == ptv.read({"itemList": [one]}).places


def test_an_empty_page_is_a_feed_without_places() -> None:
    assert ptv.read({"itemList": []}).places == ()


def test_services_are_told_apart_and_left_out() -> None:
    feed = ptv.read({"id": "7", "serviceNames": named(("fi", "Perusopetus", "Name"))})
    assert [(each.feed_id, each.reason) for each in feed.skipped] == [("7", "service")]


def test_entries_without_an_id_or_of_no_known_kind_are_named_and_left_out() -> None:
    odd = channel(serviceChannelType=["Drone"])
    feed = ptv.read([7, None, channel(), channel(id=None), odd, "text"])
    assert len(feed.places) == 1
    reasons = [each.reason for each in feed.skipped]
    assert reasons == ["without_id"] * 3 + ["kind", "without_id"]


def test_older_answers_of_version_8_are_known_by_what_they_lack() -> None:
    old = channel()
    del old["isVisibleForAll"]
    assert ptv.find_format(old) == "ptv8"
    assert ptv.find_format({**old, "serviceHours": [hours(isAlwaysOpen=False)]}) == "ptv11"
    assert ptv.find_format(old | {"serviceHours": [hours("Standard")]}) == "ptv7"


def test_hours_of_version_7_without_a_place_are_refused_and_never_read_half() -> None:
    merged = [hours("Exception", validFrom="2017-04-26T00:00:00+03:00"), hours("Standard")]
    assert ptv.find_format(merged) == "ptv7"
    with pytest.raises(FeedUnreadable, match="version 7"):
        ptv.read(merged)


def test_hours_of_version_7_in_a_place_are_read_with_their_own_words() -> None:
    place = read_one(
        serviceHours=[
            hours("Standard", openingHour=[row("Monday", "", "9:00:00", "16:00:00")]),
            hours("Special", openingHour=[row("Friday", "Saturday", "20:00", "01:00")]),
            hours("Exception", validFrom="2026-11-24T00:00:00+02:00", isClosed=True),
        ]
    )
    assert day_of(place, MONDAY) == (HoursState.OPEN, [(time(9), time(16))])
    assert day_of(place, TUESDAY)[0] is HoursState.CLOSED
    assert day_of(place, SATURDAY) == (HoursState.OPEN, [(MIDNIGHT, time(1))])


@pytest.mark.parametrize(
    "document",
    [None, "<html>", 7, [], {}, {"itemList": [7]}, [hours()], [{"id": "1", "name": "ids only"}]],
)
def test_what_is_no_answer_of_ptv_is_refused(document: Any) -> None:
    assert ptv.find_format(document) == ""
    with pytest.raises(FeedUnreadable, match="no answer of PTV"):
        ptv.read(document)


def test_properties_of_a_wrong_kind_are_taken_as_missing() -> None:
    wrong = dict.fromkeys(["phoneNumbers", "emails", "webPages", "languages", "addresses"], 7)
    wrong_within = {
        "displayNameType": [{"type": ["Name"], "language": []}],
        "serviceHours": [hours(additionalInformation=[7, {"language": []}])],
        "serviceChannelDescriptions": [7, None],
    }
    place = read_one(**wrong, **wrong_within, organizationId=7)
    assert place.hours[0].label == ()
    assert (place.phones, place.links, place.service_languages, place.addresses) == ((),) * 4
    assert (place.address, place.authority_id, place.texts) == (None, None, ())


# --- names and texts ------------------------------------------------------------------------


def test_names_come_as_name_and_alternative_name_with_a_display_choice_per_language() -> None:
    names = named(
        ("fi", "Maahanmuuttovirasto", "Name"),
        ("fi", "Migri", "AlternativeName"),
        ("sv", "Migrationsverket", "Name"),
        ("sv", "Migri", "AlternativeName"),
        ("en", "Migri", "AlternativeName"),
    )
    chosen = [{"type": "AlternativeName", "language": "fi"}, {"type": "Name", "language": "sv"}]
    place = read_one(serviceChannelNames=names, displayNameType=chosen)
    assert place.names == {"fi": "Migri", "sv": "Migrationsverket", "en": "Migri"}


def test_a_display_choice_without_sense_is_no_choice() -> None:
    place = read_one(displayNameType=[{"type": "type", "language": "fi"}, {"type": None}])
    assert place.names == {"fi": "Neuvonta"}


def test_a_place_without_a_name_is_told_as_a_problem() -> None:
    place = read_one(serviceChannelNames=named(("fi", "  ", "Name")) + [{"value": "Nimi"}])
    assert (place.names, place.problems) == ({}, (Problem.NAMES,))


def test_the_shown_name_is_the_clients_then_the_desks_then_what_there_is() -> None:
    names = {"sv": "Rådgivning", "en": "Advice"}
    assert shown_name(names, "en") == ("en", "Advice")
    assert shown_name(names, "ar", "sv") == ("sv", "Rådgivning")
    assert shown_name({"so": "Talo"}, "ar") == ("so", "Talo")
    assert shown_name({}, "ar") is None


def test_texts_may_be_in_a_language_that_the_names_lack() -> None:
    texts = named(("en", "Help with papers.", "Summary"), ("fi", "", "Summary"))
    place = read_one(serviceChannelDescriptions=[*texts, {"value": "x", "type": "Summary"}])
    assert place.names == {"fi": "Neuvonta"}
    assert [(each.language, each.text) for each in place.texts] == [("en", "Help with papers.")]


def test_the_description_of_a_language_is_its_summary_if_there_is_one() -> None:
    texts = named(("fi", "Pitkä.", "Description"), ("fi", "Lyhyt.", "Summary"))
    texts += named(("sv", "Lång.", "Description"))
    place = read_one(serviceChannelDescriptions=texts)
    assert place.descriptions() == {"fi": "Lyhyt.", "sv": "Lång."}


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("<p>Avoinna</p><p>arkisin</p>", "Avoinna\n\narkisin"),
        ("yksi<br>kaksi<br/>kolme", "yksi\nkaksi\nkolme"),
        ("<script>alert(1)</script>Hei<style>b{}</style>", "Hei"),
        ("</script><b onclick='x()'>Hei</b>", "Hei"),
        ("&lt;img src=x onerror=alert(1)&gt;Hei &amp; hyvä", "Hei & hyvä"),
        ("&amp;lt;script&amp;gt;x&amp;lt;/script&amp;gt;", ""),
        ("alle 18 < ikä, 2 > 1", "alle 18 < ikä, 2 > 1"),
        ("A\u202eB\u200bC\x00", "ABC"),
        ("rivi  yksi \r\n\n\n\nrivi kaksi", "rivi yksi\n\nrivi kaksi"),
        (None, ""),
        (7, ""),
    ],
)
def test_markup_in_texts_does_not_survive(told: Any, text: str) -> None:
    assert plain(told) == text


def test_of_links_in_texts_only_safe_ones_survive() -> None:
    told = (
        '<a href="https://www.espoo.example/a">Lue lisää</a>, '
        '<a href="https://www.espoo.example/b">https://www.espoo.example/b</a>, '
        '<a href="javascript:alert(1)">tästä</a>, <a>ankkuri</a></a>'
    )
    place = read_one(serviceChannelDescriptions=named(("fi", told, "Summary")))
    assert place.texts[0].text == (
        "Lue lisää (https://www.espoo.example/a), https://www.espoo.example/b, tästä, ankkuri"
    )
    assert place.refused_links == ("javascript:alert(1)",)


def test_only_http_https_mailto_and_tel_links_survive() -> None:
    safe = ["https://www.kela.example/a?b=c#d", "http://vrk.example", "mailto:a@b.example"]
    safe += ["tel:+358295123400"]
    hostile = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)"]
    hostile += ["data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example"]
    hostile += ["www.kela.example", "https://", "http://[", "mailto:", "https://a b.example"]
    told = [{"url": link, "language": "fi"} for link in [*safe, *hostile, "", None]]
    place = read_one(webPages=told)
    assert place.links == tuple(safe)
    assert place.refused_links == tuple(hostile)
    assert not is_safe_link("https://a.example/" + "x" * 2_000)


def test_one_link_for_several_languages_is_one_link() -> None:
    told = [{"url": " https://a.example ", "language": code} for code in ("fi", "sv")]
    form = [{"value": "https://a.example/form.pdf", "type": "PDF", "language": "fi"}]
    place = read_one(webPages=told, channelUrls=form)
    assert place.links == ("https://a.example", "https://a.example/form.pdf")


# --- how to reach it ------------------------------------------------------------------------


def test_one_phone_entry_per_language_for_the_same_number_is_one_number() -> None:
    told = [phone("91234510", code) for code in ("sv", "fi", "en")]
    told[1]["additionalInformation"] = "Takaisinsoitto"
    (found,) = read_one(phoneNumbers=told).phones
    assert (found.number, found.languages) == ("+35891234510", ("en", "fi", "sv"))
    assert found.notes == {"fi": "Takaisinsoitto"}


def test_service_numbers_come_without_prefix() -> None:
    told = phone("0295 123 400", prefixNumber=None, isFinnishServiceNumber=True)
    with_prefix = phone("0201234500", isFinnishServiceNumber=True)
    numbers = [each.number for each in read_one(phoneNumbers=[told, with_prefix]).phones]
    assert numbers == ["0295123400", "0201234500"]


def test_null_numbers_and_faxes_are_dropped() -> None:
    told = [
        phone(None, prefixNumber=None, isFinnishServiceNumber=True),
        phone("91234511", type="Fax"),
    ]
    place = read_one(phoneNumbers=told)
    assert (place.phones, place.problems) == ((), ())


@pytest.mark.parametrize(
    ("told", "number"),
    [
        (phone("040 123-4561"), "+358401234561"),
        (phone("+358 (0)40"), "+358040"),
        (phone("86 123", prefixNumber="0046"), "+4686123"),
        (phone("112", prefixNumber=None), "112"),
        (phone(91234510), "+35891234510"),
    ],
)
def test_numbers_are_written_in_one_way(told: dict[str, Any], number: str) -> None:
    assert [each.number for each in read_one(phoneNumbers=[told]).phones] == [number]


def test_a_number_that_is_no_number_is_told_as_a_problem() -> None:
    place = read_one(phoneNumbers=[phone("vaihde"), phone("9123", None)])
    assert [(each.number, each.languages) for each in place.phones] == [("+3589123", ())]
    assert place.problems == (Problem.PHONE,)


def test_support_phones_and_mails_of_other_channels_are_read() -> None:
    told = phone("444171376")
    del told["type"]
    place = read_one(
        serviceChannelType="PrintableForm",
        supportPhones=[told],
        supportEmails=[{"value": "neuvonta@a.example", "language": "fi"}],
    )
    assert place.verdict is Verdict.LINK_ONLY
    assert place.phones[0].number == "+358444171376"
    assert place.emails == ("neuvonta@a.example",)


def test_mail_addresses_are_found_where_value_and_language_are_swapped() -> None:
    told = [{"value": "fi", "language": "neuvonta@a.example"}, {"value": None}]
    assert read_one(emails=told).emails == ("neuvonta@a.example",)


def test_service_languages_keep_their_order_and_come_once() -> None:
    assert read_one(languages=["fi", "ar", "fi", None, ""]).service_languages == ("fi", "ar")


@pytest.mark.parametrize("status", ["Archived", "Deleted", "Withdrawn", "Draft", "OldPublished"])
def test_archived_and_withdrawn_channels_are_told_apart(status: str) -> None:
    place = read_one(publishingStatus=status)
    assert (place.verdict, place.names) == (Verdict.ARCHIVED, {"fi": "Neuvonta"})


def test_an_area_type_not_known_does_no_harm() -> None:
    areas = [{"type": "MoonBase", "code": None, "municipalities": 7}]
    assert read_one(areaType="Galactic", areas=areas).problems == ()


# --- where it is ----------------------------------------------------------------------------


def address(**changes: Any) -> dict[str, Any]:
    street = {
        "street": [
            {"value": "Suomenlahdentie", "language": "fi"},
            {"value": "Finskavikvägen", "language": "sv"},
        ],
        "streetNumber": "1",
        "postalCode": "02230",
        "postOffice": [
            {"value": "ESPOO", "language": "fi"},
            {"value": "Esbo", "language": "sv"},
        ],
        "additionalInformation": [
            {"value": "2. kerros", "language": "fi"},
            {"value": "2nd floor", "language": "en"},
        ],
        "latitude": "6671548.809",
        "longitude": "374482.841",
    }
    return {"type": "Location", "streetAddress": street, **changes}


def test_an_address_is_one_line_a_language() -> None:
    found = read_one(addresses=[address()]).address
    assert found is not None
    assert found.lines() == {
        "fi": "Suomenlahdentie 1, 02230 Espoo",
        "sv": "Finskavikvägen 1, 02230 Esbo",
    }
    assert found.lines_with_directions()["fi"] == "Suomenlahdentie 1, 02230 Espoo, 2. kerros"
    assert found.directions["en"] == "2nd floor"
    assert (found.postal_code, found.wgs84) == ("02230", (60.16152, 24.73836))


def test_an_address_tells_what_it_has() -> None:
    assert FeedAddress(streets={"fi": "Tori"}).lines() == {"fi": "Tori"}
    swedish = FeedAddress(streets={"en": "Square 1"}, post_offices={"sv": "Esbo"})
    assert swedish.lines() == {"en": "Square 1, Esbo"}


def test_epsg_3067_coordinates_come_as_strings() -> None:
    assert to_wgs84("7001836.409", "224930.408") == (63.04119, 21.55699)
    assert to_wgs84("6671548,809", 374482.841) == (60.16152, 24.73836)


@pytest.mark.parametrize(
    ("northing", "easting"),
    [("61.6887", "27.2721"), ("", ""), (None, None), ("nan", "1"), ("x", "1"), (True, 1)],
)
def test_coordinates_that_are_no_finnish_metres_are_none(northing: Any, easting: Any) -> None:
    assert to_wgs84(northing, easting) is None
    assert to_wgs84(6671548, 5_000_000) is None


def test_coordinates_out_of_finland_are_told_as_a_problem() -> None:
    told = address(streetAddress=address()["streetAddress"] | {"latitude": "61.68"})
    place = read_one(addresses=[told])
    assert place.addresses[0].wgs84 is None
    assert place.problems == (Problem.COORDINATES,)


def test_examples_in_unused_kinds_of_address_are_not_taken() -> None:
    example = {"latitude": "61.6887", "longitude": "27.2721", "postalCode": "12345"}
    place = read_one(addresses=[address(otherAddress=example)])
    assert place.addresses[0].postal_code == "02230"
    assert place.problems == ()


def test_a_place_without_a_street_has_its_other_address() -> None:
    other = {"postalCode": "02230", "latitude": "6671548.809", "longitude": "374482.841"}
    (found,) = read_one(addresses=[address(streetAddress=None, otherAddress=other)]).addresses
    assert (found.postal_code, found.wgs84) == ("02230", (60.16152, 24.73836))


def test_an_address_abroad_is_its_text() -> None:
    abroad = [{"value": "Drottninggatan 1, Stockholm", "language": "sv"}]
    (found,) = read_one(addresses=[address(streetAddress=None, locationAbroad=abroad)]).addresses
    assert found.lines() == {"sv": "Drottninggatan 1, Stockholm"}


def test_postal_and_empty_addresses_are_no_place_to_go_to() -> None:
    told = [address(type="Postal"), {"type": "Location", "locationAbroad": None}]
    assert read_one(addresses=told).addresses == ()


# --- hours ----------------------------------------------------------------------------------


def test_to_at_0000_means_2400() -> None:
    rows = [row("Monday", "", "20:00:00", "00:00:00"), row("Tuesday", "", "00:00", "00:00")]
    place = read_one(serviceHours=[hours(openingHour=rows)])
    assert day_of(place, MONDAY) == (HoursState.OPEN, [(time(20), MIDNIGHT)])
    assert day_of(place, TUESDAY) == (HoursState.OPEN, [ALL_DAY])


def test_over_midnight_belongs_to_both_days() -> None:
    rows = [row("Friday", "Saturday", "20:00:00", "01:00:00")]
    place = read_one(serviceHours=[hours("OverMidnight", openingHour=rows)])
    assert day_of(place, FRIDAY) == (HoursState.OPEN, [(time(20), MIDNIGHT)])
    assert day_of(place, SATURDAY) == (HoursState.OPEN, [(MIDNIGHT, time(1))])


@pytest.mark.parametrize(
    ("told", "open_days"),
    [
        (row("Friday", "Monday", "16:00", "08:00"), {0: 8, 4: 24, 5: 24, 6: 24}),
        (row("Friday", "Sunday", "16:00", "00:00"), {4: 24, 5: 24}),
        (row("Friday", "Saturday", "16:00", "00:00"), {4: 24}),
        (row("Friday", "", "16:00", "02:00"), {4: 24, 5: 2}),
        (row("Friday", "Friday", "16:00", "20:00"), {4: 20}),
        (row("Friday", "Saturday", "16:00", "20:00"), {4: 24, 5: 20}),
    ],
)
def test_over_midnight_may_last_for_several_days(
    told: dict[str, Any], open_days: dict[int, int]
) -> None:
    place = read_one(serviceHours=[hours("OverMidnight", openingHour=[told])])
    days = week(place.hours, date(2026, 11, 30))
    ends = {
        each.day.weekday(): each.sets[0].intervals[-1][1].hour or 24
        for each in days
        if each.state is HoursState.OPEN
    }
    assert ends == open_days


def test_a_run_of_weekdays_is_each_of_them() -> None:
    rows = [row("Monday", "Friday", "09:00", "15:00")]
    place = read_one(serviceHours=[hours(openingHour=rows)])
    states = [each.state for each in week(place.hours, MONDAY)]
    assert states == [HoursState.OPEN] * 5 + [HoursState.UNKNOWN] * 2


def test_always_open_has_no_rows() -> None:
    place = read_one(serviceHours=[hours(isAlwaysOpen=True)])
    assert day_of(place, SATURDAY) == (HoursState.OPEN, [ALL_DAY])


def test_by_reservation_is_by_appointment() -> None:
    place = read_one(serviceHours=[hours(isReservation=True)])
    assert day_of(place, MONDAY)[0] is HoursState.BY_APPOINTMENT


def test_closed_exceptions_close_a_range_of_days() -> None:
    place = read_one(
        serviceHours=[
            hours(openingHour=[row("Monday", "Friday", "09:00", "15:00")]),
            hours(
                "Exceptional",
                validFrom="2026-11-23T00:00:00",
                validTo="2026-11-24T00:00:00",
                isClosed=True,
            ),
        ]
    )
    states = [each.state for each in week(place.hours, MONDAY)][:3]
    assert states == [HoursState.CLOSED, HoursState.CLOSED, HoursState.OPEN]


def test_holidays_are_given_as_their_next_occurrence_of_one_day() -> None:
    feed = ptv.read(page("ptv_places"))
    library = next(place for place in feed.places if "kirjasto" in place.names["fi"])
    independence_day = resolve(library.hours, date(2026, 12, 6))
    assert [(each.names["en"], each.intervals) for each in independence_day.sets] == [
        ("Independence Day", ((time(12), time(16)),))
    ]
    assert resolve(library.hours, date(2026, 12, 7)).sets[0].names["fi"] == "Kirjasto"


@pytest.mark.parametrize(
    "moment",
    ["2026-12-06T00:00:00", "2026-12-05T22:00:00Z", "2026-12-06T00:00:00+02:00", "2026-12-06"],
)
def test_days_are_finnish_days_however_their_midnight_is_written(moment: str) -> None:
    place = read_one(serviceHours=[hours("Exceptional", validFrom=moment, isClosed=True)])
    assert place.hours[0].valid_from == place.hours[0].valid_to == date(2026, 12, 6)


def test_entries_that_differ_only_in_their_label_are_never_merged() -> None:
    rows = [row("Monday", "", "09:00", "16:00")]
    sets = [
        hours(openingHour=rows, additionalInformation=[{"value": label, "language": "fi"}])
        for label in ("Palvelutiski", "Puhelinpalvelu")
    ]
    found = resolve(read_one(serviceHours=sets).hours, MONDAY)
    assert [each.names["fi"] for each in found.sets] == ["Palvelutiski", "Puhelinpalvelu"]


def test_expired_entries_may_be_missing_and_one_that_is_there_says_nothing_of_today() -> None:
    summer = hours(
        validFrom="2026-06-01T00:00:00",
        validTo="2026-08-06T00:00:00",
        openingHour=[row("Monday", "", "10:00", "13:00")],
    )
    place = read_one(serviceHours=[summer])
    assert resolve(place.hours, MONDAY).sets == ()
    assert read_one(serviceHours=None).hours == ()


def test_a_week_without_rows_says_nothing() -> None:
    nothing = hours(additionalInformation=[{"value": None, "language": "fi"}])
    assert day_of(read_one(serviceHours=[nothing]), MONDAY)[0] is HoursState.UNKNOWN


@pytest.mark.parametrize(
    "fault",
    [
        hours("Fortnightly"),
        hours("Exceptional", isClosed=True),
        hours(validFrom="2026-12-06T00:00:00", validTo="2026-12-01T00:00:00"),
        hours(validFrom="soon"),
        hours(openingHour=[row(None, None, "09:00", "16:00")]),
        hours(openingHour=[row("Måndag", "", "09:00", "16:00")]),
        hours(openingHour=[{"dayFrom": "Monday"}]),
        hours(openingHour=[row("Monday", "", "9", "16")]),
        hours(openingHour="09-16"),
        "09-16",
    ],
)
def test_hours_that_cannot_be_read_are_unknown_and_never_half(fault: Any) -> None:
    good = hours(openingHour=[row("Monday", "Friday", "09:00", "15:00")])
    place = read_one(serviceHours=[good, fault])
    assert (place.hours, place.problems) == ((), (Problem.HOURS,))
