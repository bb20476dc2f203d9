"""Remedies written by hand: which changes are offered, in which order, and what comes of them."""

import pytest

from advisor.assess import remedy as module
from advisor.assess.assess import Assessor
from advisor.assess.case import Case, CasePart
from advisor.assess.remedy import Change, Remedy, apply_changes, remedies
from advisor.policy.condition import All
from advisor.policy.model import Policy
from tests.assess.by_hand import APPROVAL, PROHIBITION, REQUIREMENT, case, condition, of_bot, of_use, policy, rule

B, C = of_bot("b", "x y z"), of_bot("c", "x y")
U, V, W = of_use("u", "x y z"), of_use("v", "x y z"), of_use("w", "a b c d e")
M = of_use("m", "x y z n*", several=True)


def every(*words: str) -> All:
    return All(tuple(map(condition, words)))


def offered(rules: Policy, judged: Case) -> list[str]:
    """Remedies in words: the part, what changes, and what may come of it, best first."""
    assessor = Assessor(rules)
    found = []
    for each in remedies(assessor, judged, assessor.assess(judged)):
        changes = [f"{one.part}.{one.question}:{'|'.join(one.after)}" for one in each.changes] or ["given up"]
        found.append(f"{each.part} {' '.join(changes)} = {', '.join(one.value for one in each.outcome.possible)}")
    return found


@pytest.mark.parametrize(
    ("rules", "judged", "found"),
    [
        (policy(U, rule("r", PROHIBITION, "u:x")), case(one="u:y"), []),
        (policy(U, rule("r", PROHIBITION, "u:x")), case(one="", two="u:z"), []),
        (
            policy(U, rule("r", PROHIBITION, "u:x"), rule("a", APPROVAL, "u:y")),
            case(one="u:z", two="u:x", three="u:x"),
            [
                "two two.u:y = needs approval",
                "two two.u:z = permitted",
                "three three.u:y = needs approval",
                "three three.u:z = permitted",
            ],
        ),
        # three at most
        (
            policy(W, rule("r", PROHIBITION, "w:b")),
            case(one="w:b"),
            ["one one.w:a = permitted", "one one.w:c = permitted", "one one.w:d = permitted"],
        ),
        # what is certain comes before what some answer to come would undo
        (
            policy(U, V, rule("r", PROHIBITION, "u:x"), rule("s", PROHIBITION, every("u:y", "v:x"))),
            case(one="u:x"),
            ["one one.u:z = permitted", "one one.u:y = permitted, prohibited"],
        ),
        # then what changes less; further options that nothing calls for are left out
        (
            policy(M, rule("r", PROHIBITION, "m:x")),
            case(one="m:x|y"),
            ["one one.m:y = permitted", "one one.m:z = permitted", "one one.m:n = permitted"],
        ),
        (
            policy(M, rule("r", PROHIBITION, "m:x")),
            case(one="m:x"),
            ["one one.m:y = permitted", "one one.m:z = permitted", "one one.m:n = permitted"],
        ),
        # of two answers together: in the order of questions, and each as near as can be
        (
            policy(M, U, rule("r", PROHIBITION, "m:x"), rule("s", PROHIBITION, "u:x")),
            case(one="m:x|y u:x"),
            [
                "one one.m:y one.u:y = permitted",
                "one one.m:y one.u:z = permitted",
                "one one.m:z one.u:y = permitted",
            ],
        ),
        (
            policy(U, M, rule("r", PROHIBITION, every("m:x", "u:x"))),
            case(one="m:x|z u:x"),
            ["one one.m:z = permitted", "one one.u:y = permitted", "one one.u:z = permitted"],
        ),
        # about the bot
        (
            policy(B, U, rule("r", PROHIBITION, every("b:x", "u:x|y"))),
            case("b:x", one="u:x"),
            ["one bot.b:y = permitted", "one bot.b:z = permitted", "one one.u:z = permitted"],
        ),
        (
            policy(B, rule("r", PROHIBITION, "b:x|y", bot=True)),
            case("b:x", one=""),
            ["bot bot.b:z = permitted"],
        ),
        # given up: what becomes of the rest
        (
            policy(of_use("u", "x y", fixed=True), rule("r", PROHIBITION, "u:x"), rule("a", APPROVAL, "u:y")),
            case(one="u:x", two="u:y"),
            ["one given up = needs approval"],
        ),
        (
            policy(of_bot("b", "x y", fixed=True), U, rule("r", PROHIBITION, "b:x", bot=True)),
            case("b:x", one=""),
            ["bot given up = prohibited"],
        ),
    ],
)
def test_remedies(rules: Policy, judged: Case, found: list[str]) -> None:
    assert offered(rules, judged) == found


def test_a_remedy_tells_what_was_answered_and_where() -> None:
    rules = policy(B, M, rule("r", PROHIBITION, "b:x"), rule("s", PROHIBITION, "m:x"))
    judged = case("b:x", one="m:x|y", two="m:y")
    assessor = Assessor(rules)
    first, *_ = remedies(assessor, judged, assessor.assess(judged))
    changes = (Change("bot", "b", ("x",), ("y",)), Change("one", "m", ("x", "y"), ("y",)))
    after = apply_changes(judged, changes)
    assert first == Remedy("one", changes, assessor.assess(after).part("one").outcome)
    assert not first.gives_up
    assert after == case("b:y", one="m:y", two="m:y")


def test_only_so_many_ways_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = policy(W, V, rule("r", PROHIBITION, "w:a"), rule("s", PROHIBITION, every("w:b|c", "v:x")))
    assert offered(rules, case(one="w:a"))[0] == "one one.w:d = permitted"
    monkeypatch.setattr(module, "TRIED", 2)
    assert offered(rules, case(one="w:a")) == [
        "one one.w:b = permitted, prohibited",
        "one one.w:c = permitted, prohibited",
    ]


def test_a_requirement_that_is_broken_is_mended_like_a_prohibition() -> None:
    asks = rule("r", REQUIREMENT, "u:x|y", broken_when="u:x", met_when="u:y")
    assert offered(policy(U, asks), case(one="u:x")) == ["one one.u:y = permitted", "one one.u:z = permitted"]


def test_nothing_of_the_case_but_the_answers_is_changed() -> None:
    use = CasePart("one", "The one", "post", {"u": ("x",)}, frozenset({"r"}), frozenset({"u", "v"}))
    after = apply_changes(Case(case().bot, (use,)), (Change("one", "u", ("x",), ("y",)),))
    assert after.uses == (CasePart("one", "The one", "post", {"u": ("y",)}, frozenset({"r"}), frozenset({"v"})),)
