"""`advisor diff`: what tells two packs apart by what their rules do, and what that means for a plan."""

import argparse
import json

from advisor.assess.assess import Assessor
from advisor.cli.arguments import add_choice
from advisor.cli.difference_object import difference_object
from advisor.cli.difference_words import difference_text
from advisor.cli.exits import Exit
from advisor.cli.output import write
from advisor.plan.compiling import load_assessor
from advisor.plan.file import open_plan
from advisor.plan.model import Plan
from advisor.plan.session import InTime
from advisor.policy.installed import named_folder
from advisor.policy.model import Policy
from advisor.prove.difference import difference
from advisor.prove.plan_difference import plan_difference
from advisor.source.error import fail

HELP = "Compare two packs by what their rules do, each difference with answers that show it."
EPILOG = """\
A pack is the id of one of the program's own, or a folder: a path with a slash. A plan is read as one made with PACK_A; of it you
learn which verdicts turn, by which rules, and what has to be answered or looked at again.

exit codes: 0 no plan comes to anything else; 1 rules, questions or activities differ; 2 a file cannot be read

example:
  advisor diff old/my-pack knowledge/my-pack bot-plan.yaml"""
FORMATS = ("text", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command line."""
    parser.add_argument("before", metavar="PACK_A", help="the older pack")
    parser.add_argument("after", metavar="PACK_B", help="the newer pack")
    parser.add_argument("plan", metavar="PLAN", nargs="?", help="a plan made with PACK_A, or - for standard input")
    add_choice(parser, "--format", FORMATS, "text", "how to say it (default: text)")


def run(arguments: argparse.Namespace) -> int:
    """Compare, print, and say whether anything but wording differs."""
    before, after = (_assessor(name) for name in (arguments.before, arguments.after))
    plan = _plan(arguments.plan, before.policy) if arguments.plan else None
    with InTime():
        found = difference(before, after)
        of_plan = plan_difference(found, before, after, plan) if plan else None
    if arguments.format == "json":
        write(json.dumps(difference_object(found, plan, of_plan), indent=2, ensure_ascii=False) + "\n", "json")
    else:
        write(difference_text(found, plan, of_plan))
    return Exit.NOT_YET if found.by_effect else Exit.FINE


def _assessor(name: str) -> Assessor:
    return load_assessor(named_folder(name))


def _plan(path: str, policy: Policy) -> Plan:
    source = open_plan(path)
    if source.policy != policy.id:
        what = f"the plan is for the policy {source.policy!r}, not {policy.id!r}"
        raise fail(what, "name its pack first", source.policy_place)
    return source.plan(policy)
