"""Where the program begins: `advisor`, and `python -m advisor`.

Which version it is can be said before anything is imported; whatever else is asked, and whatever goes wrong in saying
it, is for `advisor.cli.main`. Before that hears signals, and once it is done, a signal simply ends the program.
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
    _end_at_once("SIGINT")  # Python's own answer is a traceback
    from advisor.cli.main import main as run

    try:
        return run()
    finally:
        gc.freeze()  # nor is anything searched on leaving: all of it goes
        _end_at_once("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")


def _end_at_once(*names: str) -> None:
    """From here on let these signals, where there are such, end the program without a word: nothing is under way."""
    # What `signal` is made of: the rest of it takes long enough to be interrupted in.
    import _signal  # type: ignore[import-not-found]

    for name in names:
        if number := getattr(_signal, name, None):
            _signal.signal(number, _signal.SIG_DFL)


def _said(text: str) -> bool:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):  # closed, full, or nobody reads
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
