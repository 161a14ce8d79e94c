"""What the slip's page shows: words of the catalog `slips`, the client's and the office's.

The receiver reads the office's words; the client's stand below, so that both see what is tapped.
"""

from datetime import datetime
from typing import Any

from flask import render_template, request

from advicedesk.directory.queries import list_places, list_service_points
from advicedesk.languages import registry
from advicedesk.printing.documents import Pair
from advicedesk.printing.pdf import slip_picture
from advicedesk.referrals import slip_texts as texts
from advicedesk.referrals.answering import FoundPlace
from advicedesk.referrals.composing import compose, slip_language
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus, ReferralStep
from advicedesk.referrals.slip_places import spot_words
from advicedesk.referrals.slip_voices import Voices, said
from advicedesk.referrals.statuses import may_tap_back
from advicedesk.web.templating import named

MOST_PLACES = 8
_LONGEST = 80
_ANSWERED = {
    ReferralStatus.ACKNOWLEDGED: texts.ARRIVED,
    ReferralStatus.COMPLETED: texts.DONE,
    ReferralStatus.REJECTED: texts.NOT_OURS_HERE,
    ReferralStatus.REROUTED: texts.NOT_OURS_HERE,
}


def slip_page(referral: Referral, form_token: str, now: datetime) -> str:
    """Render the slip as its QR code opens it, with the receiver's answers."""
    slip = compose(referral, _language(referral))
    voices = Voices(slip.client_language, slip.office_language)
    last = referral.steps[-1]
    return render_template(
        "referrals/slip_page.html",
        slip=slip,
        slip_token=referral.slip_token,
        form_token=form_token,
        languages=registry.slip_languages(),
        spoken=slip_language(None, referral),
        head=voices.pair(texts.ANSWER_HEAD),
        hint=voices.pair(texts.ANSWER_HINT),
        thanks=voices.pair(texts.THANKS),
        answers=[
            ("arrived", voices.pair(texts.ARRIVED)),
            ("done", voices.pair(texts.DONE)),
        ],
        not_ours=voices.pair(texts.NOT_OURS_HERE),
        save_picture=said(texts.SAVE_PICTURE, voices.client),
        answered=_answered(last, voices),
        take_back=voices.pair(texts.TAKE_BACK) if may_tap_back(last.taken_at, now) else None,
        taken_back=voices.pair(texts.TAKEN_BACK) if "taken" in request.args else None,
    )


def picture(referral: Referral) -> bytes:
    """Draw the slip for the client's own telephone, where it is kept when the page is gone."""
    return slip_picture(compose(referral, _language(referral)))


def _answered(last: ReferralStep, voices: Voices) -> Pair | None:
    """Say what was answered on this page last; what others said is nobody's here."""
    if last.confirmed_by is not ConfirmedBy.RECEIVER_LINK:
        return None
    text = _ANSWERED[last.status]
    place = last.rerouted_to

    def answer(language: str) -> str:
        words = said(text, language)
        return f"{words} – {named(place.names, language)}" if place else words

    return voices.pair(texts.ANSWERED, answer=answer)


def not_ours_page(
    referral: Referral, form_token: str, now: datetime, *, is_refused: bool = False
) -> str:
    """Render the question where the client should go instead, with the places found."""
    slip = compose(referral, _language(referral))
    voices = Voices(slip.client_language, slip.office_language)
    sought = request.args.get("q", "")[:_LONGEST].strip()
    places = _places(referral, sought, slip.office_language)
    return render_template(
        "referrals/not_ours.html",
        slip=slip,
        slip_token=referral.slip_token,
        form_token=form_token,
        sought=sought if sought.isprintable() else "",
        places=places,
        is_refused=is_refused,
        not_ours=voices.pair(texts.NOT_OURS_HERE),
        head=voices.pair(texts.TRY_WHERE),
        find=voices.pair(texts.FIND_PLACE),
        none_found=voices.pair(texts.NO_SUCH_PLACE) if sought and not places else None,
        unknown=voices.pair(texts.I_DO_NOT_KNOW),
    )


def _places(referral: Referral, sought: str, language: str) -> list[FoundPlace]:
    """Return the places that have the words; without words those of the desk's own house."""
    if sought:
        found = list_service_points(sought)
    else:
        house = referral.desk.house
        found = [place for place in list_places() if place.is_offered and place.is_in(house)]
    return [
        FoundPlace(
            place.public_id,
            named(dict(place.names), language),
            spot_words(language, floor=place.floor or "", counter=place.counter or "")
            or named(dict(place.addresses), language)
            or place.phone
            or "",
        )
        for place in found
        if place.id != referral.service_point_id
    ][:MOST_PLACES]


def no_slip_page() -> str:
    """Render the page of an address that no slip has."""
    spoken = [language.language_code for language in registry.slip_languages()]
    language = request.accept_languages.best_match(spoken) or "en"
    return _told(texts.NOT_FOUND, language)


def expired_page(referral: Referral) -> str:
    """Render the page of a slip that is no longer in use."""
    return _told(texts.EXPIRED, _language(referral))


def too_many_page(referral: Referral) -> str:
    """Render the page of one answer too many."""
    return _told(texts.TOO_MANY, _language(referral), referral.slip_token)


def too_late_page(referral: Referral) -> str:
    """Render the page of an answer that cannot be taken back any more."""
    return _told(texts.TOO_LATE, _language(referral), referral.slip_token)


def _told(text: str, language: str, back_to: str = "") -> str:
    return render_template(
        "referrals/no_slip.html",
        language=language,
        heading=said(text, language),
        back_to=back_to,
        back=said(texts.TITLE, language),
    )


def _language(referral: Referral) -> str:
    """Return the language that was asked for, by a link or by the form that was sent."""
    asked: Any = request.values.get("language")
    return slip_language(asked, referral)
