"""The near miss is the name a person meant, or none; the hint names it, or what there is."""

import pytest

from advisor.source.near import MOST_COMPARED, did_you_mean, nearest

NEAR = {
    "a letter too few": ("repl", ["post", "reply"], "reply"),
    "capitals": ("REPLY", ["post", "reply"], "reply"),
    "a known name in capitals": ("reply", ["POST", "REPLY"], "REPLY"),
    "a hyphen for an underscore": ("own_data", ["other", "own-data"], "own-data"),
    "an underscore for a hyphen": ("a-b", ["x", "a_b"], "a_b"),
    "the name itself": ("reply", ["reply", "replys"], "reply"),
    "the nearer of two": ("replys", ["rely", "reply"], "reply"),
    "just like enough": ("abcde", ["abcxy"], "abcxy"),  # six letters of ten in common
    "just not like enough": ("abcde", ["abvxy"], None),
    "the first of two that look the same": ("A-b", ["a-b", "a_b"], "a-b"),
    "nothing like it": ("reply", ["zzz"], None),
    "no names": ("reply", [], None),
}


@pytest.mark.parametrize(("name", "known", "near"), NEAR.values(), ids=NEAR)
def test_the_nearest_name_is_the_one_that_was_meant(name: str, known: list[str], near: str | None) -> None:
    assert nearest(name, iter(known)) == near


def test_the_near_miss_is_looked_for_among_the_first_names_only() -> None:
    before = [f"zz{number}" for number in range(MOST_COMPARED - 1)]
    assert nearest("repl", [*before, "reply"]) == "reply"
    assert nearest("repl", [*before, "zz", "reply"]) is None


MANY = [f"n{number:02}" for number in range(12)]
HINTS = {
    "a near miss": ("repl", ["reply"], "did you mean 'reply'?"),
    "none like it": ("zzz", ["reply", "post"], "there is reply, post"),
    "none at all": ("zzz", [], "there is none"),
    "a dozen": ("zzz", MANY, f"there is {', '.join(MANY)}"),
    "more than a dozen": ("zzz", [*MANY, "last"], f"there is {', '.join(MANY)} …"),
}


@pytest.mark.parametrize(("name", "known", "hint"), HINTS.values(), ids=HINTS)
def test_the_hint_names_the_near_miss_or_what_there_is(name: str, known: list[str], hint: str) -> None:
    assert did_you_mean(name, iter(known)) == hint
