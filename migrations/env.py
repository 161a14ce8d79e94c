"""Alembic's environment: the application's engine and tables, batch mode for SQLite."""

from alembic import context
from flask import current_app

from advicedesk.database import UtcMoment, writing

database = current_app.extensions["migrate"].db


def render_item(kind, item, autogen_context):
    """Write the house's own column type as the plain one it stands for."""
    if kind == "type" and isinstance(item, UtcMoment):
        return "sa.DateTime(timezone=True)"
    return False


def compare_type(context_, inspected, declared, inspected_type, declared_type):
    """Leave types that differ by the database's own spelling alone."""
    return False if isinstance(declared_type, UtcMoment) else None


def run() -> None:
    """Migrate in one transaction, as the only writer."""
    with writing.writing(), database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=compare_type,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
