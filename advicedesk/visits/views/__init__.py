"""Pages of visits: log, today, one visit and its case; the import of a desk's own
table; working without the network."""

from advicedesk.visits.views import guide, import_visits, offline, palette, today, visits
from advicedesk.visits.views.visits import blueprint, cases

blueprints = (blueprint, cases, guide.blueprint, offline.blueprint, palette.blueprint)

__all__ = ["blueprints", "guide", "import_visits", "offline", "palette", "today", "visits"]
