"""`advicedesk init`: from an empty database to ready, without the set-up page."""

import click

from advicedesk.cli.starting import migrated_application, refuse

_WORKING_LANGUAGES = ("fi", "sv", "en")


@click.command()
@click.option("--organisation", required=True, metavar="NAME", help="Who runs the desks.")
@click.option(
    "--desk", "desks", required=True, multiple=True, metavar="CODE=NAME", help="One per desk."
)
@click.option("--administrator", required=True, metavar="USERNAME", help="The first one.")
@click.option(
    "--password-file", metavar="F|-", help="The administrator's password; - is standard input."
)
@click.option(
    "--working-language",
    "working_languages",
    multiple=True,
    metavar="CODE",
    help="Languages in which the desks serve; fi, sv and en when none is given.",
)
def init(
    organisation: str,
    desks: tuple[str, ...],
    administrator: str,
    password_file: str | None,
    working_languages: tuple[str, ...],
) -> None:
    """Make an empty database ready: the organisation, its desks, the first administrator.

    Without a password, the one-time link to choose one is printed on standard output.
    """
    from advicedesk.accounts.operations import FirstRun

    rows = tuple(_desk(text) for text in desks)
    name = organisation.strip()
    if not name or len(name) > 200:
        raise refuse("--organisation: must have 1 to 200 characters")
    app = migrated_application()
    with app.app_context():
        _refuse_when_set_up()
        from advicedesk.cli.passwords_in import read_hash

        first_run = FirstRun(
            organisation_name=name,
            working_languages=_checked_languages(working_languages),
            desks=rows,
            username=administrator,
            display_name=administrator,
            password_hash=read_hash(password_file, administrator),
        )
        address = _set_up(first_run, app.config["ADVICEDESK"].base_url)
    click.echo(f"ready: {name}, {len(rows)} desk(s), administrator {administrator}", err=True)
    if address:
        click.echo("the administrator chooses a password at this link, once:", err=True)
        click.echo(address)


def _desk(text: str) -> tuple[str, str]:
    from advicedesk.desks.desk_codes import is_fit

    desk_code, is_split, name = (part.strip() for part in text.partition("="))
    if not is_split or not name or len(name) > 120 or not is_fit(desk_code):
        raise refuse(
            f"--desk {text[:60]!r}: write CODE=NAME, the code in small letters, digits and hyphens"
        )
    return desk_code, name


def _checked_languages(given: tuple[str, ...]) -> tuple[str, ...]:
    from advicedesk.languages import registry

    for code in given:
        if not registry.is_known(code):
            raise refuse(f"--working-language {code[:20]!r}: no such language")
    return given or _WORKING_LANGUAGES


def _refuse_when_set_up() -> None:
    from advicedesk.desks.queries import find_organisation

    if find_organisation():
        raise refuse("already set up: init is for an empty database")


def _set_up(first_run: object, base_url: str | None) -> str | None:
    """Set up and return the address of the link, when one is needed."""
    from advicedesk.accounts import links, operations
    from advicedesk.accounts.errors import UsernameUnfit
    from advicedesk.database import db, writing
    from advicedesk.desks.errors import AlreadySetUp, DeskCodeTaken

    assert isinstance(first_run, operations.FirstRun)  # noqa: S101 - the caller's promise
    try:
        with writing.writing():
            person = operations.set_up(first_run=first_run)
            token = (
                None
                if first_run.password_hash
                else operations.make_password_link(staff_member=person)
            )
            db.session.commit()
    except AlreadySetUp:
        raise refuse("already set up: init is for an empty database") from None
    except UsernameUnfit:
        raise refuse("--administrator: use 2 to 80 letters, digits and . _ - @ +") from None
    except DeskCodeTaken as error:
        raise refuse(f"--desk: the code {error.desk_code} is given twice") from None
    return links.choose_password_address(base_url, token) if token else None
