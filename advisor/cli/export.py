"""`advisor export`: the checklist as a file, and again as a file that people have worked in.

Over an existing checklist it keeps their ticks and lines; over anything else it does not write unless it is told to.
"""

import argparse
from contextlib import suppress
from pathlib import Path

from advisor.cli.answers import add_answers, with_settings
from advisor.cli.arguments import add_choice, add_policy
from advisor.cli.exits import Exit
from advisor.cli.output import say, write
from advisor.cli.plans import Shelf, judged, news
from advisor.plan.file import STDIN
from advisor.report.judged import FORMATS, render
from advisor.report.merge import merge, ticks_kept
from advisor.report.sheet import is_checklist
from advisor.source.disk import read_bytes, shown
from advisor.source.error import ConflictError, Place, fail
from advisor.source.replace import replace_bytes
from advisor.values import dataclass

HELP = "Write the checklist; over an existing one, keep the ticks and the lines that people added."
MARKDOWN = "markdown"
LARGEST = 4 * 1024 * 1024
"""Bytes of an existing file that are read."""
AGAIN = 3
"""How often a checklist that is being written in is looked at anew."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command line."""
    parser.add_argument("plan", metavar="PLAN", help="a plan file, or - for standard input")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to (default: standard output)")
    add_choice(parser, "--format", tuple(FORMATS), MARKDOWN, "what to write (default: markdown)")
    parser.add_argument("--all", action="store_true", help="also list what is kept and what does not apply")
    parser.add_argument("--force", action="store_true", help="replace a file that is no checklist of this program")
    add_answers(parser)
    add_policy(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write it."""
    opened = Shelf(arguments.policy).open(arguments.plan)
    for line in news(opened, shown(arguments.plan)):
        say(line)
    session = with_settings(opened.session, arguments.settings)
    text = render(judged(session, arguments.plan, upgrade=opened.upgrade), arguments.format, everything=arguments.all)
    if arguments.output in (None, STDIN):
        write(text, arguments.format)
        return Exit.FINE
    path = Path(arguments.output)
    if arguments.plan != STDIN and path.exists() and path.samefile(arguments.plan):
        raise fail("is the plan itself", "name another file", Place(shown(path)))
    target = Target.of(path, force=arguments.force)
    say(target.replace(text, markdown=arguments.format == MARKDOWN))
    return Exit.FINE


@dataclass(frozen=True, slots=True)
class Target:
    """The file to write, with what it holds now: None if it is not there, `merged` if that is to be kept in part."""

    path: Path
    previous: bytes | None
    force: bool

    @classmethod
    def of(cls, path: Path, *, force: bool) -> "Target":
        """Look at the file. Raises AdvisorError if it cannot be read."""
        return cls(path, read_bytes(path, LARGEST) if path.exists() else None, force)

    def text(self, fresh: str, *, markdown: bool) -> str:
        """What to write: the fresh text, with what people put into the old one. Raises AdvisorError if it is not ours."""
        if not self.previous or self.force:
            return fresh
        if not markdown:
            raise fail("exists already", "name another file, or replace it with --force", Place(shown(self.path)))
        return merge(fresh, self._existing())

    def replace(self, fresh: str, *, markdown: bool) -> str:
        """Write the file, all at once or not at all, and say in a line what was done. Raises AdvisorError.

        What somebody wrote in the checklist this very moment is merged as well.
        """
        target = self
        for _ in range(AGAIN):
            with suppress(ConflictError):
                return target.write(fresh, markdown=markdown)
            target = Target.of(self.path, force=self.force)
        return target.write(fresh, markdown=markdown)

    def write(self, fresh: str, *, markdown: bool) -> str:
        """Write it over what was looked at. Raises AdvisorError, also where it changed since."""
        text = self.text(fresh, markdown=markdown)
        data = text.encode("utf-8", "backslashreplace")
        if data == self.previous:
            return f"{shown(self.path)} is as it was."
        replace_bytes(self.path, data, self.previous)
        kept = () if text == fresh or not self.previous else ticks_kept(fresh, self._existing())
        told = f"; ticked there and not in the plan: {', '.join(kept)}" if kept else ""
        return f"{shown(self.path)} written{told}."

    def _existing(self) -> str:
        place = Place(shown(self.path))
        try:
            text = (self.previous or b"").decode("utf-8-sig")
        except UnicodeDecodeError:
            text = ""
        if not is_checklist(text):
            raise fail("is no checklist of this program and stays as it is", "name another file, or use --force", place)
        return text
