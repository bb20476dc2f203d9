"""Where the program begins: `advisor`, and `python -m advisor`.

Which version it is can be said before anything is imported; whatever else is asked, and whatever goes wrong in saying
it, is for `advisor.cli.main`.
"""

import gc
import sys

from advisor import __version__

_GARBAGE = 50_000
"""How many new objects set off a search for rubbish. Starting makes many that stay; Python would search them ten times."""


def main() -> int:
    """Run the program with the arguments of the process, and give its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]) and _said(f"advisor {__version__}\n"):
        return 0
    gc.set_threshold(_GARBAGE)
    from advisor.cli.main import main as run

    code = run()
    gc.freeze()  # nor is anything searched on leaving: all of it goes
    return code


def _said(text: str) -> bool:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):  # closed, full, or nobody reads
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
