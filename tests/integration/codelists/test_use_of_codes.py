"""Who used a code and when: counted this year, small figures told only as few."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from advicedesk.accounts.models import StaffMember
from advicedesk.codelists.models import CodeList
from advicedesk.codelists.use_of_codes import use_by_desk, use_of_codes
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.models import Referral
from advicedesk.visits import operations
from advicedesk.visits.details import NeedDetails
from advicedesk.visits.models import Outcome
from tests.factories.desk import InspectingDesk
from tests.factories.visits import MakeVisit

YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def at(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def words(desk: InspectingDesk, path: str) -> str:
    page = desk.get(path).get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_topics_count_their_subtopics_in(app: Flask, make_visit: MakeVisit) -> None:
    make_visit("work/cv", started_at=at(2, 3))
    make_visit("work", "health", started_at=at(3, 4))
    make_visit("work/cv", started_at=at(12, 1, 2025))
    use = use_of_codes(CodeList.TOPIC, YEAR)
    assert (use["work"].this_year, use["work/cv"].this_year) == (2, 1)
    assert use["work"].last_at == at(3, 4)
    assert use["work/cv"].last_at == at(2, 3)
    assert "studies" not in use


def test_acts_and_reasons_are_counted_each(app: Flask, make_visit: MakeVisit) -> None:
    told = NeedDetails(
        topic="work",
        acts=("guidance", "form_help"),
        outcome=Outcome.UNMET,
        unmet_reasons=("no_capacity",),
    )
    make_visit(told, "health", started_at=at(5, 6))
    assert set(use_of_codes(CodeList.ACT, YEAR)) == {"guidance", "form_help"}
    assert use_of_codes(CodeList.UNMET_REASON, YEAR)["no_capacity"].this_year == 1


def test_a_withdrawn_visit_used_nothing(
    app: Flask, make_visit: MakeVisit, supervisor: StaffMember
) -> None:
    visit = make_visit("work")
    operations.withdraw_visit(visit=visit, reason="undone", staff_member=supervisor)
    assert use_of_codes(CodeList.TOPIC, YEAR) == {}


def test_use_is_told_by_desk(app: Flask, make_visit: MakeVisit) -> None:
    for day in range(1, 7):
        make_visit("work/cv", started_at=at(4, day))
    make_visit("work", desk="kalajarvi", started_at=at(4, 9))
    desks = use_by_desk(CodeList.TOPIC, "work", YEAR)
    assert {name: found.this_year for name, found in desks.items()} == {
        "Iso Omena": 6,
        "Kalajärvi": 1,
    }
    assert [found.is_small for found in desks.values()] == [False, True]


def test_few_uses_are_told_without_a_figure_and_without_a_day(
    as_administrator: InspectingDesk, make_visit: MakeVisit
) -> None:
    make_visit("work/cv", started_at=datetime.now(UTC).replace(day=1, hour=8))
    page = words(as_administrator, "/codelists/topic/code/work/cv")
    assert "used a few times this year, last in " in page
    assert "used 1 time" not in page
    assert "Nobody has used it yet." in words(as_administrator, "/codelists/topic/code/health")


def test_the_list_tells_what_was_not_used_and_what_lacks_a_name(
    as_administrator: InspectingDesk, make_visit: MakeVisit
) -> None:
    make_visit("work/cv")
    as_administrator.post("/codelists/topic/add", {"short_code": "pets", "name_fi": "Lemmikit"})
    unnamed = words(as_administrator, "/codelists/?show=unnamed")
    assert "Lemmikit" in unnamed
    assert "No name in: Swedish, English" in unnamed
    unused = words(as_administrator, "/codelists/?show=unused")
    assert "work/cv" not in unused
    assert "childcare" in unused
    assert "Nothing is retired." in words(as_administrator, "/codelists/?show=retired")
    as_administrator.get("/codelists/?show=everything", 404)
    own_page = words(as_administrator, "/codelists/topic/code/pets")
    assert "shows “Lemmikit” instead" in own_page


def test_the_list_of_authorities_tells_how_often_each_was_sent_to(
    as_administrator: InspectingDesk,
    make_referral: Callable[..., Referral],
    a_service_point: ServicePoint,
) -> None:
    place = a_service_point.public_id
    assert "never used" in words(as_administrator, "/directory/authorities")
    make_referral(service_point=place)
    assert "used a few times this year" in words(as_administrator, "/directory/authorities")
    for _ in range(4):
        make_referral(service_point=place)
    assert "used 5 times this year" in words(as_administrator, "/directory/authorities")
