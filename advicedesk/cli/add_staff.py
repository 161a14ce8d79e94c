"""`advicedesk add-staff`: one staff member with a role, without the administrator's pages."""

from typing import Any

import click

from advicedesk.cli.starting import migrated_application, refuse
from advicedesk.roles import AT_A_DESK, Role


@click.command("add-staff")
@click.argument("username")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--desk", "desks", multiple=True, metavar="CODE", help="Where; one per desk.")
@click.option("--authority", metavar="NAME", help="The authority of a partner.")
@click.option("--name", "display_name", help="As colleagues know them; else the username.")
@click.option("--password-file", metavar="F|-", help="The password; - is standard input.")
def add_staff(
    username: str,
    role: str,
    desks: tuple[str, ...],
    authority: str | None,
    display_name: str | None,
    password_file: str | None,
) -> None:
    """Add a staff member.

    Without a password, the one-time link to choose one is printed on standard output.
    """
    wanted = Role(role)
    _refuse_wrong_place(wanted, desks, authority)
    app = migrated_application()
    with app.app_context():
        from advicedesk.cli.passwords_in import read_hash
        from advicedesk.desks.queries import find_organisation

        if not find_organisation():
            raise refuse("not set up yet: run advicedesk init, or open the set-up link")
        address = _add(
            base_url=app.config["ADVICEDESK"].base_url,
            username=username,
            display_name=(display_name or username).strip()[:120],
            roles=_roles(wanted, desks, authority),
            password_hash=read_hash(password_file, username),
        )
    click.echo(f"added: {username}, {role}", err=True)
    if address:
        click.echo("they choose a password at this link, once:", err=True)
        click.echo(address)


def _refuse_wrong_place(role: Role, desks: tuple[str, ...], authority: str | None) -> None:
    if (role in AT_A_DESK) != bool(desks):
        raise refuse("--desk: needed for a counsellor or supervisor, and for nobody else")
    if (role is Role.PARTNER) != (authority is not None):
        raise refuse("--authority: needed for a partner, and for nobody else")


def _roles(role: Role, desk_codes: tuple[str, ...], authority: str | None) -> Any:
    from advicedesk.accounts.operations import RoleChoice
    from advicedesk.accounts.queries import find_authority_id
    from advicedesk.desks.errors import DeskUnknown
    from advicedesk.desks.queries import get_desk

    if authority is not None:
        authority_id = find_authority_id(authority)
        if authority_id is None:
            raise refuse(f"--authority {authority[:60]!r}: not in the directory")
        return RoleChoice(partner_of=authority_id)
    try:
        desks = tuple(get_desk(desk_code) for desk_code in dict.fromkeys(desk_codes))
    except DeskUnknown:
        raise refuse("--desk: no such desk") from None
    return RoleChoice(
        counsellor_at=desks if role is Role.COUNSELLOR else (),
        supervisor_at=desks if role is Role.SUPERVISOR else (),
        is_administrator=role is Role.ADMINISTRATOR,
    )


def _add(*, base_url: str | None, **wanted: Any) -> str | None:
    from advicedesk.accounts import links, operations
    from advicedesk.accounts.errors import UsernameTaken, UsernameUnfit
    from advicedesk.database import db, writing

    try:
        with writing.writing():
            person = operations.add_staff_member(**wanted)
            token = (
                None
                if wanted["password_hash"]
                else operations.make_password_link(staff_member=person)
            )
            db.session.commit()
    except UsernameTaken:
        raise refuse("somebody has this username already") from None
    except UsernameUnfit:
        raise refuse("USERNAME: use 2 to 80 letters, digits and . _ - @ +") from None
    return links.choose_password_address(base_url, token) if token else None
