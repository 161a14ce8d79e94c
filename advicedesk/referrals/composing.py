"""From a stored referral to a composed slip: reads the models, leaves the words to `slips`."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app, url_for

from advicedesk.directory.models import PlaceKind
from advicedesk.directory.places import is_same_house
from advicedesk.languages import registry
from advicedesk.printing.documents import Slip, on_one_paper
from advicedesk.referrals.hours_on_slip import hours_of_week, opening_at
from advicedesk.referrals.models import Referral
from advicedesk.referrals.slip_contents import ReachedBy, SlipContents, SlipPlaceContents
from advicedesk.referrals.slips import compose_slip
from advicedesk.web.fields import desk_zone

# who speaks one of these needs no interpreter, or nobody knows which
_WITHOUT_INTERPRETER = frozenset({"fi", "fi-x-selko", "sv", "und", "mul"})
_USUAL = "en"


def slip_language(asked: str | None, referral: Referral) -> str:
    """Return the first of these that slips speak: what was asked for, the client's, English.

    A client whose own language has no slips gets the one that its readers share, if there is one.
    """
    spoken = referral.need.visit.client_language
    wanted = (asked or "", spoken, registry.read_as(spoken), spoken.partition("-")[0])
    return next((code for code in wanted if code in registry.SLIPS), _USUAL)


def compose_papers(
    referrals: Sequence[Referral], language: str, *, is_together: bool, has_copies: bool
) -> list[Slip]:
    """Compose the slips of one visit, on one paper or on one each, and the authorities' copies."""
    slips = [compose(referral, language) for referral in referrals]
    if is_together:
        slips = [on_one_paper(slips)]
    copies = [compose(referral, "", is_copy=True) for referral in referrals] if has_copies else []
    return slips + copies


def compose(referral: Referral, language: str, *, is_copy: bool = False) -> Slip:
    """Compose a referral's slip in a client's language, beside the authority's.

    The authority's own copy is in its language alone.
    """
    now = datetime.now(desk_zone())
    visit = referral.need.visit
    spoken = referral.interpreter_language or visit.client_language
    return compose_slip(
        SlipContents(
            desk_name=referral.desk.name,
            client_language=_office_language(referral) if is_copy else language,
            office_language=_office_language(referral),
            printed_at=now,
            case_code=visit.case.case_code,
            qr_url=_address(referral),
            place=_place(referral, now),
            topic=referral.need.topic,
            bring=tuple(referral.bring),
            urgency=referral.urgency.value,
            given_on=referral.given_at.astimezone(desk_zone()).date(),
            booked_at=referral.booked_at.astimezone(desk_zone()) if referral.booked_at else None,
            needs_interpreter=_needs_interpreter(referral, spoken),
            interpreter_language=spoken if registry.is_known(spoken) else None,
            stub_code=referral.stub_code or "",
            is_copy=is_copy,
            is_reviewed=is_copy or _is_reviewed(language),
        )
    )


def _is_reviewed(language: str) -> bool:
    # English is what the others are translated from
    return language == "en" or registry.get_language(language).is_native_reviewed("slips")


def _needs_interpreter(referral: Referral, spoken: str) -> bool:
    point = referral.service_point
    is_served = point is not None and spoken in point.service_languages
    return spoken not in _WITHOUT_INTERPRETER and not is_served


def _office_language(referral: Referral) -> str:
    authority = referral.authority
    return authority.office_language if authority else referral.desk.office_language


def _address(referral: Referral) -> str:
    base = current_app.config["ADVICEDESK"].base_url
    if not base:
        return url_for("slips.slip_page", slip_token=referral.slip_token, _external=True)
    return f"{base}{url_for('slips.slip_page', slip_token=referral.slip_token)}"


def _place(referral: Referral, now: datetime) -> SlipPlaceContents:
    point = referral.service_point
    if point is None:
        return SlipPlaceContents(names={_office_language(referral): referral.authority_name or ""})
    by_phone = point.kind is PlaceKind.PHONE_SERVICE
    return SlipPlaceContents(
        names=point.names,
        reached_by=ReachedBy(point.kind.value),
        house=point.house or "",
        floor=point.floor or "",
        counter=point.counter or "",
        entrance=point.entrance or "",
        ask_for=point.ask_for or "",
        takes_numbers=point.takes_numbers,
        is_same_house=is_same_house(point.house, referral.desk.house),
        addresses=point.addresses,
        walking_hints=point.walking_hints,
        phone=point.phones[0]["number"] if point.phones else "",
        link=point.links[0] if point.links else "",
        hours=hours_of_week(point.opening_hours, now, by_phone=by_phone),
        hours_known_on=point.hours_known_on,
        opening=opening_at(point.opening_hours, now, by_phone=by_phone),
    )
