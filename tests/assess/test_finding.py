"""What findings, verdicts and assessments say of themselves."""

import pytest

from advisor.assess.assess import Assessor
from advisor.assess.finding import Assessment, Finding, Severity, Status, Verdict
from advisor.policy.model import Force
from tests.assess.by_hand import APPROVAL, PROHIBITION, REQUIREMENT, case, of_use, policy, rule

PROHIBITS, ASKS, APPROVES = (rule("r", modality, "q:a") for modality in (PROHIBITION, REQUIREMENT, APPROVAL))
WISHES = rule("r", REQUIREMENT, "q:a", force=Force.SHOULD)


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (Finding("one", PROHIBITS, Status.VIOLATED), (True, False)),
        (Finding("one", PROHIBITS, Status.UNCLEAR), (False, False)),
        (Finding("one", PROHIBITS, Status.CLEAR), (False, False)),
        (Finding("one", ASKS, Status.BROKEN), (True, False)),
        (Finding("one", ASKS, Status.REQUIRED), (False, True)),
        (Finding("one", ASKS, Status.TICKED), (False, False)),
        (Finding("one", ASKS, Status.MET), (False, False)),
        (Finding("one", WISHES, Status.BROKEN), (False, False)),
        (Finding("one", WISHES, Status.REQUIRED), (False, False)),
        (Finding("one", APPROVES, Status.APPROVAL), (False, True)),
        (Finding("one", APPROVES, Status.OPEN), (False, False)),
    ],
)
def test_a_finding_tells_whether_it_blocks_and_whether_it_waits(finding: Finding, said: tuple[bool, bool]) -> None:
    assert (finding.blocks, finding.to_do) == said


@pytest.mark.parametrize("severity", Severity)
def test_a_severity_is_the_verdict_of_that_name(severity: Severity) -> None:
    assert severity.verdict.name == severity.name


@pytest.fixture
def assessment() -> Assessment:
    made = policy(of_use("q", "a b"), rule("bad", PROHIBITION, "q:a"), rule("ask", APPROVAL, "q:b"))
    return Assessor(made).assess(case(one="q:a", two="q:b", three=""))


def test_a_part_and_a_plan_have_verdicts(assessment: Assessment) -> None:
    assert assessment.verdict is Verdict.PROHIBITED
    verdicts = [assessment.part(part).verdict for part in ("bot", "one", "two", "three")]
    assert verdicts == [Verdict.PERMITTED, Verdict.PROHIBITED, Verdict.NEEDS_APPROVAL, Verdict.UNDECIDED]


def test_every_finding_of_every_part_is_listed_in_order(assessment: Assessment) -> None:
    listed = [(finding.part, finding.rule.id, finding.status.value) for finding in assessment.findings]
    assert listed == [
        ("one", "bad", "violated"),
        ("one", "ask", "does not apply"),
        ("two", "bad", "clear"),
        ("two", "ask", "approval"),
        ("three", "bad", "open"),
        ("three", "ask", "open"),
    ]


def test_a_finding_is_found_by_its_part_and_its_rule(assessment: Assessment) -> None:
    found = assessment.finding("two", "ask")
    assert found is not None
    assert (found.part, found.rule.id, found.status) == ("two", "ask", Status.APPROVAL)
    assert assessment.finding("bot", "ask") is None
    with pytest.raises(KeyError, match="nowhere"):
        assessment.finding("nowhere", "ask")
