"""Answers and ticks that stand and have to be confirmed, since the rules behind them changed with the pack.

They are kept by the keys of `entry_key`. A key is struck off when its answer or tick is confirmed, changed or taken away,
whichever way that happens; undoing brings it back with the rest of the plan.
"""

from collections.abc import Iterator

from advisor.plan.model import Part, Plan, entry_key
from advisor.policy.model import Policy, Question, Rule
from advisor.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Waiting:
    """The answer to a question of a part, or the tick on one of its rules."""

    part: Part
    question: Question | None = None
    rule: Rule | None = None


def to_confirm(plan: Plan, policy: Policy) -> Iterator[str]:
    """The keys of all answers and ticks, in the order of the questions and the checklist."""
    standing = _standing(plan)
    for part in plan.parts:
        asked, judged = policy.questions_about(part.activity), policy.rules_for(part.activity)
        names = [*(question.id for question in asked), *(rule.id for rule in judged)]
        keys = dict.fromkeys(entry_key(part.id, name) for name in names)
        yield from (key for key in keys if key in standing)


def waiting(plan: Plan, policy: Policy) -> Iterator[Waiting]:
    """What is to be confirmed, in that order; where a question and a rule share a name, either."""
    if not plan.look_again:
        return
    for part in plan.parts:
        for question in policy.questions_about(part.activity):
            if question.id in part.answers and entry_key(part.id, question.id) in plan.look_again:
                yield Waiting(part, question=question)
        for rule in policy.rules_for(part.activity):
            if part.ticked(rule.id) and entry_key(part.id, rule.id) in plan.look_again:
                yield Waiting(part, rule=rule)


def in_step(before: Plan, after: Plan) -> Plan:
    """The later plan without the keys that nobody has to look at any more: of what was changed or is gone."""
    if not after.look_again:
        return after
    was, now = _standing(before), _standing(after)
    left = tuple(key for key in after.look_again if key in now and was.get(key, now[key]) == now[key])
    return replace(after, look_again=left)


def confirmed(plan: Plan, key: str) -> Plan:
    """The plan with an answer or tick confirmed as it is."""
    if key not in plan.look_again:
        return plan
    return replace(plan, look_again=tuple(other for other in plan.look_again if other != key))


def _standing(plan: Plan) -> dict[str, object]:
    """What stands under each key: the answer and the tick of that name."""
    found: dict[str, object] = {}
    for part in plan.parts:
        for name in part.answers.keys() | part.safeguards.keys():
            if name in part.answers or part.ticked(name):
                found[entry_key(part.id, name)] = part.answers.get(name), part.ticked(name)
    return found
