"""What the pages of referrals show: the list, one referral, the words of a refusal."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from markupsafe import Markup

from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import names_of
from advicedesk.database import utc_now
from advicedesk.desks.queries import find_organisation
from advicedesk.directory.models import Authority
from advicedesk.directory.places import Place
from advicedesk.directory.queries import (
    are_places_few,
    list_near_places,
    list_service_points,
    public_id_named,
)
from advicedesk.directory.use_of_places import count_recent_use
from advicedesk.languages import formats
from advicedesk.printing.documents import PaperSize, Slip
from advicedesk.printing.qr import qr_svg
from advicedesk.referrals import queries
from advicedesk.referrals.errors import (
    ReasonMissing,
    SamePlace,
    ServicePointUnknown,
    StatusCannotFollow,
)
from advicedesk.referrals.forms import ReferralStatusForm
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus, RejectedReason
from advicedesk.referrals.papers import of_one_visit
from advicedesk.referrals.queries import FollowUpScope, FollowUpTab, Seen, ToAsk
from advicedesk.referrals.statuses import CALL_ANSWERS, DOORS, may_take_back, offered
from advicedesk.referrals.words import bring_word, word
from advicedesk.web.access import access_of
from advicedesk.web.fields import desk_zone
from advicedesk.web.templating import named, ui_language

_FIND = "directory.find_service_points"
_RECENT = timedelta(days=90)
_TABS: dict[FollowUpTab, Any] = {
    FollowUpTab.OPEN: lazy_gettext("Still open"),
    FollowUpTab.ALL_OPEN: lazy_gettext("All open referrals"),
    FollowUpTab.LATE: lazy_gettext("Late"),
    FollowUpTab.CLOSED: lazy_gettext("Closed this month"),
    FollowUpTab.NO_FEEDBACK: lazy_gettext("No feedback"),
    FollowUpTab.CONTRADICTED: lazy_gettext("Answers do not agree"),
}
# of each door: its icon and how it is opened
_DOORS: dict[ConfirmedBy, tuple[str, Any]] = {
    ConfirmedBy.CLIENT_TOLD: ("undo", lazy_gettext("Came back or phoned, with the code")),
    ConfirmedBy.SLIP_RETURNED: ("ticket", lazy_gettext("Enter what was ticked on it")),
    ConfirmedBy.RECEIVER_PHONE: ("phone", lazy_gettext("Or they phoned the desk")),
    ConfirmedBy.COUNSELLOR_SAW: ("person", lazy_gettext("I walked over with the client")),
}


def scope_of(seen: Seen) -> FollowUpScope:
    """Return whose list it is, with today and this month as the desk's clock tells them."""
    now = datetime.now(desk_zone())
    month_start = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return FollowUpScope(
        seen=seen,
        today=now.date(),
        month_start=month_start,
        quiet_since=now - timedelta(days=_quiet_days()),
    )


def _quiet_days() -> int:
    days: int = current_app.config["ADVICEDESK"].follow_up_quiet_days
    return days


