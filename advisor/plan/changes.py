"""What a newer pack changes for a plan that was made with an older one."""

from advisor.plan.model import Plan
from advisor.policy.condition import Is, atoms
from advisor.policy.model import Policy, Rule
from advisor.values import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The rules that changed after the plan's version, and the questions that those rules ask.

    `removed` are ids of rules that are there no longer. `newer` says that the plan was made with a newer pack than
    this one, of which nothing can be known, and `unknown` that what it names as its version is none.
    """

    since: str
    rules: tuple[Rule, ...] = ()
    questions: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    newer: bool = False
    unknown: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.rules or self.removed or self.newer or self.unknown)


def changes_since(plan: Plan, policy: Policy) -> Changes:
    """What the policy's history tells about the versions after the plan's; nothing if the plan names none."""
    made_with = _number(plan.policy_version)
    if not plan.policy_version or plan.policy_version == policy.version:
        return Changes(plan.policy_version)
    if made_with is None:
        return Changes(plan.policy_version, unknown=True)
    if made_with > (_number(policy.version) or made_with):
        return Changes(plan.policy_version, newer=True)
    touched = {
        rule
        for version, rules in policy.history.items()
        for rule in rules
        if (_number(version) or made_with) > made_with
    }
    changed = tuple(rule for rule in policy.rules if rule.id in touched)
    asked = {atom.question for rule in changed for atom in _atoms(rule)}
    return Changes(
        plan.policy_version,
        changed,
        tuple(question.id for question in policy.questions if question.id in asked),
        tuple(sorted(touched - {rule.id for rule in changed})),
    )


def _atoms(rule: Rule) -> list[Is]:
    """Every comparison with an answer in any of a rule's conditions."""
    conditions = (rule.when, rule.met_when, rule.broken_when, rule.unclear_when)
    return [atom for condition in conditions for atom in atoms(condition)]


def _number(version: str) -> tuple[int, ...] | None:
    """A version as numbers to compare; None for what is no version."""
    pieces = version.split(".")
    return tuple(map(int, pieces)) if all(piece.isdecimal() and len(piece) < 9 for piece in pieces) else None
