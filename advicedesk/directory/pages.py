"""What the directory's pages are made of: filters, rows, forms with their choices."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.codelists.pages import month_of, year_start
from advicedesk.database import utc_now
from advicedesk.desks.models import Desk
from advicedesk.desks.queries import list_desks
from advicedesk.directory import queries
from advicedesk.directory.details import ServicePointDetails
from advicedesk.directory.forms import (
    NAME_LANGUAGES,
    AuthorityForm,
    LocalForm,
    ServicePointForm,
)
from advicedesk.directory.hours_words import exception_rows, state_words, week_groups
from advicedesk.directory.models import Authority, PlaceKind, ServicePoint
from advicedesk.directory.opening_hours import HoursState, from_json
from advicedesk.directory.operations import BY_HAND
from advicedesk.directory.picker import picker_place
from advicedesk.directory.places import Place, is_same_house
from advicedesk.directory.sources import SourceState, list_sources
from advicedesk.directory.use_of_places import count_recent_use, use_of_place
from advicedesk.directory.week_form import fill_hours, hours_of_form
from advicedesk.directory.words import (
    KIND_WORDS,
    counter_words,
    phone_words,
    source_words,
)
from advicedesk.languages import registry
from advicedesk.languages.formats import format_distance, format_share, weekday_name
from advicedesk.roles import Role
from advicedesk.web.fields import desk_zone
from advicedesk.web.forms import clean_text
from advicedesk.web.templating import named, ui_language

_RECENT = timedelta(days=90)
# of a country's catalogue a page shows no more; the search finds the rest
MOST_SHOWN = 200
# among the choices of the filter by hours
GONE = "gone"


@dataclass(frozen=True)
class Wanted:
    """What a reader of the list asked for."""

    search: str = ""
    authority: str = ""
    open: str = ""
    floor: str = ""

    @classmethod
    def of(cls, arguments: Any) -> "Wanted":
        """Read the address's arguments, cut to a sane length."""
        return cls(**{name: clean_text(arguments.get(name, ""))[:80] for name in vars(cls())})


def list_context(wanted: Wanted, now: datetime, desk: Desk | None) -> dict[str, Any]:
    """Return the rows that fit, and what the filters offer."""
    moment = now.astimezone(desk_zone())
    every = queries.list_service_points(offered_only=False)
    house = desk.house if desk else None
    metres_to = queries.metres_from(desk)
    rows = (
        picker_place(place, moment, house, ui_language(), None, metres_to(place))
        for place in _found(wanted, desk)
    )
    fitting = list(islice((row for row in rows if _fits(row, wanted)), MOST_SHOWN + 1))
    return {
        "rows": fitting[:MOST_SHOWN],
        "is_offered": partial(queries.is_offered_at, desk=desk),
        "has_more": len(fitting) > MOST_SHOWN,
        "authorities": [
            (authority.public_id, named(authority.names))
            for authority in queries.list_authorities()
        ],
        "floors": [(floor, floor) for floor in sorted({one.floor for one in every if one.floor})],
        "open_choices": [
            (HoursState.OPEN.value, _("Open now")),
            (HoursState.CLOSED.value, _("Closed now")),
            (HoursState.BY_APPOINTMENT.value, _("By appointment")),
            (HoursState.UNKNOWN.value, _("Hours unknown")),
            (GONE, _("No longer in its source")),
        ],
        "is_filtered": any(vars(wanted).values()),
    }


def _found(wanted: Wanted, desk: Desk | None) -> list[Place]:
    found = queries.list_service_points(
        wanted.search, wanted.authority, offered_only=not wanted.search and wanted.open != GONE
    )
    if found or not wanted.search:
        return found
    # nothing has the words as they were typed: a slip of the pen is forgiven
    return [
        place
        for place in queries.find_places(wanted.search, desk, limit=MOST_SHOWN, with_unwanted=True)
        if not wanted.authority or place.authority_public_id == wanted.authority
    ]


