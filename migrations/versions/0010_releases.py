"""Releases of the report, what they hide, and whether the organisation gives out open data.

No model of the application is imported here: tables are declared as they were.
Both directions; a NOT NULL column in steps (add with server default, fill, drop default).
"""

import sqlalchemy as sa
from alembic import op

revision = "0010_releases"
down_revision = "0009_places_by_change"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("scope_code", sa.String(length=40), nullable=False),
        sa.Column("desk_codes", sa.JSON(), nullable=False),
        sa.Column("span", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_because", sa.String(length=500), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.CheckConstraint("threshold >= 3", name=op.f("ck_report_release_threshold_protects")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_report_release_versions_begin_at_one")),
        sa.ForeignKeyConstraint(
            ["released_by_id"],
            ["staff_member.id"],
            name=op.f("fk_report_release_released_by_id_staff_member"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["staff_member.id"],
            name=op.f("fk_report_release_withdrawn_by_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_release")),
        sa.UniqueConstraint("public_id", name=op.f("uq_report_release_public_id")),
        sa.UniqueConstraint(
            "scope_code",
            "span",
            "version",
            name=op.f("uq_report_release_scope_code_span_version"),
        ),
    )
    op.create_table(
        "report_release_hidden",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["report_release.id"],
            name=op.f("fk_report_release_hidden_release_id_report_release"),
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_report_release_hidden")),
    )
    op.add_column("organisation", sa.Column("open_data", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("organisation", "open_data")
    op.drop_table("report_release_hidden")
    op.drop_table("report_release")
