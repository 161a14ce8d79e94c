"""`advicedesk demo`: a made-up desk in an empty database, to try everything with."""

import json
from random import Random, SystemRandom
from zoneinfo import ZoneInfo

import click

from advicedesk.cli.starting import migrated_application, refuse


@click.command()
@click.option("--seed", type=int, help="Draw the same visits again.")
@click.option(
    "--months",
    type=click.IntRange(1, 36),
    default=14,
    show_default=True,
    help="How many months of visits, this one included.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the names and passwords as JSON.")
def demo(seed: int | None, months: int, as_json: bool) -> None:
    """Fill an empty database with two desks, their staff, a directory and visits.

    Names and passwords, made for this run, go to standard output.
    """
    app = migrated_application()
    with app.app_context():
        from advicedesk.database import db, utc_now, writing
        from advicedesk.demo import filling, staff
        from advicedesk.desks.queries import find_organisation

        if find_organisation():
            raise refuse("not empty: the demo is for an empty database (ADVICEDESK_DATA=folder)")
        people = staff.new_people()
        hashes = staff.password_hashes(people)
        rng = Random(SystemRandom().getrandbits(64) if seed is None else seed)  # noqa: S311
        with writing.writing():
            count = filling.fill(
                people=people,
                hashes=hashes,
                rng=rng,
                now=utc_now(),
                zone=ZoneInfo(app.config["ADVICEDESK"].timezone),
                months=months,
            )
            db.session.commit()
    rows = [(person.username, person.password, person.role) for person in people]
    if as_json:
        click.echo(json.dumps([dict(zip(_COLUMNS, row, strict=True)) for row in rows]))
    else:
        for row in (_COLUMNS, *rows):
            click.echo("{:<10}{:<36}{}".format(*row))
    click.echo(f"a made-up desk with {count} visits is ready", err=True)


_COLUMNS = ("username", "password", "role")
