"""`python -m tests.samples FOLDER`: checks the open sample data that FOLDER holds."""

import sys
from pathlib import Path

from tests.samples import check_directory, check_interchange, check_surveillance, check_visits

CHECKS = (check_visits, check_directory, check_surveillance, check_interchange)


def main(arguments: list[str]) -> int:
    """Run every check; return the exit status."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python -m tests.samples FOLDER", file=sys.stderr)
        return 2
    failed = 0
    for one in CHECKS:
        problems = one.check(Path(arguments[0]))
        failed += bool(problems)
        for problem in problems:
            print(f"  {problem[:400]}")
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
