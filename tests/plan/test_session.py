"""What a session does with a plan, one thing at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.assess import solver
from advisor.assess.assess import Assessor
from advisor.assess.case import Case
from advisor.assess.finding import Assessment, Verdict
from advisor.assess.remedy import Change, Remedy
from advisor.plan.model import UNDECIDED, Part, Plan, Tick
from advisor.plan.session import UNDO_DEPTH, Session, Step
from advisor.policy.model import BOT
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError
from advisor.values import replace

LENDING = Path(__file__).parent.parent / "packs" / "lending"


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor(load_pack(LENDING))


@pytest.fixture
def new(assessor: Assessor) -> Session:
    return Session(assessor, Plan("My visit", "lending"))


@pytest.fixture
def borrowing(new: Session) -> Session:
    """A visitor with a card who takes a book home for too long."""
    session = new.answer(BOT, "card", ("own",)).answer(BOT, "marks", ("nothing",)).add_use("borrow")
    for question, option in (("kind", "book"), ("days", "open"), ("weather", "indoors"), ("bag", "dry")):
        session = session.answer("borrow", question, (option,))
    return session


def test_a_new_plan_is_undecided_unsaved_and_has_no_past(new: Session) -> None:
    assert new.assessment.verdict is Verdict.UNDECIDED
    assert new.unsaved
    assert new.undo() is new
    assert new.redo() is new


def test_an_answer_is_kept_in_the_questions_own_order_and_without_repeats(new: Session) -> None:
    session = new.answer(BOT, "marks", ("fold", "pencil", "fold"))
    assert session.plan.bot.answers == {"marks": ("pencil", "fold")}


def test_a_change_leaves_the_session_it_came_from_as_it_was(new: Session) -> None:
    before = new.plan
    new.answer(BOT, "card", ("own",))
    assert new.plan is before


def test_the_same_answer_again_is_no_step(new: Session) -> None:
    session = new.answer(BOT, "card", ("own",))
    assert session.answer(BOT, "card", ("own",)) is session


def test_undecided_is_not_asked_again_and_still_matters(new: Session) -> None:
    session = new.undecided(BOT, "card")
    assert session.plan.bot.answers["card"] == UNDECIDED
    assert "card" not in [asked.question.id for asked in session.to_ask()]
    assert "card" in [asked.question.id for asked in session.still_matters()]
    assert session.still_matters() is session.still_matters()


def test_a_cleared_answer_is_asked_again(new: Session) -> None:
    session = new.undecided(BOT, "card").clear(BOT, "card")
    assert session.plan.bot.answers == {}
    assert "card" in [asked.question.id for asked in session.to_ask()]


def test_undo_and_redo_walk_the_same_plans(new: Session) -> None:
    one = new.answer(BOT, "card", ("own",))
    two = one.answer(BOT, "marks", ("ink",))
    assert two.undo().plan == one.plan
    assert two.undo().undo().plan == new.plan
    assert two.undo().undo().redo().redo().plan == two.plan


def test_undo_says_what_it_takes_back(new: Session) -> None:
    session = new.answer(BOT, "card", ("own",)).add_use("borrow")
    assert session.past[-1].did == "add “Takes a thing home”"
    assert session.undo().future[0].did == "add “Takes a thing home”"
    assert session.undo().past[-1].did == "answer “Who holds the card?”"


CHANGES: dict[str, Callable[[Session], Session]] = {
    "answer “How is it carried?”": lambda session: session.answer("borrow", "bag", ("hand",)),
    "leave “How is it carried?” undecided": lambda session: session.undecided("borrow", "bag"),
    "clear “How is it carried?”": lambda session: session.clear("borrow", "bag"),
    "confirm what the pack’s changes touch": lambda session: session.confirm("borrow", "bag"),
    "tick “Kept dry”": lambda session: session.tick("borrow", "care.weather", done=True),
    "untick “Back after two weeks”": lambda session: session.tick("borrow", "home.days", done=False),
    "note on “Back after two weeks”": lambda session: session.remark("borrow", "home.days", "slip"),
    "change a note": lambda session: session.note("card", "lost"),
    "rename the plan": lambda session: session.rename("Other"),
    "add “Reads in the hall”": lambda session: session.add_use("read"),
    "choose what it does": lambda session: session.choose_activities(("read", "renew")),
    "rename “Takes a thing home”": lambda session: session.rename_use("borrow", "Summer book"),
    "duplicate “Takes a thing home”": lambda session: session.duplicate_use("borrow"),
    "remove “Takes a thing home”": lambda session: session.remove_use("borrow"),
    "apply a remedy": lambda session: session.apply(session.remedies()[0]),
    "edit the file": lambda session: session.replaced(Plan("Other", "lending")),
}


@pytest.mark.parametrize("did", CHANGES)
def test_every_change_is_one_step_with_words_of_its_own_and_undo_and_redo_lose_nothing_of_it(
    borrowing: Session, did: str
) -> None:
    ticked = borrowing.tick("borrow", "home.days", done=True)
    before = Session(ticked.assessor, replace(ticked.plan, look_again=("borrow.bag", "borrow.home.days", "card")))
    after = CHANGES[did](before)
    assert after == Session(before.assessor, after.plan, None, (Step(before.plan, did),))
    undone = after.undo()
    assert undone == Session(before.assessor, before.plan, None, (), (Step(after.plan, did),))
    assert undone.redo() == after
    assert after.rename("Last").undo().undo().redo() == replace(
        after, future=(Step(after.rename("Last").plan, "rename the plan"),)
    )


STRUCK: dict[str, Callable[[Session], Session]] = {
    "an answer": CHANGES["answer “How is it carried?”"],
    "the same answer": lambda session: session.answer("borrow", "bag", ("dry",)),
    "left undecided": CHANGES["leave “How is it carried?” undecided"],
    "taken back": CHANGES["clear “How is it carried?”"],
    "confirmed": CHANGES["confirm what the pack’s changes touch"],
}


@pytest.mark.parametrize("change", STRUCK.values(), ids=STRUCK)
def test_what_was_looked_at_again_is_struck_off_and_nothing_else_is(
    borrowing: Session, change: Callable[[Session], Session]
) -> None:
    again = ("borrow.bag", "borrow.days", "card")
    assert change(Session(borrowing.assessor, replace(borrowing.plan, look_again=again))).plan.look_again == again[1:]


def test_the_same_tick_again_confirms_it(borrowing: Session) -> None:
    ticked = borrowing.tick("borrow", "home.days", done=True)
    session = Session(ticked.assessor, replace(ticked.plan, look_again=("borrow.home.days", "borrow.days")))
    assert session.tick("borrow", "home.days", done=True).plan.look_again == ("borrow.days",)


def test_a_copy_has_the_same_answers_to_look_at_again(borrowing: Session) -> None:
    session = Session(borrowing.assessor, replace(borrowing.plan, look_again=("borrow.bag", "card")))
    assert session.duplicate_use("borrow").plan.look_again == ("borrow.bag", "card", "borrow-2.bag")


def test_a_change_after_an_undo_forgets_what_was_undone(new: Session) -> None:
    session = new.answer(BOT, "card", ("own",)).undo().answer(BOT, "card", ("child",))
    assert session.redo() is session


def test_the_past_is_long_and_not_endless(new: Session) -> None:
    session = new
    for number in range(UNDO_DEPTH + 5):
        session = session.rename(f"Name {number}")
    assert len(session.past) == UNDO_DEPTH


def test_a_saved_plan_is_unsaved_after_a_change_and_saved_again_after_its_undo(new: Session) -> None:
    saved = new.mark_saved()
    assert not saved.unsaved
    assert saved.rename("Other").unsaved
    assert not saved.rename("Other").undo().unsaved
    assert saved.rename("Other").redo().unsaved


def test_saving_keeps_the_past_and_the_future(new: Session) -> None:
    session = new.rename("One").rename("Two").undo().mark_saved()
    assert session.undo().plan.name == "My visit"
    assert session.redo().plan.name == "Two"
    assert session.redo().unsaved


def test_a_tick_changes_the_verdict_and_keeps_its_remark_when_taken_away(borrowing: Session) -> None:
    session = borrowing.answer("borrow", "days", ("long",))
    assert session.assessment.verdict is Verdict.SAFEGUARDS_MISSING
    ticked = session.remark("borrow", "home.days", "slip in the book").tick("borrow", "home.days", done=True)
    assert ticked.assessment.verdict is Verdict.PERMITTED
    unticked = ticked.tick("borrow", "home.days", done=False)
    assert unticked.plan.part("borrow").safeguards == {"home.days": Tick(done=False, note="slip in the book")}
    remarked = ticked.remark("borrow", "home.days", "in ink")
    assert remarked.plan.part("borrow").safeguards == {"home.days": Tick(done=True, note="in ink")}


def test_a_tick_without_a_remark_leaves_nothing_behind_when_taken_away(borrowing: Session) -> None:
    session = borrowing.tick("borrow", "home.days", done=True).tick("borrow", "home.days", done=False)
    assert session.plan == borrowing.plan


def test_an_empty_note_removes_the_note(new: Session) -> None:
    session = new.note("card", "ask my sister")
    assert session.plan.notes == {"card": "ask my sister"}
    assert session.note("card", "").plan.notes == {}


def test_a_second_use_of_an_activity_gets_an_id_and_a_title_of_its_own(new: Session) -> None:
    session = new.add_use("borrow").add_use("borrow").add_use("borrow", "For grandmother")
    assert [(use.id, use.title) for use in session.plan.uses] == [
        ("borrow", "Takes a thing home"),
        ("borrow-2", "Takes a thing home (2)"),
        ("borrow-3", "For grandmother"),
    ]


def test_choosing_activities_adds_those_that_are_missing_in_one_step(new: Session) -> None:
    session = new.add_use("renew").choose_activities(("borrow", "renew", "read"))
    assert [use.activity for use in session.plan.uses] == ["renew", "borrow", "read"]
    assert [use.activity for use in session.undo().plan.uses] == ["renew"]
    assert session.choose_activities(("read",)) is session


def test_a_copy_stands_after_its_original_with_the_answers_and_without_the_ticks(borrowing: Session) -> None:
    session = borrowing.tick("borrow", "home.days", done=True).add_use("read").duplicate_use("borrow")
    assert [use.id for use in session.plan.uses] == ["borrow", "borrow-2", "read"]
    assert [use.id for use in session.duplicate_use("read").plan.uses] == ["borrow", "borrow-2", "read", "read-2"]
    assert [use.id for use in session.duplicate_use("borrow-2").plan.uses] == ["borrow", "borrow-2", "borrow-3", "read"]
    copy = session.plan.part("borrow-2")
    assert copy.answers == session.plan.part("borrow").answers
    assert copy.title == "Takes a thing home (copy)"
    assert copy.safeguards == {}


def test_a_removed_use_takes_its_answers_and_notes_along_and_comes_back_with_undo(borrowing: Session) -> None:
    noted = borrowing.note("borrow.kind", "a heavy one").note("card", "lost")
    gone = noted.remove_use("borrow")
    assert gone.plan.uses == ()
    assert gone.plan.notes == {"card": "lost"}
    assert gone.add_use("borrow").plan.part("borrow").answers == {}
    assert gone.undo().plan == noted.plan


def test_a_use_is_renamed_and_keeps_its_id(borrowing: Session) -> None:
    assert borrowing.rename_use("borrow", "Summer book").plan.part("borrow").title == "Summer book"


def test_a_remedy_lifts_the_prohibition_in_one_step(borrowing: Session) -> None:
    assert borrowing.assessment.verdict is Verdict.PROHIBITED
    remedy = borrowing.remedies()[0]
    mended = borrowing.apply(remedy)
    assert mended.assessment.part("borrow").outcome == remedy.outcome
    assert mended.assessment.verdict is Verdict.PERMITTED
    assert mended.undo().plan == borrowing.plan


def test_a_remedy_that_gives_up_removes_the_use_and_never_the_bot(borrowing: Session) -> None:
    outcome = borrowing.assessment.outcome
    assert borrowing.apply(Remedy("borrow", (), outcome)).plan.uses == ()
    assert borrowing.apply(Remedy(BOT, (), outcome)) is borrowing


def test_a_remedy_changes_the_answers_where_they_were_given(borrowing: Session) -> None:
    changes = (Change(BOT, "marks", ("nothing",), ("fold",)), Change("borrow", "days", ("open",), ("short",)))
    session = borrowing.apply(Remedy("borrow", changes, borrowing.assessment.outcome))
    assert session.plan.bot.answers["marks"] == ("fold",)
    assert session.plan.part("borrow").answers["days"] == ("short",)


def test_a_plan_edited_elsewhere_is_one_step(borrowing: Session) -> None:
    other = Plan("Other", "lending", uses=(Part("read", "Reads", "read"),))
    session = borrowing.replaced(other)
    assert session.plan == other
    assert session.undo().plan == borrowing.plan


MISTAKES: dict[str, tuple[Callable[[Session], Session], str]] = {
    "an option that does not exist": (
        lambda session: session.answer(BOT, "card", ("onw",)),
        "'card' has no option 'onw'; did you mean 'own'?",
    ),
    "no option": (
        lambda session: session.answer(BOT, "marks", ()),
        "'marks' needs an answer; choose from pencil, ink, fold, nothing",
    ),
    "two options where one is taken": (
        lambda session: session.answer(BOT, "card", ("own", "child")),
        "'card' takes one option, not 2; choose one of own, child",
    ),
    "an option beside one that excludes it": (
        lambda session: session.answer(BOT, "marks", ("ink", "nothing")),
        "'nothing' excludes every other option of 'marks'; choose it alone, or leave it out",
    ),
    "a question that does not exist": (
        lambda session: session.undecided(BOT, "crad"),
        "no question 'crad' is asked of the bot as a whole; did you mean 'card'?",
    ),
    "a question of another activity": (
        lambda session: session.clear("borrow", "waiting"),
        "no question 'waiting' is asked of 'borrow'; there is kind, days, weather, bag",
    ),
    "a use that does not exist": (
        lambda session: session.rename_use("borow", "x"),
        "the plan has no use 'borow'; did you mean 'borrow'?",
    ),
    "the bot as a use": (
        lambda session: session.remove_use(BOT),
        "the bot as a whole is not a use; name one of its uses",
    ),
    "an activity that does not exist": (
        lambda session: session.add_use("steal"),
        "no activity is called 'steal'; there is borrow, renew, read",
    ),
    "a safeguard of another part": (
        lambda session: session.tick(BOT, "home.days", done=True),
        "no safeguard of 'bot' is called 'home.days'; there is card.needed",
    ),
    "a rule that is no safeguard": (
        lambda session: session.remark("borrow", "home.reference", "x"),
        "no safeguard of 'borrow' is called 'home.reference'; did you mean 'home.rare'?",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_with_a_way_on(borrowing: Session, mistake: str) -> None:
    act, line = MISTAKES[mistake]
    with pytest.raises(AdvisorError) as raised:
        act(borrowing)
    assert str(raised.value) == line


ENTANGLED = (
    "what follows from these answers would take too long to work out: the rules are too entangled; "
    "answer more of the questions, or divide the pack’s rules"
)


def test_a_search_that_would_not_end_is_one_line_and_never_a_verdict(
    borrowing: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_assessor: Assessor, _case: Case) -> Assessment:
        raise solver.TooEntangled

    assert borrowing.assessment.verdict is Verdict.PROHIBITED
    monkeypatch.setattr(solver, "MOST_STEPS", 0)
    with pytest.raises(AdvisorError) as raised:
        borrowing.remedies()
    assert str(raised.value) == ENTANGLED
    monkeypatch.setattr(Assessor, "assess", endless)
    with pytest.raises(AdvisorError) as raised:
        assert borrowing.rename("Other").assessment
    assert str(raised.value) == ENTANGLED
    assert borrowing.rename("Other").plan.name == "Other"
