"""What the pages of visits are made of: choices in their order, words, defaults.

What the log page offers in every language alike is kept by `offer`; the rest is a handful of short
queries.
"""

import json
from datetime import datetime, time
from enum import StrEnum
from functools import partial
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy.exc import OperationalError

from advicedesk.codelists.choices import Choice
from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import code_lists, list_acts, list_topics, list_unmet_reasons
from advicedesk.database import new_public_id, utc_now
from advicedesk.desks.models import Desk
from advicedesk.directory import queries as directory
from advicedesk.languages import registry
from advicedesk.referrals.errors import ServicePointUnknown
from advicedesk.referrals.words import WORDS as REFERRAL_WORDS
from advicedesk.visits import queries
from advicedesk.visits.errors import CaseCodeUnknown, NeedHasReferrals, StartedOutOfRange
from advicedesk.visits.forms import LogVisitForm
from advicedesk.visits.habits import habits_of
from advicedesk.visits.importing.answering import AnswersForm, answers_form, language_named
from advicedesk.visits.importing.reading import Reading
from advicedesk.visits.models import Bridged, ContactType, Outcome, Visit
from advicedesk.visits.offer import (
    language_version,
    need_panels,
    offer,
    option_list,
    options,
)
from advicedesk.visits.shapes import UsualShape
from advicedesk.visits.undoing import may_undo
from advicedesk.visits.words import FIELD_WORDS, WITHDRAWAL_REASONS, word
from advicedesk.web.errors import log_unusable
from advicedesk.web.fields import desk_zone
from advicedesk.web.templating import named, ui_language

MISSION = ("childcare", "studies", "work", "health")
LANGUAGE_CHIPS = 6
FIRST_LANGUAGES = ("ar", "so", "ru", "fa", "ckb", "uk", "en")
MINUTES = (5, 10, 15, 20, 30, 45, 60)
_YES_NO = {True: "yes", False: "no", None: ""}


def local_minute(moment: datetime) -> str:
    """Return a moment as the browser's local wall time, to the minute."""
    return moment.astimezone(desk_zone()).strftime("%Y-%m-%dT%H:%M")


def start_of_day(moment: datetime) -> datetime:
    """Return when the desk's day of a moment began."""
    zone = desk_zone()
    return datetime.combine(moment.astimezone(zone).date(), time(), zone)


def log_form(formdata: Any, visit: Visit | None = None) -> LogVisitForm:
    """Make the form with what may be chosen today, and on the day of a corrected visit."""
    day = (visit.started_at if visit else utc_now()).astimezone(desk_zone()).date()
    topics = {
        topic.full_code: {under.short_code for under in topic.subtopics}
        for topic in list_topics(day)
    }
    for need in visit.needs if visit else ():
        topics.setdefault(need.topic, set()).add(need.subtopic or "")
    return LogVisitForm(
        formdata=formdata,
        topics=topics,
        acts={act.full_code for act in list_acts(day)},
        unmet_reasons={reason.full_code for reason in list_unmet_reasons(day)},
        find_places=directory.public_ids_by_name,
    )


def filled_form(visit: Visit) -> LogVisitForm:
    """Return the form with what a visit says."""
    form = log_form(formdata=None, visit=visit)
    plain = (
        "contact_type asked_by people_helped first_or_returning client_language"
        " service_language bridged interpreter_minutes interpreter_failure minutes came_by"
        " age_band municipality time_in_country note public_id"
    )
    for name in plain.split():
        value = getattr(visit, name)
        form[name].data = "" if value is None else str(getattr(value, "value", value))
    form.children_present.data = _YES_NO[visit.children_present]
    form.started_at.data = local_minute(visit.started_at)
    form.case_code.data = visit.case.case_code
    while len(form.needs) < len(visit.needs):
        form.needs.append_entry()
    for entry, need in zip(form.needs, visit.needs, strict=True):
        entry.form.topic.data = need.topic
        entry.form.subtopic.data = need.subtopic or ""
        entry.form.acts.data = list(need.acts)
        entry.form.outcome.data = need.outcome.value if need.outcome else ""
        entry.form.unmet_reason.data = list(need.unmet_reasons)
    return form


