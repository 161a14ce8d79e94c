"""What the palette offers to whoever is signed in: only what their role may open.

Of a client it knows nothing: a case code is looked up by the server, from a form's body.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import force_locale, lazy_gettext
from flask_login import current_user

from advicedesk.codelists.choices import Choice
from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import list_topics
from advicedesk.database import utc_now
from advicedesk.directory.queries import (
    are_places_few,
    find_places,
    list_authorities,
    list_near_places,
)
from advicedesk.languages import registry
from advicedesk.roles import Role
from advicedesk.visits.habits import habits_of
from advicedesk.web.access import OPEN, access_of
from advicedesk.web.fields import desk_zone
from advicedesk.web.navigation import MENU
from advicedesk.web.palette import MOST_FOUND, Entry, Kind, terms_of
from advicedesk.web.templating import named, ui_language

KIND_WORDS: dict[Kind, Any] = {
    Kind.COMMAND: lazy_gettext("Command"),
    Kind.TOPIC: lazy_gettext("Topic"),
    Kind.AUTHORITY: lazy_gettext("Authority"),
    Kind.PLACE: lazy_gettext("Place"),
    Kind.LANGUAGE: lazy_gettext("Language"),
}


@dataclass(frozen=True)
class _Command:
    """A page or an act, with further words by which people look for it."""

    endpoint: str
    title: Any
    also: str = ""
    arguments: tuple[tuple[str, Any], ...] = ()
    is_posted: bool = False


# what the menus do not name themselves; `also` is searched only, never shown
_COMMANDS = (
    _Command("referrals.follow_up", lazy_gettext("Late referrals"), "overdue", (("show", "late"),)),
    _Command("statistics.month", lazy_gettext("Export the month"), "download report excel csv"),
    _Command("accounts.add_staff_member", lazy_gettext("Add a staff member"), "new user account"),
    _Command("directory.add_service_point", lazy_gettext("Add a place"), "new service point"),
    _Command("directory.authorities", lazy_gettext("Authorities"), "offices"),
    _Command("desks.add_desk", lazy_gettext("Add a desk"), "new"),
    _Command(
        "accounts.preferences", lazy_gettext("Language and keys"), "preferences settings shortcuts"
    ),
    _Command("web.privacy_notice", lazy_gettext("Privacy notice"), "gdpr"),
    _Command("accounts.sign_out", lazy_gettext("Sign out"), "log out leave", is_posted=True),
)
_ALSO = {
    "visits.log_visit": "new visit",
    "visits.today": "start day",
    "directory.service_points": "places service points addresses hours",
    "statistics.month": "report figures numbers",
    "accounts.staff": "people users",
}
COVER = lazy_gettext("Cover the screen")
_ANY_PLACE = UUID(int=0)
_IN_EVERY_LANGUAGE = ("en", "fi", "sv")


def list_entries(typed: str = "") -> list[Entry]:
    """Return all that the signed-in person may open by name, in the language of the page.

    Of very many places these are the near ones, and those that are meant by what is typed.
    """
    return [*_commands(), *_topics(), *_authorities(), *_places(typed), *_desks(), *_languages()]


def places_elsewhere() -> dict[str, str] | None:
    """Tell the script how places are found that are no entries; None when all are."""
    if not may_open("directory.find_service_points") or are_places_few():
        return None
    return {
        "find": url_for("directory.find_service_points"),
        "place": url_for("directory.service_point", public_id=_ANY_PLACE),
        "any": str(_ANY_PLACE),
        "hint": str(KIND_WORDS[Kind.PLACE]),
    }


def may_open(endpoint: str) -> bool:
    """Tell whether the signed-in person's roles open an endpoint."""
    access = access_of(endpoint)
    return bool(access == OPEN or (access and current_user.has_role(*access)))


def _commands() -> Iterator[Entry]:
    of_menu = [
        _Command(entry.endpoint, entry.title, _ALSO.get(entry.endpoint, ""))
        for entry in MENU
        if current_user.has_role(*entry.roles)
    ]
    for command in [*of_menu, *_COMMANDS]:
        if may_open(command.endpoint):
            yield Entry(
                kind=Kind.COMMAND,
                label=str(command.title),
                url=url_for(command.endpoint, **dict(command.arguments)),
                terms=terms_of(
                    str(command.title), *_in_every_language(command.title), command.also
                ),
                fields=() if command.is_posted else None,
            )


def _in_every_language(title: Any) -> list[str]:
    # a desk speaks several languages: a word is found in those that staff share
    found = []
    for code in _IN_EVERY_LANGUAGE:
        with force_locale(code):
            found.append(str(title))
    return found


def _topics() -> Iterator[Entry]:
    today = utc_now().astimezone(desk_zone()).date()
    if not (may_open("visits.today") or may_open("codelists.listed_code")):
        return
    for topic in list_topics(today):
        yield _topic(topic)
        for under in topic.subtopics:
            yield _topic(under, above=topic)


def _topic(topic: Choice, above: Choice | None = None) -> Entry:
    label = named(topic.names)
    if above:
        label = f"{named(above.names)} › {label}"
    if may_open("visits.today"):
        url = url_for("visits.today", topic=topic.full_code)
    else:
        url = url_for(
            "codelists.listed_code", code_list=CodeList.TOPIC.value, full_code=topic.full_code
        )
    return Entry(Kind.TOPIC, label, url, terms_of(*topic.names.values()))


def _authorities() -> Iterator[Entry]:
    endpoint = "referrals.authority" if may_open("referrals.authority") else ""
    if not endpoint and may_open("directory.edit_authority"):
        endpoint = "directory.edit_authority"
    if not endpoint:
        return
    for one in list_authorities(valid_on=utc_now().astimezone(desk_zone()).date()):
        url = url_for(endpoint, public_id=one.public_id)
        yield Entry(Kind.AUTHORITY, named(one.names), url, terms_of(*one.names.values()))


def _places(typed: str) -> Iterator[Entry]:
    if not may_open("directory.service_point"):
        return
    desk = current_user.working_desk
    uses = habits_of(desk.id, utc_now()).places if desk else {}
    found = [] if are_places_few() else find_places(typed, desk, uses, MOST_FOUND)
    places = {place.id: place for place in (*list_near_places(desk, uses), *found)}
    for place in places.values():
        url = url_for("directory.service_point", public_id=place.public_id)
        yield Entry(Kind.PLACE, named(dict(place.names)), url, place.search_terms)


def _desks() -> Iterator[Entry]:
    desks = current_user.desks() if current_user.has_role(Role.COUNSELLOR, Role.SUPERVISOR) else []
    for desk in desks if len(desks) > 1 else ():
        yield Entry(
            kind=Kind.COMMAND,
            label=desk.name,
            url=url_for("accounts.choose_desk"),
            terms=terms_of(desk.name, desk.desk_code, "desk"),
            fields=(("desk", desk.desk_code),),
        )


def _languages() -> Iterator[Entry]:
    for language in registry.staff_languages():
        code = language.language_code
        names = [registry.name(code, other) for other in (*_IN_EVERY_LANGUAGE, ui_language())]
        yield Entry(
            kind=Kind.LANGUAGE,
            label=language.endonym,
            url=url_for("accounts.choose_language"),
            terms=terms_of(language.endonym, *names, code),
            fields=(("language", code),),
            language=code,
        )
