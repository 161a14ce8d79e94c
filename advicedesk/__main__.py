"""The `advicedesk` command."""

from advicedesk.cli import command


def main() -> None:
    """Run the command line."""
    command(prog_name="advicedesk")


if __name__ == "__main__":
    main()
