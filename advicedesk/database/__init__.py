"""What every model shares: the base class, column types, how writers take turns."""

from advicedesk.database.base import Base, db
from advicedesk.database.types import CodedList, Names, UtcMoment, new_public_id, utc_now

__all__ = ["Base", "CodedList", "Names", "UtcMoment", "db", "new_public_id", "utc_now"]
