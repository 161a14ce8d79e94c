"""From a stored referral to a composed slip: reads the models, leaves the words to `slips`."""

from datetime import datetime

from flask import current_app, url_for

from advicedesk.directory.models import PlaceKind
from advicedesk.languages import registry
from advicedesk.printing.documents import Slip
from advicedesk.referrals.hours_on_slip import hours_of_week, opening_at, read_sets
from advicedesk.referrals.models import Referral
from advicedesk.referrals.slip_contents import ReachedBy, SlipContents, SlipPlaceContents
from advicedesk.referrals.slips import compose_slip
from advicedesk.web.fields import desk_zone


def compose(referral: Referral, language: str) -> Slip:
    """Compose a referral's slip in a client's language, beside the authority's."""
    now = datetime.now(desk_zone())
    visit = referral.need.visit
    spoken = visit.client_language
    return compose_slip(
        SlipContents(
            desk_name=referral.desk.name,
            client_language=language,
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
            needs_interpreter=spoken not in ("fi", "sv", "und", "mul", "fi-x-selko"),
            interpreter_language=spoken
            if spoken != language and registry.is_known(spoken)
            else None,
        )
    )


def _office_language(referral: Referral) -> str:
    authority = referral.authority
    return authority.office_language if authority else referral.desk.office_language


def _address(referral: Referral) -> str:
    base = current_app.config["ADVICEDESK"].base_url
    path = url_for("slips.slip_page", slip_token=referral.slip_token)
    return (
        f"{base}{path}"
        if base
        else url_for("slips.slip_page", slip_token=referral.slip_token, _external=True)
    )


def _place(referral: Referral, now: datetime) -> SlipPlaceContents:
    point = referral.service_point
    if point is None:
        return SlipPlaceContents(names={"fi": referral.authority_name or ""})
    sets = read_sets(point.opening_hours, by_phone=point.kind is PlaceKind.PHONE_SERVICE)
    return SlipPlaceContents(
        names=point.names,
        reached_by=ReachedBy(point.kind.value),
        house=point.house or "",
        floor=point.floor or "",
        counter=point.counter or "",
        addresses=point.addresses,
        walking_hints=point.walking_hints,
        phone=point.phones[0]["number"] if point.phones else "",
        link=point.links[0] if point.links else "",
        hours=hours_of_week(sets, now),
        opening=opening_at(sets, now),
    )