def grown(form: LogVisitForm) -> LogVisitForm:
    """Add what a button of the plain form asked for: another need, or another place."""
    form.forget_hidden_signs()
    asked = request.form.get("add_referral", "")
    if asked.isdecimal() and len(asked) < 4 and int(asked) < len(form.needs):
        need = form.needs[int(asked)].form
        if len(need.referrals) < need.referrals.max_entries:
            need.referrals.append_entry()
    elif "add_need" in request.form and len(form.needs) < form.needs.max_entries:
        form.needs.append_entry()
    return form


def refuse(form: LogVisitForm, refusal: Exception) -> None:
    """Put the words of a refusal beside its field."""
    field, message = {
        CaseCodeUnknown: (
            form.case_code,
            _("No case has this code. Ask to see the slip, or leave the field empty."),
        ),
        StartedOutOfRange: (
            form.started_at,
            _("A visit can be logged for the last 14 days, not for the future."),
        ),
        ServicePointUnknown: (
            form.needs[0].form.topic,
            _("A place in the list is no longer in use. Choose another."),
        ),
        NeedHasReferrals: (
            form.needs[0].form.topic,
            _("A client was sent on for a need that is missing here. Keep that need."),
        ),
    }[type(refusal)]
    field.errors = [*field.errors, message]


def log_page(form: LogVisitForm, status: int = 200, correcting: Visit | None = None) -> Any:
    """Render the log page."""
    desk = correcting.desk if correcting else current_user.working_desk
    page = render_template(
        "visits/log_visit.html",
        form=form,
        correcting=correcting,
        **_log_context(form, desk),
    )
    return page, status


def taken_page(form: LogVisitForm, there: Visit | None) -> Any:
    """Answer 409: this id is another visit; what was typed is kept under a new id."""
    form.public_id.data = new_public_id()
    page = render_template(
        "visits/log_visit.html",
        form=form,
        correcting=None,
        taken=True,
        there=there,
        **_log_context(form, current_user.working_desk),
    )
    return page, 409


def unstored_page(form: LogVisitForm, error: OperationalError, there: Visit | None = None) -> Any:
    """Answer 503 with the form: nothing was stored, and nothing that was typed is lost."""
    log_unusable(error)
    page = render_template(
        "visits/log_visit.html",
        form=form,
        correcting=there,
        unstored=True,
        **_log_context(form, there.desk if there else current_user.working_desk),
    )
    return page, 503


def _log_context(form: LogVisitForm, desk: Desk) -> dict[str, Any]:
    now = utc_now()
    habits = habits_of(desk.id, now)
    language = ui_language()
    offered = offer(code_lists(), now.astimezone(desk_zone()).date(), language)
    topics = in_order(offered.topics, habits.topics)
    places = directory.picker_places(now, desk, habits.places, habits.named_places)
    since = start_of_day(now)
    *panels, panel_for_script = need_panels(offered, topics, form.needs)
    return {
        "desk": desk,
        "need_panels": panels,
        "panel_for_script": panel_for_script,
        "language_chips": language_chips(habits.languages, form.client_language.data),
        "option_list": option_list(language),
        "language_version": language_version(language),
        "coded": offered.coded,
        "minutes": MINUTES,
        "place_names": options((place.name, "") for place in places),
        "page_values": _page_values(
            served=queries.find_served(current_user.id),
            subtopics=offered.subtopics,
            places=[
                [place.public_id, place.name, place.where, place.state, place.search_terms]
                for place in places
            ],
            find_places=find_address(),
            words=offered.script_words,
            person=current_user.public_id,
            usual={
                topic: {language: _as_list(usual) for language, usual in of_topic.items()}
                for topic, of_topic in habits.usual.items()
            },
            usual_places=habits.usual_places,
        ),
        "recent": queries.list_recent_visits(desk.id, since),
        "visit_count": queries.count_visits_since(desk.id, since),
        "may_undo": partial(may_undo, person_id=current_user.id, now=now),
        "words": FIELD_WORDS,
        "options": options,
        **names_of_codes(),
    }


