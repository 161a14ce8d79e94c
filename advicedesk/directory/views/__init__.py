"""Pages of the directory: places and authorities; the import of open data."""

from advicedesk.directory.views import import_directory, places
from advicedesk.directory.views.places import blueprint

__all__ = ["blueprint", "import_directory", "places"]
