"""The guard refuses what leads to a person, asks about what may, and lets the work through.

All identifiers here are made up or published examples; see the notes of the cases (CC0).
"""

import csv
import json
import random
from dataclasses import fields
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advicedesk.privacy.identity_codes import (
    _MAY_LEAD,
    LONGEST_TEXT,
    NO_CONTACTS,
    Finding,
    KnownContacts,
    TextTooLong,
    Verdict,
    _rules,
    find_identifiers,
    judge,
)
from advicedesk.privacy.plain_text import plain
from advicedesk.visits.case_codes import new_case_code

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 24)
HETU_REFUSED = Finding("hetu", Verdict.BLOCK)
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def rows(name):
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def directory():
    contacts = json.loads((CASES / "directory_contacts.json").read_text(encoding="utf-8"))
    return KnownContacts.of(
        phones=contacts["phones"], emails=contacts["emails"], addresses=contacts["addresses"]
    )


DIRECTORY = directory()


def found(text):
    return find_identifiers(text, known=DIRECTORY, today=TODAY)


def kinds(text):
    return {(finding.kind, str(finding.verdict)) for finding in found(text)}


@pytest.mark.parametrize(
    "case", rows("free_text_guard_cases.csv"), ids=lambda case: f"{case['id']}-{case['kind']}"
)
def test_every_case_gets_a_verdict_that_is_accepted(case):
    assert judge(found(case["text"])) in case["accept"].split("|")


def spellings(value):
    yield value
    yield value.lower()
    yield value.replace("-", "–")
    yield value.replace("-", "\u2212")
    yield value.translate(ARABIC_INDIC)
    yield value.translate(PERSIAN)
    yield value[:3] + "\u200b" + value[3:7] + "\u00ad" + value[7:]
    yield value.translate(str.maketrans("ABCEXY", "АВСЕХУ"))


@pytest.mark.parametrize("case", rows("hetu_cases.csv"), ids=lambda case: case["value"])
def test_a_hetu_is_refused_in_all_spellings_and_only_when_its_checksum_is_right(case):
    for written in spellings(case["value"]):
        refused = HETU_REFUSED in found(f"Asiakas {written} odottaa päätöstä.")
        assert refused == (case["valid_checksum"] == "yes"), written


@pytest.mark.parametrize(
    ("text", "kind", "verdict"),
    [
        ("HETU010170-905P:n paperit", "hetu", "block"),
        ("01.01.70-905P", "hetu", "block"),
        ("010170 A 905 P", "hetu", "block"),
        ("010170905P", "hetu", "ask"),
        ("900101+9802", "personnummer", "block"),
        ("19900101-9802", "personnummer", "block"),
        ("199001019802", "personnummer", "block"),
        ("701063-2391", "personnummer", "block"),
        ("376 0503 0299", "isikukood", "block"),
        ("tili FI2112345600000785maksettu", "iban", "block"),
        ("FI21 1234 5600 0007 85 DE89370400440532013000", "iban", "block"),
        ("GB29 NWBK 6016 1331 9268 19 ja muuta", "iban", "block"),
        ("tili FI22 1234 5600 0007 85", "iban", "ask"),
        ("5500 0000 0000 0004", "card_number", "block"),
        ("2221 0000 0000 0009", "card_number", "block"),
        ("3400 000000 00009", "card_number", "block"),
        ("puh0401234567soita", "phone", "block"),
        ("+358 (0)40 123 4567", "phone", "block"),
        ("040 123 4567 10.00-16.00", "phone", "block"),
        ("0401234567 0501234568", "phone", "block"),
        ("12 +358 40 123 4567 9-12", "phone", "block"),
        ("0295 123 999", "phone", "ask"),
        ("matti @ posti.example", "email", "block"),
        ("matti@posti", "email", "ask"),
        ("KM123456", "passport", "ask"),
        ("КМ123456", "passport", "ask"),
        ("1987-05-03", "birthdate", "ask"),
        ("syntynyt 3. toukokuuta 1987", "birthdate", "ask"),
        ("born May 3, 1987", "birthdate", "ask"),
        ("родился 3 мая 1987", "birthdate", "ask"),
        ("12/31/1987", "birthdate", "ask"),
        ("3.5.87", "birthdate", "ask"),
        ("900101", "birthdate", "ask"),
        ("12345/03.02.01/2026", "case_number", "ask"),
        ("VN/1234/2026", "case_number", "ask"),
        ("asuu Ahventiellä 4", "address", "ask"),
        ("Kirkkokatu 16 a 3", "address", "ask"),
        ("Mannerheimintie 100", "address", "ask"),
        ("Runeberg 11 B24", "address", "ask"),
        ("7202132-4", "digit_run", "ask"),
        ("4111 1111 1111 1112", "digit_run", "ask"),
        ("12345678 €", "digit_run", "ask"),
    ],
)
def test_an_identifier_is_named_by_kind(text, kind, verdict):
    assert (kind, verdict) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-03T10:00",
        "2026-08-03T10:00:00+03:00",
        "20260803T101500Z",
        "2026-11-24 10:15",
        "550e8400-e29b-41d4-a716-446655440000",
        "tulee 15. joulukuuta 2026",
        "241126",
        "ma-to 10-16 17-20",
        "ma-to 10.00-16.00, pe 9.00-12.00",
        "vuosina 2025-2026",
        "odotti 2 h 30 min",
        "15 000 - 20 000 €",
        "vuokra 750,50 €/kk, takuu 1500",
        "Ahventie 4 A klo 9-12",
        "Neuvottu 116 117",
        "ks. neuvonta@espoo.example, 0201234500",
        "-neuvonta@espoo.example",
        "020 123 4500 020 123 4501",
        "0201234500 9-12",
        "Y-tunnus FI02021323",
        "lomake OLE_PH1, EU1, SV 98",
        "31.2.2026 ei ole päivä",
    ],
)
def test_what_belongs_to_the_work_is_let_through(text):
    assert found(text) == []


