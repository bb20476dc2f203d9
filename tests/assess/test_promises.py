"""What the design promises of every assessment, as properties of random policies and plans, and of the real packs."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from advisor.assess.assess import Assessor
from advisor.assess.case import Case, CasePart
from advisor.assess.finding import Severity, Verdict
from advisor.assess.interview import to_ask, with_answer
from advisor.assess.remedy import apply_changes, remedies
from advisor.plan.model import UNDECIDED, Part, Plan
from advisor.policy.installed import pack_folders
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from tests.assess.naive import possible_answers
from tests.strategies import SMALL, policies_with_plans, random_answer, random_plan, random_policy

LENDING = Path(__file__).parent.parent / "packs" / "lending"
PACKS = (LENDING, *map(Path, pack_folders()))
Drawn = tuple[Policy, Plan]
MANY = settings(max_examples=50, deadline=None)


def shuffled(random: Random, plan: Plan) -> Plan:
    """The same plan, its answers and boxes in another order."""

    def part_shuffled(part: Part) -> Part:
        answers, boxes = list(part.answers.items()), list(part.safeguards.items())
        random.shuffle(answers)
        random.shuffle(boxes)
        return replace(part, answers=dict(answers), safeguards=dict(boxes))

    return replace(plan, bot=part_shuffled(plan.bot), uses=tuple(map(part_shuffled, plan.uses)))


@MANY
@given(policies_with_plans(), st.randoms(use_true_random=False))
def test_the_order_of_answers_has_no_bearing(drawn: Drawn, random: Random) -> None:
    policy, plan = drawn
    one, other = Assessor(policy), Assessor(policy)
    case, again = plan.case(policy), shuffled(random, plan).case(policy)
    first, second = one.assess(case), other.assess(again)
    assert repr(first) == repr(second)
    assert repr(remedies(one, case, first)) == repr(remedies(other, again, second))


@MANY
@given(policies_with_plans())
def test_what_was_assessed_before_has_no_bearing(drawn: Drawn) -> None:
    policy, plan = drawn
    used = Assessor(policy)
    for seed in range(5):
        used.assess(random_plan(Random(seed), policy).case(policy))
    case = plan.case(policy)
    assert repr(used.assess(case)) == repr(Assessor(policy).assess(case))


def open_questions(policy: Policy, case: Case) -> list[tuple[str, str]]:
    return [
        (part.id, question.id)
        for part in case.parts
        for question in policy.questions_about(part.activity)
        if question.id not in part.answers
    ]


@MANY
@given(policies_with_plans(), st.data())
def test_an_answer_never_widens_what_is_still_possible(drawn: Drawn, data: st.DataObject) -> None:
    policy, plan = drawn
    case, assessor = plan.case(policy), Assessor(policy)
    before = assessor.assess(case)
    still_open = open_questions(policy, case)
    if not still_open:
        return
    part, question = data.draw(st.sampled_from(still_open))
    answer = data.draw(st.sampled_from(possible_answers(policy.question(question))))
    after = assessor.assess(with_answer(case, part, question, answer))
    assert set(after.outcome.possible) <= set(before.outcome.possible)
    for old, new in zip(before.parts, after.parts, strict=True):
        assert set(new.outcome.possible) <= set(old.outcome.possible)
        for was, now in zip(old.findings, new.findings, strict=True):
            assert set(now.possible or [now.status]) <= set(was.possible or [was.status])


def interviewed(assessor: Assessor, case: Case, everything: Plan) -> Case:
    """The case after asking what is asked, and nothing else, with answers taken from a full plan."""
    while True:
        asked = next(to_ask(assessor.policy, case, assessor.assess(case)), None)
        if asked is None:
            return case
        reply = everything.part(asked.part).answers[asked.question.id]
        assert reply != UNDECIDED
        case = with_answer(case, asked.part, asked.question.id, reply)


def unanswered(case: Case) -> Case:
    bot, *uses = (replace(part, answers={}, undecided=frozenset()) for part in case.parts)
    return Case(bot, tuple(uses))


def check_interview(policy: Policy, plan: Plan) -> None:
    assessor = Assessor(policy)
    full = plan.case(policy)
    asked = interviewed(assessor, unanswered(full), plan)
    expected, found = assessor.assess(full), assessor.assess(asked)
    assert found.outcome == expected.outcome
    assert [part.outcome for part in found.parts] == [part.outcome for part in expected.parts]
    assert [finding.status for finding in found.findings] == [finding.status for finding in expected.findings]


@MANY
@given(st.randoms(use_true_random=False))
def test_asking_only_what_is_needed_gives_what_asking_everything_gives(random: Random) -> None:
    policy = random_policy(random, SMALL)
    check_interview(policy, random_plan(random, policy, open_share=0.0))


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
@pytest.mark.parametrize("seed", range(10))
def test_the_interview_of_a_real_pack_asks_enough(pack: Path, seed: int) -> None:
    policy = load_pack(pack)
    check_interview(policy, random_plan(Random(seed), policy, open_share=0.0))


@MANY
@given(policies_with_plans(), st.randoms(use_true_random=False))
def test_answers_that_are_not_asked_for_have_no_effect(drawn: Drawn, random: Random) -> None:
    policy, plan = drawn
    case, assessor = plan.case(policy), Assessor(policy)
    before = assessor.assess(case)
    wanted = {(asked.part, asked.question.id) for asked in to_ask(policy, case, before)}
    answered = case
    for part, question in open_questions(policy, case):
        undecided = question in next(each for each in case.parts if each.id == part).undecided
        if (part, question) not in wanted and not undecided:
            answered = with_answer(answered, part, question, random_answer(random, policy.question(question)))
    after = assessor.assess(answered)
    assert after.outcome == before.outcome
    assert [finding.status for finding in after.findings] == [finding.status for finding in before.findings]


@MANY
@given(policies_with_plans())
def test_an_answer_about_something_else_is_kept_and_has_no_effect(drawn: Drawn) -> None:
    policy, plan = drawn
    case = plan.case(policy)
    stray = replace(plan.bot, answers={**plan.bot.answers, "gone": ("option0",)})
    strayed = replace(plan, bot=stray)
    assert strayed.case(policy) == case
    assert strayed.bot.answers["gone"] == ("option0",)


@MANY
@given(policies_with_plans())
def test_prohibition_wins(drawn: Drawn) -> None:
    policy, plan = drawn
    assessment = Assessor(policy).assess(plan.case(policy))
    for part in assessment.parts:
        if any(finding.blocks for finding in part.findings):
            assert part.verdict is Verdict.PROHIBITED
    if any(part.verdict is Verdict.PROHIBITED for part in assessment.parts):
        assert assessment.verdict is Verdict.PROHIBITED


@MANY
@given(policies_with_plans())
def test_nothing_is_permitted_while_a_rule_alone_could_still_prohibit_it(drawn: Drawn) -> None:
    policy, plan = drawn
    assessment = Assessor(policy).assess(plan.case(policy))
    for part in assessment.parts:
        for finding in part.findings:
            harmful = {"violated"} | ({"broken", "unclear"} if finding.rule.force.value == "must" else set())
            if any(status.value in harmful for status in (*finding.possible, finding.status)):
                assert part.verdict not in (Verdict.PERMITTED, Verdict.NOT_COVERED)
                assert part.outcome.worst is Verdict.PROHIBITED
    worst = max(Severity[part.outcome.worst.name] for part in assessment.parts)
    assert Severity[assessment.outcome.worst.name] >= worst or worst <= Severity.PERMITTED


@MANY
@given(policies_with_plans())
def test_a_remedy_assessed_anew_is_what_it_says(drawn: Drawn) -> None:
    policy, plan = drawn
    case, assessor = plan.case(policy), Assessor(policy)
    before = assessor.assess(case)
    for remedy in remedies(assessor, case, before):
        assert before.part(remedy.part).verdict is Verdict.PROHIBITED
        after = Assessor(policy).assess(apply_changes(case, remedy.changes))
        assert remedy.gives_up or after.part(remedy.part).outcome == remedy.outcome
        for old, new in zip(before.parts, after.parts, strict=True):
            assert new.verdict is not Verdict.PROHIBITED or old.verdict is Verdict.PROHIBITED
        for change in remedy.changes:
            assert change.after
            assert not policy.question(change.question).fixed


@MANY
@given(policies_with_plans())
def test_a_part_assessed_alone_is_as_within_its_plan(drawn: Drawn) -> None:
    policy, plan = drawn
    case, assessor = plan.case(policy), Assessor(policy)
    for part in assessor.assess(case).parts:
        assert assessor.assess_part(case, part.id) == part
        assert assessor.may_be_prohibited(case, part.id) == (Verdict.PROHIBITED in part.outcome.possible)


def test_a_plan_without_a_use_is_undecided_unless_the_bot_itself_is_prohibited() -> None:
    policy = load_pack(LENDING)
    assessor = Assessor(policy)
    empty = Case(CasePart("bot", "bot", None, {"card": ("own",), "marks": ("nothing",)}))
    assert assessor.assess(empty).verdict is Verdict.UNDECIDED
    assert assessor.assess(with_answer(empty, "bot", "marks", ("ink",))).verdict is Verdict.PROHIBITED


def lines() -> Iterator[str]:
    """Everything said about some plans, as text: run in processes with other hash seeds."""
    for pack in PACKS:
        policy = load_pack(pack)
        assessor = Assessor(policy)
        for seed in range(15):
            case = random_plan(Random(seed), policy).case(policy)
            assessment = assessor.assess(case)
            yield json.dumps([repr(assessment), repr(remedies(assessor, case, assessment))])


@pytest.mark.slow
def test_the_hash_seed_has_no_bearing() -> None:
    script = "from tests.assess.test_promises import lines\nfor line in lines(): print(line)"
    said = set()
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "1" else "UTC"}
        ran = subprocess.run(
            [sys.executable, "-c", script],
            env=environment,
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
            text=True,
        )
        said.add(ran.stdout)
    assert len(said) == 1
    assert len(said.pop().splitlines()) == 15 * len(PACKS)
