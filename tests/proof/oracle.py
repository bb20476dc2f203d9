"""Holds the engine's answers against the answer-set program's, and counts what was compared."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import prod
from random import Random

from advisor.assess.assess import Assessor
from advisor.assess.case import Answer, Case, CasePart
from advisor.assess.finding import Assessment
from advisor.assess.remedy import remedies
from advisor.policy.model import BOT, Policy, Rule
from tests.assess.agreement import facts, mended, opened
from tests.assess.naive import Facts, Naive, possible_answers
from tests.proof.asp import Judged, Program, every_plan
from tests.proof.asp_plans import fewest_changes, plan_verdicts
from tests.strategies import random_plan

MOST = 10_000
"""Ways to answer that are listed at most."""


class Oracle:
    """One policy as answer-set programs, one for each activity and one for the bot."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        activities = (None, *(activity.id for activity in policy.activities))
        self.programs: Mapping[str | None, Program] = {each: Program(policy, each) for each in activities}

    def compare(self, assessor: Assessor, case: Case, counts: Counter[str]) -> None:
        """Fail where the two disagree about a status, an open question, a verdict or the size of a remedy."""
        assessment, parts = assessor.assess(case), facts(case)
        counts["plans"] += 1
        counts["open findings"] += sum(bool(finding.open) for finding in assessment.findings)
        counts[assessment.verdict.value] += 1
        for part in parts:
            self._compare_part(assessment, parts[0], part, counts)
        verdicts = {verdict.value for verdict in assessment.outcome.possible}
        assert verdicts == plan_verdicts(self.programs, parts), "the plan's verdict"
        self._compare_remedies(assessor, case, assessment, parts, counts)

    def _compare_part(self, assessment: Assessment, bot: Facts, part: Facts, counts: Counter[str]) -> None:
        given = {**bot.answers, **part.answers}
        judged = Judged(self.programs[part.activity], given, part.ticked)
        found = assessment.part(part.id)
        assert {verdict.value for verdict in found.outcome.possible} == judged.verdicts, f"{part.id}: verdict"
        assert set(found.decides) == judged.decides, f"{part.id}: what decides"
        for finding in found.findings:
            statuses = {status.value for status in finding.possible or (finding.status,)}
            assert statuses == judged.statuses[finding.rule.id], f"{part.id} {finding.rule.id}: status"
            assert set(finding.open) == judged.open[finding.rule.id], f"{part.id} {finding.rule.id}: open"
            counts["findings"] += 1

    def _compare_remedies(
        self, assessor: Assessor, case: Case, assessment: Assessment, parts: Sequence[Facts], counts: Counter[str]
    ) -> None:
        sizes: dict[str, set[int | None]] = {}
        for remedy in remedies(assessor, case, assessment):
            sizes.setdefault(remedy.part, set()).add(None if remedy.gives_up else len(remedy.changes))
        for part, size in sizes.items():
            assert size == {fewest_changes(self.programs, parts, part)}, f"{part}: size of the smallest remedy"
            counts["remedies"] += 1


def compare_random(policy: Policy, seed: int, number: int, counts: Counter[str], shares: Sequence[float]) -> None:
    """Compare that many random plans, some of them mended first, with a share of their answers taken back."""
    oracle, assessor, random = Oracle(policy), Assessor(policy), Random(seed)
    for at in range(number):
        case = random_plan(random, policy, open_share=0.0).case(policy)
        if random.random() < 0.5:
            case = mended(assessor, case)
        case = opened(random, case, random.choice(shares))
        try:
            oracle.compare(assessor, case, counts)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, plan {at}: {error}\n{case}") from error


# Every plan of a section


def enumerated(policy: Policy, section: str, most: int = MOST) -> tuple[int, int]:
    """Compare every way to answer what the section's rules ask, by engine, naive evaluator and answer-set program.

    Rules that together ask for more than `most` ways are taken one by one. Gives the number of plans compared, and of the
    rules left out because even alone they ask for more.
    """
    rules = [rule for rule in policy.rules if rule.section == section]
    compared = left_out = 0
    for activity, judged in _judged(policy, rules):
        for group in _groups(policy, activity, judged, most):
            if _ways(policy, activity, group) > most:
                left_out += len(group)
            else:
                compared += _compare_every(policy, activity, group)
    return compared, left_out


def _judged(policy: Policy, rules: Sequence[Rule]) -> Iterator[tuple[str | None, list[Rule]]]:
    """The activities for which the rules are judged; where the same rules are judged, one activity stands for all."""
    seen: set[tuple[str, ...]] = set()
    for activity in (None, *(activity.id for activity in policy.activities)):
        here = [rule for rule in rules if rule in policy.rules_for(activity)]
        names = tuple(rule.id for rule in here)
        if here and names not in seen:
            seen.add(names)
            yield activity, here


def _ways(policy: Policy, activity: str | None, rules: Sequence[Rule]) -> int:
    return prod(len(possible_answers(question)) for question in Program(policy, activity, rules).questions)


def _groups(policy: Policy, activity: str | None, rules: list[Rule], most: int) -> Iterator[list[Rule]]:
    """The rules in as few groups, in their order, as keep to `most` ways each."""
    group: list[Rule] = []
    for rule in rules:
        if group and _ways(policy, activity, [*group, rule]) > most:
            yield group
            group = []
        group.append(rule)
    yield group


def _compare_every(policy: Policy, activity: str | None, rules: Sequence[Rule]) -> int:
    program, naive, assessor = Program(policy, activity, rules), Naive(policy, MOST), Assessor(policy)
    about_bot = {question.id for question in policy.questions if question.about_bot}
    count = 0
    for answers, statuses in every_plan(program):
        found = _engine(assessor, activity, answers, about_bot)
        for rule in rules:
            plain = naive.status(rule, answers, ticked=False)
            assert statuses[rule.id] == plain == found[rule.id], f"{rule.id} with {answers}"
        count += 1
    return count


def _engine(
    assessor: Assessor, activity: str | None, answers: Mapping[str, Answer], about_bot: set[str]
) -> dict[str, str]:
    bot = {question: answer for question, answer in answers.items() if question in about_bot}
    own = {question: answer for question, answer in answers.items() if question not in about_bot}
    uses = () if activity is None else (CasePart("use", "Use", activity, own),)
    case = Case(CasePart(BOT, "Bot", None, bot), uses)
    part = assessor.assess_part(case, "use" if uses else BOT)
    return {finding.rule.id: finding.status.value for finding in part.findings}
