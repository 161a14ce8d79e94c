"""The page of circulation and its files: who sees what, and what it is counted from."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, writing
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.details import ReferralDetails
from advicedesk.referrals.models import ReferralStatus, RejectedReason
from advicedesk.roles import Role
from advicedesk.visits import operations
from advicedesk.visits.details import NeedDetails
from advicedesk.visits.models import Visit
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import record
from tests.factories.visits import MakeVisit

from .reading import book_of, tables_of, tidy_lines

PAGE = "/statistics/circulation?month=2026-10"
FILE = "/statistics/circulation/export?month=2026-10&desk=iso-omena"
OCTOBER = datetime(2026, 10, 5, 7, 15, tzinfo=UTC)
Send = Callable[..., str]


@pytest.fixture
def send(make_visit: MakeVisit) -> Send:
    """Return a maker of referrals: send(kela, passed_to=library, case_code=…) gives the code."""
    sent: list[datetime] = []

    def make(
        place: ServicePoint | None,
        passed_to: ServicePoint | None = None,
        is_refused: bool = False,
        desk: str = "iso-omena",
        **details: str,
    ) -> str:
        sent.append(OCTOBER + timedelta(minutes=len(sent)))
        told = ReferralDetails(
            service_point=place.public_id if place else None,
            authority_name=None if place else "Moniheli ry",
        )
        need = NeedDetails(topic="work", referrals=(told,))
        visit = make_visit(need, desk=desk, started_at=sent[-1], **details)
        referral = visit.needs[0].referrals[0].public_id
        case_code = visit.case.case_code
        if passed_to:
            record(referral, ReferralStatus.REROUTED, rerouted_to=passed_to.public_id)
        if is_refused:
            reason = RejectedReason.NOT_COMPETENT
            record(referral, ReferralStatus.REJECTED, rejected_reason=reason)
        return case_code

    return make


@pytest.fixture
def library(make_service_point: Callable[..., ServicePoint]) -> ServicePoint:
    """Return the library in the house of Iso Omena."""
    return make_service_point({"fi": "Kirjasto"}, house="Iso Omena")


@pytest.fixture
def kela(make_service_point: Callable[..., ServicePoint]) -> ServicePoint:
    """Return Kela's place in the house of Iso Omena."""
    return make_service_point({"fi": "Kela"}, house="Iso Omena")


def test_counsellors_do_not_see_circulation(as_counsellor: InspectingDesk) -> None:
    as_counsellor.get(PAGE, 403)
    as_counsellor.get(FILE, 403)


def test_another_desk_is_not_found(as_supervisor: InspectingDesk) -> None:
    as_supervisor.get(f"{PAGE}&desk=kalajarvi", 404)
    as_supervisor.get(FILE.replace("iso-omena", "kalajarvi"), 404)
    as_supervisor.get(f"{PAGE}&desk=iso-omena")


@pytest.mark.parametrize(
    "query",
    ["month=x", "month=2026-13", "month=2026-10&until=2026-09", "month=2026-10&until=%00",
     "month=2026-10&desk=%27", "month=2025-01&until=2026-10"],
)  # fmt: skip
def test_odd_questions_are_not_found(as_supervisor: InspectingDesk, query: str) -> None:
    as_supervisor.get(f"/statistics/circulation?{query}", 404)
    as_supervisor.get(f"/statistics/circulation/export?{query}", 404)


def test_there_is_no_file_of_a_format_that_does_not_tell_circulation(
    as_supervisor: InspectingDesk,
) -> None:
    for form in ("pdf", "px", "x", ""):
        as_supervisor.get(f"{FILE}&format={form}", 404)


def test_a_month_without_referrals_says_so(
    as_supervisor: InspectingDesk, as_administrator: InspectingDesk
) -> None:
    for desk in (as_supervisor, as_administrator):
        answer = desk.get(f"{PAGE}&desk=iso-omena")
        assert "Nothing was recorded" in answer.get_data(as_text=True)
        assert tables_of(answer)["circulation_flows"] == {
            "Advice desk": ["0"],
            "Total": ["0"],
        }


def test_a_desk_s_supervisor_sees_every_step_marked_as_internal(
    as_supervisor: InspectingDesk, send: Send, kela: ServicePoint, library: ServicePoint
) -> None:
    case_code = send(kela, passed_to=library)
    send(library, case_code=case_code)
    case_code = send(kela, is_refused=True)
    send(None, is_refused=True, case_code=case_code)
    answer = as_supervisor.get(PAGE)
    tables = tables_of(answer)
    assert "Internal: as this desk" in answer.get_data(as_text=True)
    assert tables["circulation_flows"] == {
        "Advice desk": ["2", "1", "1", "4"],
        "Kela": ["0", "1", "0", "1"],
        "Total": ["2", "2", "1", "5"],
    }
    assert tables["circulation_answers"]["Kela"] == ["1", "1", "0", "2"]
    assert tables["circulation_sent_back"]["Kela"] == ["50%"]
    assert tables["circulation_back_and_forth"]["Total"] == ["1", "0", "1"]
    assert tables["circulation_ways"] == {
        "Kela → Elsewhere": ["1"],
        "Kela → Kirjasto": ["1"],
        "Several places": ["2"],
        "One place only": ["0"],
        "Total": ["2"],
    }


