"""Command lines: one-line errors with a near miss, and the options that several commands share.

argparse answers a mistake with the whole usage; here it is one line that says what was probably meant.
"""

import argparse
import os
from collections.abc import Callable, Iterable, Sequence

from advisor.cli.output import write
from advisor.source.error import fail
from advisor.source.near import did_you_mean, nearest
from advisor.source.safe_text import safe_text
from advisor.typed import Any, NoReturn

argparse._ = str  # type: ignore[attr-defined]
"""The words of argparse are English wherever the program runs, like ours; looking for others takes as long as reading."""


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are AdvisorErrors."""

    def __init__(self, prog: str, description: str, epilog: str = "") -> None:
        """Describe one command; abbreviated options are refused, for they break when an option is added."""
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            allow_abbrev=False,
            formatter_class=_Help,
        )

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The arguments read. Raises AdvisorError, or SystemExit after `--help`."""
        found, rest = self.parse_known_args(arguments)
        rest = self._more_of_the_list(found, rest)
        if rest:
            word = rest[0].split("=")[0]
            near = nearest(word, self._option_string_actions) if word.startswith("-") else None
            self.error(f"{safe_text(rest[0])!r} is not expected here", f"did you mean {near!r}?" if near else "")
        return found

    def _more_of_the_list(self, found: argparse.Namespace, rest: list[str]) -> list[str]:
        """Take in words that stand behind an option, which argparse leaves over; whatever is still not expected."""
        lists = [action.dest for action in self._get_positional_actions() if action.nargs == "*"]
        if not lists or any(word.startswith("-") for word in rest):
            return rest
        setattr(found, lists[-1], [*getattr(found, lists[-1]), *rest])
        return []

    def print_help(self, file: object = None) -> None:
        """Write the help as any other product is written, so that a failing stream is noticed."""
        assert file is None
        write(self.format_help())

    def error(self, message: str, hint: str = "") -> NoReturn:
        """Refuse the command line."""
        advised = "; " in message
        raise fail(f"{self.prog}: {safe_text(message)}", hint or ("" if advised else f"see {self.prog} --help"))


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; argparse makes one for every argument, and imports compression to know the width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(1).columns or 80
    except (OSError, ValueError):
        return 80


def one_of(names: Iterable[str]) -> Callable[[str], str]:
    """An argument type: one of the names."""
    known = tuple(names)

    def checked(name: str) -> str:
        if name not in known:
            raise argparse.ArgumentTypeError(f"{safe_text(name)!r} is not known; {did_you_mean(name, known)}")
        return name

    return checked


def add_choice(
    parser: argparse.ArgumentParser, option: str, names: Sequence[str], default: str | None, text: str, **more: Any
) -> None:
    """Add an option that takes one of the names."""
    shown = "{" + ",".join(names) + "}"
    parser.add_argument(option, type=one_of(names), default=default, metavar=shown, help=text, **more)


def add_policy(parser: argparse.ArgumentParser) -> None:
    """Add the option that chooses a policy."""
    parser.add_argument(
        "--policy",
        metavar="POLICY",
        help="the id of a policy, or a path with a slash: a pack's folder, or a folder of packs (default: the policy that "
        "the plan names; of a new plan the latest)",
    )
