"""Which answers have to change, and to what: the fewest changes that serve, on policies written by hand."""

import pytest

from advisor.assess import ways as searched
from advisor.assess.assess import Assessor
from advisor.assess.case import Case
from advisor.assess.repair import Repair
from advisor.policy.condition import All
from advisor.policy.model import Policy, Rule
from tests.assess.by_hand import APPROVAL, PROHIBITION, REQUIREMENT, case, condition, of_bot, of_use, policy, rule

B, C = of_bot("b", "x y z"), of_bot("c", "x y z")
U, V = of_use("u", "x y z"), of_use("v", "x y z")
M = of_use("m", "x y z n*", several=True)


def together(*words: str) -> All:
    return All(tuple(map(condition, words)))


def bans(words: str, name: str = "bans", *more: str) -> Rule:
    return rule(name, PROHIBITION, together(words, *more))


def ways(rules: Policy, judged: Case, part: int = 1) -> list[str]:
    """New answers in words, one way after the other."""
    assessor = Assessor(rules)
    found = Repair(assessor.compiled, judged, assessor.assess(judged), judged.parts[part]).fewest()
    return [" ".join(f"{question}:{'|'.join(answer)}" for question, answer in way.items()) for way in found]


@pytest.mark.parametrize(
    ("rules", "judged", "found"),
    [
        (policy(U, rule("r", PROHIBITION, "u:x")), case(one="u:x"), ["u:y", "u:z"]),
        (policy(U, rule("r", PROHIBITION, "u:x|y")), case(one="u:x"), ["u:z"]),
        # nothing that can be changed helps
        (policy(U, rule("r", PROHIBITION, "u:x|y|z")), case(one="u:x"), []),
        (policy(of_use("u", "x y", fixed=True), rule("r", PROHIBITION, "u:x")), case(one="u:x"), []),
        # what is open may come out as it serves
        (policy(U, V, rule("r", PROHIBITION, "u:x v:x")), case(one="u:x"), ["u:y", "u:z"]),
        # either of two answers, both of two, a fixed one and another
        (policy(U, V, bans("u:x", "r", "v:x")), case(one="u:x v:x"), ["u:y", "u:z", "v:y", "v:z"]),
        (policy(U, V, bans("u:x|y", "r", "v:x")), case(one="u:x v:x"), ["u:z", "v:y", "v:z"]),
        (policy(V, U, bans("u:x", "r", "v:x|y")), case(one="u:x v:x"), ["v:z", "u:y", "u:z"]),
        (policy(U, V, rule("r", PROHIBITION, "u:x|y v:x|y")), case(one="u:x v:x"), ["u:z v:z"]),
        (policy(V, U, rule("r", PROHIBITION, "u:x|y v:x|y")), case(one="u:x v:x"), ["v:z u:z"]),
        (
            policy(U, of_use("v", "x y", fixed=True), bans("u:x", "r", "v:x")),
            case(one="u:x v:x"),
            ["u:y", "u:z"],
        ),
        # one change that lifts two rules comes before two that lift one each
        (
            policy(U, V, B, bans("b:x", "1", "u:x"), bans("b:x", "2", "v:x")),
            case("b:x", one="u:x v:x"),
            ["b:y", "b:z"],
        ),
        # lifting one rule runs into another
        (policy(U, V, bans("u:x", "1"), bans("u:y", "2", "v:x")), case(one="u:x v:x"), ["u:z"]),
        (
            policy(U, V, bans("u:x", "1"), bans("u:y|z", "2", "v:x|y")),
            case(one="u:x v:x"),
            ["u:y v:z", "u:z v:z"],
        ),
        # a requirement that is broken counts as well; unclear rules and other safeguards do not
        (policy(U, rule("r", REQUIREMENT, "u:x|y", broken_when="u:x")), case(one="u:x"), ["u:y", "u:z"]),
        (policy(U, rule("r", PROHIBITION, "u:x"), rule("a", APPROVAL, "u:y")), case(one="u:x"), ["u:y", "u:z"]),
        # certain before doubtful is not decided here: an unclear answer does not serve at all
        (policy(U, rule("r", PROHIBITION, "u:x", unclear_when="u:y")), case(one="u:x"), ["u:z"]),
        # several options: the nearest first
        (
            policy(M, rule("r", PROHIBITION, "m:x")),
            case(one="m:x|y"),
            ["m:y", "m:y|z", "m:z", "m:n"],
        ),
        # an answer about the bot is changed for all uses, and must prohibit none of them
        (policy(B, U, rule("r", PROHIBITION, "b:x")), case("b:x", one="u:x"), ["b:y", "b:z"]),
        (
            policy(B, U, bans("b:x", "1", "u:x"), bans("b:y", "2", "u:y")),
            case("b:x", one="u:x", two="u:y"),
            ["b:z", "u:y", "u:z"],
        ),
        (
            policy(B, U, bans("b:x", "1", "u:x"), bans("b:y", "2", "u:y")),
            case("b:x", one="u:x", two=""),
            ["b:y", "b:z", "u:y", "u:z"],
        ),
        (
            policy(B, U, bans("b:x", "1", "u:x"), bans("b:y", "2", "u:y")),
            case("b:x", one="u:x", two="u:y", three="u:z"),
            ["b:z", "u:y", "u:z"],
        ),
        # another part that is prohibited already, or at odds with this one about what is open, is not in the way
        (policy(U, rule("r", PROHIBITION, "u:x")), case(one="u:x", two="u:x"), ["u:y", "u:z"]),
        (
            policy(C, U, rule("own", PROHIBITION, "c:x|y", bot=True), bans("c:z", "1"), bans("u:x", "2")),
            case(one="u:x"),
            ["u:y", "u:z"],
        ),
        (
            policy(B, U, rule("w", PROHIBITION, "b:z", bot=True), bans("b:x", "1", "u:x"), bans("b:y", "2", "u:y")),
            case("b:x", one="u:x", two="u:y"),
            ["u:y", "u:z"],
        ),
        (
            policy(B, U, rule("v", PROHIBITION, "", bot=True, unclear_when="b:z"), bans("b:x|y", "1", "u:x")),
            case("b:x", one="u:x"),
            ["b:z", "u:y", "u:z"],
        ),
    ],
)
def test_the_fewest_changes(rules: Policy, judged: Case, found: list[str]) -> None:
    assert ways(rules, judged) == found


