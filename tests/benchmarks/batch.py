"""A hundred thousand different plans in one process: verdicts alone, then with because and open; and what memory does.

Half of the plans are answered in full, the others lack a tenth, three tenths
or six tenths of their answers; each has one to three uses. Answers are drawn at random, so nearly all combinations differ: what
is remembered from plan to plan helps as little as it ever will.
"""

import resource
from collections.abc import Callable, Iterator
from random import Random
from time import perf_counter, process_time

from advisor.assess.assess import Assessor
from advisor.assess.case import Case
from advisor.plan.model import Plan
from advisor.policy.installed import pack_folders
from advisor.policy.model import BOT, Policy
from advisor.policy.pack import load_pack
from tests.benchmarks.frame import Row
from tests.strategies import random_part

PLANS = 100_000
OPEN_SHARES = (0.0, 0.0, 0.0, 0.1, 0.3, 0.6)
BATCH = 1_000
"""Plans are made so many at a time, outside the clock, so that they do not fill the memory that is measured."""


def rows(plans: int = PLANS) -> Iterator[Row]:
    """Seconds for all plans, and by how much the memory grew after a tenth of them."""
    policy = load_pack(pack_folders()[0])
    for name, most, work in (("verdicts", 1.0, "outcome"), ("with because and open", 6.0, "assess")):
        for kind, shares in (("whole", (0.0,)), ("mixed", OPEN_SHARES)):
            assessor = Assessor(policy)
            wall, processor, early, late = measured(getattr(assessor, work), policy, plans, shares)
            what = f"{name}, {plans:,} {kind} plans"
            yield Row(what, wall, "s", most=most)
            yield Row(f"{what}: of the processor", processor, "s")
            yield Row(
                f"{what}: memory at the end against after a tenth", late, "MB", f"{early:.0f} MB", late / early, 1.3
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
