"""A pack changed in one place each time, as a slip of its author might change it.

Whether anything notices is the question: the examples of a pack are its tests, and a mutant that passes all of them is
a slip that would have gone unseen. A mutant that means the same as the pack is no slip; that is proven, rule by rule,
with decision diagrams.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace

from advisor.assess.compiled import CompiledPolicy
from advisor.policy.condition import ALWAYS, NEVER, All, AnyOf, Condition, Is, Not, atoms
from advisor.policy.model import Force, Modality, Policy, Rule, Scope

_CONDITIONS = ("when", "met_when", "broken_when", "unclear_when")
_FLIPPED = {
    Modality.PROHIBITION: Modality.PERMISSION,
    Modality.PERMISSION: Modality.PROHIBITION,
    Modality.REQUIREMENT: Modality.APPROVAL,
    Modality.APPROVAL: Modality.REQUIREMENT,
    Modality.RECOMMENDATION: Modality.REQUIREMENT,
    Modality.INTERPRETATION: Modality.RECOMMENDATION,
    Modality.NOTICE: Modality.RECOMMENDATION,
    Modality.ENCOURAGEMENT: Modality.RECOMMENDATION,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: of which rule, what was done, and the rule as it is then; None where it was removed."""

    rule: str
    kind: str
    what: str
    changed: Rule | None

    def policy(self, policy: Policy) -> Policy:
        """The policy with the change."""
        rules = (self.changed if rule.id == self.rule else rule for rule in policy.rules)
        kept = tuple(_without(rule, self.rule) if self.changed is None else rule for rule in rules if rule is not None)
        return replace(policy, rules=kept)

    def __str__(self) -> str:
        """How lists name it."""
        return f"{self.rule}: {self.kind}{f' {self.what}' if self.what else ''}"


def _without(rule: Rule, gone: str) -> Rule:
    return replace(
        rule,
        requires=tuple(one for one in rule.requires if one != gone),
        explains=tuple(one for one in rule.explains if one != gone),
        see=tuple(one for one in rule.see if one != gone),
    )


def mutants(policy: Policy) -> Iterator[Mutant]:
    """Every mutant of every rule, in the pack's order."""
    for rule in policy.rules:
        yield Mutant(rule.id, "remove the rule", "", None)
        yield Mutant(rule.id, "flip the modality", f"to {_FLIPPED[rule.modality].value}", _flipped(rule))
        if rule.modality is Modality.REQUIREMENT:
            other = Force.SHOULD if rule.force is Force.MUST else Force.MUST
            yield Mutant(rule.id, "flip the force", f"to {other.value}", replace(rule, force=other))
        yield from _of_concerns(policy, rule)
        for required in rule.requires:
            fewer = tuple(one for one in rule.requires if one != required)
            yield Mutant(rule.id, "drop what is required", required, replace(rule, requires=fewer))
        for name in _CONDITIONS:
            yield from _of_condition(rule, name)


def _flipped(rule: Rule) -> Rule:
    modality = _FLIPPED[rule.modality]
    unclear = modality in (Modality.PROHIBITION, Modality.REQUIREMENT)
    return replace(
        rule,
        modality=modality,
        met_when=rule.met_when if modality is Modality.REQUIREMENT else NEVER,
        broken_when=rule.broken_when if modality is Modality.REQUIREMENT else NEVER,
        unclear_when=rule.unclear_when if unclear else NEVER,
        requires=(),
    )


def _of_concerns(policy: Policy, rule: Rule) -> Iterator[Mutant]:
    every = tuple(activity.id for activity in policy.activities)
    asked = {atom.question for name in _CONDITIONS for atom in atoms(getattr(rule, name))}
    about = [question.about for question in policy.questions if question.id in asked and question.about]
    if rule.scope is not Scope.BOT:
        listed = rule.activities if rule.scope is Scope.ACTIVITIES else every
        for left_out in listed if len(listed) > 1 else ():
            fewer = tuple(activity for activity in listed if activity != left_out)
            changed = replace(rule, scope=Scope.ACTIVITIES, activities=fewer)
            yield Mutant(rule.id, "change concerns", f"without {left_out}", changed)
        for more in every:
            if more not in listed and all(more in each for each in about):
                changed = replace(rule, activities=tuple(one for one in every if one in (*listed, more)))
                yield Mutant(rule.id, "change concerns", f"with {more}", changed)
    elif not about:
        yield Mutant(rule.id, "change concerns", "to every use", replace(rule, scope=Scope.EVERY_USE))


def _of_condition(rule: Rule, name: str) -> Iterator[Mutant]:
    condition: Condition = getattr(rule, name)
    if condition in (ALWAYS, NEVER):
        return
    dropped = ALWAYS if name == "when" else NEVER
    yield Mutant(rule.id, "drop the condition", f"`{name}`", _with(rule, name, dropped))
    for kind, what, changed in _changes(condition):
        yield Mutant(rule.id, kind, f"{what} in `{name}`", _with(rule, name, changed))


def _with(rule: Rule, name: str, condition: Condition) -> Rule:
    match name:
        case "when":
            return replace(rule, when=condition)
        case "met_when":
            return replace(rule, met_when=condition)
        case "broken_when":
            return replace(rule, broken_when=condition)
        case _:
            return replace(rule, unclear_when=condition)


def _changes(condition: Condition) -> Iterator[tuple[str, str, Condition]]:
    """Every change of a condition or of something within it: the kind, what it is about, and the condition then."""
    match condition:
        case Is(question, options):
            yield "negate an answer", told(condition), Not(condition)
            for option in options if len(options) > 1 else ():
                fewer = tuple(one for one in options if one != option)
                yield "drop an option", f"{question}: {option}", Is(question, fewer)
        case Not(part):
            yield "drop a not", told(condition), part
            for kind, what, changed in _changes(part):
                yield kind, what, Not(changed)
        case All(parts) | AnyOf(parts):
            swapped = AnyOf if isinstance(condition, All) else All
            if len(parts) > 1:
                yield "swap any and all", told(condition), swapped(parts)
            for at, part in enumerate(parts):
                around = (parts[:at], parts[at + 1 :])
                if len(parts) > 1:
                    yield "drop a condition", told(part), _joined(condition, (*around[0], *around[1]))
                for kind, what, changed in _changes(part):
                    yield kind, what, _joined(condition, (*around[0], changed, *around[1]))


def _joined(like: Condition, parts: Sequence[Condition]) -> Condition:
    return All(tuple(parts)) if isinstance(like, All) else AnyOf(tuple(parts))


def told(condition: Condition) -> str:
    """A condition on one line."""
    match condition:
        case Is(question, options):
            return f"{question}: {'|'.join(options)}"
        case Not(part):
            return f"not ({told(part)})"
        case All(parts):
            return f"all({', '.join(map(told, parts))})"
        case AnyOf(parts):
            return f"any({', '.join(map(told, parts))})"


def same_meaning(policy: Policy, mutant: Mutant, compiled: CompiledPolicy) -> bool:
    """Whether the change changes nothing: every rule has the status it had under every answer, and the same weight.

    `compiled` is the policy's, in whose store of diagrams equal functions are one node.
    """
    rule, changed = policy.rule(mutant.rule), mutant.changed
    if changed is None or _weight(rule) != _weight(changed):
        return False
    scratch = copy(compiled)
    scratch.policy = mutant.policy(policy)
    touched = [one for one in scratch.policy.rules if one.id == rule.id or rule.id in one.requires]
    return all(scratch._status(one) == compiled.status[one.id] for one in touched)


def _weight(rule: Rule) -> tuple[object, ...]:
    return rule.modality, rule.force, rule.scope, rule.activities
