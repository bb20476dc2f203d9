"""Holds the engine's answers about one plan against the naive evaluator's, and counts what was compared."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from advisor.assess.assess import Assessor
from advisor.assess.case import Answer, Case
from advisor.assess.finding import Assessment, Finding
from advisor.assess.interview import still_matters
from advisor.assess.remedy import Remedy, apply_changes, remedies
from advisor.policy.model import Policy
from tests.assess import naive
from tests.assess.naive import Facts, TooMany
from tests.strategies import Size, random_plan, random_policy

LIMIT = 10_000
"""Completions that are enumerated at most."""
REMEDY_LIMIT = 400
"""Sets of changes that are tried at most for one size."""


def facts(case: Case) -> list[Facts]:
    """The case as the naive evaluator takes it."""
    return [Facts(part.id, part.activity, part.answers, part.ticked) for part in case.parts]


def compare(assessor: Assessor, case: Case, counts: Counter[str], limit: int = LIMIT) -> None:
    """Fail where the two disagree about anything."""
    assessment = assessor.assess(case)
    parts = facts(case)
    counts["plans"] += 1
    compare_findings(assessor.policy, parts, assessment, counts, limit)
    compare_verdicts(assessor.policy, parts, assessment, counts, limit)
    compare_interview(assessor.policy, case, assessment)
    compare_remedies(assessor, case, assessment, counts, limit)


def compare_findings(
    policy: Policy, parts: Sequence[Facts], assessment: Assessment, counts: Counter[str], limit: int
) -> None:
    """Every rule of every part: status, what is still possible, what is open, and the because."""
    for part, judged in zip(parts, assessment.parts, strict=True):
        given = {**parts[0].answers, **part.answers}
        rules = naive.rules_of(policy, part.activity)
        assert [finding.rule.id for finding in judged.findings] == [rule.id for rule in rules]
        for rule, finding in zip(rules, judged.findings, strict=True):
            ticked = rule.id in part.ticked
            try:
                expected = naive.judge_rule(policy, rule, given, ticked=ticked, limit=limit)
            except TooMany:
                counts["findings left out"] += 1
                continue
            counts["findings"] += 1
            where = f"{part.id} {rule.id}"
            if len(expected.possible) == 1:
                assert {finding.status.value} == expected.possible, where
                assert finding.open == (), where
                assert finding.possible == (), where
                check_because(policy, part, finding, given, limit)
            else:
                counts["open findings"] += 1
                assert finding.status.value == "open", where
                assert set(finding.open) == expected.open, where
                assert len(finding.open) == len(expected.open), where
                assert {status.value for status in finding.possible} == expected.possible, where
                assert finding.because == (), where


def check_because(policy: Policy, part: Facts, finding: Finding, given: naive.Answers, limit: int) -> None:
    """The because suffices alone, and does not without any one of its answers."""
    because = {each.question: each.answer for each in finding.because}
    assert all(given[question] == answer for question, answer in because.items())
    ticked = finding.rule.id in part.ticked
    try:
        alone = naive.judge_rule(policy, finding.rule, because, ticked=ticked, limit=limit)
        assert alone.possible == {finding.status.value}
        for question in because:
            fewer = {other: answer for other, answer in because.items() if other != question}
            assert len(naive.judge_rule(policy, finding.rule, fewer, ticked=ticked, limit=limit).possible) > 1
    except TooMany:
        return


def compare_verdicts(
    policy: Policy, parts: Sequence[Facts], assessment: Assessment, counts: Counter[str], limit: int
) -> None:
    """Every part's verdicts and what decides between them, then the plan's."""
    try:
        for part, judged in zip(parts, assessment.parts, strict=True):
            expected = naive.judge_part(policy, part, {**parts[0].answers, **part.answers}, limit)
            counts["parts"] += 1
            counts["undecided parts"] += len(expected.possible) > 1
            assert tuple(verdict.value for verdict in judged.outcome.possible) == expected.possible, part.id
            assert set(judged.decides) == expected.decides, part.id
        assert tuple(verdict.value for verdict in assessment.outcome.possible) == naive.judge_plan(policy, parts, limit)
        counts["plan verdicts"] += 1
    except TooMany:
        counts["verdicts left out"] += 1


def compare_interview(policy: Policy, case: Case, assessment: Assessment) -> None:
    """A question is asked of a part exactly while some rule waits for it; of the bot, whatever part the rule is for."""
    waits = {(part.id, question) for part in assessment.parts for finding in part.findings for question in finding.open}
    about_bot = {question.id for question in policy.questions if question.about_bot}
    wanted = {(case.bot.id if question in about_bot else part, question) for part, question in waits}
    asked = [(each.part, each.question.id) for each in still_matters(policy, case, assessment)]
    assert len(asked) == len(set(asked))
    assert set(asked) == wanted


def compare_remedies(assessor: Assessor, case: Case, assessment: Assessment, counts: Counter[str], limit: int) -> None:
    """Each prohibited part has remedies; each of them is sound, and none smaller exists."""
    found = remedies(assessor, case, assessment)
    prohibited = [part.id for part in assessment.parts if part.verdict.value == "prohibited"]
    assert list(dict.fromkeys(remedy.part for remedy in found)) == prohibited
    for part_id in prohibited:
        mine = [remedy for remedy in found if remedy.part == part_id]
        assert len({remedy.changes for remedy in mine}) == len(mine)
        for remedy in mine:
            check_remedy(assessor, case, remedy)
        try:
            compare_fewest(assessor.policy, facts(case), part_id, mine, limit)
            counts["remedies"] += 1
            counts["gives up"] += mine[0].gives_up
        except TooMany:
            counts["remedies left out"] += 1


def compare_fewest(policy: Policy, parts: Sequence[Facts], part_id: str, mine: Sequence[Remedy], limit: int) -> None:
    """The remedies of one part against every smaller, or if it is given up every possible, set of changes."""
    sizes = {len(remedy.changes) for remedy in mine}
    assert len(sizes) == 1
    (size,) = sizes
    for remedy in mine:
        if not remedy.gives_up:
            changes = {(change.part, change.question): change.after for change in remedy.changes}
            assert naive.lifts(policy, parts, part_id, changes, limit)
    smaller = naive.fewest_changes(policy, parts, part_id, min(limit, REMEDY_LIMIT), at_most=size - 1 if size else None)
    assert smaller is None


def check_remedy(assessor: Assessor, case: Case, remedy: Remedy) -> None:
    """Only given and changeable answers change, to answers that can be given; the outcome is what assessing says."""
    for change in remedy.changes:
        part = next(part for part in case.parts if part.id == change.part)
        question = assessor.policy.question(change.question)
        assert change.part in (case.bot.id, remedy.part)
        assert part.answers[change.question] == change.before != change.after
        assert not question.fixed
        assert can_be_given(assessor.policy, change.question, change.after)
    if remedy.gives_up:
        rest = Case(case.bot, tuple(use for use in case.uses if use.id != remedy.part))
        assert assessor.assess(rest).outcome == remedy.outcome
    else:
        after = assessor.assess(apply_changes(case, remedy.changes))
        assert after.part(remedy.part).outcome == remedy.outcome
        assert remedy.outcome.best.value != "prohibited"


def can_be_given(policy: Policy, question_id: str, answer: Answer) -> bool:
    """Whether the answer is one option, or several of a question that takes them and none that excludes the rest."""
    question = policy.question(question_id)
    options = {option.id: option for option in question.options}
    if not answer or not set(answer) <= set(options):
        return False
    if len(answer) == 1:
        return True
    return question.several and not any(options[chosen].exclusive for chosen in answer)


def compare_random(seed: int, count: int, size: Size, counts: Counter[str], limit: int = LIMIT) -> None:
    """Compare about `count` plans, ten to a random policy; a failure names the policy's seed and the plan's number."""
    random = Random(seed)
    while counts["plans"] < count:
        policy_seed = random.getrandbits(64)
        counts["policies"] += 1
        compare_under(random_policy(Random(policy_seed), size), policy_seed, 10, counts, limit)


def compare_under(policy: Policy, seed: int, count: int, counts: Counter[str], limit: int = LIMIT) -> None:
    """Compare that many random plans under one policy."""
    assessor = Assessor(policy)
    random = Random(seed)
    for number in range(count):
        plan = random_plan(random, policy)
        try:
            compare(assessor, plan.case(policy), counts, limit)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, plan {number}: {error}\n{plan}") from error
