"""Rules looked up together: in the pack's order, ticked one by one, and remembered within bounds."""

import pytest

from advisor.assess import settled as module
from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.finding import Given, Status
from advisor.assess.settled import Sheet
from advisor.policy.condition import AnyOf, Not
from tests.assess.by_hand import APPROVAL, NOTICE, PROHIBITION, REQUIREMENT, of_bot, of_use, policy, rule

RULES = policy(
    of_bot("b", "x y"),
    of_use("u", "x y z"),
    of_use("v", "x y"),
    rule("one", APPROVAL, "u:x"),
    rule("two", REQUIREMENT, "v:x"),
    rule("three", APPROVAL, "u:x|y"),
    rule("four", PROHIBITION, "b:x v:y"),
    rule("five", NOTICE, "u:x"),
    rule("own", APPROVAL, "b:x", bot=True),
)


@pytest.fixture
def sheet() -> Sheet:
    return Sheet(CompiledPolicy(RULES), "post", {})


def answers(words: str) -> dict[str, Answer]:
    return {each.split(":")[0]: (each.split(":")[1],) for each in words.split()}


def said(sheet: Sheet, words: str, bot: str = "", ticked: str = "") -> list[str]:
    found = sheet.settled(sheet.rows(answers(words), answers(bot)), frozenset(ticked.split()))
    return [f"{each.rule.id} {each.status.value}" for each in found]


def test_rules_stand_in_the_packs_order_however_they_are_grouped(sheet: Sheet) -> None:
    assert [len(group.members) for group in sheet.groups] == [5]
    assert said(sheet, "u:x v:x", "b:y") == [
        "one approval",
        "two required",
        "three approval",
        "four clear",
        "five note",
    ]
    assert said(sheet, "v:y", "b:y") == ["one open", "two does not apply", "three open", "four violated", "five open"]
    assert said(sheet, "u:z", "b:x") == [
        "one does not apply",
        "two open",
        "three does not apply",
        "four violated",
        "five does not apply",
    ]
    bot = Sheet(CompiledPolicy(RULES), None, {})
    assert said(bot, "b:x", "b:x") == ["own approval"]


@pytest.mark.parametrize(
    ("ticked", "found"),
    [
        ("", ["approval", "required", "approval"]),
        ("one", ["ticked", "required", "approval"]),
        ("three", ["approval", "required", "ticked"]),
        ("two five", ["approval", "ticked", "approval"]),
        ("one two three four five", ["ticked", "ticked", "ticked"]),
        ("own", ["approval", "required", "approval"]),
    ],
)
def test_each_tick_counts_for_its_own_rule(sheet: Sheet, ticked: str, found: list[str]) -> None:
    for _ in range(2):
        statuses = said(sheet, "u:x v:x", "b:y", ticked)
        assert [each.split(" ", 1)[1] for each in statuses[:3]] == found
        assert statuses[3:] == ["four clear", "five note"]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """Rules that ask the same questions by themselves; but what asks two is looked up by what can be said."""
    monkeypatch.setattr(module, "MOST_WAYS", 4)
    monkeypatch.setattr(module, "MOST_ROWS", 4)
    return Sheet(CompiledPolicy(RULES), "post", {})


def test_rules_share_a_group_where_few_sets_of_answers_can_be_given(apart: Sheet) -> None:
    stated = [[type(group).__name__, *(member.rule.id for member in group.members)] for group in apart.groups]
    assert stated == [["Wide", "four"], ["Group", "one", "three", "five"], ["Group", "two"]]
    for words in ("u:x v:x", "u:z v:y", "v:y", "u:x", ""):
        for ticked in ("", "two", "three one"):
            assert said(apart, words, "b:y", ticked) == said(
                Sheet(CompiledPolicy(RULES), "post", {}), words, "b:y", ticked
            )


def test_what_answers_have_in_common_is_found_once(apart: Sheet) -> None:
    first, second = apart.rows(answers("u:x"), {}), apart.rows(answers("u:x v:x"), answers("b:x"))
    assert first[1] is second[1]
    assert first[0] is not second[0]
    assert [(rule, at) for rule, at, _ in first[1].ticked] == [("one", 0), ("three", 1)]
    assert not first[0].ticked


def test_of_a_rule_that_asks_much_the_same_is_said_under_other_answers_too(apart: Sheet) -> None:
    one, other, third = (apart.rows(answers(words), answers("b:x"))[0] for words in ("v:x", "v:y", ""))
    assert one is other is third
    assert one.settled[0].because == (Given("b", ("x",), ("x",)),)
    assert apart.rows(answers("v:y"), answers("b:y"))[0] is not one


def test_a_group_of_several_puts_the_rows_of_all_together(sheet: Sheet) -> None:
    (row,) = sheet.rows(answers("u:x"), {})
    assert [(rule, at) for rule, at, _ in row.ticked] == [
        (row.settled[at].rule.id, at) for at in range(5) if row.settled[at].rule.id in ("one", "two", "three")
    ]
    assert [one.status for _, _, one in row.ticked if not one.possible] == [Status.TICKED, Status.TICKED]
    (again,) = sheet.rows(answers("u:x"), answers("b:y"))
    assert row.pending is not again.pending
    assert row.pending
    assert again.pending
    assert len(row.pending.rules) == 2


def test_only_so_many_sets_of_answers_are_remembered(apart: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 2)
    wide, group, _ = apart.groups
    for number, words in enumerate(("u:x v:x", "u:y v:y", "u:z", "")):
        apart.rows(answers(words), answers("b:y"))
        assert len(group.rows) == number % 2 + 1
        assert len(wide.rows) <= 2
        assert isinstance(wide, module.Wide)
        assert len(wide._said) <= 2


def test_a_rule_that_asks_nothing_is_in_a_row_as_well() -> None:
    alone = Sheet(CompiledPolicy(policy(of_use("u", "x y"), rule("always", APPROVAL, Not(AnyOf(()))))), "post", {})
    assert said(alone, "u:x") == said(alone, "") == ["always approval"]


def test_a_part_of_which_little_is_asked_has_one_group_with_its_rules_in_the_packs_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    little = policy(
        *(of_use(name, "x y") for name in "uv"), *(rule(f"r{at}", APPROVAL, f"{q}:x") for at, q in enumerate("uvuv"))
    )
    monkeypatch.setattr(module, "MOST_WAYS", 1)
    monkeypatch.setattr(module, "MOST_ALONE", 9)
    alone = Sheet(CompiledPolicy(little), "post", {})
    assert [type(group).__name__ for group in alone.groups] == ["Several"]
    assert [member.rule.id for member in alone.groups[0].members] == ["r0", "r1", "r2", "r3"]
    (row,) = alone.rows(answers("u:x v:x"), {})
    assert [(one, at) for one, at, _ in row.ticked] == [("r0", 0), ("r1", 1), ("r2", 2), ("r3", 3)]
    assert alone.settled([row], frozenset()) is row.settled
    assert said(alone, "u:x v:y", "", "r2") == ["r0 approval", "r1 does not apply", "r2 ticked", "r3 does not apply"]
    monkeypatch.setattr(module, "MOST_ALONE", 8)
    assert len(Sheet(CompiledPolicy(little), "post", {}).groups) == 2
