"""The questions people asked, and how well a search answers them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import ascii_lowercase

import yaml

from advisor.search.search import SearchIndex

HERE = Path(__file__).parent
AMONG = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, and the clauses that answer it; none where the rules say nothing."""

    query: str
    clauses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """Where the first good rule stands among the hits, counted from 0, and whether the search said "nothing"."""

    asked: Asked
    rank: int | None
    turned_away: bool
    shown: tuple[str, ...]

    @property
    def first(self) -> bool:
        return self.rank == 0

    @property
    def among_three(self) -> bool:
        return self.rank is not None and self.rank < AMONG

    def __str__(self) -> str:
        shown = ", ".join(self.shown) or "nothing"
        return f"    {self.asked.query!r} gave {shown}; wanted {', '.join(sorted(self.asked.clauses)) or 'nothing'}"


def read(name: str) -> tuple[Asked, ...]:
    """The questions of a file beside this one."""
    found = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))["searches"]
    return tuple(Asked(entry["query"], frozenset(entry["clauses"])) for entry in found)


def answer(index: SearchIndex, asked: Asked, query: str | None = None) -> Answered:
    """Put the question, or another spelling of it."""
    result = index.search(asked.query if query is None else query)
    ranks = (rank for rank, hit in enumerate(result.hits) if asked.clauses.intersection(hit.rule.cites))
    shown = tuple(hit.rule.id for hit in result.hits[:AMONG])
    return Answered(asked, next(ranks, None), result.nothing is not None, shown)


def with_a_slip(random: Random, query: str) -> str:
    """The query with one letter left out, put in, changed, or swapped with the next."""
    at = random.choice([place for place, char in enumerate(query) if char.isalpha()])
    before, char, after = query[:at], query[at], query[at + 1 :]
    kinds = ["", random.choice(ascii_lowercase) + char, random.choice(ascii_lowercase)]
    if after[:1].isalpha():
        return random.choice([*(before + kind + after for kind in kinds), before + after[0] + char + after[1:]])
    return before + random.choice(kinds) + after


def report(title: str, answered: list[Answered]) -> Iterator[str]:
    """The figures, and every miss."""
    good = [one for one in answered if one.asked.clauses]
    none = [one for one in answered if not one.asked.clauses]
    three, first = sum(one.among_three for one in good), sum(one.first for one in good)
    away, nothing = sum(one.turned_away for one in good), sum(one.turned_away for one in none)
    yield f"{title}: among three {three}/{len(good)} ({three / len(good):.0%}), first {first} ({first / len(good):.0%}),"
    yield f"  turned away {away}; “nothing said” {nothing}/{len(none)}. Misses:"
    yield from (str(one) for one in good if not one.among_three)
    yield from (str(one) for one in none if not one.turned_away)
