"""What a newer pack changes for a plan that was made with an older one, as far as the pack's own history tells."""

from collections.abc import Iterator

from advisor.plan.model import Plan, entry_key
from advisor.policy.model import Policy, Rule
from advisor.values import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The rules that changed after the version a plan names.

    `removed` are ids of rules that are there no longer. `newer` says that the plan was made with a newer pack than
    this one, of which nothing can be known, and `unknown` that what it names as its version is none.
    """

    since: str
    rules: tuple[Rule, ...] = ()
    removed: tuple[str, ...] = ()
    older: bool = False
    """Whether the plan was made with an older pack, changed for it or not."""
    newer: bool = False
    unknown: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.rules or self.removed or self.newer or self.unknown)


def changes_since(version: str, policy: Policy) -> Changes:
    """What the policy's history tells about the versions after this one; nothing if a plan names none."""
    if not version or version == policy.version:
        return Changes(version)
    made_with = _number(version)
    if made_with is None:
        return Changes(version, unknown=True)
    if made_with >= (_number(policy.version) or made_with):
        return Changes(version, newer=made_with != _number(policy.version))
    touched = {
        rule
        for changed_in, rules in policy.history.items()
        for rule in rules
        if (_number(changed_in) or made_with) > made_with
    }
    changed = tuple(rule for rule in policy.rules if rule.id in touched)
    removed = tuple(sorted(touched - {rule.id for rule in changed}))
    return Changes(version, changed, removed, older=True)


def touched_entries(plan: Plan, policy: Policy, changes: Changes) -> Iterator[str]:
    """The keys of the answers that a changed rule asks for, where it is judged, and of the ticks on changed rules."""
    changed = {rule.id: asked_by(rule) for rule in changes.rules}
    for part in plan.parts:
        judging = (
            plan.parts if part is plan.bot else (part,)
        )  # answers about the bot are read by the rules of every use
        judged = {rule.id for one in judging for rule in policy.rules_for(one.activity)}
        asked = {question for rule in changed.keys() & judged for question in changed[rule]}
        for question in policy.questions_about(part.activity):
            if question.id in asked & part.answers.keys():
                yield entry_key(part.id, question.id)
        for rule in changes.rules:
            if part.ticked(rule.id):
                yield entry_key(part.id, rule.id)


def asked_by(rule: Rule) -> frozenset[str]:
    """The questions in any of a rule's conditions."""
    return frozenset(atom.question for atom in rule.comparisons)


def _number(version: str) -> tuple[int, ...] | None:
    """A version as numbers to compare; None for what is no version."""
    pieces = version.split(".")
    return tuple(map(int, pieces)) if all(piece.isdecimal() and len(piece) < 9 for piece in pieces) else None
