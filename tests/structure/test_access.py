"""Who may open what: every route wears exactly one mark, and all of them are listed here."""

import ast

import pytest
from flask import Flask

from advicedesk.roles import Role
from advicedesk.web.access import OPEN, access_of

from .addresses import address_of
from .source import is_room, modules, route_methods, top_functions

EVERYONE = "everyone"
ALL_STAFF = "all staff"
AT_A_DESK = "counsellor supervisor"
FOLLOW_UP = "counsellor partner supervisor"
DIRECTORY = "administrator counsellor supervisor"
KEEPERS = "administrator supervisor"
SUPERVISOR = "supervisor"
ADMINISTRATOR = "administrator"

OPENS_FOR = {
    EVERYONE: """
        web.healthz web.readyz accessibility.statement accessibility.send_feedback
        accessibility.find_answer accessibility.answer web.privacy_notice
        accounts.sign_in accounts.let_in accounts.choose_language
        accounts.set_up accounts.make_ready accounts.choose_password accounts.keep_password
        slips.slip_page slips.slip_picture slips.not_ours slips.answer_slip slips.take_back_answer
        open_data.open_data open_data.catalog_file open_data.data_set open_data.version
        open_data.newest_file open_data.version_file
        offline.service_worker offline.offline_page visits.language_names
        """,
    ALL_STAFF: """
        web.start guide.guide accounts.sign_out accounts.change_password accounts.save_password
        accounts.preferences accounts.save_preferences
        palette.page palette.results palette.entries
        """,
    AT_A_DESK: """
        accounts.choose_desk cases.case cases.continue_case cases.look_up
        visits.log_visit visits.log_visit_post visits.today visits.visit
        visits.correct_visit visits.correct_visit_post visits.withdraw_visit
        visits.today_list visits.recent_list visits.undo_visit referrals.authority
        referrals.slip referrals.slip_file referrals.print_slip
        referrals.stubs referrals.record_stub referrals.send_on
        referrals.asking referrals.call referrals.record_call
        referrals.call_place referrals.record_place_call
        offline.empty_log_form offline.token
        """,
    FOLLOW_UP: """
        referrals.follow_up referrals.referral referrals.change_referral referrals.take_back_step
        """,
    DIRECTORY: """
        directory.service_points directory.service_point directory.authorities
        directory.find_service_points
        """,
    KEEPERS: """
        directory.add_service_point directory.save_new_service_point
        directory.edit_service_point directory.save_service_point
        directory.retire_service_point directory.bring_back_service_point
        directory.add_authority directory.save_new_authority
        directory.edit_authority directory.save_authority
        directory.import_directory directory.import_directory_post
        directory.confirm_directory_import directory.cancel_directory_import
        directory.retire_authority directory.bring_back_authority
        statistics.month statistics.export statistics.report_form
        releases.releases releases.new_release releases.release_report releases.release
        releases.release_file releases.withdraw_release
        statistics.circulation statistics.export_circulation
        open_times.open_times open_times.save_open_times
        """,
    SUPERVISOR: """
        visits.import_visits visits.import_visits_post visits.answer_import
        visits.confirm_import visits.cancel_import
        early_warnings.early_warnings early_warnings.early_warning early_warnings.answer_warning
        """,
    ADMINISTRATOR: """
        accounts.staff accounts.staff_member accounts.save_staff_member
        accounts.add_staff_member accounts.save_new_staff_member
        accounts.deactivate_staff_member accounts.reactivate_staff_member
        accounts.end_sign_ins accounts.make_password_link
        desks.organisation desks.save_organisation desks.add_desk desks.save_new_desk
        desks.desk desks.save_desk desks.close_desk desks.reopen_desk
        codelists.code_lists codelists.listed_code codelists.add_listed_code
        codelists.save_listed_code codelists.rename_listed_code codelists.retire_listed_code
        codelists.bring_back_listed_code codelists.move_listed_code
        privacy.audit_trail desks.save_oversight desks.save_open_data web.style
        accessibility.feedback_list accessibility.feedback accessibility.answer_feedback
        accessibility.close_feedback demo.add_sample demo.remove_sample
        """,
}
ACCESS = {endpoint: who for who, listed in OPENS_FOR.items() for endpoint in listed.split()}


def _in_words(access: object) -> str:
    if access == OPEN:
        return EVERYONE
    assert isinstance(access, tuple), "a view without a mark"
    roles = sorted(role.value for role in access)
    return ALL_STAFF if len(roles) == len(Role) else " ".join(roles)


def test_every_endpoint_is_listed_with_those_it_opens_for(app: Flask) -> None:
    found = {
        endpoint: _in_words(access_of(endpoint))
        for endpoint in app.view_functions
        if endpoint != "static"
    }
    assert found == ACCESS


@pytest.mark.parametrize("path", sorted(path for path in modules() if is_room(path, "views")))
def test_every_view_wears_exactly_one_mark_below_its_routes(path: str) -> None:
    for name, function in top_functions(modules()[path]).items():
        marks = [ast.unparse(mark) for mark in function.decorator_list]
        worn = [mark for mark in marks if mark.startswith(("requires_role", "open_to_everyone"))]
        assert len(worn) == bool(route_methods(function)), (name, marks)
        if worn:
            assert marks[-1] == worn[0], (name, "the mark stands next to the function")


def test_whoever_is_not_signed_in_is_asked_to_sign_in(app: Flask) -> None:
    browser = app.test_client()
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or access_of(rule.endpoint) == OPEN:
            continue
        if "GET" in (rule.methods or ()):
            answer = browser.get(address_of(rule))
            assert answer.status_code == 303, rule
            assert answer.location.startswith("/sign-in"), rule
