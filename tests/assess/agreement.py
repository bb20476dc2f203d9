"""Holds the engine's answers about one plan against the naive evaluator's, and counts what was compared."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from advisor.assess.assess import Assessor
from advisor.assess.case import Answer, Case
from advisor.assess.finding import Assessment, Finding
from advisor.assess.interview import still_matters
from advisor.assess.remedy import Remedy, apply_changes, remedies
from advisor.policy.model import Policy
from tests.assess.naive import Answers, Facts, Naive, TooMany
from tests.strategies import Size, random_plan, random_policy

LIMIT = 10_000
"""Completions that are enumerated at most."""
SHARES = (0.0, 0.1, 0.3, 0.6, 1.0)
"""How much of a plan is left open."""
FEW = (0.0, 0.05, 0.05, 0.1, 0.1, 0.2)
"""The same under a policy of full size, where more cannot be enumerated."""
SEARCHED = 5
"""One plan in so many is assessed a second time without joining any rules."""
REMEDY_LIMIT = 400
"""Sets of changes that are tried at most for one size."""


def facts(case: Case) -> list[Facts]:
    """The case as the naive evaluator takes it."""
    return [Facts(part.id, part.activity, part.answers, part.ticked) for part in case.parts]


def compare(assessor: Assessor, naive: Naive, case: Case, counts: Counter[str]) -> None:
    """Fail where the two disagree about anything."""
    assessment = assessor.assess(case)
    assert assessor.outcome(case) == assessment.outcome, "alone, the verdict is another one"
    parts = facts(case)
    counts["plans"] += 1
    counts[assessment.verdict.value] += 1
    compare_findings(naive, parts, assessment, counts)
    compare_verdicts(naive, parts, assessment, counts)
    compare_interview(assessor.policy, case, assessment)
    compare_remedies(assessor, naive, case, assessment, counts)
    if counts["plans"] % SEARCHED == 0:
        searching = Assessor(assessor.policy, largest=0)
        assert searching.assess(case) == assessment, "searched for, it is another assessment"
        counts["searched"] += 1


def compare_findings(naive: Naive, parts: Sequence[Facts], assessment: Assessment, counts: Counter[str]) -> None:
    """Every rule of every part: status, what is still possible, what is open, and the because."""
    for part, judged in zip(parts, assessment.parts, strict=True):
        given = {**parts[0].answers, **part.answers}
        rules = naive.rules_of(part.activity)
        assert [finding.rule.id for finding in judged.findings] == [rule.id for rule in rules]
        for finding in judged.findings:
            try:
                compare_finding(naive, part, finding, given, counts)
            except TooMany:
                counts["findings left out"] += 1


def compare_finding(naive: Naive, part: Facts, finding: Finding, given: Answers, counts: Counter[str]) -> None:
    """One rule of one part. Raises TooMany."""
    rule, where = finding.rule, f"{part.id} {finding.rule.id}"
    ticked = rule.id in part.ticked
    expected = naive.judge_rule(rule, given, ticked=ticked)
    counts["findings"] += 1
    if len(expected.possible) > 1:
        counts["open findings"] += 1
        assert finding.status.value == "open", where
        assert sorted(finding.open) == sorted(expected.open), where
        assert {status.value for status in finding.possible} == expected.possible, where
        assert finding.because == (), where
        return
    assert {finding.status.value} == expected.possible, where
    assert finding.open == (), where
    assert finding.possible == (), where
    try:
        check_because(naive, part, finding, given)
        counts["becauses"] += 1
    except TooMany:
        counts["becauses left out"] += 1


def check_because(naive: Naive, part: Facts, finding: Finding, given: Answers) -> None:
    """The because suffices alone, and does not without any one of its answers. Raises TooMany."""
    ticked, where = finding.rule.id in part.ticked, f"{part.id} {finding.rule.id}"
    because = {each.question: each.answer for each in finding.because}
    assert all(given[question] == answer for question, answer in because.items()), where
    alone = naive.judge_rule(finding.rule, because, ticked=ticked).possible
    assert alone == {finding.status.value}, f"{where}: not sufficient"
    for question in because:
        fewer = {other: answer for other, answer in because.items() if other != question}
        doubtful = naive.judge_rule(finding.rule, fewer, ticked=ticked).possible
        assert len(doubtful) > 1, f"{where}: {question} is redundant"


def compare_verdicts(naive: Naive, parts: Sequence[Facts], assessment: Assessment, counts: Counter[str]) -> None:
    """Every part's verdicts and what decides between them, then the plan's."""
    try:
        for part, judged in zip(parts, assessment.parts, strict=True):
            expected = naive.judge_part(part, {**parts[0].answers, **part.answers})
            counts["parts"] += 1
            counts["undecided parts"] += len(expected.possible) > 1
            assert tuple(verdict.value for verdict in judged.outcome.possible) == expected.possible, part.id
            assert sorted(judged.decides) == sorted(expected.decides), part.id
        assert tuple(verdict.value for verdict in assessment.outcome.possible) == naive.judge_plan(parts)
        counts["plan verdicts"] += 1
    except TooMany:
        counts["plan verdicts left out"] += 1


def compare_interview(policy: Policy, case: Case, assessment: Assessment) -> None:
    """A question is asked of a part exactly while some rule waits for it; of the bot, whatever part the rule is for."""
    waits = {(part.id, question) for part in assessment.parts for finding in part.findings for question in finding.open}
    about_bot = {question.id for question in policy.questions if question.about_bot}
    wanted = {(case.bot.id if question in about_bot else part, question) for part, question in waits}
    asked = [(each.part, each.question.id) for each in still_matters(policy, case, assessment)]
    assert sorted(asked) == sorted(wanted)


def compare_remedies(
    assessor: Assessor, naive: Naive, case: Case, assessment: Assessment, counts: Counter[str]
) -> None:
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
            compare_fewest(naive, facts(case), part_id, mine)
            counts["parts with remedies"] += 1
            counts["parts given up"] += mine[0].gives_up
        except TooMany:
            counts["remedies left out"] += 1


def compare_fewest(naive: Naive, parts: Sequence[Facts], part_id: str, mine: Sequence[Remedy]) -> None:
    """The remedies of one part against every smaller, or if it is given up every possible, set of changes."""
    (size,) = {len(remedy.changes) for remedy in mine}
    for remedy in mine:
        if not remedy.gives_up:
            changes = {(change.part, change.question): change.after for change in remedy.changes}
            assert naive.lifts(parts, part_id, changes), f"{part_id}: unsound"
    smaller = naive.fewest_changes(parts, part_id, below=size or None, at_most=REMEDY_LIMIT)
    assert smaller is None, f"{part_id}: {smaller} changes suffice"


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


def mended(assessor: Assessor, case: Case) -> Case:
    """The case with the first remedy of each prohibited part applied: a random plan is hardly ever permitted."""
    for remedy in remedies(assessor, case, assessor.assess(case)):
        case = apply_changes(case, remedy.changes)
    return case


def opened(random: Random, case: Case, share: float) -> Case:
    """The case with about that share of its answers taken back."""
    bot, *uses = (
        replace(
            part, answers={question: answer for question, answer in part.answers.items() if random.random() > share}
        )
        for part in case.parts
    )
    return Case(bot, tuple(uses))


def compare_random(seed: int, count: int, size: Size, counts: Counter[str], limit: int = LIMIT) -> None:
    """Compare about `count` plans, ten to a random policy; a failure names the policy's seed and the plan's number."""
    random = Random(seed)
    while counts["plans"] < count:
        policy_seed = random.getrandbits(64)
        counts["policies"] += 1
        compare_under(random_policy(Random(policy_seed), size), policy_seed, 10, counts, limit=limit)


def compare_under(
    policy: Policy, seed: int, count: int, counts: Counter[str], *, limit: int, shares: Sequence[float] = SHARES
) -> None:
    """Compare that many random plans under one policy, some of them mended first."""
    assessor, naive, random = Assessor(policy), Naive(policy, limit), Random(seed)
    for number in range(count):
        case = random_plan(random, policy, open_share=0.0).case(policy)
        if random.random() < 0.5:
            case = mended(assessor, case)
        case = opened(random, case, random.choice(shares))
        try:
            compare(assessor, naive, case, counts)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, plan {number}: {error}\n{case}") from error
