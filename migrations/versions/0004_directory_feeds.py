"""Addresses that the directory is fetched from, and a feed's own word for an authority.

No model of the application is imported here: tables are declared as they were.
Both directions; a NOT NULL column in steps (add with server default, fill, drop default).
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_directory_feeds"
down_revision = "0003_accessibility_feedback"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directory_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("etag", sa.String(length=200), nullable=True),
        sa.Column("last_modified", sa.String(length=60), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_feed")),
        sa.UniqueConstraint("url", name=op.f("uq_directory_feed_url")),
    )
    op.add_column("service_point", sa.Column("feed_authority_id", sa.String(length=64)))
    op.add_column("service_point", sa.Column("feed_url", sa.String(length=500)))


def downgrade() -> None:
    op.drop_column("service_point", "feed_url")
    op.drop_column("service_point", "feed_authority_id")
    op.drop_table("directory_feed")
