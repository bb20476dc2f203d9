"""What a keystroke costs in the search: every beginning of every question people asked, as if it was being typed.

`python -m tests.benchmarks search`. A benchmark and not a timed test: a busy machine must not fail the suite.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from time import perf_counter
from typing import TypeVar

from advisor.policy.installed import find_pack, pack_folders
from advisor.policy.model import Policy, Rule
from advisor.policy.pack import load_pack
from advisor.search.search import SearchIndex
from tests.benchmarks.frame import Row
from tests.search.cases import read

SHOWN = 50
RULES = 10_000
Result = TypeVar("Result")


def rows() -> Iterator[Row]:
    """The figures of the pack, and of a pack of ten thousand rules made of its words."""
    policy = load_pack(find_pack(pack_folders()[0].name))
    for measured, rounds, most in ((policy, 7, 0.1), (many_rules(policy, RULES), 2, None)):
        built: list[float] = []
        typed: list[list[float]] = []
        for _ in range(rounds):
            seconds, index = timed(SearchIndex, measured)
            built.append(seconds)
            typed.append(list(keystrokes(index)))
        # Each round begins with a new index, so that nothing is warm; the quickest round is the least disturbed one.
        costs = sorted(min(same) for same in zip(*typed, strict=True))
        said = f"{len(measured.rules):,} rules"
        yield Row(f"index of {said}", min(built) * 1e3)
        yield Row(f"key among {said}", costs[len(costs) // 2] * 1e3)
        yield Row(f"key among {said}, 95th percentile", costs[int(len(costs) * 0.95)] * 1e3, most=most)


def keystrokes(index: SearchIndex) -> Iterator[float]:
    """Seconds for each keystroke while the questions are typed; what typing one has warmed serves the next."""
    for asked in read("searches.yaml"):
        for end in range(1, len(asked.query) + 1):
            yield timed(index.search, asked.query[:end], SHOWN)[0]


def many_rules(policy: Policy, number: int) -> Policy:
    """A policy of so many rules, each with the title, text, keywords and examples of different rules of the pack."""
    random = Random(1)

    def mixed(count: int) -> Rule:
        title, text, words, example = (random.choice(policy.rules) for _ in range(4))
        return replace(
            title,
            id=f"{title.id}-{count}",
            text=text.text,
            do=text.do,
            keywords=tuple(random.sample(words.keywords, min(5, len(words.keywords)))),
            good=example.good,
            bad=example.bad,
        )

    more = (mixed(count) for count in range(number - len(policy.rules)))
    return replace(policy, rules=(*policy.rules, *more))


def timed(work: Callable[..., Result], *arguments: object) -> tuple[float, Result]:
    """Seconds, and what the work gave."""
    start = perf_counter()
    result = work(*arguments)
    return perf_counter() - start, result
