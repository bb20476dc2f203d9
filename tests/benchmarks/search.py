"""What a key costs in the search: every beginning of every question of `typed.py`, as if it was being typed.

`python -m tests.benchmarks search`. Counted is the processor's time, so that a busy machine tells less; what it tells
all the same shows in the reference, a plain loop timed in the same run. The targets are those of a quiet machine.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import log
from random import Random
from time import process_time
from typing import TypeVar

from advisor.policy.installed import pack_folders
from advisor.policy.model import Policy, Rule
from advisor.policy.pack import load_pack
from advisor.search.search import SearchIndex
from tests.benchmarks.frame import Row
from tests.benchmarks.typed import TYPED

SHOWN = 50
ROUNDS = {1_000: (3, 5, 0.5), 100_000: (1, 2, 5.0)}
"""Rules -> how often the index is built and everything typed, and the target for a key in milliseconds."""
STEEPEST = 1.1
SQUARED = 1_000
REFERENCE = f"{SQUARED:,} numbers squared"
Result = TypeVar("Result")


def rows() -> Iterator[Row]:
    """The figures of the pack, and of packs of more rules made of its words."""
    policy = load_pack(pack_folders()[0])
    yield from figures(policy, (7, 20, 0.1), [])
    built: list[float] = []
    for number, rounds in ROUNDS.items():
        yield from figures(many_rules(policy, number), rounds, built)
    exponent = log(built[-1] / built[0]) / log(max(ROUNDS) / min(ROUNDS))
    yield Row("index: exponent", exponent, "", most=STEEPEST)


def figures(policy: Policy, rounds: tuple[int, int, float], built: list[float]) -> Iterator[Row]:
    """The figures of one pack; notes what its index took."""
    builds, typings, most = rounds
    said = f"{len(policy.rules):,} rules"
    seconds, index = min((timed(SearchIndex, policy) for _ in range(builds)), key=lambda taken: taken[0])
    built.append(seconds)
    yield Row(f"index of {said}", seconds * 1e3)
    # Nothing is warm when a round begins; the quickest round is the least disturbed one.
    typed = [keystrokes(SearchIndex(policy, index.index)) for _ in range(typings)]
    costs, references = (
        sorted(min(same) * 1e3 for same in zip(*rounds, strict=True)) for rounds in zip(*typed, strict=True)
    )
    reference = references[len(references) // 2]
    yield Row(f"{REFERENCE}, between keys among {said}", reference)
    yield Row(f"key among {said}", costs[len(costs) // 2])
    high = costs[int(len(costs) * 0.95)]
    yield Row(f"key among {said}, 95th percentile", high, most=most)
    yield Row(f"key among {said}, 95th percentile, by the reference", high, "ms", REFERENCE, high / reference)


def keystrokes(index: SearchIndex) -> tuple[Sequence[float], Sequence[float]]:
    """Seconds for each key while the questions are typed, and for the reference after each.

    What typing one question has warmed serves the next.
    """
    keys = [asked[:end] for asked in TYPED for end in range(1, len(asked) + 1)]
    both = [(timed(index.search, key, SHOWN)[0], timed(squares)[0]) for key in keys]
    return [key for key, _ in both], [reference for _, reference in both]


def squares() -> object:
    """Something that takes the same time in every version of this program."""
    return [number * number for number in range(SQUARED)]


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
    """Seconds of the processor, and what the work gave."""
    start = process_time()
    result = work(*arguments)
    return process_time() - start, result
