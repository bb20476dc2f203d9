"""Where the program begins: `advisor`, and `python -m advisor`.

Which version it is can be said before anything is imported; whatever else is asked, and whatever goes wrong in saying
it, is for `advisor.cli.main`.
"""

import sys

from advisor import __version__


def main() -> int:
    """Run the program with the arguments of the process, and give its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]) and _said(f"advisor {__version__}\n"):
        return 0
    from advisor.cli.main import main as run

    return run()


def _said(text: str) -> bool:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):  # closed, full, or nobody reads
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
