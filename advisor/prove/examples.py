"""What must hold of the examples: each comes out as expected, and together they show every rule speak and be silent.

Where an example is missing, the hint gives answers to write it from.
"""

from collections.abc import Iterable, Iterator

from advisor.assess.assess import Assessor
from advisor.assess.finding import Finding, Status, Verdict
from advisor.plan.example import Example
from advisor.policy.model import Rule
from advisor.prove.flaw import Flaw, Places, Subject, flaw, of_rule
from advisor.prove.kinds import Kind
from advisor.prove.witness import SILENT, Answers, judged_for, speaks, told, witness_plan, witnesses


def expectation_problems(assessor: Assessor, examples: Iterable[Example]) -> Iterator[Flaw]:
    """Every verdict and status that is not as an example expects."""
    for example in examples:
        assessment = assessor.assess(example.plan.case(assessor.policy))
        yield from _compared(example, "", "the plan", example.verdict, assessment.verdict)
        for part, verdict in example.parts.items():
            yield from _compared(example, part, repr(part), verdict, assessment.part(part).verdict)
        for part, expected in example.findings.items():
            for rule, status in expected.items():
                finding = assessment.finding(part, rule)
                if finding is not None and finding.status is not status:
                    message = f"{rule!r} of {part!r} is {_told(finding)}, and expected to be {status.value!r}"
                    place = example.places.get((part, rule), example.place)
                    yield flaw(Kind.EXAMPLE_DIFFERS, Subject(place, (example.id, part, rule)), message)


def _compared(example: Example, part: str, whom: str, expected: Verdict, found: Verdict) -> Iterator[Flaw]:
    if found is not expected:
        message = f"{whom} is {found.value!r}, and expected to be {expected.value!r}"
        place = example.places.get((part, ""), example.place)
        yield flaw(Kind.EXAMPLE_DIFFERS, Subject(place, (example.id, part)), message)


def _told(finding: Finding) -> str:
    if finding.open:
        return f"{finding.status.value!r} until {', '.join(finding.open)} is answered"
    because = told({given.question: given.answer for given in finding.because})
    return f"{finding.status.value!r}{f' because of {because}' if finding.because else ''}"


def showing_problems(assessor: Assessor, examples: Iterable[Example], places: Places) -> Iterator[Flaw]:
    """Every rule that speaks in no example or, unless it always speaks, is silent in none."""
    shown: dict[str, set[Status]] = {rule.id: set() for rule in assessor.policy.rules}
    for example in examples:
        for finding in assessor.assess(example.plan.case(assessor.policy)).findings:
            shown[finding.rule.id].add(finding.status)
    for rule in assessor.policy.rules:
        for kind, wanted, verb in ((Kind.RULE_NOT_SHOWN, True, "speaks"), (Kind.RULE_NOT_SILENT, False, "is silent")):
            if any(_is(rule, status, speaking=wanted) for status in shown[rule.id]):
                continue
            answers = _first(rule, witnesses(assessor.compiled, rule), wanted=wanted)
            if answers is not None:
                plan = witness_plan(assessor.policy, rule, answers, next(iter(judged_for(assessor.policy, rule)), None))
                message = f"the rule {rule.id!r} {verb} in no example"
                hint = f"it {'does' if wanted else 'is'} with {told(answers)}"
                yield flaw(kind, of_rule(places, rule), message, hint, plan)


def _is(rule: Rule, status: Status, *, speaking: bool) -> bool:
    return speaks(rule, status) if speaking else status in SILENT


def _first(rule: Rule, reached: dict[Status, Answers], *, wanted: bool) -> Answers | None:
    fitting = (answers for status, answers in reached.items() if _is(rule, status, speaking=wanted))
    return next(fitting, None)