def test_withdrawn_visits_and_other_desks_are_left_out(
    as_supervisor: InspectingDesk, supervisor: StaffMember, send: Send, kela: ServicePoint
) -> None:
    send(kela)
    send(kela, desk="kalajarvi")
    send(kela)
    with writing.writing():
        operations.withdraw_visit(
            visit=db.session.scalars(select(Visit).order_by(Visit.id.desc())).first(),
            reason="undone",
            staff_member=supervisor,
        )
        db.session.commit()
    assert tables_of(as_supervisor.get(PAGE))["circulation_flows"]["Total"] == ["1", "1"]


def test_an_administrator_sees_protected_figures_only(
    as_administrator: InspectingDesk, send: Send, kela: ServicePoint, library: ServicePoint
) -> None:
    for _number in range(9):
        send(kela)
    for _number in range(12):
        send(library)
    send(kela, passed_to=library)
    for _number in range(2):
        send(None)
    answer = as_administrator.get(f"{PAGE}&desk=iso-omena")
    page = answer.get_data(as_text=True)
    assert "Internal: as this desk" not in page
    assert "Figures below 5 are hidden" in page
    figures = [
        cell
        for lines in tables_of(answer).values()
        for cells in lines.values()
        for cell in cells
        if cell.isdigit()
    ]
    assert figures
    assert not set(figures) & {"1", "2", "3", "4"}
    assert "Kela → Kirjasto" not in page


def test_files_are_protected_for_the_desk_s_own_supervisor_too(
    as_supervisor: InspectingDesk, send: Send, kela: ServicePoint, library: ServicePoint
) -> None:
    for place, count in ((kela, 9), (library, 12), (None, 2)):
        for _number in range(count):
            send(place)
    answer = as_supervisor.get(f"{FILE}&format=tidy")
    name = "advicedesk-iso-omena-2026-10-circulation-tidy.csv"
    assert name in answer.headers["Content-Disposition"]
    lines = tidy_lines(answer.data, "circulation_flows", "2026-10")
    assert lines["desk"] == ("23", "")
    assert ",desk,receiver,outside,referrals,,c,F" in answer.get_data(as_text=True)
    book = book_of(as_supervisor.get(f"{FILE}&format=xlsx").data)
    assert any("sends whom" in sheet for sheet in book.sheetnames)
    as_supervisor.get(f"{FILE}&format=csv")


def test_a_quarter_and_all_desks_are_shown(
    as_administrator: InspectingDesk, send: Send, kela: ServicePoint
) -> None:
    for _number in range(9):
        send(kela)
    for _number in range(7):
        send(kela, desk="kalajarvi")
    quarter = as_administrator.get("/statistics/circulation?month=2026-10&until=2026-12&desk=all")
    assert "Q4 2026" in quarter.get_data(as_text=True)


def test_a_place_is_in_the_house_of_the_desk_that_sends_there(
    make_desk: Callable[[], InspectingDesk],
    make_staff: Callable[..., StaffMember],
    send: Send,
    kela: ServicePoint,
) -> None:
    send(kela, desk="kalajarvi")
    desk = make_desk().sign_in(make_staff("doris", Role.SUPERVISOR, desk="kalajarvi"))
    assert tables_of(desk.get(PAGE))["circulation_flows"]["Advice desk"] == ["1", "1"]
    assert "Kela" not in tables_of(desk.get(PAGE))["circulation_answers"]


def test_the_page_is_read_from_right_to_left_in_arabic(
    make_desk: Callable[[], InspectingDesk],
    make_staff: Callable[..., StaffMember],
    send: Send,
    kela: ServicePoint,
    library: ServicePoint,
) -> None:
    send(kela, passed_to=library)
    desk = make_desk().sign_in(make_staff("samira", Role.SUPERVISOR, language="ar"))
    page = desk.get(PAGE).get_data(as_text=True)
    assert 'dir="rtl"' in page
    assert 'direction="rtl"' in page
    assert "\N{FIRST STRONG ISOLATE}Kela\N{POP DIRECTIONAL ISOLATE} \N{LEFTWARDS ARROW}" in page


def test_the_month_leads_to_circulation(as_supervisor: InspectingDesk) -> None:
    page = as_supervisor.get("/statistics/?month=2026-10").get_data(as_text=True)
    assert "/statistics/circulation?month=2026-10" in page
