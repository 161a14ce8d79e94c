"""Where templates/, translations/ and migrations/ are: beside the package, else inside it."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def _folder(name: str) -> Path:
    beside = PACKAGE.parent / name
    return beside if (PACKAGE.parent / "wsgi.py").is_file() else PACKAGE / name


TEMPLATES = _folder("templates")
TRANSLATIONS = _folder("translations")
MIGRATIONS = _folder("migrations")
STATIC = PACKAGE / "static"
