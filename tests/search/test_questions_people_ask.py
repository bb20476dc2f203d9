"""How well the search answers real questions. Every run prints the figures, and every miss with what came instead."""

from collections.abc import Callable
from random import Random

import pytest

from advisor.search.search import SearchIndex
from tests.search.cases import Answered, answer, read, report, with_a_slip

ROUNDS_OF_SLIPS = 10
LONG_ENOUGH = 6
Record = Callable[[str, object], None]


def figures(record_property: Record, title: str, answered: list[Answered]) -> None:
    record_property("figures", "\n".join(report(title, answered)))


def test_nine_of_ten_questions_find_a_rule_among_three(index: SearchIndex, record_property: Record) -> None:
    answered = [answer(index, asked) for asked in read("searches.yaml")]
    figures(record_property, "search, questions people asked", answered)
    good = [one for one in answered if one.asked.clauses]
    none = [one for one in answered if not one.asked.clauses]
    assert sum(one.among_three for one in good) >= 0.9 * len(good)
    assert sum(one.first for one in good) >= 0.7 * len(good)
    assert sum(one.turned_away for one in good) <= 0.02 * len(good)
    assert sum(one.turned_away for one in none) >= 0.8 * len(none)


def test_questions_that_were_kept_out_of_the_tuning_do_as_well(index: SearchIndex, record_property: Record) -> None:
    answered = [answer(index, asked) for asked in read("held_out.yaml")]
    figures(record_property, "search, questions kept out of the tuning", answered)
    good = [one for one in answered if one.asked.clauses]
    none = [one for one in answered if not one.asked.clauses]
    assert sum(one.among_three for one in good) >= 0.85 * len(good)
    assert sum(one.turned_away for one in none) >= 0.8 * len(none)


@pytest.mark.parametrize("name", ["searches.yaml", "held_out.yaml"])
def test_one_slip_of_the_finger_keeps_nine_of_ten_hits(name: str, index: SearchIndex, record_property: Record) -> None:
    random = Random(20171103)
    asked = [one for one in read(name) if one.clauses and len(one.query) >= LONG_ENOUGH]
    found = [one for one in asked if answer(index, one).among_three]
    slipped = [answer(index, one, with_a_slip(random, one.query)) for _ in range(ROUNDS_OF_SLIPS) for one in found]
    kept = sum(one.among_three for one in slipped)
    record_property(
        "figures",
        f"search, one slip in each question of {name}: {kept}/{len(slipped)} hits still among three "
        f"({kept / len(slipped):.0%}; {kept / (ROUNDS_OF_SLIPS * len(asked)):.0%} of all {len(asked)} questions)",
    )
    assert kept >= 0.9 * len(slipped)
