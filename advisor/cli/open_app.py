"""`advisor` and `advisor PLAN.yaml`: the app, and the only command that imports Textual.

Where there is no terminal, or a dumb one, it does not start: it would wait for keys that nobody can press. The same
questions are then a command away.
"""

import gc
import os
import sys

from advisor import __version__
from advisor.cli.exits import Exit
from advisor.cli.output import encoding, speaks_utf8, write
from advisor.source.disk import shown
from advisor.source.error import AdvisorError, fail
from advisor.typed import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import argparse

HELP = "Plan a bot and see what a policy makes of it: opens the app, on a plan if one is named."
FRAMES = "240"
EPILOG = """\
commands:
  ask      the same questions one by one, in plain lines
  check    judge plans: verdict, findings and the smallest fix
  export   write the checklist as Markdown
  rules    search the rules, or list them
  rule     show one rule
  lint     look for mistakes in a pack
  diff     compare two packs by what their rules do
  drift    see what changed on the policy's page
  new-pack write a small pack to start from
Each explains itself: advisor check --help"""


def add_arguments(parser: "argparse.ArgumentParser") -> None:
    """Declare the command line."""
    from advisor.cli.arguments import add_policy  # it brings argparse, which the app mostly does without

    parser.add_argument("plan", nargs="?", metavar="PLAN", help="a plan file to open")
    parser.add_argument("-V", "--version", action="store_true", help="say which version this is")
    add_policy(parser)


def run(arguments: "argparse.Namespace") -> int:
    """Open the app, or say which version it is."""
    if arguments.version:
        write(f"advisor {__version__}\n")
        return Exit.FINE
    return open_app(arguments.plan, arguments.policy)


def open_app(plan: str | None = None, policy: str | None = None) -> int:
    """Open the app, on a plan if one is named. Raises AdvisorError if the plan or its policy cannot be read."""
    try:
        refuse_without_terminal(plan)
    except AdvisorError:
        if plan is not None:  # what is wrong with the plan would be wrong anywhere
            from advisor.cli.plans import Shelf

            Shelf(policy).open(plan)
        raise
    # Textual paints at most so often a second, and has a step that follows at once on another wait its turn: at its own
    # 60 for 17 ms, which is most of what a key takes. It paints when something changed, so that it idles as before.
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    gc.disable()  # until the first content is there: nearly all that is made for it stays, and is not worth looking through
    try:
        _import_asyncio()
        from advisor.cli.front import start
        from advisor.tui.app import run_app

        return run_app(start(plan, policy))
    finally:
        gc.enable()


def _import_asyncio() -> None:
    """Import what Textual runs on, as where Python has no `ssl`, which asyncio allows for.

    It would load a library for encrypted connections, of which the app makes none, before anything is on the screen.
    """
    if "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # so Python is told that there is no such module
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def refuse_without_terminal(plan: str | None = None) -> None:
    """Raise AdvisorError unless the app can be drawn and can be answered."""
    hint = f"answer the same questions in plain lines: advisor ask{f' {shown(plan)}' if plan else ''}"
    if not all(_is_terminal(stream) for stream in (sys.stdin, sys.stdout, sys.stderr)):  # it draws on the last
        raise fail("advisor: the app needs a terminal", hint)
    if os.name == "posix" and os.environ.get("TERM", "dumb") in ("dumb", "unknown", ""):
        raise fail("advisor: this terminal cannot draw the app (TERM is dumb, or not set)", hint)
    if not speaks_utf8():
        raise fail(f"advisor: the app needs UTF-8, and the locale says {encoding()}", hint)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
