"""Values and verdicts that are looked up are those of the findings, whatever is remembered and however little."""

import gc
import weakref
from dataclasses import replace
from functools import reduce
from operator import or_
from random import Random

import pytest

from advisor.assess import alike, asked, compiled, lookup, near, paths, settle, settled, tables, verdict
from advisor.assess.assess import Assessor
from advisor.assess.case import Case
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.finding import STATUS_ORDER, Status
from advisor.assess.scale import FLAGS, OPEN
from advisor.assess.settle import RuleTable
from advisor.policy.model import Policy
from tests.assess.by_hand import APPROVAL, of_use, policy as made_of, rule
from tests.strategies import SMALL, Size, random_plan, random_policy

STATUSES = tuple(Status)
SHARES = (0.0, 0.2, 0.5, 1.0)
WIDE = Size(activities=2, questions=9, options=6, rules=20)


@pytest.fixture(params=range(12))
def policy(request: pytest.FixtureRequest) -> Policy:
    return random_policy(Random(request.param), WIDE if request.param % 3 == 0 else SMALL)


def cases_of(policy: Policy, seed: int, number: int = 32) -> list[Case]:
    random = Random(seed)
    return [random_plan(random, policy, open_share=SHARES[at % 4]).case(policy) for at in range(number)]


def without_ticks(case: Case) -> Case:
    return Case(replace(case.bot, ticked=frozenset()), tuple(replace(use, ticked=frozenset()) for use in case.uses))


