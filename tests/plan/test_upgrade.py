"""A plan of an older pack: carried over with everything that still stands, and with nothing taken on trust."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from advisor.assess.assess import Assessor
from advisor.plan.changes import Changes
from advisor.plan.file import plan_source, saved_bytes
from advisor.plan.look_again import in_step, waiting
from advisor.plan.model import Part, Plan, Tick
from advisor.plan.session import Session
from advisor.plan.text import plan_text
from advisor.plan.upgrade import Upgrade, section_of, told
from advisor.policy.model import BOT
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError
from advisor.values import replace
from tests.plan.layouts import random_plan
from tests.strategies import randoms

# Version 1.1.0 changed care.weather, which asks what the thing is and where it will be, and renew.waiting.
POLICY = load_pack(Path(__file__).parent.parent / "packs" / "lending")
ASSESSOR = Assessor(POLICY)
OLD = """\
advisor: 1
policy: lending
version: 1.0.0
name: Summer  # of the book
bot:
  card: own
  mark: nothing  # as it was called then
uses:
  borrow:
    activity: borrow
    answers:
      bag: dry
      # it may rain
      weather: [garden]
      kind: scroll
      days: short
    safeguards:
      care.weather: {done: true, note: under the awning}
      care.sun: {done: true, note: a hat}
"""
CARRIED = """\
advisor: 1
policy: lending
version: 1.1.0
look_again: [borrow.weather, borrow.care.weather]
name: Summer  # of the book
bot:
  card: own
uses:
  borrow:
    activity: borrow
    answers:
      bag: dry
      # it may rain
      weather: [garden]
      days: short
    safeguards:
      care.weather: {done: true, note: under the awning}
notes:
  borrow.care.sun: "Under version 1.0.0: in place: a hat"
  borrow.kind: "Under version 1.0.0: scroll"
  mark: "Under version 1.0.0: nothing"
