"""`advisor check`: what the policy makes of plans, for people, logs and other programs.

It imports neither Textual nor Rich, because it runs in commit hooks and pipelines: starting is most of its work.
"""

import argparse
from collections.abc import Iterator

from advisor.cli.answers import add_answers, with_settings
from advisor.cli.arguments import add_choice, add_policy
from advisor.cli.entries import Entry, LineEntry, lines_of_stdin
from advisor.cli.exits import Exit, FailOn, exit_of, worst
from advisor.cli.output import say, write
from advisor.cli.plans import Shelf, judged, news
from advisor.plan.file import STDIN
from advisor.report.judged import FORMATS, GATHERED, render
from advisor.source.error import AdvisorError, fail

HELP = "Judge plans: verdict, findings and the smallest fix."
EPILOG = """\
exit codes:
  0  permitted or not covered, every required safeguard in place
  1  prohibited, approval needed or safeguards missing, however open questions are answered
  2  usage, a file that cannot be read, or output that cannot be written
  3  undecided: some answers to the open questions are fine and some are not
  4  a fault of the program; 128 + n: ended by signal n, 141 when the reader of a pipe left
With several plans: the worst of 2, 1, 3, 0.

many plans:
  advisor check --lines --format json --no-remedies < plans.jsonl
reads a plan a line, writes an object a line, and holds one plan at a time. A line
that cannot be used is one line on standard error, and the rest go on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command line."""
    parser.add_argument("plans", nargs="*", metavar="PLAN", help="a plan file, or - for standard input")
    add_choice(parser, "--format", (*FORMATS, *GATHERED), "text", "how to say it (default: text)")
    parser.add_argument("--all", action="store_true", help="also list what is kept and what does not apply")
    add_choice(
        parser,
        "--fail-on",
        [level.value for level in FailOn],
        FailOn.UNDECIDED.value,
        "the mildest verdict that fails (default: undecided)",
    )
    parser.add_argument("--lines", action="store_true", help="standard input holds a plan a line, as JSON")
    parser.add_argument("--no-remedies", action="store_true", help="leave the fixes out, which take the longest")
    add_answers(parser)
    add_policy(parser)


def run(arguments: argparse.Namespace) -> int:
    """Judge every plan, also when one before it could not be read."""
    if arguments.format in GATHERED:
        from advisor.cli.gather import gather  # one plan at a time does without

        return worst(gather(arguments, _entries(arguments)))
    return worst(_checked(arguments))


def _checked(arguments: argparse.Namespace) -> Iterator[Exit]:
    """The exit code of each plan, as soon as it was written: however many there are, one is held at a time."""
    shelf = Shelf(arguments.policy)
    separator = ""
    for entry in _entries(arguments):
        try:
            opened = entry.open(shelf)
            for line in news(opened, str(entry)):
                say(line)
            session = with_settings(opened.session, arguments.settings)
            found = judged(session, entry.path, entry.line, opened.upgrade, remedied=not arguments.no_remedies)
            text = render(found, arguments.format, everything=arguments.all)
        except AdvisorError as error:
            for problem in error.problems:
                say(str(problem))
            yield Exit.UNUSABLE
            continue
        write(separator + text, arguments.format)
        separator = "" if arguments.format == "json" else "\n"
        yield exit_of(session.assessment.outcome, FailOn(arguments.fail_on))


def _entries(arguments: argparse.Namespace) -> Iterator[Entry | LineEntry]:
    """The plans of the command line, one after the other."""
    if arguments.lines:
        if arguments.plans not in ([], [STDIN]):
            raise fail("advisor check: --lines reads standard input", "leave the file out and write `< FILE` behind")
        yield from lines_of_stdin()
    elif arguments.plans:
        yield from map(Entry, arguments.plans)
    elif arguments.settings:
        yield Entry(None)
    else:
        raise fail("advisor check: no plan", "name a plan file, or answer with --set; see advisor check --help")
