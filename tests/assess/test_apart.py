"""What open rules come to together is what every way to answer shows, whichever of them share questions."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from random import Random

import pytest

from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Node
from advisor.assess.severities import combine, permits_nothing, union
from advisor.assess.verdict import LARGEST, Share, Verdicts
from tests.strategies import Size, random_policy

SETS = [0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b10001, 0b10010]
MANY = range(150)


@pytest.fixture
def verdicts() -> Verdicts:
    policy = random_policy(Random(0), Size(activities=1, questions=7, options=3, rules=2))
    return Verdicts(CompiledPolicy(policy), LARGEST).begin()


def random_share(random: Random, verdicts: Verdicts, variables: Sequence[int]) -> Share:
    """Rules of one or two variables each, so that some share a question and others do not, in groups of up to three."""
    rules = [
        _rule(random, verdicts, random.sample(variables, random.randint(1, 2))) for _ in range(random.randint(0, 5))
    ]
    cut = random.randint(0, 3)
    return Share(
        random.choice(SETS[:4] + SETS[5:]), tuple(group for group in (tuple(rules[:cut]), tuple(rules[cut:])) if group)
    )


def _rule(random: Random, verdicts: Verdicts, variables: list[int]) -> Node:
    if not variables:
        return verdicts.store.terminal(random.choice(SETS))
    first, *others = sorted(variables)
    children = tuple(_rule(random, verdicts, others) for _ in range(verdicts.store.sizes[first]))
    return verdicts.store.node(first, children)


def completions(verdicts: Verdicts, variables: Sequence[int]) -> Iterator[dict[int, int]]:
    for values in product(*(range(verdicts.store.sizes[variable]) for variable in variables)):
        yield dict(zip(variables, values, strict=True))


def severities(verdicts: Verdicts, share: Share, fixed: Mapping[int, int]) -> int:
    store = verdicts.store
    given = [store.value(store.decide(rule, fixed)) for rule in share.rules]
    assert all(isinstance(each, int) for each in given)
    return reduce(combine, (each for each in given if isinstance(each, int)), share.settled)


@pytest.mark.parametrize("seed", MANY)
def test_a_part_comes_to_what_some_way_to_answer_comes_to(seed: int, verdicts: Verdicts) -> None:
    variables = range(min(6, len(verdicts.store.sizes)))
    share = random_share(Random(seed), verdicts, variables)
    found = {tuple(fixed.values()): severities(verdicts, share, fixed) for fixed in completions(verdicts, variables)}
    deciding = {
        place
        for one, comes_to in found.items()
        for place in variables
        for other in range(verdicts.store.sizes[place])
        if comes_to != found[(*one[:place], other, *one[place + 1 :])]
    }
    possible, decides = verdicts.of_part(share)
    assert possible == union(found.values())
    assert decides == verdicts.compiled.questions(deciding)


@pytest.mark.parametrize("seed", MANY)
def test_a_plan_comes_to_what_some_way_to_answer_about_the_bot_and_each_use_comes_to(
    seed: int, verdicts: Verdicts
) -> None:
    random, first = Random(seed), verdicts.compiled.first_use_variable
    about_bot, about_use = range(min(3, first)), range(first, min(first + 3, len(verdicts.store.sizes)))
    assert about_bot
    assert about_use
    bot = random_share(random, verdicts, about_bot)
    uses = [random_share(random, verdicts, [*about_bot, *about_use]) for _ in range(random.randint(1, 2))]
    start = random.choice(SETS[:3])
    found = 0
    for of_bot in completions(verdicts, about_bot):
        limits = permits_nothing(bot.settled)
        for rule in bot.rules:
            limits = combine(limits, permits_nothing(verdicts.store.value(verdicts.store.decide(rule, of_bot))))
        by_use = [
            union({severities(verdicts, use, {**of_bot, **of_use}) for of_use in completions(verdicts, about_use)})
            for use in uses
        ]
        found |= reduce(combine, by_use, combine(start, limits))
    assert verdicts.of_plan(start, bot, uses) == found


def test_rules_that_share_no_question_are_never_joined(verdicts: Verdicts) -> None:
    store = verdicts.store
    bad, good = store.terminal(0b00100), store.terminal(0b00001)
    rules = [store.node(at, (bad, *[good] * (size - 1))) for at, size in enumerate(store.sizes)]
    assert verdicts.of_part(Share(0b00010, (tuple(rules),)))[0] == 0b00110
    lifted = len(rules) * 3  # each compared with what is settled, once for the function and once for either end
    assert store.steps <= 2 * lifted + 2