"""


def old_plan() -> Plan:
    return plan_source(OLD.encode(), "p").plan(POLICY)


def still_waiting(plan: Plan) -> list[tuple[str, str | None, str | None]]:
    return [
        (one.part.id, one.question.id if one.question else None, one.rule.id if one.rule else None)
        for one in waiting(plan, POLICY)
    ]


def old_session() -> Session:
    return Session(ASSESSOR, old_plan())


def test_what_the_pack_no_longer_knows_is_left_open_and_told_with_its_place_and_what_is_near() -> None:
    plan, upgrade = plan_source(OLD.encode(), "p").opened(POLICY)
    assert plan.bot.answers == {"card": ("own",)}
    assert plan.uses[0].answers == {"bag": ("dry",), "weather": ("garden",), "days": ("short",)}
    kept = ", and what was said stays as a note"
    version = "in version 1.1.0 of the pack"
    assert [str(told(one, POLICY)) for one in upgrade.outdated] == [
        f"p:7:3: warning: there is no question 'mark' {version}; did you mean 'marks'? The question is open again{kept}",
        f"p:15:13: warning: there is no option of 'kind' called 'scroll' {version}; there is book, film, reference, rare; the question is open again{kept}",
        f"p:19:7: warning: there is no safeguard 'care.sun' {version}; there is care.weather, home.days, home.rare; the tick counts for nothing{kept}",
    ]


def test_what_still_stands_and_rests_on_a_changed_rule_is_to_be_looked_at_again_and_nothing_else_is() -> None:
    assert old_plan().look_again == ("borrow.weather", "borrow.care.weather")
    assert old_plan().uses[0].safeguards == {"care.weather": Tick(done=True, note="under the awning")}
    assert still_waiting(old_plan()) == [("borrow", "weather", None), ("borrow", None, "care.weather")]
    unticked = old_plan().with_part(replace(old_plan().uses[0], safeguards={}))
    assert still_waiting(unticked) == [("borrow", "weather", None)]
    assert still_waiting(replace(old_plan(), look_again=("borrow.weather",))) == [("borrow", "weather", None)]
    assert still_waiting(replace(old_plan(), look_again=("borrow.days",))) == [("borrow", "days", None)]


def test_a_name_too_long_to_be_near_to_any_is_told_with_what_becomes_of_it() -> None:
    _, upgrade = plan_source(OLD.replace("  mark: ", f"  ? {'m' * 101}\n  : ").encode(), "p").opened(POLICY)
    assert str(told(upgrade.outdated[0], POLICY)) == (
        f"p:7:5: warning: there is no question '{'m' * 60}…' in version 1.1.0 of the pack; "
        "the question is open again, and what was said stays as a note"
    )


@pytest.mark.parametrize(
    ("version", "mark", "something"),
    [("1.0.0", "mark", True), ("1.0.0", "marks", True), ("1.1.0", "marks", False), ("0.9.0", "mark", True)],
)
def test_there_is_something_to_tell_where_rules_changed_or_names_are_gone(
    version: str, mark: str, *, something: bool
) -> None:
    text = f"advisor: 1\npolicy: lending\nversion: {version}\nbot: {{{mark}: nothing}}\n"
    assert bool(plan_source(text.encode()).opened(POLICY)[1]) is something


def test_there_is_something_to_tell_where_only_a_name_is_gone() -> None:
    gone = plan_source(OLD.encode(), "p").opened(POLICY)[1].outdated
    assert bool(Upgrade(Changes("1.0.0", older=True), gone)) is True
    assert bool(Upgrade(Changes("1.0.0", older=True))) is False


def test_saving_changes_the_lines_that_changed_keeps_what_was_said_as_notes_and_names_the_new_version() -> None:
    data = saved_bytes(old_plan(), POLICY, OLD.encode())
    assert data.decode() == CARRIED
    assert plan_source(data).plan(POLICY) == old_plan()
    assert not plan_source(data).opened(POLICY)[1]


NOTED = (
    ("note: a hat", "", "Under version 1.0.0: a hat"),
    ("done: false", "", None),  # says nothing
    ("done: true", "mine", "mine\nUnder version 1.0.0: in place"),
    (
        "done: true",
        "mine\nUnder version 1.0.0: in place",
        "mine\nUnder version 1.0.0: in place",
    ),  # as after an undo by hand
    (
        "done: true",
        "Not Under version 1.0.0: in place",
        "Not Under version 1.0.0: in place\nUnder version 1.0.0: in place",
    ),
)


@pytest.mark.parametrize(("tick", "there", "note"), NOTED)
def test_what_was_said_is_noted_once_and_below_the_note_that_is_there(tick: str, there: str, note: str | None) -> None:
    text = OLD.replace("done: true, note: a hat", tick) + f"notes:\n  borrow.care.sun: {json.dumps(there)}\n"
    assert plan_source(text.encode()).plan(POLICY).notes.get("borrow.care.sun") == note


def test_a_tick_of_the_bot_that_is_gone_is_noted_under_its_name_and_taken_out() -> None:
    text = "advisor: 1\npolicy: lending\nversion: 1.0.0\nname: x\nsafeguards:\n  card.shown: {done: true}\n"
    plan, upgrade = plan_source(text.encode()).opened(POLICY)
    assert [section_of(one) for one in upgrade.outdated] == [("safeguards",)]
    assert saved_bytes(plan, POLICY, text.encode()).decode() == (
        'advisor: 1\npolicy: lending\nversion: 1.1.0\nname: x\nnotes:\n  card.shown: "Under version 1.0.0: in place"\n'
    )


def test_an_answer_given_anew_stands_where_the_old_one_stood() -> None:
    session = old_session().answer("borrow", "kind", ("book",))
    data = saved_bytes(session.plan, POLICY, OLD.encode()).decode()
    assert "      weather: [garden]\n      kind: book\n      days: short\n" in data
    assert data.count("kind: book") == 1


def test_a_plan_of_this_version_is_read_as_strictly_as_ever() -> None:
    with pytest.raises(AdvisorError) as raised:
        plan_source(OLD.replace("1.0.0", "1.1.0").encode(), "p").plan(POLICY)
    assert [str(problem.place) for problem in raised.value.problems] == ["p:7:3", "p:15:13", "p:19:7"]


def test_a_use_of_an_activity_that_is_gone_cannot_be_judged_and_is_refused() -> None:
    with pytest.raises(AdvisorError, match="p:10:15: there is no activity 'burrow'; did you mean 'borrow'"):
        plan_source(OLD.replace("activity: borrow", "activity: burrow").encode(), "p").plan(POLICY)


@pytest.mark.parametrize("version", ["1.1.0", "2.0.0", "first", ""])
def test_only_an_older_version_is_carried_over(version: str) -> None:
    line = f"version: {version}\n" if version else ""
    text = f"advisor: 1\npolicy: lending\n{line}uses: {{b: {{activity: borrow, answers: {{weather: [garden]}}}}}}\n"
    plan = plan_source(text.encode()).plan(POLICY)
    assert (plan.policy_version, plan.look_again) == (version, ())


# Looking again


@pytest.mark.parametrize(
    "look",
    [
        lambda session: session.confirm("borrow", "weather"),
        lambda session: session.answer("borrow", "weather", ("garden",)),
        lambda session: session.answer("borrow", "weather", ("indoors",)),
        lambda session: session.undecided("borrow", "weather"),
        lambda session: session.clear("borrow", "weather"),
    ],
    ids=["confirmed", "given again", "changed", "left undecided", "taken back"],
)
def test_an_answer_is_struck_off_however_it_was_looked_at_and_undoing_brings_it_back(
    look: Callable[[Session], Session],
) -> None:
    before = old_session()
    after = look(before)
    assert after.plan.look_again == ("borrow.care.weather",)
    assert after.undo().plan == before.plan


def test_a_tick_is_struck_off_when_it_is_confirmed_or_taken_away_and_not_by_a_note() -> None:
    session = old_session()
    assert session.confirm("borrow", "care.weather").plan.look_again == ("borrow.weather",)
    assert session.confirm("borrow", "care.weather").plan.uses == session.plan.uses
    assert session.tick("borrow", "care.weather", done=True).plan.look_again == ("borrow.weather",)
    assert session.tick("borrow", "care.weather", done=False).plan.look_again == ("borrow.weather",)
    assert session.remark("borrow", "care.weather", "a roof").plan.look_again == session.plan.look_again


BEFORE = Part("a", "A", "borrow", {"x": ("one",), "y": ("one",)}, {"x": Tick(), "z": Tick(done=True)})
AFTER: dict[str, tuple[Part, tuple[str, ...]]] = {
    "nothing": (BEFORE, ("a.x", "a.y", "a.z")),
    "an answer": (replace(BEFORE, answers={"x": ("one",), "y": ("two",)}), ("a.x", "a.z")),
    "an answer taken back": (replace(BEFORE, answers={"x": ("one",)}), ("a.x", "a.z")),
    "a tick taken away": (replace(BEFORE, safeguards={"z": Tick()}), ("a.x", "a.y")),
    "a tick of the same name as an answer": (
        replace(BEFORE, safeguards={"x": Tick(done=True), "z": Tick(done=True)}),
        ("a.y", "a.z"),
    ),
    "what is noted on a tick": (
        replace(BEFORE, safeguards={"x": Tick(note="n"), "z": Tick(done=True, note="n")}),
        ("a.x", "a.y", "a.z"),
    ),
    "the use's name": (replace(BEFORE, id="b"), ()),
}


@pytest.mark.parametrize(("after", "left"), AFTER.values(), ids=AFTER)
def test_what_was_changed_wherever_that_was_done_need_not_be_looked_at_again(
    after: Part, left: tuple[str, ...]
) -> None:
    plan = Plan("p", "lending", uses=(BEFORE,), look_again=("a.x", "a.y", "a.z"))
    assert in_step(plan, replace(plan, uses=(after,))) == Plan("p", "lending", uses=(after,), look_again=left)


def test_other_changes_leave_it_to_be_looked_at() -> None:
    session = old_session().answer(BOT, "marks", ("nothing",)).rename("Winter").note("card", "mine")
    assert session.plan.look_again == old_plan().look_again


def test_a_copy_of_a_use_is_to_be_looked_at_as_well_and_a_use_that_is_gone_is_not() -> None:
    copied = old_session().duplicate_use("borrow")
    assert copied.plan.look_again == ("borrow.weather", "borrow.care.weather", "borrow-2.weather")
    assert copied.remove_use("borrow").plan.look_again == ("borrow-2.weather",)


def test_looking_again_is_kept_in_the_file_and_can_be_done_there() -> None:
    left = saved_bytes(old_session().confirm("borrow", "weather").plan, POLICY, OLD.encode())
    assert b"look_again: [borrow.care.weather]\n" in left
    by_hand = left.replace(b"look_again: [borrow.care.weather]\n", b"")
    done = old_session().confirm("borrow", "weather").confirm("borrow", "care.weather")
    assert saved_bytes(done.plan, POLICY, left) == by_hand
    assert plan_source(by_hand).plan(POLICY).look_again == ()


def test_a_name_that_nothing_has_is_told_and_one_whose_answer_is_gone_has_nothing_to_confirm() -> None:
    with pytest.raises(AdvisorError, match=r"p:4:14: there is no answer or tick called 'borrow\.wether'; did you mean"):
        plan_source(CARRIED.replace("[borrow.weather", "[borrow.wether").encode(), "p").plan(POLICY)
    assert plan_source(CARRIED.replace("[borrow.weather", "[borrow.kind").encode()).plan(POLICY).look_again == (
        "borrow.care.weather",
    )


@given(randoms())
@settings(max_examples=60, deadline=None)
def test_whatever_an_older_plan_says_it_is_carried_over_saved_and_read_again(random: Random) -> None:
    text = plan_text(replace(random_plan(random, POLICY), policy_version="1.0.0", look_again=()), POLICY)
    for old, new in (("kind:", "sort:"), ("short", "brief"), ("card.needed", "card.asked"), ("own", "mine")):
        if random.random() < 0.4:
            text = text.replace(old, new)
    source = plan_source(text.encode())
    plan, upgrade = source.opened(POLICY)
    written, _ = source.as_written(POLICY)
    answers = [(part.id, name, reply) for part in written.parts for name, reply in part.answers.items()]
    assert answers == [(part.id, name, reply) for part in plan.parts for name, reply in part.answers.items()]
    assert Session(ASSESSOR, plan).assessment.outcome == Session(ASSESSOR, written).assessment.outcome
    data = saved_bytes(plan, POLICY, text.encode())
    assert plan_source(data).opened(POLICY)[0] == plan_source(saved_bytes(plan, POLICY, None)).plan(POLICY)
    for one in upgrade.outdated:
        assert not one.text or f"Under version 1.0.0: {one.text}" in "\n".join(plan.notes.values())
