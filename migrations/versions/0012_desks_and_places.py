"""The way in at a place, what a desk does not offer, and where a desk stands.

No model of the application is imported here: tables are declared as they were.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012_desks_and_places"
down_revision = "0011_opening_calendars"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service_point", sa.Column("entrance", sa.String(length=40), nullable=True))
    op.add_column("service_point", sa.Column("ask_for", sa.String(length=80), nullable=True))
    op.add_column(
        "service_point",
        sa.Column("takes_numbers", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("desk", sa.Column("latitude", sa.Double(), nullable=True))
    op.add_column("desk", sa.Column("longitude", sa.Double(), nullable=True))
    op.create_table(
        "not_offered",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=True),
        sa.Column("service_point_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(authority_id IS NULL) != (service_point_id IS NULL)",
            name=op.f("ck_not_offered_one_thing_each"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_not_offered_authority_id_authority")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_not_offered_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["service_point_id"],
            ["service_point.id"],
            name=op.f("fk_not_offered_service_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_offered")),
        sa.UniqueConstraint(
            "desk_id", "authority_id", name=op.f("uq_not_offered_desk_id_authority_id")
        ),
        sa.UniqueConstraint(
            "desk_id", "service_point_id", name=op.f("uq_not_offered_desk_id_service_point_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("not_offered")
    op.drop_column("desk", "longitude")
    op.drop_column("desk", "latitude")
    op.drop_column("service_point", "takes_numbers")
    op.drop_column("service_point", "ask_for")
    op.drop_column("service_point", "entrance")
