"""The counsellor's guide: the steps of logging a visit, with the keys that the log page wears now.

Languages, topics, acts and outcomes are asked where the log page asks them, so that the paper and
the page never differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from advicedesk import paths
from advicedesk.accounts.models import StaffMember
from advicedesk.accounts.queries import list_staff
from advicedesk.codelists.queries import code_lists
from advicedesk.database import utc_now
from advicedesk.desks.models import Desk
from advicedesk.languages import registry
from advicedesk.roles import Role
from advicedesk.visits import pages
from advicedesk.visits.habits import habits_of
from advicedesk.visits.offer import TOPIC_KEYS, offer
from advicedesk.web.fields import desk_zone
from advicedesk.web.templating import named, ui_language

_PICTURES = "images/guide"
_ENDINGS = ("webp", "png")
_KEYED_ACTS = 9
SAVE = ("Ctrl", "↵")
SAVE_AND_PRINT = ("Ctrl", "Shift", "↵")
_ENTER = "↵"


@dataclass(frozen=True)
class Step:
    """One step of the log page: what it is called there, what it means, which key chooses what."""

    name: str
    meaning: str
    # (key, what it chooses)
    choices: tuple[tuple[str, str], ...] = ()
    keys: tuple[str, ...] = ()


def steps(person: StaffMember) -> list[Step]:
    """Return the steps in the order of the conversation, with the keys of the person's desk."""
    language, desk, now = ui_language(), person.working_desk, utc_now()
    habits = habits_of(desk.id, now) if desk else None
    offered = offer(code_lists(), now.astimezone(desk_zone()).date(), language)
    topics = pages.in_order(offered.topics, habits.topics if habits else [])
    chips = pages.language_chips(habits.languages if habits else [])
    return [
        Step(_("Open the form"), _("From any page, when no text field is open."), keys=("N",)),
        Step(
            _("Language"),
            _("The language the client speaks best. For another one, type its name."),
            _numbered(registry.name(code, language) for code in chips),
        ),
        Step(
            _("Why did they come?"),
            _("One topic for each need. Press + for another need."),
            tuple(zip(TOPIC_KEYS, (named(topic.names) for topic in topics), strict=False)),
        ),
        Step(_("About"), _("What exactly. Enter leaves it open."), keys=("1", "…", _ENTER)),
        Step(
            _("We did"),
            _("Choose one or more, then press Enter."),
            _numbered(named(act.names) for act in offered.acts[:_KEYED_ACTS]),
        ),
        Step(
            _("Sent on to"),
            _("Type the first letters of the place, then press Enter. Enter alone: nowhere."),
            keys=("a", "b", "c", _ENTER),
        ),
        Step(
            _("It ended"),
            _("How this need stands now. Sent on does not mean helped."),
            _numbered(word for _code, word in offered.coded["Outcome"]),
        ),
        Step(_("Minutes"), _("Type how long it took."), keys=("1", "5")),
        Step(_("Save visit"), _("Works from every field."), keys=SAVE),
        Step(_("Save and print slip"), _("Then P prints it."), keys=SAVE_AND_PRINT),
    ]


def _numbered(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(number), name) for number, name in enumerate(names, start=1))


def whom_to_ask(desk: Desk | None) -> dict[Role, list[str]]:
    """Return the names of the desk's supervisors and of the administrators."""
    people = [row.person for row in list_staff() if row.person.is_active]
    at_desk = [person for person in people if desk in person.desks(Role.SUPERVISOR)]
    return {
        Role.SUPERVISOR: [person.display_name for person in at_desk],
        Role.ADMINISTRATOR: [
            person.display_name for person in people if person.has_role(Role.ADMINISTRATOR)
        ],
    }


def picture() -> str | None:
    """Return the log page's picture in the page's language, else in English, if one was made."""
    wanted = (
        f"{_PICTURES}/{language}/log-visit.{ending}"
        for language in (ui_language(), "en")
        for ending in _ENDINGS
    )
    return next((name for name in wanted if (paths.STATIC / name).is_file()), None)
