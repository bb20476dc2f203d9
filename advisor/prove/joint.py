"""Two packs compiled over one order of questions, so that the same rule in both can be held against itself.

In one store of diagrams equal functions are one node. A question of both packs has the answers that both can be given;
one that only one pack asks, or of which the two share no answer, is a variable that only one side depends on.
"""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple, cast

from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Node
from advisor.assess.finding import Status
from advisor.assess.severities import weight
from advisor.policy.condition import All, AnyOf, Condition, Is, Not
from advisor.policy.model import Modality, Option, Policy, Question, Rule
from advisor.values import replace


class Side(Enum):
    """Which of the two packs."""

    BEFORE = "before"
    AFTER = "after"


class Effect(NamedTuple):
    """What a rule comes to: its kind and status, and what these mean for a verdict without a tick and with one."""

    modality: Modality
    status: Status
    unticked: int
    ticked: int


class Joint:
    """The rules of two packs as functions of one set of answers."""

    def __init__(self, before: Policy, after: Policy) -> None:
        """Compile both."""
        self.policies = {Side.BEFORE: before, Side.AFTER: after}
        self.narrowed: set[str] = set()
        """The questions to which one of the packs knows more answers than both do."""
        self._names: dict[Side, dict[str, str]] = {Side.BEFORE: {}, Side.AFTER: {}}
        questions = tuple(self._questions(before, after))
        rules = tuple(self._rule(side, rule) for side, policy in self.policies.items() for rule in policy.rules)
        self.compiled = CompiledPolicy(replace(after, questions=questions, rules=rules))
        self.diagram = self.compiled.diagram

    def name(self, side: Side, question: str) -> str:
        """What a pack's question is called here."""
        return self._names[side][question]

    def status(self, side: Side, rule: Rule) -> Node:
        """The status of a pack's rule."""
        return self.compiled.status[f"{side.value}:{rule.id}"]

    def effect(self, side: Side, rule: Rule) -> Node:
        """The effect of a pack's rule: equal for two rules if and only if no answers tell them apart."""

        def effect(status: object) -> Effect:
            known = cast(Status, status)
            return Effect(rule.modality, known, weight(rule, known, ticked=False), weight(rule, known, ticked=True))

        return self.diagram.copy(self.diagram, self.status(side, rule), {}, effect)

    def answers(self, side: Side, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """Those of the answers that the pack asks for, by its own names."""
        own = {joint: name for name, joint in self._names[side].items()}
        return {own[question]: answer for question, answer in answers.items() if question in own}

    def _questions(self, before: Policy, after: Policy) -> list[Question]:
        old = {question.id: question for question in before.questions}
        found: list[Question] = []
        for question in after.questions:
            shared = _shared(old[question.id], question) if question.id in old else question
            if shared is None:
                found.append(self._apart(Side.BEFORE, old.pop(question.id)))
                found.append(self._apart(Side.AFTER, question))
                continue
            self._names[Side.AFTER][question.id] = question.id
            if question.id in old and not _answered_alike(old[question.id], question):
                self.narrowed.add(question.id)
            if old.pop(question.id, None):
                self._names[Side.BEFORE][question.id] = question.id
            found.append(shared)
        self._names[Side.BEFORE] |= {gone: gone for gone in old}
        return [*found, *old.values()]

    def _apart(self, side: Side, question: Question) -> Question:
        joint = self._names[side][question.id] = f"{side.value}:{question.id}"
        return replace(question, id=joint)

    def _rule(self, side: Side, rule: Rule) -> Rule:
        def said(condition: Condition) -> Condition:
            match condition:
                case Is(question, options):
                    return Is(self._names[side][question], options)
                case All(parts):
                    return All(tuple(map(said, parts)))
                case AnyOf(parts):
                    return AnyOf(tuple(map(said, parts)))
                case Not(part):
                    return Not(said(part))

        return replace(
            rule,
            id=f"{side.value}:{rule.id}",
            when=said(rule.when),
            met_when=said(rule.met_when),
            broken_when=said(rule.broken_when),
            unclear_when=said(rule.unclear_when),
            requires=tuple(f"{side.value}:{other}" for other in rule.requires),
        )


def _shared(old: Question, new: Question) -> Question | None:
    """The question with the answers that can be given in both packs; None if there are none."""
    options = tuple(
        Option(option.id, option.label, exclusive=option.exclusive or known.exclusive)
        for option in new.options
        if (known := old.option(option.id)) is not None
    )
    return replace(new, options=options, several=old.several and new.several) if options else None


def _answered_alike(old: Question, new: Question) -> bool:
    options = [{option.id: option.exclusive for option in question.options} for question in (old, new)]
    return options[0] == options[1] and old.several == new.several
