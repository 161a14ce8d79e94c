"""Pages of visits: log, today, one visit and its case; the import of a desk's own table."""

from advicedesk.visits.views import import_visits, visits
from advicedesk.visits.views.visits import blueprint, cases

blueprints = (blueprint, cases)

__all__ = ["blueprints", "import_visits", "visits"]