def found_rows(typed: str, now: datetime, desk: Desk | None) -> list[list[str]]:
    """Return the places that are meant by what is typed, each as the log page's picker has it."""
    moment = now.astimezone(desk_zone())
    uses = count_recent_use(desk.id, now - _RECENT) if desk else {}
    house = desk.house if desk else None
    metres_to = queries.metres_from(desk)
    rows = [
        picker_place(place, moment, house, ui_language(), None, metres_to(place))
        for place in queries.find_places(typed, desk, uses)
    ]
    return [[row.public_id, row.name, row.where, row.state, row.search_terms] for row in rows]


def _fits(row: Any, wanted: Wanted) -> bool:
    if wanted.floor and row.place.floor != wanted.floor:
        return False
    if wanted.open == GONE:
        return row.place.gone_from_feed_at is not None
    state = row.state_words.state
    state = HoursState.UNKNOWN if state is HoursState.TEXT else state
    return not wanted.open or wanted.open == state.value


def place_context(found: ServicePoint, now: datetime, desk: Desk | None) -> dict[str, Any]:
    """Return what a place's page shows beside the place itself."""
    moment = now.astimezone(desk_zone())
    language = ui_language()
    sets = from_json(found.opening_hours)
    use = use_of_place(found.id, year_start())
    share = use.share_confirmed if use else None
    metres = queries.metres_from(desk)(found)
    return {
        "state": state_words(sets, moment, language, found.kind),
        "same_house": is_same_house(found.house, desk.house if desk else None),
        "week": week_groups(sets, moment.date(), language),
        "exceptions": exception_rows(sets, moment.date(), language),
        "counter": counter_words(found.floor, found.counter),
        "distance": "" if metres is None else format_distance(metres, language),
        "is_unwanted": desk is not None and queries.is_unwanted_at(found, desk),
        "kind_words": KIND_WORDS,
        "phone_words": phone_words,
        "source": source_words(found.source),
        "hours_are_old": hours_are_old(found, moment.date()),
        "use": use.use if use else None,
        "share_confirmed": format_share(share, language) if share is not None else "",
        "month_of": month_of,
    }


def source_rows(today: date) -> list[tuple[SourceState, str, bool]]:
    """Return each source of the directory with its name, and whether it may be out of date."""
    days: int = current_app.config["ADVICEDESK"].hours_old_after_days
    return [
        (
            one,
            source_words(one.source),
            one.source != BY_HAND
            and one.known_on is not None
            and (today - one.known_on).days > days,
        )
        for one in list_sources()
    ]


def hours_are_old(found: ServicePoint, today: date) -> bool:
    """Tell whether a feed's hours are known for longer than the setting allows."""
    days: int = current_app.config["ADVICEDESK"].hours_old_after_days
    known_on = found.hours_known_on
    # who writes hours by hand answers for them until they change
    return is_fed(found) and known_on is not None and (today - known_on).days > days


def is_fed(row: ServicePoint | Authority) -> bool:
    """Tell whether an import writes the row."""
    return row.source != BY_HAND


def _place_form(formdata: Any, current: ServicePoint | None = None) -> ServicePointForm:
    today = utc_now().astimezone(desk_zone()).date()
    offered = queries.list_authorities(valid_on=today)
    own = current.authority if current else None
    if own is not None and own not in offered:
        offered.append(own)
    return ServicePointForm(
        formdata=formdata,
        authorities=[(one.public_id, named(one.names)) for one in offered],
        weekdays=[weekday_name(number, ui_language()) for number in range(7)],
    )


def new_place_form(formdata: Any, desk: Desk | None) -> ServicePointForm:
    """Return the form of a new place; it stands in the desk's own house unless said otherwise."""
    form = _place_form(formdata)
    _offer_desks(form, None, formdata)
    if formdata is None and desk is not None:
        form.house.data = desk.house
    return form


def sent_place_form(found: ServicePoint, formdata: Any) -> Any:
    """Return the form as it was sent: the whole place, or what the desk knows of a fed one."""
    form = LocalForm(formdata=formdata) if is_fed(found) else _place_form(formdata, found)
    _offer_desks(form, found, formdata)
    return form


def desks_to_offer_at() -> list[Desk]:
    """Return the desks whose offer the reader keeps: all for administrators, else their own."""
    if current_user.has_role(Role.ADMINISTRATOR):
        return list_desks()
    return list(current_user.desks(Role.SUPERVISOR))


