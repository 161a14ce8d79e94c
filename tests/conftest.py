"""Fixtures of all tests: the application on a fresh database, and the inspecting `desk`."""

import pytest

pytest_plugins = [
    "tests.factories.database",
    "tests.factories.accounts",
    "tests.factories.staff",
    "tests.factories.visits",
    "tests.factories.directory",
    "tests.factories.desk",
    "tests.factories.referrals",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the same tests run on PostgreSQL."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")
