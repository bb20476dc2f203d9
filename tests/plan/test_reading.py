"""From a tree to a plan, and a plan as it comes back from a file."""

from pathlib import Path

import pytest

from advisor.plan import reading
from advisor.plan.file import plan_source
from advisor.plan.model import Part, Plan, Tick
from advisor.plan.reading import cleaned, is_use_id
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError

POLICY = load_pack(Path(__file__).parent.parent / "packs" / "lending")


def test_a_plan_is_clean_before_it_is_saved_and_says_what_it_says() -> None:
    plan = Plan(
        " Sum\nmer\x07 ",
        "lending",
        " 1.1.0\n",
        Part("bot", "\n", None, {"card": ("own",)}, {"card.needed": Tick(done=False, note=" \n")}),
        (
            Part("a", " ", "borrow", {"kind": ("book",)}, {"care.weather": Tick(done=True, note=" one\ntwo\x1b ")}),
            Part("b", " My\ttitle ", "read", {}, {"thanks": Tick()}),
        ),
        {"card\n": " one\ntwo\x9b ", "kind": "  "},
        ("a.kind", "a.days"),
    )
    clean = Plan(
        "Sum mer␇",
        "lending",
        "1.1.0",
        Part("bot", "The bot as a whole", None, {"card": ("own",)}),
        (
            Part(
                "a",
                "Takes a thing home",
                "borrow",
                {"kind": ("book",)},
                {"care.weather": Tick(done=True, note="one\ntwo␛")},
            ),
            Part("b", "My title", "read"),
        ),
        {"card": "one\ntwo⟨U+009B⟩"},
        ("a.kind",),
    )
    assert cleaned(plan, POLICY) == clean
    assert cleaned(clean, POLICY) == clean
    assert cleaned(Plan("\n", "lending"), POLICY) == Plan("Unnamed bot", "lending")


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a", True),
        ("Bücher-2_b", True),
        ("a-", True),
        ("_a", True),
        ("x" * 60, True),
        ("x" * 61, False),
        ("", False),
        ("-a", False),
        ("_", False),
        ("_-", False),
        ("a.b", False),
        ("a b", False),
        ("bot", False),
        ("bots", True),
    ],
)
def test_a_use_has_an_id_that_fits_a_command_line(text: str, *, fits: bool) -> None:
    assert is_use_id(text) is fits


def test_as_many_uses_as_a_plan_may_have_are_read_and_the_next_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_USES", 2)
    text = "advisor: 1\npolicy: lending\nuses:\n  a: {activity: read}\n  b: {activity: read}\n"
    assert [use.id for use in plan_source(text.encode(), "p").plan(POLICY).uses] == ["a", "b"]
    with pytest.raises(AdvisorError) as caught:
        plan_source(f"{text}  c: {{activity: read}}\n  d: {{}}\n".encode(), "p").plan(POLICY)
    assert str(caught.value) == "p:6:3: the plan has more than 2 uses; a plan is one bot; divide it"


OLDER = "advisor: 1\npolicy: lending\nversion: 1.0.0\nuses:\n  a:\n    activity: borrow\n    answers:\n"


@pytest.mark.parametrize(
    ("answers", "note"),
    [
        ("{where: garden}", "garden"),
        ("{where: [garden, [x], attic]}", "garden, attic"),
        ("{where: {a: b}}", None),
        ("{where: }", None),
        ("{where: 'two  words\n\n        and a line'}", "two words and a line"),
    ],
)
def test_what_an_answer_said_that_nobody_asks_for_any_more_is_noted(answers: str, note: str | None) -> None:
    plan = plan_source((OLDER + f"      {answers}\n").encode(), "p").plan(POLICY)
    assert plan.uses[0].answers == {}
    assert plan.notes.get("a.where") == (note and f"Under version 1.0.0: {note}")


def test_a_mistake_in_a_plan_of_an_older_pack_is_a_mistake_beside_names_that_are_gone() -> None:
    text = OLDER + "      kind: [book, book]\n      where: garden\n    safeguards: {care.sun: {done: yes}}\n"
    with pytest.raises(AdvisorError) as caught:
        plan_source(text.encode(), "p").plan(POLICY)
    assert [str(problem) for problem in caught.value.problems] == [
        "p:8:20: 'book' is named twice in 'kind'; leave one out",
        "p:10:35: 'done' is 'yes'; write true or false",
    ]