def test_sets_of_questions_of_which_one_is_needless_are_no_remedy() -> None:
    """Each rule needs one of two answers changed: two changes do in three ways, and no third one is added to them."""
    asked = [of_use(each, "x y") for each in "abcd"]
    rules = policy(*asked, bans("a:x", "1", "b:x"), bans("c:x", "2", "d:x"), bans("a:x", "3", "d:x"))
    assert ways(rules, case(one="a:x b:x c:x d:x")) == ["a:y c:y", "a:y d:y", "b:y d:y"]


def test_where_one_answer_of_three_pairs_has_to_change_any_two_do() -> None:
    asked = [of_use(each, "x y") for each in "abc"]
    rules = policy(*asked, bans("a:x", "1", "b:x"), bans("b:x", "2", "c:x"), bans("a:x", "3", "c:x"))
    assert ways(rules, case(one="a:x b:x c:x")) == ["a:y b:y", "a:y c:y", "b:y c:y"]


def test_no_set_of_changes_is_found_twice() -> None:
    asked = [of_use(each, "x y") for each in "abcde"]
    rules = policy(*asked, bans("a:x", "1", "b:x", "c:x"), bans("a:x", "2", "d:x"), bans("c:x", "3", "e:x"))
    assert ways(rules, case(one="a:x b:x c:x d:x e:x")) == ["a:y c:y", "a:y e:y", "c:y d:y"]


@pytest.mark.parametrize(
    ("rules", "judged", "found"),
    [
        (policy(of_use("w", "a b c d"), rule("r", PROHIBITION, "w:a|b|c")), case(one="w:a"), ["w:d"]),
        # what need not change stays, whether a rule asks for it or not
        (policy(M, rule("r", PROHIBITION, "m:x")), case(one="m:x|y"), ["m:y"]),
        (policy(M, rule("r", PROHIBITION, "m:x"), rule("a", APPROVAL, "m:z")), case(one="m:x|z"), ["m:z"]),
        (
            policy(M, bans("m:x", "r"), rule("s", REQUIREMENT, "m:y", broken_when="m:n")),
            case(one="m:x|y|z"),
            ["m:y|z"],
        ),
        (policy(M, bans("m:x", "r"), bans("m:n", "s")), case(one="m:x|y"), ["m:y"]),
        (policy(U, M, bans("u:x", "r"), bans("m:x", "s")), case(one="u:x m:x|z"), ["u:y m:z"]),
    ],
)
def test_where_none_of_the_first_ways_serves_another_is_found(
    rules: Policy, judged: Case, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searched, "MOST_WAYS", 1 if "w" in judged.uses[0].answers else 0)
    assert ways(rules, judged) == found