def test_a_verdict_needs_no_findings(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    assessor = Assessor(policy)
    cases = cases_of(policy, 1)
    outcomes = [assessor.assess(case).outcome for case in cases]
    monkeypatch.setattr(Assessor, "assess", lambda *_: pytest.fail("assessed"))
    assert [assessor.outcome(case) for case in cases] == outcomes


def test_the_values_alone_are_those_of_the_findings(policy: Policy) -> None:
    assessor = Assessor(policy)
    for case in cases_of(policy, 5):
        parts = assessor.assess(without_ticks(case)).parts
        values = [tuple(STATUSES[place] for place in row) for row in assessor.values(case)]
        assert values == [tuple(finding.status for finding in part.findings) for part in parts]


@pytest.mark.parametrize("ways", [1, 1_000_000])
@pytest.mark.parametrize("limits", [(0, 1, 1), (0, 1_000_000, 30), (0, 60, 1_000_000), (1_000_000, 1, 1)])
def test_how_rules_are_looked_up_has_no_bearing(
    policy: Policy, ways: int, limits: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All in tables, all by the answers themselves, a few so, and each part as a whole; met for the first time or not."""
    alone, close, sums = limits
    cases = cases_of(policy, 6)
    usual = Assessor(policy)
    expected = [(usual.outcome(case), usual.values(case)) for case in cases]
    monkeypatch.setattr(tables, "MOST_WAYS", ways)
    monkeypatch.setattr(tables, "MOST_ALONE", alone)
    monkeypatch.setattr(near, "MOST_NEAR", close)
    monkeypatch.setattr(near, "MOST_TOGETHER", close)
    monkeypatch.setattr(asked, "MOST_SETS", sums)
    other = Assessor(policy)
    for _ in range(2):
        assert [(other.outcome(case), other.values(case)) for case in cases] == expected


def test_answers_to_other_questions_have_no_bearing(policy: Policy) -> None:
    """However many there are: how many answers a part has does not tell whether all of its questions are answered."""
    assessor = Assessor(policy)
    for case in cases_of(policy, 9):
        others: dict[str, tuple[str, ...]] = {f"elsewhere{at}": ("x",) for at in range(20)}
        more = replace(
            case, uses=tuple(replace(use, answers={**others, **use.answers}) for use in case.uses), bot=case.bot
        )
        more = replace(more, bot=replace(case.bot, answers={**others, **case.bot.answers}))
        for _ in range(2):
            assert assessor.values(more) == assessor.values(case)
            assert assessor.outcome(more) == assessor.outcome(case) == assessor.assess(more).outcome


@pytest.mark.parametrize("most_alone", [0, 5])
def test_what_is_remembered_has_bounds_and_no_bearing(
    policy: Policy, most_alone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    roomy = Assessor(policy)
    cases = cases_of(policy, 3, 40)
    expected = [(roomy.assess(case), roomy.outcome(case), roomy.values(case)) for case in cases]
    monkeypatch.setattr(settled, "MOST_ROWS", 3)
    monkeypatch.setattr(settle, "MOST_SETTLED", 2)
    monkeypatch.setattr(alike, "MOST_PATTERNS", 2)
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    monkeypatch.setattr(tables, "MOST_ALONE", most_alone)
    monkeypatch.setattr(near, "MOST_NEAR", 40)
    monkeypatch.setattr(asked, "MOST_ANSWERS", 2)
    monkeypatch.setattr(lookup, "MOST_KNOWN", 2)
    monkeypatch.setattr(compiled, "MOST_ANSWERS", 2)
    cramped = Assessor(policy)
    assert [(cramped.assess(case), cramped.outcome(case), cramped.values(case)) for case in cases] == expected
    for sheet in cramped._sheets.values():
        assert all(len(group.rows) <= 3 for group in sheet.groups)
    for found in cramped.tables.values():
        assert all(len(numbers) <= 2 for numbers in found._numbers.values())
        assert all(len(table.rows) == len(table.values) == len(table.weighs) <= 2 for table in found.tables)
        assert max(len(found.values_alone), len(found.weighs_alone)) <= most_alone
        for look_up in (found._values, found._weighs):
            assert all(len(known) <= 2 for _, known in (*look_up._known, *look_up._sums))
        assert all(len(rows) <= 2 for table in found.tables for _, rows, _ in table._parts)
    for rule_table in cramped._rules.values():
        assert len(rule_table._rulings) <= 2
        assert len(rule_table.said) <= 2
        assert len(rule_table._limits) <= 2
        assert all(len(each) <= 2 for each in rule_table._seen_as)
    assert all(len(block._read) <= 2 for block in cramped.compiled.blocks.values())


@pytest.mark.parametrize(
    ("ways", "alone", "rows"), [(1, 0, 2_000), (1_000_000, 0, 1_000_000), (1, 100, 1), (64, 0, 3), (1, 1_000_000, 3)]
)
def test_how_rules_share_groups_has_no_bearing(
    policy: Policy, ways: int, alone: int, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = cases_of(policy, 8)
    usual = Assessor(policy)
    expected = [usual.assess(case) for case in cases]
    monkeypatch.setattr(settled, "MOST_WAYS", ways)
    monkeypatch.setattr(settled, "MOST_ALONE", alone)
    monkeypatch.setattr(settled, "MOST_ROWS", rows)
    other = Assessor(policy)
    for _ in range(2):
        assert [other.assess(case) for case in cases] == expected


@pytest.mark.parametrize(("pays", "most"), [(1, 500), (1, 0), (1_000_000, 500)])
def test_paths_only_save_time(policy: Policy, pays: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = cases_of(policy, 2)
    usual = Assessor(policy)
    expected = [usual.assess(case) for case in cases]
    monkeypatch.setattr(settle, "PATHS_PAY", pays)
    monkeypatch.setattr(paths, "MOST_PATHS", most)
    other = Assessor(policy)
    assert [other.assess(case) for case in cases] == expected


def test_a_part_of_another_name_has_findings_of_its_own(policy: Policy) -> None:
    assessor = Assessor(policy)
    case = random_plan(Random(4), policy).case(policy)
    renamed = replace(case, uses=tuple(replace(use, id=f"{use.id}-again") for use in case.uses))
    for part in (assessor.assess(case), assessor.assess(renamed)):
        assert all(finding.part == judged.id for judged in part.parts for finding in judged.findings)


def test_joined_rules_that_are_forgotten_are_kept_by_nobody(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "MOST_KEPT", 0)
    assessor, stores = Assessor(policy), []
    for case in cases_of(policy, 7):
        assessor.assess(case)
        assessor.outcome(case)
        stores.append(weakref.ref(assessor.verdicts.store))
    gc.collect()
    assert {id(store) for each in stores if (store := each())} == {id(assessor.verdicts.store)}


def test_each_table_has_its_own_place_in_the_number_of_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three tables of one rule each, looked up under few answers first and then under more, and never worked out twice."""
    monkeypatch.setattr(tables, "MOST_WAYS", 1)
    stated = [rule(f"r{name}", APPROVAL, f"{name}:x") for name in "uvw"]
    found = tables.Tables(CompiledPolicy(made_of(*(of_use(name, "x y") for name in "uvw"), *stated)), "post", {})
    assert len(found.tables) == 3
    given: list[dict[str, tuple[str, ...]]] = [
        {},
        {"u": ("x",)},
        {"w": ("y",)},
        {"u": ("y",), "v": ("x",), "w": ("x",)},
    ]
    open_, does_not_apply, approval = (
        STATUS_ORDER[each] for each in (Status.OPEN, Status.DOES_NOT_APPLY, Status.APPROVAL)
    )
    values = [
        [open_, open_, open_],
        [approval, open_, open_],
        [open_, open_, does_not_apply],
        [does_not_apply, approval, approval],
    ]
    consents = [1 << FLAGS + 3 + place for place in range(3)]
    weighs = [OPEN, OPEN | consents[0], OPEN, consents[1] | consents[2]]

    def looked_up() -> None:
        for answers, statuses, bits in zip(given, values, weighs, strict=True):
            number = found.number(answers, {})
            assert found.certain(answers, {}, frozenset()) == found.scale.certain(bits, frozenset())
            assert list(found.values(number, answers)) == statuses
            rows = found.rows(answers, {})
            assert reduce(or_, (row.weighs for row in rows)) == bits
            assert [row.weighs & OPEN for row in rows] == [status == open_ for status in statuses]

    looked_up()
    monkeypatch.setattr(RuleTable, "ruling", lambda *_: pytest.fail("again"))
    looked_up()


def test_a_part_of_which_little_is_asked_is_looked_up_whole_and_only_so_many_are_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = tables.Tables(CompiledPolicy(made_of(of_use("u", "x y z"), rule("r", APPROVAL, "u:x"))), "post", {})
    monkeypatch.setattr(tables, "MOST_ALONE", 2)
    statuses = {"x": Status.APPROVAL, "y": Status.DOES_NOT_APPLY, "": Status.OPEN, "z": Status.DOES_NOT_APPLY}
    for at, (option, status) in enumerate(statuses.items()):
        answers = {"u": (option,)} if option else {}
        for _ in range(2):
            assert list(found.values_of(answers, {})) == [STATUS_ORDER[status]]
            assert bool(found.certain(answers, {}, frozenset())) is bool(option)
        assert len(found.values_alone) == len(found.weighs_alone) == at % 2 + 1
    monkeypatch.setattr(found, "_values", None)
    monkeypatch.setattr(found, "_weighs", None)
    assert list(found.values_of({"u": ("z",)}, {})) == [STATUS_ORDER[Status.DOES_NOT_APPLY]]
    assert found.certain({"u": ("z",)}, {}, frozenset())