def follow_up_page(
    tab: FollowUpTab, scope: FollowUpScope, page: int, recorded: Referral | None = None
) -> Any:
    """Render one part of the follow-up list, with what was recorded just now."""
    counts = queries.count_follow_up(scope)
    page_count = max(1, -(-counts[tab] // queries.PAGE_ROWS))
    page = min(page, page_count)  # the last row of the last page may have been closed
    is_partner = not scope.seen.desk_ids
    organisation = find_organisation()
    return render_template(
        "referrals/follow_up.html",
        referrals=queries.list_follow_up(tab, scope, page),
        counts=counts,
        tab=tab,
        tabs={
            key: title for key, title in _TABS.items() if _is_worth_a_tab(key, counts) or key is tab
        },
        page=page,
        page_count=page_count,
        quiet_days=_quiet_days(),
        no_feedback_days=organisation.no_feedback_days if organisation else 0,
        is_partner=is_partner,
        recorded=recorded,
        offered=lambda status: offered(status, is_partner=is_partner),
        **(_closing(is_partner) if counts[FollowUpTab.ALL_OPEN] else {}),
        **_shared(scope),
    )


def _is_worth_a_tab(tab: FollowUpTab, counts: dict[FollowUpTab, int]) -> bool:
    """Tell whether a part of the list shows what no other shows; some seldom do."""
    if tab is FollowUpTab.ALL_OPEN:
        return counts[tab] > counts[FollowUpTab.OPEN]
    return tab is not FollowUpTab.CONTRADICTED or counts[tab] > 0


def _closing(is_partner: bool) -> dict[str, Any]:
    """Return what the form needs that a script puts into a row of the list."""
    choices = offered(ReferralStatus.GIVEN, is_partner=is_partner)
    return {
        "form": ReferralStatusForm(
            choices, is_partner=is_partner, find_place=public_id_named, formdata=None
        ),
        **_answers(),
    }


def _answers(referral: Referral | None = None) -> dict[str, Any]:
    return {
        "doors": [(door, *_DOORS[door]) for door in DOORS],
        "reasons": list(RejectedReason),
        **_places(referral),
    }


def referral_page(
    referral: Referral,
    form: ReferralStatusForm,
    seen: Seen,
    status: int = 200,
) -> Any:
    """Render one referral, with the form that records what happened while it is open."""
    page = render_template(
        "referrals/referral.html",
        referral=referral,
        form=form,
        bring_word=bring_word,
        is_partner=form.is_partner,
        was_closed=status == 409,
        may_take_back=may_take_back(referral, is_partner=form.is_partner),
        size_word=size_word,
        **_answers(referral),
        **_shared(scope_of(seen)),
    )
    return page, status


def asking_page(seen: Seen) -> Any:
    """Render whom to phone: the authorities whose referrals reached a rung of the ladder."""
    groups = queries.list_to_ask(seen, ladder_days(), datetime.now(desk_zone()))
    return render_template(
        "referrals/asking.html",
        groups=[(_asked_name(group.referral), _asked_address(group), group) for group in groups],
    )


def _asked_name(referral: Referral) -> str:
    return named(referral.authority.names) if referral.authority else place_name(referral)


def _asked_address(group: ToAsk) -> str:
    """Return where the call is worked through; a free name never stands in an address."""
    one, authority = group.referral, group.referral.authority
    if authority:
        return url_for("referrals.call", public_id=authority.public_id)
    return url_for("referrals.call_place", public_id=one.public_id)


def call_page(authority: Authority, referrals: list[Referral], seen: Seen) -> Any:
    """Render all that is open at an authority, to be worked through in one phone call."""
    phones = [(named(dict(place.names)), place.phone) for place in _with_phone(authority)]
    return _call(named(authority.names), phones, referrals, seen)


def place_call_page(referral: Referral, referrals: list[Referral], seen: Seen) -> Any:
    """Render all that is open where a referral without authority leads."""
    point, name = referral.service_point, place_name(referral)
    numbers = [phone["number"] for phone in point.phones[:1]] if point else []
    return _call(name, [(name, number) for number in numbers], referrals, seen)


def _call(
    name: str, phones: Sequence[tuple[str, str | None]], referrals: list[Referral], seen: Seen
) -> Any:
    return render_template(
        "referrals/call.html",
        name=name,
        phones=phones,
        referrals=referrals,
        answers=[*CALL_ANSWERS],
        **_shared(scope_of(seen)),
    )


def _with_phone(authority: Authority) -> list[Place]:
    places = list_service_points(authority=authority.public_id)
    return [place for place in places if place.phone]


def ladder_days() -> tuple[int, ...]:
    """Return the ages at which an authority is to be phoned."""
    days = current_app.config["ADVICEDESK"].follow_up_days
    return tuple(max(day, _quiet_days()) for day in days)


def stubs_shown(seen: Seen) -> dict[str, Any]:
    """Return what the row of returned stubs shows: its three boxes, and what was typed today."""
    now = datetime.now(desk_zone())
    return {
        "boxes": [
            ("arrived", _("Client came")),
            ("done", word(ReferralStatus.COMPLETED)),
            ("not_ours", word(RejectedReason.NOT_COMPETENT)),
        ],
        **_places(),
        "typed": queries.list_returned_stubs(seen, now.replace(hour=0, minute=0, second=0)),
        "words": word,
        "place_name": place_name,
    }


def slip_page(referral: Referral, papers: Sequence[Slip], size: PaperSize, **page: Any) -> Any:
    """Render the slip as it will be on paper, with its sizes and languages."""
    return render_template(
        "referrals/slip.html",
        referral=referral,
        papers=papers,
        qr_codes={
            stop.qr_url: Markup(qr_svg(stop.qr_url))  # noqa: S704 - drawn here, no text in it
            for paper in papers
            for stop in paper.stops
        },
        place_count=len(of_one_visit(referral)),
        size=size,
        sizes=list(PaperSize),
        size_word=size_word,
        place=place_name(referral),
        **page,
    )


def size_word(size: str) -> str:
    """Return what a paper is called."""
    if size == PaperSize.RECEIPT.value:
        return str(_("80 mm roll"))
    return str(_("A4, large print")) if size == PaperSize.LARGE_PRINT.value else size.upper()


def place_name(referral: Referral) -> str:
    """Return where the client was sent, in the page's language."""
    point = referral.service_point
    return named(point.names) if point else referral.authority_name or ""


def _shared(scope: FollowUpScope) -> dict[str, Any]:
    return {
        "words": word,
        "place_name": place_name,
        "about": _about(),
        "today": scope.today,
        "in_days": lambda day: formats.format_in_days((day - scope.today).days, ui_language()),
    }


def _about() -> Callable[[Any], str]:
    """Return a teller of what a need is about: its subtopic, else its topic."""
    topics = names_of(CodeList.TOPIC)

    def about(need: Any) -> str:
        whole = f"{need.topic}/{need.subtopic}" if need.subtopic else need.topic
        return named(topics.get(whole) or topics.get(need.topic) or {"en": need.topic})

    return about


def _places(referral: Referral | None = None) -> dict[str, Any]:
    """Return (public id, name) of the places that a client may have been sent to instead.

    Of very many these are the near ones; `find_places` is where the others are found.
    """
    desk = current_user.working_desk
    uses = count_recent_use(desk.id, utc_now() - _RECENT) if desk else {}
    found = [
        (place.public_id, named(dict(place.names)))
        for place in list_near_places(desk, uses)
        if referral is None or place.id != referral.service_point_id
    ]
    may_find = access_of(_FIND) or ()
    return {
        "places": sorted(found, key=lambda pair: pair[1].casefold()),
        "are_all": are_places_few(),
        "find_places": url_for(_FIND) if current_user.has_role(*may_find) else "",
    }


def refuse(form: ReferralStatusForm, refusal: Exception) -> None:
    """Put the words of a refusal beside its field."""
    field, message = {
        StatusCannotFollow: (form.status, _("This cannot follow what happened before.")),
        ReasonMissing: (form.status, _("Choose what happened.")),
        ServicePointUnknown: (
            form.rerouted_to,
            _("This place is no longer in use. Choose another."),
        ),
        SamePlace: (form.rerouted_to, _("They were sent from there. Choose another place.")),
    }[type(refusal)]
    field.errors = [*field.errors, message]