def test_our_own_case_codes_are_let_through():
    seeded = random.Random(11)
    for _ in range(3_000):
        code = new_case_code(seeded.choice)
        for written in (code, code.replace("-", ""), code.lower()):
            assert found(f"koodi {written}") == [], written


def test_half_an_identity_code_is_not_taken_for_a_phone_number():
    assert kinds("040585-930H ja 010170-905P") == {("hetu", "ask"), ("hetu", "block")}


def test_an_offices_own_contact_is_refused_or_asked_about_without_the_directory():
    for text in ("040 123 4561", "neuvonta@espoo.example"):
        assert judge(find_identifiers(text, today=TODAY)) is Verdict.BLOCK
        assert judge(found(text)) is Verdict.ALLOW
    assert judge(find_identifiers("Kirkkokatu 16", today=TODAY)) is Verdict.ASK


def test_a_directory_number_that_is_no_valid_phone_number_is_let_through_as_written():
    known = KnownContacts.of(phones=["1234 56789"])
    assert find_identifiers("soita 123 456 789", known=known) == []


def test_every_date_is_asked_about_when_today_is_unknown():
    for text in ("1.12.2026", "2026-12-01", "1. joulukuuta 2026", "011226"):
        assert find_identifiers(text) == [Finding("birthdate", Verdict.ASK)]
        assert found(text) == []


def test_a_date_is_near_for_sixty_days_either_way():
    assert found("23.1.2027 ja 25.9.2026") == []
    assert found("24.1.2027") == found("24.9.2026") == [Finding("birthdate", Verdict.ASK)]


def test_each_kind_is_told_once_and_the_gravest_verdict_wins():
    findings = found("040 123 4567, 050 123 4568, asiakasnumero 12345678")
    assert findings == [Finding("phone", Verdict.BLOCK), Finding("digit_run", Verdict.ASK)]
    assert judge(findings) is Verdict.BLOCK
    assert judge(findings[1:]) is Verdict.ASK
    assert judge([]) is Verdict.ALLOW


def test_a_finding_has_no_room_for_the_value():
    assert [field.name for field in fields(Finding)] == ["kind", "verdict"]
    assert "010170" not in repr(found("010170-905P"))


def test_no_contacts_are_known_unless_given():
    assert KnownContacts.of() == NO_CONTACTS


def test_a_text_longer_than_any_note_is_refused_unread():
    with pytest.raises(TextTooLong) as refusal:
        find_identifiers("a.b@" * 100_000)
    assert "a.b" not in str(refusal.value)


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "1 ", "0 ", "00 ", "@", "a@", "a.", "1-", "+1", "1.1.", "(", "[1;", "FI21", "TIE "]
    + ["0401234567 ", "010170-", "\ufdfa", "/1", "2026-", "A1"],
)
def test_hostile_text_is_read_in_linear_time(piece):
    text = (piece * LONGEST_TEXT)[:LONGEST_TEXT]
    before = process_time()
    find_identifiers(text, known=DIRECTORY, today=TODAY)
    assert process_time() - before < 2


@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from("0123456789 -+./@ABFITYä")),
        max_size=80,
    )
)
def test_any_text_gets_a_verdict(text):
    assert judge(found(text)) in Verdict


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö ,", max_size=30))
def test_words_around_an_identity_code_do_not_hide_it(words):
    assert HETU_REFUSED in found(f"{words}010170-905P{words}")


@given(st.text(st.one_of(st.sampled_from("abDEF-./+:; \n€³①"), st.characters()), max_size=200))
def test_no_rule_finds_anything_where_the_first_look_sees_nothing(text: str) -> None:
    seen = _MAY_LEAD.sub("", plain(text))
    found = [span for rule in _rules(NO_CONTACTS, TODAY) for span in rule(seen)]
    assert all(span.verdict is Verdict.ALLOW for span in found)
    assert find_identifiers(seen, today=TODAY) == []
