"""`advisor rules`: finds rules by the words people use; without words, lists them all under the policy's headings.

There are no subcommands, so that any word can be searched; words that begin with a dash come after `--`.
"""

import argparse
import os
import sys
from collections.abc import Iterator

from advisor.cli.arguments import add_choice, add_policy
from advisor.cli.output import write
from advisor.cli.plans import Shelf
from advisor.policy.model import Modality, Policy, Rule
from advisor.report.rule_book import book_markdown, pages_markdown, rules_json
from advisor.report.rule_text import rule_lines, wrapped
from advisor.search.browse import Filter, Listing, browse
from advisor.search.result import Match
from advisor.search.search import SearchIndex
from advisor.source.error import fail
from advisor.source.near import did_you_mean
from advisor.source.safe_text import quoted

HELP = "Find rules by the words people use, by id or by clause; without words, list them all."
EPILOG = """\
examples:
  advisor rules can i dm new followers
  advisor rules II.B.2 --modality prohibition
  advisor rules --format markdown > RULES.md
Words stand in any order, and may be misspelt. A word that begins with a dash comes after --."""
SHOWN = 10
FORMATS = ("text", "json", "markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command line."""
    parser.add_argument("words", nargs="*", metavar="WORD", help="what to look for")
    add_choice(parser, "--modality", [kind.value for kind in Modality], None, "only rules that do this")
    parser.add_argument("--activity", metavar="ID", help="only rules about this activity")
    parser.add_argument(
        "--limit", type=_count, metavar="N", help=f"at most so many (default: {SHOWN}, or all without words)"
    )
    add_choice(parser, "--format", FORMATS, "text", "how to say it (default: text)")
    add_policy(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the rules; that nothing is said about the words is an answer, too."""
    policy = policy_of(arguments)
    words = " ".join(arguments.words).strip()
    wanted = Filter(words, Modality(arguments.modality) if arguments.modality else None, _activity(policy, arguments))
    index = SearchIndex(policy)
    listing = browse(index, wanted, limit=arguments.limit or (SHOWN if words else None), finished=True)
    match arguments.format:
        case "json":
            hits = ((hit.rule, round(hit.score, 4)) for hit in listing.hits)
            write(rules_json(hits, listing.result.nothing, index.beside(listing.result)), "json")
        case "markdown":
            write(_markdown(policy, listing, words))
        case _:
            write("\n".join(_found(index, listing) if words else _listed(policy, listing.rules)) + "\n")
    return 0


def policy_of(arguments: argparse.Namespace) -> Policy:
    """The policy that the command line names, by default the latest."""
    return Shelf(arguments.policy).latest().policy


def _activity(policy: Policy, arguments: argparse.Namespace) -> str | None:
    known = [activity.id for activity in policy.activities]
    if arguments.activity is not None and arguments.activity not in known:
        raise fail(f"no activity is called {quoted(arguments.activity)}", did_you_mean(arguments.activity, known))
    name: str | None = arguments.activity
    return name


def _markdown(policy: Policy, listing: Listing, words: str) -> str:
    if not words:
        return book_markdown(policy, listing.rules)
    return pages_markdown(policy, listing.rules) or _none(listing) + "\n"


def _found(index: SearchIndex, listing: Listing) -> Iterator[str]:
    if not listing.rules:
        yield from wrapped(_none(listing))
        return
    bold = _may_style()
    for number, hit in enumerate(listing.hits):
        if number:
            yield ""
        title, *rest = _entry(hit.rule, index.why(listing.result, hit))
        yield _marked(index, listing, title) if bold else title
        yield from rest
    if beside := index.beside(listing.result):
        yield ""
        yield from wrapped(f"Beside these: {beside}")
    if listing.found > len(listing.rules):
        yield ""
        yield f"There are {listing.found} in all; --limit {listing.found} shows them."


def _entry(rule: Rule, matches: tuple[Match, ...]) -> Iterator[str]:
    return rule_lines(rule, [f"“{match.word}” ({match.found}, {match.field.value})" for match in matches])


def _none(listing: Listing) -> str:
    if listing.result.nothing is not None:
        return str(listing.result.nothing)
    return "No rule is left: the words find some, and the other options leave them out."


def _listed(policy: Policy, rules: tuple[Rule, ...]) -> Iterator[str]:
    if not rules:
        yield "No rule is left."
    last = None
    for rule in sorted(rules, key=lambda rule: [section.id for section in policy.sections].index(rule.section)):
        if rule.section != last:
            if last is not None:
                yield ""
            last = rule.section
            yield from wrapped(_heading(policy, rule.section))
        title, *rest = rule_lines(rule)
        yield f"- {title}"
        yield from rest


def _heading(policy: Policy, section_id: str | None) -> str:
    titles: list[str] = []
    while section_id is not None:
        section = policy.section(section_id)
        titles.insert(0, section.title)
        section_id = section.parent
    return " › ".join(titles)


def _marked(index: SearchIndex, listing: Listing, line: str) -> str:
    """The line with the words that were found in bold."""
    for span in reversed(index.spans(listing.result, line)):
        line = f"{line[: span.start]}\x1b[1m{line[span.start : span.end]}\x1b[0m{line[span.end :]}"
    return line


def _may_style() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


def _count(text: str) -> int:
    if not text.isdecimal() or int(text[:9]) < 1:
        raise argparse.ArgumentTypeError(f"{quoted(text)} is not a number from 1 up")
    return int(text[:9])
