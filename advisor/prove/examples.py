"""What must hold of the examples: each comes out as expected, and together they show every rule speak and be silent.

Where an example is missing, the hint gives answers to write it from.
"""

from collections.abc import Iterable, Iterator

from advisor.assess.assess import Assessor
from advisor.assess.finding import Finding, Status, Verdict
from advisor.plan.example import Example
from advisor.policy.model import Rule
from advisor.prove.rules import Places
from advisor.prove.witness import SILENT, Answers, speaks, told, witnesses
from advisor.source.error import Problem


def expectation_problems(assessor: Assessor, examples: Iterable[Example]) -> Iterator[Problem]:
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
                    yield Problem(example.places.get((part, rule), example.place), message)


def _compared(example: Example, part: str, whom: str, expected: Verdict, found: Verdict) -> Iterator[Problem]:
    if found is not expected:
        message = f"{whom} is {found.value!r}, and expected to be {expected.value!r}"
        yield Problem(example.places.get((part, ""), example.place), message)


def _told(finding: Finding) -> str:
    if finding.open:
        return f"{finding.status.value!r} until {', '.join(finding.open)} is answered"
    because = told({given.question: given.answer for given in finding.because})
    return f"{finding.status.value!r}{f' because of {because}' if finding.because else ''}"


def showing_problems(assessor: Assessor, examples: Iterable[Example], places: Places) -> Iterator[Problem]:
    """Every rule that speaks in no example or, unless it always speaks, is silent in none."""
    shown: dict[str, set[Status]] = {rule.id: set() for rule in assessor.policy.rules}
    for example in examples:
        for finding in assessor.assess(example.plan.case(assessor.policy)).findings:
            shown[finding.rule.id].add(finding.status)
    for rule in assessor.policy.rules:
        reached = witnesses(assessor.compiled, rule)
        place = places.get(("rule", rule.id))
        if not any(speaks(rule, status) for status in shown[rule.id]):
            answers = _first(rule, reached, wanted=True)
            if answers is not None:
                yield Problem(place, f"the rule {rule.id!r} speaks in no example", f"it does with {told(answers)}")
        if shown[rule.id].isdisjoint(SILENT):
            answers = _first(rule, reached, wanted=False)
            if answers is not None:
                yield Problem(place, f"the rule {rule.id!r} is silent in no example", f"it is with {told(answers)}")


def _first(rule: Rule, reached: dict[Status, Answers], *, wanted: bool) -> Answers | None:
    fitting = (answers for status, answers in reached.items() if (speaks(rule, status) if wanted else status in SILENT))
    return next(fitting, None)
