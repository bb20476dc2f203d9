"""What is asked, in which order, and what an answer would lead to."""

from pathlib import Path

import pytest

from advisor.assess.assess import Assessor
from advisor.assess.case import Case, CasePart
from advisor.assess.finding import Verdict
from advisor.assess.interview import WhatIf, rules_behind, still_matters, to_ask, waiting_for, what_if, with_answer
from advisor.policy.pack import load_pack
from tests.assess.by_hand import APPROVAL, PROHIBITION, case as case_of, of_bot, of_use, policy, rule

LENDING = Path(__file__).parent.parent / "packs" / "lending"


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor(load_pack(LENDING))


@pytest.fixture
def case() -> Case:
    bot = CasePart("bot", "The bot", None, {"marks": ("nothing",)}, undecided=frozenset({"card"}))
    return Case(bot, (CasePart("book", "A book", "borrow", {"kind": ("book",)}), CasePart("hall", "The hall", "read")))


def test_the_bot_is_asked_first_then_each_use_in_the_packs_order(assessor: Assessor, case: Case) -> None:
    asked = [(each.part, each.question.id) for each in still_matters(assessor.policy, case, assessor.assess(case))]
    assert asked == [("bot", "card"), ("book", "days"), ("book", "weather"), ("book", "bag"), ("hall", "weather")]


def test_what_was_left_undecided_is_not_asked_again(assessor: Assessor, case: Case) -> None:
    asked = [(each.part, each.question.id) for each in to_ask(assessor.policy, case, assessor.assess(case))]
    assert ("bot", "card") not in asked
    assert len(asked) == 4


def test_a_question_that_an_answer_made_needless_is_not_asked(assessor: Assessor, case: Case) -> None:
    rare = with_answer(case, "book", "kind", ("reference",))
    asked = [(each.part, each.question.id) for each in to_ask(assessor.policy, rare, assessor.assess(rare))]
    assert ("book", "days") not in asked


def test_a_question_tells_which_rules_wait_for_it(assessor: Assessor, case: Case) -> None:
    assessment = assessor.assess(case)
    assert [rule.id for rule in waiting_for(assessment, "bot", "card")] == ["card.needed", "card.child"]
    assert [rule.id for rule in waiting_for(assessment, "book", "weather")] == ["care.weather", "fees"]
    assert [rule.id for rule in waiting_for(assessment, "hall", "weather")] == ["fees"]


def test_each_option_tells_what_it_would_lead_to(assessor: Assessor, case: Case) -> None:
    question = assessor.policy.question("days")
    found = {each.answer[0]: each.part.worst.value for each in what_if(assessor, case, "book", question)}
    assert found == {"short": "prohibited", "long": "prohibited", "open": "prohibited"}
    indoors = with_answer(case, "book", "weather", ("indoors",))
    found = {each.answer[0]: each.part.verdict.value for each in what_if(assessor, indoors, "book", question)}
    assert found == {"short": "permitted", "long": "safeguards missing", "open": "prohibited"}


@pytest.fixture(scope="module")
def small() -> Assessor:
    return Assessor(
        policy(
            of_bot("b", "x y"),
            of_use("u", "x y"),
            rule("whole", APPROVAL, "b:x", bot=True),
            rule("asks", APPROVAL, "b:x u:x"),
            rule("bans", PROHIBITION, "b:y"),
            rule("other", APPROVAL, "u:y"),
        )
    )


def test_the_bot_is_asked_what_rules_for_its_uses_want_to_know_and_a_use_only_what_its_own_do() -> None:
    assessor = Assessor(policy(of_bot("b", "x y"), of_use("u", "x y"), rule("r", PROHIBITION, "b:x u:x")))
    case = case_of("", one="u:x", two="u:y", three="")
    asked = [(each.part, each.question.id) for each in still_matters(assessor.policy, case, assessor.assess(case))]
    assert asked == [("bot", "b"), ("three", "u")]


@pytest.mark.parametrize(
    ("words", "part", "question", "behind"),
    [
        # open: those that wait, in the order of the parts, each once
        (("", "", ""), "bot", "b", ["whole", "asks", "bans"]),
        (("", "", ""), "one", "u", ["asks", "other"]),
        (("", "u:x", "u:y"), "bot", "b", ["whole", "bans", "asks"]),
        (("", "u:x", "u:y"), "two", "b", ["asks", "bans"]),
        # decided: those that it helped to decide, what blocks comes first
        (("b:y", "u:y", "u:y"), "bot", "b", ["bans", "whole", "asks"]),
        (("b:x", "u:y", "u:y"), "bot", "b", ["whole", "asks", "bans"]),
        (("b:y", "u:y", "u:x"), "two", "u", ["asks", "other"]),
        (("b:y", "u:y", "u:x"), "one", "b", ["bans", "asks"]),
        (("b:x", "u:y", ""), "one", "u", ["other"]),
    ],
)
def test_behind_a_question_stand_the_rules_that_wait_for_it_or_that_it_decided(
    small: Assessor, words: tuple[str, str, str], part: str, question: str, behind: list[str]
) -> None:
    assessment = small.assess(case_of(words[0], one=words[1], two=words[2]))
    assert [rule.id for rule in rules_behind(assessment, part, question)] == behind


def test_an_option_tells_what_it_leads_to_for_the_part_and_for_the_plan(small: Assessor) -> None:
    case = case_of("b:x", one="", two="u:x")
    found = what_if(small, case, "one", small.policy.question("u"))
    assert [each.answer for each in found] == [("x",), ("y",)]
    for each in found:
        after = small.assess(with_answer(case, "one", "u", each.answer))
        assert each == WhatIf(each.answer, after.part("one").outcome, after.outcome)
    banned = what_if(small, case, "bot", small.policy.question("b"))[1]
    assert (banned.part.verdict, banned.plan.verdict) == (Verdict.PERMITTED, Verdict.PROHIBITED)


def test_an_answer_about_a_use_leaves_the_use_what_it_is() -> None:
    use = CasePart("one", "The one", "post", {"v": ("x",)}, frozenset({"r"}), frozenset({"u", "w"}))
    case = Case(CasePart("bot", "The bot", None, {"u": ("z",)}), (use, CasePart("two", "The two", "post")))
    answers = {"v": ("x",), "u": ("y",)}
    after = CasePart("one", "The one", "post", answers, frozenset({"r"}), frozenset({"w"}))
    assert with_answer(case, "one", "u", ("y",)) == Case(case.bot, (after, case.uses[1]))


def test_an_answer_ends_the_doubt_and_leaves_the_rest_as_it_was(case: Case) -> None:
    answered = with_answer(case, "bot", "card", ("own",))
    assert answered.bot.undecided == frozenset()
    assert answered.bot.answers == {"marks": ("nothing",), "card": ("own",)}
    assert answered.uses == case.uses
    assert case.bot.undecided == {"card"}
