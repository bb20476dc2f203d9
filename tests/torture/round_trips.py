"""Plans in random layouts, changed at random: what is saved reads as what was meant, and comments stay."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from advisor.plan.file import plan_source, saved_bytes
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError
from tests.plan.layouts import Layout, Writer, changed_plan, random_layout, random_plan
from tests.torture.table import Row

LENDING = Path(__file__).parent.parent / "packs" / "lending"


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    del folder
    policy = load_pack(LENDING)
    seeds = range(20 if quick else 20_000)  # tests of the plan try more, so that the quick form needs few
    yield Row.none("saves of a change, in any layout, that read as another plan", len(seeds), _wrong(policy, seeds))
    seeds = range(10 if quick else 20_000)
    yield Row.none("saves of a change that lose or move a comment", len(seeds), _lost(policy, seeds))


def _wrong(policy: Policy, seeds: range) -> Iterator[str]:
    for seed in seeds:
        random = Random(seed)
        plan = random_plan(random, policy)
        before = Writer(random, random_layout(random)).file(plan, policy)
        change = changed_plan(random, plan, policy)
        try:
            after = saved_bytes(change, policy, before)
            back = saved_bytes(plan, policy, after)
        except AdvisorError as error:
            yield f"seed {seed}: {error}"
            continue
        if plan_source(after).plan(policy) != change or plan_source(back).plan(policy) != plan:
            yield f"seed {seed}"


def _lost(policy: Policy, seeds: range) -> Iterator[str]:
    """Everything that has a comment stays in the plan, so every comment has to stay, in its order."""
    for seed in seeds:
        random = Random(seed)
        plan = random_plan(random, policy)
        before = Writer(random, Layout(comments=1.0)).file(plan, policy).decode()
        uses = [replace(use, title=f"{use.title}!", answers={**use.answers, "weather": ("boat",)}) for use in plan.uses]
        after = saved_bytes(replace(plan, name="Other", uses=tuple(uses)), policy, before.encode()).decode()
        wanted = [line for line in _comments(before) if "weather" not in line]
        if [line for line in _comments(after) if line in wanted] != wanted:
            yield f"seed {seed}"


def _comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]
