"""What `ls` shows: the house's names and nothing surprising."""

from advicedesk import paths

TOP = {
    "LICENSE",
    "Makefile",
    "README.md",
    "advicedesk",
    "migrations",
    "pyproject.toml",
    "requirements",
    "templates",
    "tests",
    "translations",
    "wsgi.py",
}
MADE_BY_USE = {"instance", "dist", "build"}
INSIDE = {
    "__init__.py",
    "__main__.py",
    "accessibility",
    "accounts",
    "app.py",
    "cli",
    "codelists",
    "config.py",
    "database",
    "demo",
    "desks",
    "directory",
    "exports",
    "extensions.py",
    "languages",
    "paths.py",
    "printing",
    "privacy",
    "referrals",
    "roles.py",
    "static",
    "statistics",
    "visits",
    "web",
}


def test_the_top_level_holds_the_house_and_nothing_else() -> None:
    shown = {path.name for path in paths.PACKAGE.parent.iterdir() if path.name[0] != "."}
    assert shown - MADE_BY_USE == TOP


def test_the_package_holds_the_rooms_and_nothing_else() -> None:
    shown = {path.name for path in paths.PACKAGE.iterdir() if path.name != "__pycache__"}
    assert shown == INSIDE


def test_every_feature_tells_in_its_docstring_what_belongs_there() -> None:
    silent = [
        folder.name
        for folder in paths.PACKAGE.iterdir()
        if (folder / "__init__.py").is_file()
        and not (folder / "__init__.py").read_text().startswith('"""')
    ]
    assert silent == []
