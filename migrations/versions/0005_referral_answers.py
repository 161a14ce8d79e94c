"""The code of a slip's stub, answers that contradict each other, and when an authority was phoned.

No model of the application is imported here: tables are declared as they were.
Both directions; a NOT NULL column in steps (add with server default, fill, drop default).
"""

import sqlalchemy as sa
from alembic import op

revision = "0005_referral_answers"
down_revision = "0004_directory_feeds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("referral", sa.Column("stub_code", sa.String(length=5), nullable=True))
    op.add_column("referral", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "referral",
        sa.Column("is_contradicted", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index(op.f("ix_referral_stub_code"), "referral", ["stub_code"], unique=True)
    op.add_column(
        "referral_step",
        sa.Column("is_contradiction", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    # SQLite takes a reference with its column only, and writes a table anew for anything else
    op.execute(
        "ALTER TABLE referral_step ADD COLUMN rerouted_to_id INTEGER"
        f" CONSTRAINT {op.f('fk_referral_step_rerouted_to_id_service_point')}"
        " REFERENCES service_point (id)"
    )
    _tell_steps_their_place()


def _tell_steps_their_place() -> None:
    referral = sa.table("referral", sa.column("id"), sa.column("rerouted_to_id"))
    step = sa.table(
        "referral_step",
        sa.column("referral_id"),
        sa.column("status"),
        sa.column("rerouted_to_id"),
    )
    place = (
        sa.select(referral.c.rerouted_to_id)
        .where(referral.c.id == step.c.referral_id)
        .scalar_subquery()
    )
    op.execute(sa.update(step).where(step.c.status == "rerouted").values(rerouted_to_id=place))


def downgrade() -> None:
    op.drop_column("referral_step", "rerouted_to_id")
    op.drop_column("referral_step", "is_contradiction")
    op.drop_index(op.f("ix_referral_stub_code"), table_name="referral")
    op.drop_column("referral", "is_contradicted")
    op.drop_column("referral", "asked_at")
    op.drop_column("referral", "stub_code")
