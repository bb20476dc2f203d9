import pytest

from advisor.assess.assess import Assessor
from advisor.cli.answers import Setting, with_settings
from advisor.plan.file import new_plan
from advisor.plan.model import UNDECIDED, Tick
from advisor.plan.session import Session
from advisor.source.error import AdvisorError
from tests.report.reported import assessor, plan


def session(name: str = "mixed") -> Session:
    return Session(assessor(), plan(name))


def setting(text: str) -> Setting:
    name, _, value = text.partition("=")
    return Setting("--set", name, value)


def test_an_answer_from_the_command_line_goes_before_that_of_the_plan() -> None:
    changed = with_settings(session(), [setting("card=own"), setting("novel.days=short")]).plan
    assert changed.bot.answers["card"] == ("own",)
    assert changed.part("novel").answers["days"] == ("short",)
    assert changed.part("atlas") == plan("mixed").part("atlas")


def test_of_two_answers_to_one_question_the_last_counts() -> None:
    changed = with_settings(session(), [setting("card=own"), setting("card=none")]).plan
    assert changed.bot.answers["card"] == ("none",)


def test_several_options_are_put_into_the_questions_own_order() -> None:
    changed = with_settings(session(), [setting("marks=fold,pencil")]).plan
    assert changed.bot.answers["marks"] == ("pencil", "fold")


@pytest.mark.parametrize(
    "one", [Setting("--undecided", "card"), setting("card=undecided"), setting("bot.card=undecided")]
)
def test_a_question_can_be_left_open_on_purpose(one: Setting) -> None:
    assert with_settings(session(), [one]).plan.bot.answers["card"] == UNDECIDED


def test_a_use_is_made_before_it_is_answered_whatever_the_order() -> None:
    empty = Session(assessor(), new_plan(assessor().policy))
    changed = with_settings(empty, [setting("x.kind=book"), setting("x.activity=borrow")]).plan
    assert [(use.id, use.title, use.activity) for use in changed.uses] == [("x", "Takes a thing home", "borrow")]
    assert changed.part("x").answers == {"kind": ("book",)}


def test_a_use_with_another_activity_keeps_the_answers_that_still_fit() -> None:
    changed = with_settings(session(), [setting("boat.activity=borrow")]).plan.part("boat")
    assert changed.activity == "borrow"
    assert changed.answers == {"kind": ("rare",), "weather": ("boat",)}


def test_a_tick_without_a_use_is_made_everywhere_the_rule_is_judged() -> None:
    changed = with_settings(session(), [Setting("--tick", "care.weather")]).plan
    ticked = [part.id for part in changed.parts if part.safeguards.get("care.weather") == Tick(done=True)]
    assert ticked == ["atlas", "novel", "boat"]
    assert with_settings(session(), [Setting("--tick", "atlas.care.weather")]).plan.part("novel").safeguards == {}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (setting("crd=own"), "--set crd=own: there is no question 'crd'; did you mean 'card'?"),
        (setting("card=owm"), "--set card=owm: 'card' has no option 'owm'; did you mean 'own'?"),
        (setting("card="), "--set card=: 'card' has no option ''; there is own, child, none"),
        (setting("card=own,child"), "--set card=own,child: 'card' takes one option, not 2; choose one of own, child"),
        (
            setting("marks=ink,nothing"),
            "--set marks=ink,nothing: 'nothing' excludes every other option of 'marks'; choose it alone, or leave it out",
        ),
        (
            setting("atlas.knd=book"),
            "--set atlas.knd=book: no question 'knd' is asked of 'atlas'; did you mean 'kind'?",
        ),
        (
            setting("activity=borrow"),
            "--set activity=borrow: 'activity' is no question; to say what a use does, write USE.activity=ACTIVITY",
        ),
        (
            setting("atlas=borrow"),
            "--set atlas=borrow: 'atlas' is no question; to say what a use does, write atlas.activity=ACTIVITY",
        ),
        (setting("kind=book"), "--set kind=book: 'kind' is asked of a use; write atlas.kind"),
        (setting("atla.kind=book"), "--set atla.kind=book: the plan has no use 'atla'; did you mean 'atlas'?"),
        (setting("x.activity=borow"), "--set x.activity=borow: there is no activity 'borow'; did you mean 'borrow'?"),
        (
            setting("a b.activity=read"),
            "--set a b.activity=read: no use can be called 'a b'; use letters, digits, - and _ (at most 60)",
        ),
        (Setting("--undecided", "crd"), "--undecided crd: there is no question 'crd'; did you mean 'card'?"),
        (Setting("--tick", "carry"), "--tick carry: there is no safeguard 'carry'"),
        (Setting("--tick", "hall.home.days"), "--tick hall.home.days: 'hall' has no safeguard 'home.days'"),
        (setting("\x1b]0;x=1"), "--set ␛]0;x=1: there is no question"),
    ],
)
def test_a_wrong_name_gets_one_line_with_its_place_and_a_near_miss(wrong: Setting, message: str) -> None:
    with pytest.raises(AdvisorError) as raised:
        with_settings(session(), [wrong])
    (problem,) = raised.value.problems
    assert str(problem).startswith(message)
    assert "\n" not in str(problem)


def test_all_that_is_wrong_is_told_in_one_run() -> None:
    with pytest.raises(AdvisorError) as raised:
        with_settings(session(), [setting("crd=own"), setting("card=own"), setting("card=owm")])
    assert len(raised.value.problems) == 2


def test_a_rule_that_concerns_no_part_of_the_plan_cannot_be_ticked() -> None:
    empty = Session(Assessor(assessor().policy), new_plan(assessor().policy))
    with pytest.raises(AdvisorError, match="concerns nothing in this plan"):
        with_settings(empty, [Setting("--tick", "care.weather")])
