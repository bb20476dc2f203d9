from dataclasses import replace
from pathlib import Path

import pytest

from advisor.plan.changes import Changes, asked_by, changes_since, touched_entries
from advisor.plan.model import Part, Plan, Tick
from advisor.policy.condition import AnyOf
from advisor.policy.pack import load_pack

PACK = load_pack(Path(__file__).parent.parent / "packs" / "lending")
HISTORY = {"1.0.0": (), "1.2.0": ("renew.waiting",), "1.10.0": ("care.weather", "gone.since")}
POLICY = replace(PACK, version="1.10.0", history=HISTORY)


def changes(version: str) -> Changes:
    return changes_since(version, POLICY)


def test_a_plan_of_an_older_pack_is_told_the_rules_that_changed_and_what_they_ask() -> None:
    found = changes("1.0.0")
    assert [rule.id for rule in found.rules] == ["care.weather", "renew.waiting"]
    assert [asked_by(rule) for rule in found.rules] == [{"kind", "weather"}, {"waiting", "times"}]
    assert found.removed == ("gone.since",)
    assert found


def test_versions_are_compared_as_numbers() -> None:
    found = changes("1.2.0")
    assert [rule.id for rule in found.rules] == ["care.weather"]


TOLD = {
    "none named": ("", Changes("")),
    "this pack": ("1.10.0", Changes("1.10.0")),
    "this pack in other figures": ("1.010.0", Changes("1.010.0")),
    "a newer pack": ("2.0.0", Changes("2.0.0", newer=True)),
    "a newer pack of many figures": ("1.10.99999999", Changes("1.10.99999999", newer=True)),
    "no version": ("the old one", Changes("the old one", unknown=True)),
    "figures without end": ("1.10.100000000", Changes("1.10.100000000", unknown=True)),
    "an older pack": ("1.9.9", Changes("1.9.9", (PACK.rule("care.weather"),), ("gone.since",), older=True)),
}


@pytest.mark.parametrize(("version", "told"), TOLD.values(), ids=TOLD)
def test_what_is_told_of_a_version_names_it(version: str, told: Changes) -> None:
    assert changes(version) == told


@pytest.mark.parametrize(
    ("found", "something"),
    [
        (Changes("1", rules=(PACK.rule("fees"),)), True),
        (Changes("1", removed=("fees",)), True),
        (Changes("1", newer=True), True),
        (Changes("1", unknown=True), True),
        (Changes("1", older=True), False),
    ],
)
def test_there_is_something_to_tell_or_not(found: Changes, *, something: bool) -> None:
    assert bool(found) is something


# Since the last version care.weather, of two activities, also asks for the card.
CARD = replace(PACK.rule("care.weather"), when=AnyOf((PACK.rule("care.weather").when, PACK.rule("card.child").when)))
ASKING = replace(POLICY, rules=tuple(CARD if rule.id == CARD.id else rule for rule in POLICY.rules))
BOT_PART = Part("bot", "", None, {"card": ("own",), "marks": ("ink",)}, {"card.needed": Tick(done=True)})
BORROW = Part("b", "", "borrow", {"weather": ("boat",), "bag": ("dry",)}, {"care.weather": Tick(done=True)})
READ = Part("r", "", "read", {"weather": ("boat",)})
TOUCHED = {
    "the bot alone": ((), []),
    "a use that the rule is about": ((BORROW,), ["card", "b.weather", "b.care.weather"]),
    "a use that it is not about": ((READ,), []),
    "both": ((READ, BORROW), ["card", "b.weather", "b.care.weather"]),
    "a tick that was not made": ((replace(BORROW, safeguards={"care.weather": Tick()}),), ["card", "b.weather"]),
}


@pytest.mark.parametrize(("uses", "touched"), TOUCHED.values(), ids=TOUCHED)
def test_a_changed_rule_touches_what_it_asks_where_it_is_judged_and_its_ticks(
    uses: tuple[Part, ...], touched: list[str]
) -> None:
    plan = Plan("", "lending", "1.9.9", BOT_PART, uses)
    assert list(touched_entries(plan, ASKING, changes_since("1.9.9", ASKING))) == touched
