"""Rules looked up together: in the pack's order, ticked one by one, and remembered within bounds."""

import pytest

from advisor.assess import settled as module
from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.settled import Sheet
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
    assert [len(group._members) for group in sheet.groups] == [3, 1, 1]
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


def test_what_answers_have_in_common_is_found_once(sheet: Sheet) -> None:
    first, second = sheet.rows(answers("u:x"), {}), sheet.rows(answers("u:x v:x"), answers("b:x"))
    assert first[0] is second[0]
    assert first[1] is not second[1]
    assert first[0].under(frozenset({"one"}))[0] is first[0].under(frozenset({"one", "three"}))[0]
    group = sheet.groups[0]
    row = group.row(("another",), answers("u:x"))
    assert row is not first[0]
    assert row.tickable is first[0].tickable
    assert row.tickable == {"one", "three"}


def test_only_so_many_sets_of_answers_are_remembered(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 2)
    group = sheet.groups[0]
    for number, words in enumerate(("u:x", "u:y", "u:z", "")):
        sheet.rows(answers(words), {})
        assert len(group.rows) == len(group._shapes) == number % 2 + 1