def _offer_desks(form: Any, found: ServicePoint | Authority | None, formdata: Any) -> None:
    desks = desks_to_offer_at()
    form.not_offered_at.choices = [(desk.desk_code, desk.name) for desk in desks]
    if formdata is None and found is not None:
        there = {one.desk_id for one in queries.list_not_offered(found)}
        form.not_offered_at.data = [desk.desk_code for desk in desks if desk.id in there]


def filled_place_form(found: ServicePoint, today: date) -> Any:
    """Return the form with what is known of a place."""
    form = sent_place_form(found, None)
    for name in ("house", "entrance", "floor", "counter", "ask_for", "takes_numbers"):
        form[name].data = getattr(found, name)
    _fill_names(form, "hint", found.walking_hints)
    if is_fed(found):
        return form
    _fill_names(form, "name", found.names)
    _fill_names(form, "address", found.addresses)
    form.authority.data = found.authority.public_id if found.authority else ""
    form.kind.data = found.kind.value
    form.postal_code.data = found.postal_code
    form.phones.data = "\n".join(
        " ".join([one["number"], ", ".join(one.get("languages", ()))]).strip()
        for one in found.phones
    )
    form.emails.data, form.links.data = "\n".join(found.emails), "\n".join(found.links)
    names = [registry.name(code, ui_language()) for code in found.service_languages]
    form.languages.data = ", ".join(names)
    fill_hours(form, found.opening_hours, today)
    return form


def _fill_names(form: Any, name: str, values: dict[str, str]) -> None:
    for language in NAME_LANGUAGES:
        if f"{name}_{language}" in form:
            form[f"{name}_{language}"].data = values.get(language, "")


def place_details(
    form: ServicePointForm, today: date, found: ServicePoint | None = None
) -> ServicePointDetails:
    """Return the place that a valid form tells."""
    hours = hours_of_form(form, today, _label_language(), found.opening_hours if found else ())
    return ServicePointDetails(
        names=form.names(),
        authority=form.authority.data or None,
        kind=PlaceKind(form.kind.data),
        addresses=form.addresses(),
        postal_code=form.postal_code.data or None,
        phones=form.phones.items,
        emails=form.emails.items,
        links=form.links.items,
        service_languages=form.languages.codes,
        opening_hours=tuple(hours),
    )


def _label_language() -> str:
    # a reason is written in the language of the page it was written on
    return ui_language()


def add_page(form: ServicePointForm, status: int = 200) -> Any:
    """Render the page of a new place."""
    form.offer_rows()
    page = render_template(
        "directory/add_service_point.html", form=form, houses=queries.list_houses()
    )
    return page, status


def edit_page(found: ServicePoint, form: Any, status: int = 200) -> Any:
    """Render the page that changes a place."""
    if not is_fed(found):
        form.offer_rows()
    page = render_template(
        "directory/edit_service_point.html",
        service_point=found,
        form=form,
        houses=queries.list_houses(),
        is_fed=is_fed(found),
        source=source_words(found.source),
    )
    return page, status


def authority_rows() -> list[tuple[Authority, int]]:
    """Return each authority with how many places it has."""
    counts = queries.count_places_by_authority()
    return [(one, counts[one.public_id]) for one in queries.list_authorities()]


def authority_form(formdata: Any, found: Authority | None = None) -> AuthorityForm:
    """Return the form of an authority; a fed one keeps its source's names."""
    form = AuthorityForm(formdata=formdata)
    if found is not None and formdata is None:
        _fill_names(form, "name", found.names)
        form.office_language.data = found.office_language
    _offer_desks(form, found, formdata)
    if found is not None and is_fed(found):
        for language in NAME_LANGUAGES:
            del form[f"name_{language}"]
    return form


def add_authority_page(form: AuthorityForm, status: int = 200) -> Any:
    """Render the page of a new authority."""
    return render_template(
        "directory/add_authority.html", form=form, is_fed=False, source=""
    ), status


def edit_authority_page(found: Authority, form: AuthorityForm, status: int = 200) -> Any:
    """Render the page that changes an authority."""
    page = render_template(
        "directory/edit_authority.html",
        authority=found,
        form=form,
        is_fed=is_fed(found),
        source=source_words(found.source),
    )
    return page, status
