"""`python -m wwc_assess` and the command `wwc-assess`."""

from wwc_assess.cli.main import program


def main() -> None:
    """Run the command that was typed and exit."""
    program(prog_name="wwc-assess")


if __name__ == "__main__":
    main()
