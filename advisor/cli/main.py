"""The program: finds the command, and answers for everything that can go wrong on the way.

Only the command that was called is imported. This is the one place that catches errors: a person's mistake is a line
and exit code 2, a signal 128 and its number, a fault of the program one line and exit code 4.
"""

# What `signal` is made of: the rest of it, names for numbers, takes longer to import than a plan to judge.
import _signal as signal  # type: ignore[import-not-found]
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType

from advisor.cli.exits import SIGNALLED, Exit
from advisor.cli.output import ReaderLeft, prepare_streams, say
from advisor.source.error import AdvisorError, fail
from advisor.source.near import did_you_mean, nearest
from advisor.source.safe_text import quoted
from advisor.typed import Any, NoReturn

COMMANDS = ("ask", "check", "export", "rules", "rule", "lint", "diff", "drift", "new-pack")
APP = "open_app"
"""What runs when the first word is no command."""
TRACEBACK = "ADVISOR_TRACEBACK"
_PLAN_SUFFIXES = (".yaml", ".yml")


class Stopped(BaseException):
    """A signal asked the program to end."""

    def __init__(self, number: int) -> None:
        """Remember which."""
        super().__init__(number)
        self.number = number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with the arguments, by default those of the process, and give its exit code."""
    prepare_streams()
    try:
        _listen_to_signals()
        return _dispatch(sys.argv[1:] if arguments is None else list(arguments))
    except AdvisorError as error:
        for problem in error.problems:
            say(str(problem))
        return Exit.UNUSABLE
    except (ReaderLeft, BrokenPipeError):
        return SIGNALLED + 13
    except (KeyboardInterrupt, Stopped) as signalled:
        return _signalled(signalled)
    except OSError as error:
        return _internal(error) if error.filename is None else _of_file(error)
    except Exception as error:  # noqa: BLE001 - the last net: a person never meets a traceback they did not ask for
        # Python up to 3.11 tells of a signal in this way where a class was being made
        cause = error.__cause__
        return _signalled(cause) if isinstance(cause, KeyboardInterrupt | Stopped) else _internal(error)


def _dispatch(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first == "help":
        return _dispatch([*arguments[1:2], "--help"])
    if first in COMMANDS:
        return _run(first, f"advisor {first}", arguments[1:])
    if not first or first.startswith("-") or first.endswith(_PLAN_SUFFIXES) or os.sep in first or os.path.exists(first):
        return _app(arguments)
    near = nearest(first, COMMANDS)
    hint = did_you_mean(first, COMMANDS) if near else "see advisor --help; to find a rule: advisor rules WORDS"
    raise fail(f"advisor: {quoted(first)} is no command and no file", hint)


def _app(arguments: list[str]) -> int:
    """Open the app; a plan alone, or nothing at all, is understood without a parser, so that the app is there sooner."""
    if len(arguments) > 1 or any(word.startswith("-") for word in arguments):
        return _run(APP, "advisor", arguments)
    from advisor.cli.open_app import open_app

    return open_app(*arguments)


def _run(name: str, prog: str, arguments: list[str]) -> int:
    from advisor.cli.arguments import Parser

    command: Any = import_module(f"advisor.cli.{name.replace('-', '_')}")
    parser = Parser(prog, command.HELP, getattr(command, "EPILOG", ""))
    command.add_arguments(parser)
    try:
        found = parser.read(arguments)
    except SystemExit as left:  # after --help and --version
        return int(left.code or 0)
    return int(command.run(found))


def _listen_to_signals() -> None:
    """Let the signals that end a program unwind it first, so that nothing is left half done."""
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        if hasattr(signal, name):
            _answer(getattr(signal, name), _stop)
    _answer(signal.SIGINT, signal.default_int_handler)


def _answer(number: int, handler: Any) -> None:
    try:
        signal.signal(number, handler)
    except ValueError:  # not the main thread
        return


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    raise Stopped(number)


def _of_file(error: OSError) -> int:
    """What the system says about a name that nobody expected it to refuse, such as one that is too long."""
    from advisor.source.disk import unusable

    say(str(unusable(os.fsdecode(error.filename), error)))
    return Exit.UNUSABLE


def _signalled(signalled: KeyboardInterrupt | Stopped) -> int:
    return SIGNALLED + (signalled.number if isinstance(signalled, Stopped) else int(signal.SIGINT))


def _internal(error: Exception) -> int:
    if os.environ.get(TRACEBACK):
        import traceback

        traceback.print_exception(error)
    else:
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        say(
            f"advisor: internal error: {what}; this is a fault of the program: run it again with {TRACEBACK}=1 to see where"
        )
    return Exit.INTERNAL
