"""The JSON contract of `check`: one object a plan, described in JSON.md beside this file.

Names and order of the keys are a promise to other programs: format 1 may gain keys, but loses and changes none.
An answer is written as in a plan: an option's id, or a list of them where the question takes several.
"""

import json

from advisor.assess.case import Answer
from advisor.assess.finding import Finding, Outcome
from advisor.assess.remedy import Remedy
from advisor.plan.upgrade import Upgrade
from advisor.policy.model import Modality, Policy
from advisor.report.judged import Judged

FORMAT = 1


def render(judged: Judged, *, everything: bool = False) -> str:
    """One line of ASCII, so that a file of several plans is read line by line, in any locale."""
    return json.dumps(as_object(judged, everything=everything), separators=(",", ":")) + "\n"


def as_object(judged: Judged, *, everything: bool = False) -> dict[str, object]:
    """The contract as Python values; findings that do not apply only with `everything`."""
    policy, assessment = judged.policy, judged.assessment
    return {
        "format": FORMAT,
        "policy": {"id": policy.id, "version": policy.version, "sha256": policy.sha256},
        "plan": _plan(judged),
        **({"upgrade": _upgrade(judged.upgrade)} if judged.upgrade else {}),
        **_outcome(assessment.outcome),
        "parts": [
            {"part": part.id, "title": part.title, "activity": part.activity, **_outcome(part.outcome)}
            for part in assessment.parts
        ],
        "findings": [_finding(policy, finding) for finding in judged.findings(everything=everything)],
        "remedies": [_remedy(policy, remedy) for remedy in judged.remedies],
    }


def _plan(judged: Judged) -> dict[str, object]:
    place: dict[str, object] = {"path": judged.path}
    if judged.line is not None:
        place["line"] = judged.line
    again = {"look_again": list(judged.plan.look_again)} if judged.plan.look_again else {}
    return {"name": judged.plan.name, **place, "sha256": judged.sha256, **again}


def _upgrade(upgrade: Upgrade) -> dict[str, object]:
    changes = upgrade.changes
    return {
        "from": changes.since,
        "changed": [rule.id for rule in changes.rules],
        "removed": list(changes.removed),
        "not_understood": [
            {
                "part": one.part,
                "name": one.name,
                "said": one.text,
                "reason": one.problem.message,
                "hint": one.problem.hint,
            }
            for one in upgrade.outdated
        ],
    }


def _outcome(outcome: Outcome) -> dict[str, object]:
    return {"verdict": outcome.verdict.value, "best": outcome.best.value, "worst": outcome.worst.value}


def _finding(policy: Policy, finding: Finding) -> dict[str, object]:
    rule = finding.rule
    return {
        "part": finding.part,
        "rule": rule.id,
        "title": rule.title,
        "modality": rule.modality.value,
        "force": rule.force.value if rule.modality is Modality.REQUIREMENT else None,
        "status": finding.status.value,
        "because": [
            {"question": given.question, "answer": _answer(policy, given.question, given.answer)}
            for given in finding.because
        ],
        "open": list(finding.open),
        "cites": list(rule.cites),
        "do": rule.do,
    }


def _remedy(policy: Policy, remedy: Remedy) -> dict[str, object]:
    return {
        "part": remedy.part,
        "changes": [
            {
                "question": change.question,
                "from": _answer(policy, change.question, change.before),
                "to": _answer(policy, change.question, change.after),
            }
            for change in remedy.changes
        ],
        "verdict": remedy.outcome.verdict.value,
    }


def _answer(policy: Policy, question_id: str, answer: Answer) -> str | list[str]:
    return list(answer) if policy.question(question_id).several else answer[0]
