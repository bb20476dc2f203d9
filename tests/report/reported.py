"""Plans of the lending pack, judged: what the tests of the formats say things about."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from advisor.assess.assess import Assessor
from advisor.plan.file import canonical_sha256, open_plan
from advisor.plan.model import Plan
from advisor.plan.session import Session
from advisor.policy.pack import load_pack
from advisor.report.judged import Judged

HERE = Path(__file__).parent
PLANS = HERE / "plans"
SHA256 = "0123456789abcdef" * 4
"""Stands for the pack's hash, so that a comma in the pack does not change every golden file."""
PACK = HERE.parent / "packs" / "lending"


@cache
def assessor() -> Assessor:
    return Assessor(replace(load_pack(PACK), sha256=SHA256))


@cache
def plan(name: str) -> Plan:
    return open_plan(PLANS / f"{name}.yaml").plan(assessor().policy)


def judge(plan_: Plan) -> Judged:
    """The plan judged, with a hash that stays the same when the plan's text does."""
    return Judged.of(Session(assessor(), plan_), "plans/bot-plan.yaml", canonical_sha256(plan_))


def judged(name: str) -> Judged:
    return judge(plan(name))


def with_words(plan_: Plan, words: Mapping[str, str]) -> Plan:
    """The plan with what a person may write freely replaced: `name`, `title`, `note` and `remark`."""
    uses = tuple(replace(use, title=words["title"]) for use in plan_.uses)
    ticks = {rule: replace(tick, note=words["note"]) for rule, tick in plan_.bot.safeguards.items()}
    notes = dict.fromkeys(plan_.notes, words["remark"])
    return replace(plan_, name=words["name"], uses=uses, bot=replace(plan_.bot, safeguards=ticks), notes=notes)
