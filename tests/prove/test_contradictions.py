"""Rules that speak against each other are found, shown on a plan, and never found where there are none."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings as example_settings

from advisor.assess.assess import Assessor
from advisor.policy.model import Policy, Rule
from advisor.policy.pack import load_pack
from advisor.prove.contradictions import contradiction_problems, overruled_permissions
from advisor.prove.flaw import Flaw
from advisor.prove.kinds import ADVICE, CONTRADICTIONS, Kind
from advisor.prove.proof import Proof, prove
from advisor.prove.witness import judged_for
from tests.assess.naive import Naive, TooMany
from tests.prove.test_prove import LENDING, RULES, change
from tests.strategies import TINY, policies

ASKED = {"required", "met", "approval"}
MORE = "rules/9-more.yaml"
CARRY = "    cites: [II.A.reference]\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LENDING, tmp_path / "lending"))


def of_kind(proof: Proof, kind: Kind) -> list[Flaw]:
    return [problem for problem in proof.problems if isinstance(problem, Flaw) and problem.kind == kind.value]


def more(modality: str, when: str, cites: str = "II.A.reference", concerns: str = "[borrow, renew]") -> str:
    return (
        f"section: II.A\nrules:\n  - id: more\n    modality: {modality}\n    title: More\n    text: More of it.\n"
        f"    concerns: {concerns}\n    when: {when}\n    cites: [{cites}]\n"
    )


@pytest.mark.parametrize(
    ("kind", "old", "new", "about"),
    [
        (Kind.RULE_NEVER_SPEAKS, "when: {kind: rare}", "when: {all: [{kind: rare}, {kind: book}]}", ("home.rare",)),
        (
            Kind.PERMISSION_NEVER_GRANTED,
            "broken_when: {days: open}",
            "broken_when: {days: [short, long, open]}",
            ("home.permitted",),
        ),
        (
            Kind.PERMISSION_IN_VAIN,
            "when: {kind: reference}",
            "when: {kind: [reference, book, film]}",
            ("home.permitted",),
        ),
        (Kind.SAFEGUARD_IN_VAIN, "when: {kind: reference}", "when: {kind: [reference, rare]}", ("home.rare",)),
        (
            Kind.MET_IN_VAIN,
            "when: {kind: reference}",
            "when: {any: [{kind: reference}, {all: [{kind: [book, film]}, {days: short}]}]}",
            ("home.days",),
        ),
        (Kind.MET_AND_BROKEN, "met_when: {days: short}", "met_when: {days: [short, open]}", ()),
        (
            Kind.REQUIRED_APART,
            "when: {kind: [book, film]}\n    met_when",
            "when: {kind: rare}\n    met_when",
            ("home.permitted", "home.days"),
        ),
    ],
)
def test_a_contradiction_is_reported_with_a_plan_that_shows_it(
    pack: Path, kind: Kind, old: str, new: str, about: tuple[str, ...]
) -> None:
    if kind is Kind.MET_IN_VAIN:
        change(pack, RULES, "concerns: [borrow, renew]\n    when: {kind: reference}", "concerns: [borrow]\n    " + new)
    elif kind is Kind.MET_AND_BROKEN:
        change(pack, RULES, old, new)
        change(pack, RULES, "broken_when: {days: open}", "broken_when: {all: [{days: open}, {kind: book}]}")
        change(pack, RULES, "met_when: {days: [short, open]}", "met_when: {any: [{days: short}, {kind: book}]}")
        about = ("home.days",)
    else:
        change(pack, RULES, old, new)
    proof = prove(pack)
    (found,) = of_kind(proof, kind)
    assert found.about == about
    assert found.place is not None
    assert found.place.line > 0
    assert found in proof.contradictions
    assert found.plan is not None
    assert proof.policy is not None
    Assessor(proof.policy).assess(found.plan.case(proof.policy))


def test_a_safeguard_in_vain_is_shown_on_a_plan_that_asks_for_it_and_is_prohibited(pack: Path) -> None:
    change(pack, RULES, "when: {kind: reference}", "when: {kind: [reference, rare]}")
    proof = prove(pack)
    (found,) = of_kind(proof, Kind.SAFEGUARD_IN_VAIN)
    assert proof.policy is not None
    assert found.plan is not None
    assessment = Assessor(proof.policy).assess(found.plan.case(proof.policy))
    finding = assessment.finding("borrow", "home.rare")
    assert finding is not None
    assert finding.status.value == "approval"
    assert assessment.verdict.value == "prohibited"
    assert "'home.reference'" in found.hint


def test_one_clause_cannot_permit_and_prohibit_the_same(pack: Path) -> None:
    (pack / MORE).write_text(more("permission", "{kind: reference}"), "utf-8")
    (found,) = of_kind(prove(pack), Kind.RULES_CONTRADICT)
    assert found.about == ("more", "home.reference")


@pytest.mark.parametrize(
    ("modality", "when", "cites"),
    [
        ("permission", "{kind: reference}", "II.A.days"),  # another clause: that the prohibition wins may be meant
        ("permission", "{kind: [reference, book]}", "II.A.reference"),  # not the same answers: terms and their limits
    ],
)
def test_a_prohibition_that_wins_over_a_permission_is_no_slip(pack: Path, modality: str, when: str, cites: str) -> None:
    (pack / MORE).write_text(more(modality, when, cites, "[borrow]"), "utf-8")
    assert of_kind(prove(pack), Kind.RULES_CONTRADICT) == []
    assert overruled_permissions(Assessor(load_pack(pack)).compiled) == 1


@pytest.mark.parametrize(
    ("when", "concerns", "repeats"),
    [
        ("{kind: reference}", "[borrow, renew]", True),
        ("{kind: reference}", "[borrow]", True),
        ("{all: [{kind: reference}, {weather: boat}]}", "[borrow]", True),
        ("{kind: [reference, rare]}", "[borrow]", False),
    ],
)
def test_a_prohibition_that_says_no_more_than_another_is_a_repetition(
    pack: Path, when: str, concerns: str, *, repeats: bool
) -> None:
    (pack / MORE).write_text(more("prohibition", when, concerns=concerns), "utf-8")
    found = of_kind(prove(pack), Kind.RULE_REPEATED)
    assert [one.about for one in found] == ([("more", "home.reference")] if repeats else [])


def test_no_contradiction_is_found_where_there_is_none() -> None:
    proof = prove(LENDING)  # the packs of the program have no problem at all: test_prove
    assert proof.contradictions == ()
    assert [problem for problem in proof.warnings if problem.kind == "rule-repeated"] == []


@example_settings(max_examples=100, deadline=None)
@given(policies(TINY))
def test_safeguards_in_vain_are_exactly_those_a_naive_search_finds_no_plan_for(policy: Policy) -> None:
    naive = Naive(policy, 5_000)
    kinds = {Kind.SAFEGUARD_IN_VAIN.value}
    found = {flaw.about[0] for flaw in contradiction_problems(Assessor(policy), {}) if flaw.kind in kinds}
    for rule in policy.rules:
        if rule.safeguard and judged_for(policy, rule):
            with suppress(TooMany):
                assert (rule.id in found) == in_vain(naive, policy, rule)


def in_vain(naive: Naive, policy: Policy, rule: Rule) -> bool:
    asked_at_all = False
    for activity in judged_for(policy, rule):
        rules = {each.id: each for part in (activity, None) for each in naive.rules_of(part)}
        for answers in naive.completions({question for each in rules.values() for question in naive.asks[each.id]}, {}):
            if naive.status(rule, answers, ticked=False) not in ASKED:
                continue
            asked_at_all = True
            statuses = (
                naive.status(each, answers, ticked=False) for each in rules.values() if each.force.value == "must"
            )
            if not any(status in ("violated", "broken") for status in statuses):
                return False
    return asked_at_all


def test_every_kind_is_a_word_with_a_meaning_and_advice_is_no_contradiction() -> None:
    assert all(kind.meaning.endswith(".") for kind in Kind)
    assert not ADVICE & CONTRADICTIONS
