"""Rules whose answers can be the key to what they come to: which these are, and which share a place."""

from collections.abc import Iterable

import pytest

from advisor.assess import near as module
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.near import near
from advisor.assess.scale import Scale
from advisor.policy.condition import ALWAYS
from tests.assess.by_hand import NOTICE, of_use, policy, rule


def places(near_to: int, together: int, rules: str, without: str = "", *, wide: str = "") -> list[str]:
    """What each place asks and its rules, each of which asks the questions that its name is made of."""
    made = policy(
        *(of_use(name, "x y") for name in "pqrst"),
        *(
            rule(name, NOTICE, " ".join(f"{each}:x" for each in name) if name != "-" else ALWAYS)
            for name in rules.split()
        ),
    )

    def ways(questions: Iterable[str]) -> int:
        return int(10 ** sum(2 if each == wide else 1 for each in questions))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_NEAR", near_to)
        patch.setattr(module, "MOST_TOGETHER", together)
        found = near(Scale(CompiledPolicy(made), "post", {}).members, ways, without)
    return [f"{''.join(place.questions)}: {' '.join(one.rule.id for one in place.members)}" for place in found]


@pytest.mark.parametrize(
    ("near_to", "together", "rules", "expected"),
    [
        (100, 100, "p q pq", ["pq: p q pq"]),
        (100, 100, "p q", ["pq: p q"]),
        (100, 10, "p q", ["p: p", "q: q"]),
        (100, 10, "pq r", ["pq: pq", "r: r"]),
        (1000, 100, "pq r s t", ["pq: pq", "rs: r s", "t: t"]),
        (1000, 10, "p qr s pq", ["pqr: p qr pq", "s: s"]),
        (1000, 1000, "-", [": -"]),
        (1000, 1000, "- p", ["p: p -"]),
    ],
)
def test_rules_that_share_questions_share_a_place_and_others_where_there_is_room(
    near_to: int, together: int, rules: str, expected: list[str]
) -> None:
    assert places(near_to, together, rules) == expected


def test_where_rules_ask_too_much_together_those_that_ask_the_widest_question_stay_outside() -> None:
    assert places(1000, 1, "pq qr rs s", wide="q") == ["rs: rs s"]
    assert places(100, 1, "pq qr rs s", wide="q") == ["rs: rs s"]
    assert places(10, 1, "pq qr rs s p", wide="q") == ["s: s", "p: p"]
    assert places(10, 1, "pqrst") == []


def test_rules_that_ask_what_they_have_to_do_without_stay_outside() -> None:
    assert places(1000, 1, "pq qr rs p", without="q") == ["rs: rs", "p: p"]
    assert places(1000, 1, "pq q", without="q") == []
