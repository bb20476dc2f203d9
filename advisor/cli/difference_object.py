"""The JSON of `advisor diff`: the same as the text says, as data. Described in `report/JSON.md`."""

from collections.abc import Mapping

from advisor.assess.case import Answer
from advisor.assess.finding import Finding, Outcome
from advisor.cli.difference_words import settings
from advisor.plan.model import Plan
from advisor.policy.model import Policy
from advisor.prove.difference import Difference, QuestionChange, RuleChange
from advisor.prove.plan_difference import PartDifference, PlanDifference, Turned
from advisor.prove.showing import State, Witness

FORMAT = 1


def difference_object(found: Difference, plan: Plan | None, of_plan: PlanDifference | None) -> dict[str, object]:
    """The contract as Python values; `plan` is null without one."""
    return {
        "format": FORMAT,
        "before": _pack(found.before),
        "after": _pack(found.after),
        "differs": found.by_effect,
        "untold": list(found.untold),
        "rules": [_rule(change) for change in found.rules],
        "questions": [_question(change) for change in found.questions],
        "activities": [{"id": change.activity.id, "kind": change.kind.value} for change in found.activities],
        "plan": _plan(plan, of_plan) if plan and of_plan else None,
    }


def _pack(policy: Policy) -> dict[str, object]:
    return {"id": policy.id, "version": policy.version, "sha256": policy.sha256}


def _rule(change: RuleChange) -> dict[str, object]:
    return {
        "id": change.rule.id,
        "kind": change.kind.value,
        "fields": list(change.fields),
        "placed": [
            {
                "activity": placed.activity,
                "before": placed.before.value if placed.before else None,
                "after": placed.after.value if placed.after else None,
            }
            for placed in change.placed
        ],
        "new_questions": list(change.new_questions),
        "gone_questions": list(change.gone_questions),
        "witness": _witness(change.witness) if change.witness else None,
    }


def _witness(witness: Witness) -> dict[str, object]:
    return {
        "activity": witness.activity,
        "before": _state(witness.activity, witness.before),
        "after": _state(witness.activity, witness.after),
    }


def _state(activity: str | None, state: State) -> dict[str, object]:
    return {
        "bot": _answers(state.bot),
        "use": _answers(state.use),
        "set": list(settings(activity, state)),
        "status": state.status.value if state.status else None,
        **_outcome(state.outcome),
    }


def _answers(answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    return {question: list(answer) for question, answer in answers.items()}


def _outcome(outcome: Outcome | None) -> dict[str, object]:
    if outcome is None:
        return {"verdict": None, "best": None, "worst": None}
    return {"verdict": outcome.verdict.value, "best": outcome.best.value, "worst": outcome.worst.value}


def _question(change: QuestionChange) -> dict[str, object]:
    return {
        "id": change.question.id,
        "kind": change.kind.value,
        "fields": list(change.fields),
        "options_added": list(change.options_added),
        "options_removed": list(change.options_removed),
        "read_by": list(change.read_by),
    }


def _plan(plan: Plan, found: PlanDifference) -> dict[str, object]:
    return {
        "name": plan.name,
        "before": _outcome(found.before),
        "after": _outcome(found.after),
        "parts": [_part(part) for part in found.parts],
        "left": [
            {"part": left.part, "name": left.name, "reason": left.reason, "hint": left.hint} for left in found.left
        ],
        "again": [{"part": asked.part, "question": asked.question.id} for asked in found.again],
        "to_ask": [{"part": asked.part, "question": asked.question.id} for asked in found.to_ask],
        "ticks": [{"part": tick.part, "rule": tick.rule.id, "kind": tick.kind.value} for tick in found.ticks],
    }


def _part(part: PartDifference) -> dict[str, object]:
    return {
        "part": part.id,
        "title": part.title,
        "before": _outcome(part.before),
        "after": _outcome(part.after),
        "flipped": part.flipped,
        "turned": [_turned(turned) for turned in part.turned],
    }


def _turned(turned: Turned) -> dict[str, object]:
    return {"rule": turned.rule.id, "before": _finding(turned.before), "after": _finding(turned.after)}


def _finding(finding: Finding | None) -> dict[str, object] | None:
    if finding is None:
        return None
    return {
        "status": finding.status.value,
        "because": {given.question: list(given.answer) for given in finding.because},
        "open": list(finding.open),
    }
