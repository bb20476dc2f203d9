"""What must hold of every rule: it can speak, it can be silent, each of its conditions matters, permission can be had.

A rule without `when` speaks on purpose whenever what it concerns is there; one with a `when` that is always true is a
mistake, except where it only informs.
"""

from collections.abc import Iterator, Mapping

from advisor.assess.assess import Assessor
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.finding import Status
from advisor.plan.model import Plan
from advisor.policy.condition import ALWAYS, NEVER
from advisor.policy.model import Modality, Rule, Scope
from advisor.prove.witness import Answers, granted, judged_for, speaks, told, witness_plan, witnesses
from advisor.source.error import Place, Problem

Places = Mapping[tuple[str, str], Place]
_INFORMS = (Modality.NOTICE, Modality.ENCOURAGEMENT)


def rule_problems(assessor: Assessor, places: Places) -> Iterator[Problem]:
    """Everything wrong with any rule, in the pack's order."""
    for rule in assessor.policy.rules:
        place = places.get(("rule", rule.id))
        for message, hint in _of_rule(assessor, rule):
            yield Problem(place, message, hint)


def _of_rule(assessor: Assessor, rule: Rule) -> Iterator[tuple[str, str]]:
    reached = witnesses(assessor.compiled, rule)
    if not any(speaks(rule, status) for status in reached):
        yield f"the rule {rule.id!r} can never speak", "no answers make its `when` true: mend it, or remove the rule"
        return
    if rule.when != ALWAYS and rule.modality not in _INFORMS and all(speaks(rule, status) for status in reached):
        yield f"the rule {rule.id!r} speaks whatever the answers are", "leave `when` out if that is meant"
    conditions = (
        ("broken_when", rule.broken_when, Status.BROKEN),
        ("unclear_when", rule.unclear_when, Status.UNCLEAR),
        ("met_when", rule.met_when, Status.MET),
    )
    for name, condition, status in conditions:
        if condition != NEVER and status not in reached:
            hint = "it never holds where the rule speaks and what comes before it does not: mend it, or leave it out"
            yield f"`{name}` of the rule {rule.id!r} changes nothing", hint
    if rule.modality is Modality.PERMISSION:
        yield from _of_permission(assessor, rule, reached[Status.GRANTED])


def _of_permission(assessor: Assessor, rule: Rule, grants: Answers) -> Iterator[tuple[str, str]]:
    """Where a permission is worth nothing: for each activity it lists, or if it is for every use, for all of them."""
    policy = assessor.policy
    activities = judged_for(policy, rule)
    refused = [activity for activity in activities if granted(assessor.compiled, rule, activity) is None]
    if not refused or (rule.scope is Scope.EVERY_USE and len(refused) < len(activities)):
        return
    whom = ", ".join(activity or "the bot as a whole" for activity in refused)
    prohibits = ", ".join(_prohibits(assessor, witness_plan(policy, rule, grants, refused[0])))
    hint = f"with {told(grants)} it is, and {prohibits or 'other rules together'} prohibits it all the same"
    yield f"the permission {rule.id!r} cannot be granted without being prohibited for {whom}", hint


def _prohibits(assessor: Assessor, plan: Plan) -> Iterator[str]:
    assessment = assessor.assess(plan.case(assessor.policy))
    seen: set[str] = set()
    for finding in assessment.findings:
        if finding.rule.id not in seen and (finding.blocks or finding.status is Status.UNCLEAR):
            seen.add(finding.rule.id)
            yield repr(finding.rule.id)


def permission_plan(compiled: CompiledPolicy, rule: Rule) -> Plan | None:
    """A plan to which the permission is granted and that nothing prohibits, if there is one."""
    for activity in judged_for(compiled.policy, rule):
        answers = granted(compiled, rule, activity)
        if answers is not None:
            return witness_plan(compiled.policy, rule, answers, activity)
    return None