def find_address() -> str | None:
    """Return where a page's script finds places; None when the page holds them all."""
    return None if directory.are_places_few() else url_for("directory.find_service_points")


def in_order(topics: tuple[Choice, ...], used: list[str]) -> tuple[Choice, ...]:
    """Put the mission's four first, then the desk's most used, then the list's own order."""
    rank = {topic_code: position for position, topic_code in enumerate(used)}
    rest = [topic for topic in topics if topic.full_code not in MISSION]
    first = [topic for topic in topics if topic.full_code in MISSION]
    return (*first, *sorted(rest, key=lambda topic: rank.get(topic.full_code, len(rank))))


def language_chips(used: list[str], chosen: str | None = None) -> list[str]:
    """Return the languages that wear a key: the desk's most used first."""
    chips = [*used, *(code for code in FIRST_LANGUAGES if code not in used)][:LANGUAGE_CHIPS]
    if chosen and chosen not in chips and registry.is_known(chosen):
        chips.append(chosen)
    return chips


def _as_list(usual: UsualShape) -> list[Any]:
    shape = usual.shape
    return [shape.subtopic, shape.acts, shape.outcome, shape.places, usual.minutes]


def _page_values(**values: Any) -> Markup:
    """Return what the page's script reads, as JSON that cannot end its element."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704 - escaped here


def names_of_codes() -> dict[str, Any]:
    """Return functions that name topics, acts and reasons in the page's language."""
    lists = code_lists()
    topics = lists.names(CodeList.TOPIC)
    acts = lists.names(CodeList.ACT)
    reasons = lists.names(CodeList.UNMET_REASON)
    return {
        "topic_name": lambda topic: named(topics.get(topic, {"en": topic})),
        "subtopic_name": lambda topic, sub: named(topics.get(f"{topic}/{sub}", {"en": sub or ""})),
        "act_name": lambda act: named(acts.get(act, {"en": act})),
        "reason_name": lambda reason: named(reasons.get(reason, {"en": reason})),
    }


def visit_words() -> dict[str, Any]:
    """Return the words that every page with visits on it needs."""
    return {
        "word": word,
        "referral_word": lambda code: str(REFERRAL_WORDS[code]),
        "field_words": FIELD_WORDS,
        "withdrawal_reasons": WITHDRAWAL_REASONS,
        **names_of_codes(),
    }


def import_answers_form(reading: Reading, formdata: Any) -> AnswersForm | None:
    """Return the form that asks about a desk's own table; None for the canonical one."""
    if reading.own is None:
        return None
    return answers_form(reading.own, reading.questions, _code_name, formdata)


def _code_name(column: str, code: str) -> str:
    if column.endswith("_language"):
        return language_named(code)
    names = names_of_codes()
    if column == "topics":
        topic, _slash, under = code.partition("/")
        name = str(names["topic_name"](topic))
        return f"{name} – {names['subtopic_name'](topic, under)}" if under else name
    lists = {"acts": "act_name", "unmet_reasons": "reason_name"}
    if column in lists:
        return str(names[lists[column]](code))
    enums: dict[str, type[StrEnum]] = {
        "bridged": Bridged,
        "outcome": Outcome,
        "contact_type": ContactType,
    }
    return word(enums[column](code))


def first_referral(public_id: str) -> str | None:
    """Return the public id of a visit's first referral, if anybody was sent on."""
    given = queries.get_visit(public_id).referrals
    return given[0].public_id if given else None


def unknown_case_page() -> Any:
    """Answer 404 in words: no such case here, and what to do; the code is not repeated."""
    return render_template("visits/unknown_case.html"), 404
