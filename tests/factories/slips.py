"""Made-up contents of a slip, and what tests change in them."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from advicedesk.languages.registry import SLIPS
from advicedesk.referrals.slip_contents import (
    Opening,
    OpeningState,
    SlipContents,
    SlipPlaceContents,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
TUESDAY = datetime(2026, 11, 24, 10, 5, tzinfo=HELSINKI)
SLIP_LANGUAGES = SLIPS

NINE_TO_HALF_PAST_THREE = ((time(9), time(15, 30)),)
NINE_TO_FIVE = ((time(9), time(17)),)
WITH_A_BREAK = ((time(9), time(12)), (time(12, 30), time(14)))
WEEK = (
    NINE_TO_HALF_PAST_THREE,
    NINE_TO_HALF_PAST_THREE,
    NINE_TO_FIVE,
    NINE_TO_HALF_PAST_THREE,
    WITH_A_BREAK,
    (),
    (),
)
PLACE = SlipPlaceContents(
    names={
        "fi": "Varhaiskasvatuksen palveluohjaus",
        "sv": "Småbarnspedagogikens servicehandledning",
        "en": "Early childhood education guidance",
    },
    house="Iso Omena",
    floor="2",
    counter="14",
    addresses={"fi": "Suomenlahdentie 1, 02230 Espoo", "sv": "Finskaviksvägen 1, 02230 Esbo"},
    walking_hints={
        "fi": "Liukuportaat ylös, kirjaston ohi, vasemmalla.",
        "ar": "السلم المتحرك إلى الأعلى، بعد المكتبة، على اليسار.",
    },
    phone="+358981631300",
    hours=WEEK,
    opening=Opening(OpeningState.OPEN, TUESDAY.replace(hour=15, minute=30)),
)
CONTENTS = SlipContents(
    desk_name="Neuvontapiste Iso Omena",
    client_language="ar",
    office_language="fi",
    printed_at=TUESDAY,
    case_code="K7M-4XR",
    qr_url="https://neuvonta.example.fi/s/Zk3v9Qh2Lx7TnB4mW8sYc1dR5pJ0aEgF",
    place=PLACE,
    topic="childcare/application",
    bring=("identity_card", "payslips", "this_slip"),
    urgency="within_2_weeks",
)


def slip_contents(**changes: Any) -> SlipContents:
    """Return the contents of an ordinary slip with some of it changed."""
    return replace(CONTENTS, **changes)


def slip_place(**changes: Any) -> SlipPlaceContents:
    """Return an ordinary place with some of it changed."""
    return replace(PLACE, **changes)
