"""What is asked, in which order, and what an answer would lead to."""

from pathlib import Path

import pytest

from advisor.assess.assess import Assessor
from advisor.assess.case import Case, CasePart
from advisor.assess.interview import still_matters, to_ask, waiting_for, what_if, with_answer
from advisor.policy.pack import load_pack

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


def test_an_answer_ends_the_doubt_and_leaves_the_rest_as_it_was(case: Case) -> None:
    answered = with_answer(case, "bot", "card", ("own",))
    assert answered.bot.undecided == frozenset()
    assert answered.bot.answers == {"marks": ("nothing",), "card": ("own",)}
    assert answered.uses == case.uses
    assert case.bot.undecided == {"card"}
