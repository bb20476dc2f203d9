"""`advisor rule ID`: one rule with all it says; for a clause or a section, the rules that it holds."""

import argparse

from advisor.cli.arguments import add_choice, add_policy
from advisor.cli.output import write
from advisor.cli.rules import FORMATS, policy_of
from advisor.policy.model import Policy, Rule
from advisor.report.rule_book import pages_markdown, rule_json, rules_json
from advisor.report.rule_page import rule_page
from advisor.report.rule_text import page_markdown, page_text, rule_lines, wrapped
from advisor.search.fields import lineage
from advisor.source.error import fail
from advisor.source.near import did_you_mean, nearest
from advisor.source.safe_text import one_line, quoted

HELP = "Show one rule: what it says, when it applies, what to do, examples, what can happen, its source."
EPILOG = """\
examples:
  advisor rule an.id
  advisor rule II.B.2.some-clause  the rules that cite a clause
  advisor rule II.B.2              the rules under a heading"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command line."""
    parser.add_argument("id", metavar="ID", help="a rule's id, a clause's locator, a section's id or title")
    add_choice(parser, "--format", FORMATS, "text", "how to say it (default: text)")
    add_policy(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the rule, or the rules of a clause or section. Raises AdvisorError for an id that nothing has."""
    policy = policy_of(arguments)
    rules = _named(policy, arguments.id)
    if not rules:
        write("\n".join(wrapped(_unruled(policy, arguments.id))) + "\n")
    elif len(rules) == 1:
        write(_one(policy, rules[0], arguments.format), arguments.format)
    else:
        write(_several(policy, rules, arguments.format), arguments.format)
    return 0


def _one(policy: Policy, rule: Rule, form: str) -> str:
    match form:
        case "json":
            return rule_json(policy, rule)
        case "markdown":
            return page_markdown(rule_page(policy, rule))
        case _:
            return page_text(rule_page(policy, rule))


def _several(policy: Policy, rules: tuple[Rule, ...], form: str) -> str:
    match form:
        case "json":
            return rules_json((rule, 0.0) for rule in rules)
        case "markdown":
            return pages_markdown(policy, rules)
        case _:
            return "\n\n".join("\n".join(rule_lines(rule)) for rule in rules) + "\n"


def _named(policy: Policy, name: str) -> tuple[Rule, ...]:
    """The rule with that id; else those that cite the clause; else those of the section. Letter case does not matter."""
    wanted = name.strip().casefold()
    tests = (
        lambda rule: rule.id.casefold() == wanted,
        lambda rule: wanted in (clause.casefold() for clause in rule.cites),
        lambda rule: any(
            wanted in (section.id.casefold(), section.title.casefold())
            for section in lineage(policy, policy.section(rule.section))
        ),
    )
    for test in tests:
        found = tuple(rule for rule in policy.rules if test(rule))
        if found:
            return found
    if any(wanted == clause.casefold() for clause in policy.not_rules):
        return ()
    ids = [rule.id for rule in policy.rules]
    known = [*ids, *(clause for section in policy.sections for clause in section.clauses)]
    is_words = " " in wanted or not nearest(name, known)
    hint = f"to search: advisor rules {one_line(name)}" if is_words else did_you_mean(name, known)
    raise fail(f"no rule, clause or section is called {quoted(name)}", hint)


def _unruled(policy: Policy, name: str) -> str:
    """What the pack says of a clause that is no rule."""
    clause, reason = next(pair for pair in policy.not_rules.items() if pair[0].casefold() == name.strip().casefold())
    return f"{clause} is no rule: {reason}"
