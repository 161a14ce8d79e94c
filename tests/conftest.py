"""Fixtures of all tests: the application on a fresh database, and the inspecting `desk`."""

pytest_plugins = [
    "tests.factories.database",
    "tests.factories.staff",
    "tests.factories.visits",
    "tests.factories.desk",
]
