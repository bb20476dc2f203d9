"""Plans as plain data, as they stand in a file: for what reads JSON, and for what reads no file at all."""

from advisor.plan.model import Part, Plan
from advisor.policy.model import Policy


def answers_of(policy: Policy, part: Part) -> dict[str, object]:
    return {
        question: list(reply) if not isinstance(reply, str) and policy.question(question).several else "".join(reply)
        for question, reply in part.answers.items()
    }


def ticks_of(part: Part) -> dict[str, object]:
    return {rule: {"done": tick.done} for rule, tick in part.safeguards.items()}


def as_data(policy: Policy, plan: Plan) -> dict[str, object]:
    """The plan as it stands in a file, as plain data."""
    return {
        "advisor": 1,
        "policy": plan.policy,
        "name": plan.name,
        "bot": answers_of(policy, plan.bot),
        "safeguards": ticks_of(plan.bot),
        "uses": {
            use.id: {"activity": use.activity, "answers": answers_of(policy, use), "safeguards": ticks_of(use)}
            for use in plan.uses
        },
    }
