"""Pages of visits: log, today, one visit and its case; the import of a desk's own table."""

from advicedesk.visits.views import import_visits, palette, today, visits
from advicedesk.visits.views.visits import blueprint, cases

blueprints = (blueprint, cases, palette.blueprint)

__all__ = ["blueprints", "import_visits", "palette", "today", "visits"]
