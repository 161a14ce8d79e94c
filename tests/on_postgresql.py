"""Runs the tests that touch the database once more on a throw-away PostgreSQL (`make test`)."""

import os
import sys

import pytest

from tests.factories.postgresql import find_programs

FOLDERS = ("tests/integration", "tests/migrations")


def main() -> int:
    """Run them, or say in one line that they were not run."""
    if find_programs() is None:
        print("not run on PostgreSQL: no initdb here; install PostgreSQL's server programs")
        return int(bool(os.environ.get("ADVICEDESK_ALL_TESTS")))
    return int(pytest.main(["--database=postgresql", "-n", "logical", *FOLDERS]))


if __name__ == "__main__":
    sys.exit(main())
