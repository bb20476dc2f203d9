"""A hundred thousand different plans in one process: verdicts alone, then with because and open; and what memory does.

`python -m tests.benchmarks.batch [PLANS]`. Half of the plans are answered in full, the others lack a tenth, three tenths
or six tenths of their answers; each has one to three uses. Answers are drawn at random, so nearly all combinations differ: what
is remembered from plan to plan helps as little as it ever will.
"""

import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from time import perf_counter, process_time

from advisor.assess.assess import Assessor
from advisor.assess.case import Case
from advisor.plan.model import Plan
from advisor.policy.installed import pack_folders
from advisor.policy.model import BOT, Policy
from advisor.policy.pack import load_pack
from tests.strategies import random_part

PLANS = 100_000
OPEN_SHARES = (0.0, 0.0, 0.0, 0.1, 0.3, 0.6)
BATCH = 1_000
"""Plans are made so many at a time, outside the clock, so that they do not fill the memory that is measured."""


def main(plans: int = PLANS) -> None:
    """Print seconds, microseconds a plan, and the memory after a tenth of the plans and after all."""
    policy = load_pack(pack_folders()[0])
    verdicts = Counter(Assessor(policy).outcome(case).verdict.value for case in cases(policy, 1_000))
    print("of 1,000:", ", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common()))  # noqa: T201
    assessor = Assessor(policy)
    for name, work in (("verdicts", assessor.outcome), ("with because and open", assessor.assess)):
        for shares in ((0.0,), OPEN_SHARES):
            wall, processor, early, late = measured(work, policy, plans, shares)
            kind = "whole" if shares == (0.0,) else "mixed"
            print(  # noqa: T201
                f"{name}, {plans:,} {kind} plans: {wall:.2f} s ({processor:.2f} s of the processor), "
                f"{wall / plans * 1e6:.1f} µs each; peak memory {early:.0f} MB after a tenth, {late:.0f} MB after all"
            )


def measured(
    work: Callable[[Case], object], policy: Policy, plans: int, shares: tuple[float, ...]
) -> tuple[float, float, float, float]:
    """Seconds by the clock and of the processor, and peak memory early and late."""
    wall = processor = early = 0.0
    done = 0
    batch: list[Case] = []
    for case in cases(policy, plans, shares):
        batch.append(case)
        done += 1
        if len(batch) < BATCH and done < plans:
            continue
        before, busy = perf_counter(), process_time()
        for each in batch:
            work(each)
        wall += perf_counter() - before
        processor += process_time() - busy
        batch.clear()
        if not early and done >= plans // 10:
            early = peak()
    return wall, processor, early, peak()


def cases(policy: Policy, number: int, shares: tuple[float, ...] = OPEN_SHARES) -> Iterator[Case]:
    """Different plans with one to three uses each."""
    random = Random(number)
    activities = [activity.id for activity in policy.activities]
    for _ in range(number):
        share = random.choice(shares)
        uses = (
            random_part(random, policy, f"use{at}", random.choice(activities), share)
            for at in range(random.randint(1, 3))
        )
        plan = Plan("Random", policy.id, bot=random_part(random, policy, BOT, None, share), uses=tuple(uses))
        yield plan.case(policy)


def peak() -> float:
    """The most memory the process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
