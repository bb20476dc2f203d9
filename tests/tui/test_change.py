"""What an answer changed is told, and nothing else is."""

import pytest

from advisor.assess.finding import Verdict
from advisor.plan.session import Session
from advisor.tui.change import Touched, difference, step_taken, touched


@pytest.fixture
def borrowing(empty: Session) -> Session:
    return empty.add_use("borrow").answer("borrow", "kind", ("film",))


def test_an_answer_that_breaks_a_rule_is_told_as_prohibited(borrowing: Session) -> None:
    after = borrowing.answer("bot", "marks", ("ink",))
    found = difference(borrowing, after, "ink")
    assert [finding.rule.id for finding in found.turned] == ["care.marks"]
    assert found.after.verdict is Verdict.PROHIBITED
    assert found.parts == ("bot",)


def test_taking_it_back_is_told_as_lifted(borrowing: Session) -> None:
    inked = borrowing.answer("bot", "marks", ("ink",))
    found = difference(inked, borrowing, "undo")
    assert [finding.rule.id for finding in found.lifted] == ["care.marks"]
    assert not found.turned


def test_a_safeguard_that_appears_is_told_and_marked(borrowing: Session) -> None:
    after = borrowing.answer("borrow", "days", ("long",))
    found = difference(borrowing, after, "long")
    told = {(finding.part, finding.rule.id) for finding in found.appeared}
    assert ("borrow", "home.days") in told
    assert told <= found.marks


def test_a_tick_is_told_as_no_longer_to_do(borrowing: Session) -> None:
    before = borrowing.answer("borrow", "days", ("long",))
    found = difference(before, before.tick("borrow", "home.days", done=True), "tick")
    assert [finding.rule.id for finding in found.dropped] == ["home.days"]


def test_a_new_use_asks_new_questions(empty: Session) -> None:
    after = empty.add_use("borrow")
    found = difference(empty, after, "add")
    assert found.asked > 0
    assert found.needless == 0


def test_the_same_plan_is_no_change(borrowing: Session) -> None:
    renamed = borrowing.rename("Another name")
    assert difference(borrowing, renamed, "rename").nothing


def test_steps_are_named_forth_and_back(borrowing: Session) -> None:
    after = borrowing.answer("bot", "marks", ("ink",))
    assert "What do you do to the pages?" in step_taken(borrowing, after)
    assert step_taken(after, after.undo()) == "Undone: answer “What do you do to the pages?”"
    assert step_taken(after.undo(), after) == "Done again: answer “What do you do to the pages?”"
    other = after.undo().answer("bot", "marks", ("pencil",))
    assert step_taken(after.undo(), other) == "answer “What do you do to the pages?”"


def test_the_place_of_a_step_is_known_from_the_plans_before_and_after(borrowing: Session) -> None:
    before = borrowing.plan
    steps = {
        Touched("bot", "marks"): borrowing.answer("bot", "marks", ("ink",)),
        Touched("borrow", "days"): borrowing.answer("borrow", "days", ("long",)),
        Touched("borrow", rule="home.days"): borrowing.tick("borrow", "home.days", done=True),
        Touched("borrow-2"): borrowing.duplicate_use("borrow"),
        Touched("borrow", "kind"): borrowing.note("borrow.kind", "a folio"),
        None: borrowing.rename("Another name"),
    }
    for place, after in steps.items():
        assert touched(before, after.plan) == place
        if place != Touched("borrow-2"):
            assert touched(after.plan, before) == place


def test_an_answer_that_the_policy_is_vague_about_is_told_and_marked_and_so_is_the_way_out(borrowing: Session) -> None:
    clear = borrowing.answer("bot", "marks", ("nothing",))
    vague = borrowing.answer("bot", "marks", ("pencil",))
    assert [finding.rule.id for finding in difference(clear, vague, "").vague] == ["care.marks"]
    assert ("bot", "care.marks") in difference(clear, vague, "").marks
    assert [finding.rule.id for finding in difference(vague, clear, "").cleared] == ["care.marks"]
    assert not difference(clear, vague, "").nothing
