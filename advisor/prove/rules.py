"""What must hold of every rule: it can speak, it can be silent, each of its conditions matters, permission can be had.

A rule without `when` speaks on purpose whenever what it concerns is there; one with a `when` that is always true is a
mistake, except where it only informs.
"""

from collections.abc import Iterator

from advisor.assess.assess import Assessor
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.finding import Status
from advisor.plan.model import Plan
from advisor.policy.condition import ALWAYS, NEVER, All, Condition
from advisor.policy.model import Modality, Policy, Rule, Scope
from advisor.prove.flaw import Flaw, Places, flaw, of_rule
from advisor.prove.kinds import Kind
from advisor.prove.witness import (
    Answers,
    answers_on,
    granted,
    judged_for,
    path_to,
    speaks,
    told,
    witness_plan,
    witnesses,
)

_INFORMS = (Modality.NOTICE, Modality.ENCOURAGEMENT)


def rule_problems(assessor: Assessor, places: Places) -> Iterator[Flaw]:
    """Everything wrong with any rule by itself, in the pack's order."""
    for rule in assessor.policy.rules:
        yield from _of_rule(assessor, places, rule)


def _of_rule(assessor: Assessor, places: Places, rule: Rule) -> Iterator[Flaw]:
    policy = assessor.policy
    reached = witnesses(assessor.compiled, rule)
    if not any(speaks(rule, status) for status in reached):
        yield _silent(assessor.compiled, places, rule)
        return
    if rule.when != ALWAYS and rule.modality not in _INFORMS and all(speaks(rule, status) for status in reached):
        message = f"the rule {rule.id!r} speaks whatever the answers are"
        yield flaw(Kind.RULE_ALWAYS_SPEAKS, of_rule(places, rule), message, "leave `when` out if that is meant")
    conditions = (
        ("broken_when", rule.broken_when, Status.BROKEN),
        ("unclear_when", rule.unclear_when, Status.UNCLEAR),
        ("met_when", rule.met_when, Status.MET),
    )
    for name, condition, status in conditions:
        if condition != NEVER and status not in reached:
            message = f"`{name}` of the rule {rule.id!r} changes nothing"
            hint = "it never holds where the rule speaks and what comes before it does not: mend it, or leave it out"
            plan = _plan(policy, rule, next(answers for each, answers in reached.items() if speaks(rule, each)))
            yield flaw(Kind.CONDITION_WITHOUT_EFFECT, of_rule(places, rule, name), message, hint, plan)
    if rule.modality is Modality.PERMISSION:
        yield from _of_permission(assessor, places, rule, reached[Status.GRANTED])


def _silent(compiled: CompiledPolicy, places: Places, rule: Rule) -> Flaw:
    """A rule that never speaks, with a plan on which as much of its condition holds as can."""
    held, rest = _nearest(compiled, rule.when)
    plan = _plan(compiled.policy, rule, held)
    if rule.modality is Modality.PERMISSION and compiled.condition(rule.when) != compiled.diagram.terminal(False):
        requires = ", ".join(repr(required) for required in rule.requires)
        message = f"the permission {rule.id!r} can never be granted"
        hint = f"wherever it speaks, as with {told(held)}, the answers break what it requires: {requires}"
        return flaw(Kind.PERMISSION_NEVER_GRANTED, of_rule(places, rule), message, hint, plan)
    message = f"the rule {rule.id!r} can never speak"
    hint = "no answers make its `when` true: mend it, or remove the rule"
    if rest:
        hint += f"; with {told(held)}, {rest} of its conditions cannot hold as well"
    return flaw(Kind.RULE_NEVER_SPEAKS, of_rule(places, rule), message, hint, plan)


def _nearest(compiled: CompiledPolicy, condition: Condition) -> tuple[Answers, int]:
    """Answers to which as many parts of a conjunction hold as do together, taken in turn; and how many are left."""
    diagram = compiled.diagram
    never, held = diagram.terminal(False), diagram.terminal(True)
    left = 0
    for part in condition.parts if isinstance(condition, All) else (condition,):
        joined = diagram.both(held, compiled.condition(part))
        left += joined == never
        held = held if joined == never else joined
    path = path_to(diagram, held, bool)
    assert path is not None
    return answers_on(compiled, path), left


def _plan(policy: Policy, rule: Rule, answers: Answers) -> Plan:
    """A plan with the answers and a use of the first activity the rule is judged for."""
    return witness_plan(policy, rule, answers, next(iter(judged_for(policy, rule)), None))


def _of_permission(assessor: Assessor, places: Places, rule: Rule, grants: Answers) -> Iterator[Flaw]:
    """Where a permission is worth nothing: for each activity it lists, or if it is for every use, for all of them."""
    policy = assessor.policy
    activities = judged_for(policy, rule)
    refused = [activity for activity in activities if granted(assessor.compiled, rule, activity) is None]
    if not refused or (rule.scope is Scope.EVERY_USE and len(refused) < len(activities)):
        return
    whom = ", ".join(activity or "the bot as a whole" for activity in refused)
    plan = witness_plan(policy, rule, grants, refused[0])
    prohibits = ", ".join(prohibiting(assessor, plan))
    message = f"the permission {rule.id!r} cannot be granted without being prohibited for {whom}"
    hint = f"with {told(grants)} it is, and {prohibits or 'other rules together'} prohibits it all the same"
    yield flaw(Kind.PERMISSION_IN_VAIN, of_rule(places, rule), message, hint, plan)


def prohibiting(assessor: Assessor, plan: Plan) -> Iterator[str]:
    """The rules that stand against a plan, quoted, each once."""
    assessment = assessor.assess(plan.case(assessor.policy))
    seen: set[str] = set()
    for finding in assessment.findings:
        if finding.rule.id not in seen and (finding.blocks or finding.status is Status.UNCLEAR):
            seen.add(finding.rule.id)
            yield repr(finding.rule.id)
