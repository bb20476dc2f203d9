from dataclasses import replace
from pathlib import Path

from advisor.plan.changes import Changes, asked_by, changes_since
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


def test_a_plan_of_this_pack_or_of_none_named_is_told_nothing() -> None:
    assert not changes("1.10.0")
    assert not changes("")


def test_a_plan_whose_version_is_none_is_told_that() -> None:
    assert changes("the old one").unknown


def test_a_plan_of_a_newer_pack_is_told_that() -> None:
    found = changes("2.0.0")
    assert found.newer
    assert found
    assert found.rules == ()
