"""Plans as JUnit XML: a suite for each plan, a case for each rule and part, as build servers show tests.

A case fails where `check` would: what is prohibited, and what has to be approved or built first. What is open or vague is
skipped, with what it waits for. A file that cannot be read is an error.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from advisor.assess.finding import Finding, Status
from advisor.policy.model import Policy
from advisor.report.gathered import Checked
from advisor.report.judged import Judged
from advisor.report.wording import clauses, label, outcome_words, part_title, reason, task
from advisor.source.safe_text import safe_text


def render(checked: Sequence[Checked], *, everything: bool) -> str:
    """One document of all plans; rules that do not apply only with `everything`."""
    root = Element("testsuites", {"name": "advisor check"})
    for one in checked:
        suite = SubElement(root, "testsuite", {"name": _name(one)})
        if one.judged:
            _properties(suite, one.judged.policy)
        for problem in one.problems:
            case = _case(suite, "plan", "can be read")
            _add(case, "error", "unreadable", str(problem), "")
        if one.judged:
            _findings(suite, one.judged, everything=everything)
        _count(suite)
    _count(root)
    indent(root)
    return "<?xml version='1.0' encoding='utf-8'?>\n" + tostring(root, encoding="unicode") + "\n"


def _name(one: Checked) -> str:
    names = (one.path, one.judged.plan.name if one.judged else None)
    return safe_text(": ".join(name for name in names if name))


def _properties(suite: Element, policy: Policy) -> None:
    """Which pack judged the plan."""
    properties = SubElement(suite, "properties")
    for name, value in (("policy", policy.id), ("version", policy.version), ("sha256", policy.sha256)):
        SubElement(properties, "property", {"name": name, "value": safe_text(value)})


def _findings(suite: Element, judged: Judged, *, everything: bool) -> None:
    for finding in judged.findings(everything=everything):
        part = f"{finding.part}: {part_title(judged.assessment, finding.part)}"
        case = _case(suite, part, f"{finding.rule.title} [{finding.rule.id}]")
        verdict = outcome_words(judged.assessment.part(finding.part).outcome)
        said = "\n".join((task(finding), reason(judged.policy, finding), f"Clause: {clauses(finding.rule)}"))
        if finding.blocks or finding.to_do:
            _add(case, "failure", finding.status.value, f"{label(finding)}; verdict: {verdict}", said)
        elif finding.status in (Status.OPEN, Status.UNCLEAR):
            SubElement(case, "skipped", {"message": safe_text(_waits(judged, finding))})


def _waits(judged: Judged, finding: Finding) -> str:
    return reason(judged.policy, finding) if finding.status is Status.OPEN else f"Unclear: {task(finding)}"


def _case(suite: Element, part: str, name: str) -> Element:
    return SubElement(suite, "testcase", {"classname": safe_text(part), "name": safe_text(name)})


def _add(case: Element, tag: str, kind: str, message: str, text: str) -> None:
    SubElement(case, tag, {"type": kind, "message": safe_text(message)}).text = safe_text(text, lines=True) or None


def _count(element: Element) -> None:
    """Say how many cases there are within, and how many of them did not pass."""
    element.set("tests", str(len(list(element.iter("testcase")))))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(len(list(element.iter(tag)))))
