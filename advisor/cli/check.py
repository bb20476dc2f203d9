"""`advisor check`: what the policy makes of plans, for people, logs and other programs.

It imports neither Textual nor Rich, because it runs in commit hooks and pipelines: starting is most of its work.
"""

import argparse
from collections.abc import Iterator

from advisor.cli.answers import add_answers, with_settings
from advisor.cli.arguments import add_choice, add_pack
from advisor.cli.exits import Exit, FailOn, exit_of, worst
from advisor.cli.output import say, write
from advisor.cli.plans import Shelf, judged, news
from advisor.plan.changes import changes_since
from advisor.report.judged import FORMATS, render
from advisor.source.error import AdvisorError, fail

HELP = "Judge plans: verdict, findings and the smallest fix."
EPILOG = """\
exit codes:
  0  permitted or not covered, every required safeguard in place
  1  prohibited, approval needed or safeguards missing, however open questions are answered
  2  usage, or a file that cannot be read
  3  undecided: some answers to the open questions are fine and some are not
With several plans: the worst of 2, 1, 3, 0."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command line."""
    parser.add_argument("plans", nargs="*", metavar="PLAN", help="a plan file, or - for standard input")
    add_choice(parser, "--format", tuple(FORMATS), "text", "how to say it (default: text)")
    parser.add_argument("--all", action="store_true", help="also list what is kept and what does not apply")
    add_choice(
        parser,
        "--fail-on",
        [level.value for level in FailOn],
        FailOn.UNDECIDED.value,
        "the mildest verdict that fails (default: undecided)",
    )
    add_answers(parser)
    add_pack(parser)


def run(arguments: argparse.Namespace) -> int:
    """Judge every plan, also when one before it could not be read."""
    return worst(_checked(arguments))


def _checked(arguments: argparse.Namespace) -> Iterator[Exit]:
    shelf = Shelf(arguments.pack)
    paths: list[str | None] = list(arguments.plans)
    if not paths:
        if not arguments.settings:
            raise fail("advisor check: no plan", "name a plan file, or answer with --set; see advisor check --help")
        paths = [None]
    separator = ""
    for path in paths:
        try:
            session = shelf.session(path, arguments.policy)
            if changes := changes_since(session.plan, session.policy):
                say(f"{path}: {news(changes, session.policy)}")
            session = with_settings(session, arguments.settings)
            text = render(judged(session, path), arguments.format, everything=arguments.all)
        except AdvisorError as error:
            for problem in error.problems:
                say(str(problem))
            yield Exit.UNUSABLE
            continue
        write(separator + text)
        separator = "" if arguments.format == "json" else "\n"
        yield exit_of(session.assessment.outcome, FailOn(arguments.fail_on))
