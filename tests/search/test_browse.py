"""Filters of the rule browser, and the counts beside its headings."""

from pathlib import Path

import pytest

from advisor.assess.assess import Assessor
from advisor.assess.finding import Assessment, Status
from advisor.plan.model import Plan
from advisor.plan.session import Session
from advisor.policy.model import Modality
from advisor.policy.pack import load_pack
from advisor.search.browse import Filter, browse, concerns, counts
from advisor.search.search import SearchIndex


@pytest.fixture(scope="module")
def borrowing(lending: Path) -> Assessment:
    session = Session(Assessor(load_pack(lending)), Plan("a plan", "lending")).add_use("borrow")
    return session.answer("borrow", "kind", ("reference",)).assessment


def ids(library: SearchIndex, wanted: Filter, assessment: Assessment | None = None) -> list[str]:
    return [rule.id for rule in browse(library, wanted, assessment).rules]


def test_the_empty_filter_leaves_every_rule_in_the_packs_order(library: SearchIndex) -> None:
    assert ids(library, Filter()) == [rule.id for rule in library.policy.rules]


def test_a_modality_leaves_only_rules_that_do_this(library: SearchIndex) -> None:
    assert ids(library, Filter(modality=Modality.PROHIBITION)) == ["care.marks", "home.reference", "renew.waiting"]


def test_an_activity_leaves_its_rules_and_those_of_every_use(library: SearchIndex) -> None:
    left = ids(library, Filter(activity="renew"))
    assert {"renew.waiting", "care.weather", "fees"} <= set(left)
    assert "home.permitted" not in left
    assert all(concerns(library.policy.rule(rule), "renew") for rule in left)


def test_words_and_filters_narrow_together_and_keep_the_ranking(library: SearchIndex) -> None:
    whole = ids(library, Filter("reference home"))
    left = ids(library, Filter("reference home", modality=Modality.PROHIBITION))
    assert left == [rule for rule in whole if library.policy.rule(rule).modality is Modality.PROHIBITION]
    assert left


def test_applies_leaves_out_rules_that_ask_nothing_of_the_plan(library: SearchIndex, borrowing: Assessment) -> None:
    left = ids(library, Filter(applies=True), borrowing)
    assert "home.reference" in left
    assert "home.days" not in left, "a book of reference has no two weeks"
    assert "renew.waiting" not in left, "nothing is renewed"


def test_a_status_leaves_rules_with_that_finding(library: SearchIndex, borrowing: Assessment) -> None:
    assert ids(library, Filter(status=Status.VIOLATED), borrowing) == ["home.reference"]


def test_without_a_plan_nothing_applies(library: SearchIndex) -> None:
    assert ids(library, Filter(applies=True)) == []


def test_a_limit_counts_what_the_filter_left(library: SearchIndex) -> None:
    listing = browse(library, Filter(modality=Modality.REQUIREMENT), limit=2)
    assert [rule.modality for rule in listing.rules] == [Modality.REQUIREMENT] * 2
    assert listing.found == sum(rule.modality is Modality.REQUIREMENT for rule in library.policy.rules)


def test_words_that_no_rule_has_are_told_apart_from_filters_that_leave_nothing(library: SearchIndex) -> None:
    assert browse(library, Filter("zeppelin")).result.nothing is not None
    filtered = browse(library, Filter("reference", modality=Modality.ENCOURAGEMENT))
    assert filtered.hits == ()
    assert filtered.result.nothing is None


def test_counts_of_a_section_include_those_below_it(library: SearchIndex) -> None:
    found = counts(library.policy, library.policy.rules)
    assert found["II"] == found["II.A"] + found["II.B"] + found["II.C"] > 0
    assert sum(found[section.id] for section in library.policy.sections if section.parent is None) == len(
        library.policy.rules
    )
    assert set(counts(library.policy, ()).values()) == {0}
