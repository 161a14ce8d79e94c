"""The administrator's pages of the code lists."""

from datetime import date

from advicedesk.codelists import queries
from advicedesk.codelists.models import CodeList
from advicedesk.database import db
from tests.factories.desk import InspectingDesk


def names(code_list: CodeList = CodeList.TOPIC) -> dict[str, dict[str, str]]:
    db.session.rollback()
    return queries.names_of(code_list)


def text(desk: InspectingDesk) -> str:
    assert desk.last is not None
    return desk.last.get_data(as_text=True)


def test_each_list_has_its_page(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/codelists/")
    assert "childcare/fee" in text(as_administrator)
    as_administrator.get("/codelists/?code_list=act")
    assert "explain_letter" in text(as_administrator)
    as_administrator.get("/codelists/?code_list=unmet_reason")
    assert "sent_back_not_competent" in text(as_administrator)
    as_administrator.get("/codelists/?code_list=nothing", 404)


def test_others_than_administrators_are_kept_out(
    as_counsellor: InspectingDesk, as_supervisor: InspectingDesk
) -> None:
    for desk in (as_counsellor, as_supervisor):
        desk.get("/codelists/", 403)
        desk.post("/codelists/topic/move", {"up": "work"}, 403)


def test_a_topic_and_a_subtopic_are_added(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/codelists/topic/add")
    as_administrator.post(
        "/codelists/topic/add", {"short_code": "pets", "name_fi": "Lemmikit", "name_en": "Pets"}
    )
    as_administrator.get("/codelists/topic/add?parent_code=pets")
    as_administrator.post(
        "/codelists/topic/add",
        {"parent_code": "pets", "short_code": "passport", "name_sv": "Pass för sällskapsdjur"},
    )
    assert names()["pets"] == {"fi": "Lemmikit", "en": "Pets"}
    assert names()["pets/passport"] == {"sv": "Pass för sällskapsdjur"}


def test_an_act_and_a_reason_are_added_without_a_topic(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/codelists/act/add")
    assert "parent_code" not in text(as_administrator)
    as_administrator.post("/codelists/act/add", {"short_code": "tea", "name_en": "Tea"})
    assert names(CodeList.ACT)["tea"] == {"en": "Tea"}


def test_a_refused_code_keeps_what_was_typed(as_administrator: InspectingDesk) -> None:
    for short_code, name in (("Bad Code", "Pets"), ("work", "Pets"), ("pets", ""), ("", "Pets")):
        as_administrator.post(
            "/codelists/topic/add", {"short_code": short_code, "name_en": name}, 422
        )
        assert f'value="{short_code}"' in text(as_administrator)
    as_administrator.post(
        "/codelists/topic/add", {"parent_code": "no", "short_code": "a", "name_en": "A"}, 422
    )
    assert "pets" not in names()


def test_too_long_a_name_is_refused(as_administrator: InspectingDesk) -> None:
    as_administrator.post("/codelists/topic/rename/work", {"name_en": "x" * 61}, 422)
    assert "x" * 61 in text(as_administrator)
    assert names()["work"]["en"] == "Work and enterprise"


def test_a_code_is_renamed_per_language(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/codelists/topic/code/work/cv")
    fields = {"name_fi": "Ansioluettelo", "name_sv": "CV", "name_en": "CV", "name_ar": "سيرة ذاتية"}
    as_administrator.post("/codelists/topic/rename/work/cv", fields)
    assert names()["work/cv"]["fi"] == "Ansioluettelo"
    as_administrator.get("/codelists/topic/code/work/cv")
    assert "Ansioluettelo" in text(as_administrator)


def test_a_code_without_any_name_is_refused(as_administrator: InspectingDesk) -> None:
    as_administrator.post("/codelists/topic/add", {"short_code": "pets", "name_fi": "Lemmikit"})
    nothing = {f"name_{language}": "" for language in ("fi", "sv", "en", "ar")}
    as_administrator.post("/codelists/topic/rename/pets", nothing, 422)
    assert names()["pets"] == {"fi": "Lemmikit"}


def test_a_code_is_retired_and_brought_back(as_administrator: InspectingDesk) -> None:
    as_administrator.post("/codelists/act/retire/crisis", {"from_day": "2026-01-01"})
    as_administrator.get("/codelists/?code_list=act")
    assert "Retired" in text(as_administrator)
    db.session.rollback()
    assert "crisis" not in [act.full_code for act in queries.list_acts(date(2026, 3, 2))]
    as_administrator.get("/codelists/act/code/crisis")
    as_administrator.post("/codelists/act/bring-back/crisis")
    db.session.rollback()
    assert "crisis" in [act.full_code for act in queries.list_acts(date(2026, 3, 2))]


def test_retiring_needs_a_day(as_administrator: InspectingDesk) -> None:
    as_administrator.post("/codelists/act/retire/crisis", {"from_day": "soon"}, 422)
    as_administrator.post("/codelists/act/retire/crisis", {}, 422)
    assert "Crisis support" in text(as_administrator)


def test_the_last_of_a_list_stays(as_administrator: InspectingDesk) -> None:
    acts = list(names(CodeList.ACT))
    for act in acts[:-1]:
        as_administrator.post(f"/codelists/act/retire/{act}", {"from_day": "2026-01-01"})
    as_administrator.post(f"/codelists/act/retire/{acts[-1]}", {"from_day": "2026-01-01"}, 422)


def test_buttons_move_a_code_up_and_down(as_administrator: InspectingDesk) -> None:
    as_administrator.post("/codelists/topic/move", {"up": "studies"})
    assert next(iter(names())) == "studies"
    as_administrator.post("/codelists/topic/move", {"down": "studies"})
    assert next(iter(names())) == "childcare"


def test_what_is_not_there_is_not_found(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/codelists/topic/code/nowhere", 404)
    as_administrator.get("/codelists/nothing/add", 404)
    as_administrator.post("/codelists/topic/move", {}, 404)
    as_administrator.post("/codelists/act/rename/nowhere", {"name_en": "x"}, 404)


def test_a_code_is_moved_to_any_place_at_once(as_administrator: InspectingDesk) -> None:
    last = list(names())[-1]
    answer = as_administrator.post("/codelists/topic/move", {"moved": last, "to": "0"})
    assert next(iter(names())) == last
    assert answer.location == f"/codelists/?code_list=topic#{last.replace('/', '-')}"
    for nowhere in ("x", "-1", "", "²"):
        as_administrator.post("/codelists/topic/move", {"moved": last, "to": nowhere})
        assert next(iter(names())) == last


def test_a_moved_subtopic_is_shown_where_it_went(as_administrator: InspectingDesk) -> None:
    answer = as_administrator.post("/codelists/topic/move", {"down": "work/cv"})
    assert answer.location == "/codelists/?code_list=topic&open=work#work-cv"
    page = as_administrator.get("/codelists/?open=work").get_data(as_text=True)
    assert page.count('<details class="order-under" open') == 1
