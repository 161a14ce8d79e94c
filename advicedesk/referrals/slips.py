"""Compose a slip: a referral's plain values become finished words in two languages (pure)."""

from advicedesk.languages import slip_formats
from advicedesk.languages.partitives import FINNISH_PARTITIVES
from advicedesk.printing import bidi
from advicedesk.printing.documents import NOTHING, Pair, Slip, SlipStub
from advicedesk.referrals import slip_texts as texts
from advicedesk.referrals.slip_contents import SlipContents
from advicedesk.referrals.slip_places import compose_place
from advicedesk.referrals.slip_times import compose_times
from advicedesk.referrals.slip_voices import Voices, said

_OFFICES_SPEAK = ("fi", "fi-x-selko", "sv")
_NOT_A_LANGUAGE = ("und", "mul")
_SIGNED = ("fse", "fss")


def compose_slip(contents: SlipContents) -> Slip:
    """Say everything the slip says, in the client's language and in the office's."""
    voices = Voices(contents.client_language, contents.office_language)
    place = compose_place(contents.place, voices)
    title = voices.pair(texts.TITLE)
    return Slip(
        client_language=voices.client,
        client_direction=slip_formats.direction_of(voices.client),
        client_script=slip_formats.script_of(voices.client),
        office_language=voices.office,
        document_title=f"{title.client} – {place.name}",
        desk_name=bidi.plain(contents.desk_name),
        printed_on=slip_formats.date_in_figures(contents.printed_at.date()),
        printed_at=contents.printed_at,
        title=title,
        place=place,
        times=compose_times(contents, voices),
        bring_head=voices.pair(texts.BRING_HEAD),
        bring=tuple(_to_bring(item, voices) for item in contents.bring if bidi.plain(item)),
        say_head=voices.pair(texts.SAY_HEAD),
        say=voices.each(lambda language: _to_say(contents.topic, language)),
        interpreter_head=voices.pair(texts.TO_STAFF),
        interpreter=_interpreter(contents, voices),
        case_code_head=voices.pair(texts.CASE_CODE),
        case_code=contents.case_code,
        keep=voices.pair(texts.KEEP),
        qr_words=voices.pair(texts.ON_PHONE),
        qr_url=contents.qr_url,
        stub=_stub(voices.office, contents.stub_code),
        no_personal_data=voices.pair(texts.NO_PERSONAL_DATA),
        not_reviewed=NOTHING if contents.is_reviewed else voices.pair(texts.NOT_REVIEWED),
        mark=said(texts.COPY_FOR_AUTHORITY, voices.office) if contents.is_copy else "",
    )


def _to_bring(item: str, voices: Voices) -> Pair:
    """Say what a code names; what the counsellor wrote is shown once, as written."""
    text = texts.BRING.get(item)
    return voices.pair(text) if text else Pair(bidi.plain(item))


def _to_say(topic: str, language: str) -> str:
    sentence = texts.TOPICS.get(topic.partition("/")[0], texts.TOPICS["other"])
    return f"{said(texts.SENT_BY, language)} {said(sentence, language)}"


def _interpreter(contents: SlipContents, voices: Voices) -> Pair:
    spoken = contents.interpreter_language or contents.client_language
    if not contents.needs_interpreter or spoken in (*_OFFICES_SPEAK, *_NOT_A_LANGUAGE):
        return NOTHING
    return voices.each(lambda language: _interpreter_sentence(spoken, language))


def _interpreter_sentence(spoken: str, language: str) -> str:
    name = slip_formats.language_name(spoken, language)
    if spoken in _SIGNED:
        return said(texts.INTERPRETER_PLAIN, language, language=name)
    if language == "fi":
        if spoken not in FINNISH_PARTITIVES:
            return said(texts.INTERPRETER_PLAIN, language, language=name)
        name = FINNISH_PARTITIVES[spoken]
    return said(texts.INTERPRETER, language, language=name)


def _stub(office: str, stub_code: str) -> SlipStub:
    return SlipStub(
        arrived=said(texts.ARRIVED, office),
        done=said(texts.DONE, office),
        not_ours=said(texts.NOT_OURS, office),
        give_back=said(texts.GIVE_BACK, office),
        code_label=said(texts.STUB_CODE, office) if stub_code else "",
        code=stub_code,
    )
