"""What a screen reader is told of a slip: whole phrases, in the order in which they are spoken.

Two things the engine does otherwise are taken as they are. Of brackets that run leftwards it
tells the mirrored sign; a stacked cluster (Thai, Burmese) it may tell twice. And one is a fault of
its that only Persian and Dari meet: after a mark on an alef, as in the word for "please", it cuts
words with the same alef into pieces. Their heads, names, numbers and times are not touched.
"""

import re

import pytest

from advicedesk.printing.documents import PaperSize
from advicedesk.printing.pdf import slip_pdf
from advicedesk.referrals.slips import compose_slip
from tests.factories.slips import SLIP_LANGUAGES, slip_contents
from tests.reading_aloud import read_aloud

CUT_AFTER_A_MARK = ("fa", "prs")
_STEERING = re.compile("[\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069()]")
_TWICE = re.compile(r"(\D{1,6}?)\1+")


def heard(text):
    """Return text without what is not spoken, and without what is told twice."""
    said = _STEERING.sub("", text).replace("\u00a0", " ")
    while (once := _TWICE.sub(r"\1", said)) != said:
        said = once
    return said


def told(language, size):
    slip = compose_slip(slip_contents(client_language=language))
    return slip, heard(read_aloud(slip_pdf(slip, size)))


def places_of(phrases, text):
    """Return where each phrase begins, looked for after the one before it."""
    found = [0]
    for phrase in phrases:
        found.append(text.find(heard(phrase), found[-1]))
        assert found[-1] >= 0, f"{phrase!a} is not told, or too early"
    return found[1:]


@pytest.mark.parametrize("size", [PaperSize.A5, PaperSize.RECEIPT])
@pytest.mark.parametrize("language", SLIP_LANGUAGES)
def test_heads_names_numbers_and_times_are_told_whole_and_in_order(language, size):
    slip, text = told(language, size)
    phrases = (
        slip.title.client,
        slip.place.head.client,
        slip.place.name,
        slip.place.spot.client,
        "09 816 31300",
        slip.times.head.client,
        slip.times.opening.client,
        slip.times.hours_head.client,
        *(span for row in slip.times.hours for span in row.hours),
        slip.bring_head.client,
        slip.say_head.client,
        slip.say.office,
        slip.interpreter.office,
        slip.case_code,
        slip.stub.give_back,
    )
    places = places_of(phrases, text)
    assert places == sorted(places)


@pytest.mark.parametrize("language", sorted({*SLIP_LANGUAGES} - {*CUT_AFTER_A_MARK}))
def test_sentences_are_told_word_by_word(language):
    slip, text = told(language, PaperSize.A5)
    sentences = (slip.times.limit, *slip.bring, slip.say, slip.interpreter, slip.keep)
    for sentence in sentences:
        assert heard(sentence.client) in text


def test_office_words_stand_beside_the_clients_not_before_them():
    slip, text = told("ar", PaperSize.A5)
    places_of((slip.times.opening.client, slip.times.opening.office, slip.say.client), text)
