"""`advicedesk check`: proves the database and the audit trail sound, one line each."""

from collections.abc import Callable, Iterator

import click

from advicedesk.cli.starting import application, refuse


@click.command()
def check() -> None:
    """Prove the database and the audit trail sound."""
    app = application()
    with app.app_context():
        faults = 0
        for name, fault in _findings():
            click.echo(f"{name}\t{fault or 'ok'}")
            faults += bool(fault)
    if faults:
        raise refuse("not sound: restore a backup that is, and keep this database for a look")


def _findings() -> Iterator[tuple[str, str | None]]:
    """Yield each proof's name with its fault, or None."""
    from sqlalchemy.exc import DatabaseError

    from advicedesk.database import db

    proofs: list[tuple[str, Callable[[], str | None]]] = [
        ("migrations", _migrations),
        ("audit trail", _audit_trail),
        ("kept months", _kept_months),
    ]
    if db.engine.dialect.name == "sqlite":
        proofs = [("integrity", _integrity), ("foreign keys", _foreign_keys), *proofs]
    for name, proof in proofs:
        try:
            yield name, proof()
        except DatabaseError as error:
            db.session.rollback()
            # the error's own text may hold what is stored
            yield name, f"cannot be read ({type(error.orig).__name__})"


def _integrity() -> str | None:
    from sqlalchemy import text

    from advicedesk.database import db

    faults = [line for line in db.session.scalars(text("PRAGMA integrity_check")) if line != "ok"]
    return f"{len(faults)} faults" if faults else None


def _foreign_keys() -> str | None:
    from sqlalchemy import text

    from advicedesk.database import db

    rows = db.session.execute(text("PRAGMA foreign_key_check")).all()
    tables = sorted({row[0] for row in rows})
    return f"{len(rows)} rows without what they point to, in {', '.join(tables)}" if rows else None


def _migrations() -> str | None:
    from alembic.script import ScriptDirectory
    from sqlalchemy import text

    from advicedesk import paths
    from advicedesk.database import db

    head = ScriptDirectory(str(paths.MIGRATIONS)).get_current_head()
    found = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found == head else f"at {found}, this version needs {head}"


def _audit_trail() -> str | None:
    from advicedesk.privacy.audit import first_broken_entry

    broken = first_broken_entry()
    return f"entry {broken.id} does not fit the one before it" if broken else None


def _kept_months() -> str | None:
    from zoneinfo import ZoneInfo

    from flask import current_app

    from advicedesk.statistics.keeping import first_wrong

    wrong = first_wrong(ZoneInfo(current_app.config["ADVICEDESK"].timezone))
    return f"{wrong} is not what its visits say" if wrong else None
