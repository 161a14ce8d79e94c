"""The made-up desk's staff: one or more of every role, passwords made for this run."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from advicedesk.accounts import operations
from advicedesk.accounts.credentials import hash_chosen
from advicedesk.accounts.models import StaffMember
from advicedesk.accounts.operations import FirstRun, RoleChoice
from advicedesk.desks.models import Desk
from advicedesk.desks.operations import DeskDetails, change_desk
from advicedesk.desks.queries import list_desks

ORGANISATION = "Espoo"
DESKS = {
    "iso-omena": DeskDetails(
        "Iso Omena", "Iso Omena", "Suomenlahdentie 1, 02230 Espoo", "0912345000"
    ),
    "kalajarvi": DeskDetails("Kalajärvi", "Kalajärvi", "Ruskaniitty 4, 02970 Espoo", "0912345001"),
}
COUNSELLORS = {"iso-omena": ("aino", "yusuf", "sofia"), "kalajarvi": ("sofia",)}
_ADMINISTRATOR = "mikko"
# a code of words can be read aloud and typed
_WORDS = (
    "apple", "birch", "cloud", "dance", "eagle", "ferry", "grain", "heron", "island", "juniper",
    "kettle", "lantern", "maple", "north", "ocean", "paper", "quiet", "river", "stone", "tulip",
    "umber", "violet", "willow", "yellow", "zebra",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody who signs in to the made-up desk."""

    username: str
    display_name: str
    language: str
    role: str
    password: str


_PEOPLE = (
    ("aino", "Aino Laine", "fi", "counsellor"),
    ("yusuf", "Yusuf Hassan", "ar", "counsellor"),
    ("sofia", "Sofia Lind", "sv", "counsellor"),
    ("leena", "Leena Koskinen", "en", "supervisor"),
    (_ADMINISTRATOR, "Mikko Salo", "fi", "administrator"),
    ("kerttu", "Kerttu Virta", "fi", "partner"),
)


def new_people() -> list[Person]:
    """Return the staff with passwords that nobody else has."""
    return [Person(*told, _new_password()) for told in _PEOPLE]


def password_hashes(people: Iterable[Person]) -> dict[str, str]:
    """Return the hashes by username; hashing takes long and is done before the writer's turn."""
    return {person.username: hash_chosen(person.password, person.username) for person in people}


def set_up(people: Iterable[Person], hashes: dict[str, str]) -> dict[str, Desk]:
    """Make the organisation, its desks and the administrator."""
    administrator = next(person for person in people if person.username == _ADMINISTRATOR)
    operations.set_up(
        first_run=FirstRun(
            organisation_name=ORGANISATION,
            working_languages=("fi", "sv", "en", "ar"),
            desks=tuple((code, details.name) for code, details in DESKS.items()),
            username=administrator.username,
            display_name=administrator.display_name,
            password_hash=hashes[administrator.username],
        )
    )
    desks = {desk.desk_code: desk for desk in list_desks()}
    for code, details in DESKS.items():
        change_desk(desk=desks[code], details=details)
    return desks


def add_staff(
    people: Iterable[Person], hashes: dict[str, str], desks: dict[str, Desk], partner_of: int
) -> dict[str, StaffMember]:
    """Add the others; return them by username."""
    return {
        person.username: operations.add_staff_member(
            username=person.username,
            display_name=person.display_name,
            roles=_roles(person, desks, partner_of),
            password_hash=hashes[person.username],
        )
        for person in people
        if person.username != _ADMINISTRATOR
    }


def _roles(person: Person, desks: dict[str, Desk], partner_of: int) -> RoleChoice:
    if person.role == "partner":
        return RoleChoice(partner_of=partner_of)
    if person.role == "supervisor":
        return RoleChoice(supervisor_at=tuple(desks.values()))
    return RoleChoice(
        counsellor_at=tuple(
            desk for code, desk in desks.items() if person.username in COUNSELLORS[code]
        )
    )


def _new_password() -> str:
    return "-".join([*(secrets.choice(_WORDS) for _ in range(4)), str(secrets.randbelow(90) + 10)])
