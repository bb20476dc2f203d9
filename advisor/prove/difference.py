"""What tells two packs apart: rules by what they do, not by how they are written, each with answers that show it.

A rule is compared over all answers that both packs know, and where it is judged. What is only worded anew is told apart
from what changes a status or a verdict; what is new or gone to answer is told by question.
"""

from collections.abc import Iterator
from dataclasses import fields
from enum import Enum

from advisor.assess.assess import Assessor
from advisor.plan.changes import changes_since
from advisor.policy.model import Activity, Policy, Question, Rule
from advisor.prove.joint import Joint, Side
from advisor.prove.showing import Placed, Showing, Witness
from advisor.values import dataclass, replace


class Kind(Enum):
    """How much something changed."""

    ADDED = "added"
    REMOVED = "removed"
    EFFECT = "changed"
    WORDING = "reworded"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that is not the same in both packs."""

    kind: Kind
    before: Rule | None
    after: Rule | None
    fields: tuple[str, ...] = ()
    """What of it is written differently, in both packs' rules."""
    placed: tuple[Placed, ...] = ()
    """The activities for which it is judged in another way."""
    new_questions: tuple[str, ...] = ()
    """What it depends on now and the older pack does not ask."""
    gone_questions: tuple[str, ...] = ()
    """What it depended on and the newer pack does not ask."""
    witness: Witness | None = None

    @property
    def rule(self) -> Rule:
        """The rule as it is now, or was."""
        found = self.after or self.before
        assert found is not None, "a change is of something"
        return found


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """One question that is not the same in both packs. `read_by` are the newer pack's rules that depend on it."""

    kind: Kind
    before: Question | None
    after: Question | None
    fields: tuple[str, ...] = ()
    options_added: tuple[str, ...] = ()
    options_removed: tuple[str, ...] = ()
    read_by: tuple[str, ...] = ()

    @property
    def question(self) -> Question:
        """The question as it is now, or was."""
        found = self.after or self.before
        assert found is not None, "a change is of something"
        return found


@dataclass(frozen=True, slots=True)
class ActivityChange:
    """One activity that is not the same in both packs."""

    kind: Kind
    activity: Activity


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that tells two packs apart, in the order of the newer; what is gone comes last."""

    before: Policy
    after: Policy
    rules: tuple[RuleChange, ...]
    questions: tuple[QuestionChange, ...]
    activities: tuple[ActivityChange, ...]

    @property
    def by_effect(self) -> bool:
        """Whether anything but wording differs."""
        changes: tuple[RuleChange | QuestionChange | ActivityChange, ...] = (
            *self.rules,
            *self.questions,
            *self.activities,
        )
        return any(change.kind is not Kind.WORDING for change in changes)

    @property
    def untold(self) -> tuple[str, ...]:
        """The rules whose change no plan of the older pack is told, for the newer pack's history does not name them."""
        changes = changes_since(self.before.version, self.after)
        told = {rule.id for rule in changes.rules} | set(changes.removed)
        return tuple(
            change.rule.id
            for change in self.rules
            if (change.kind is not Kind.WORDING or {"text", "do"} & set(change.fields)) and change.rule.id not in told
        )


def difference(before: Assessor, after: Assessor) -> Difference:
    """What tells two packs apart."""
    return Difference(
        before.policy,
        after.policy,
        tuple(_rules(before, after)),
        tuple(_questions(before.policy, after)),
        tuple(_activities(before.policy, after.policy)),
    )


def _rules(before: Assessor, after: Assessor) -> Iterator[RuleChange]:
    showing = Showing(Joint(before.policy, after.policy), before, after)
    old = {rule.id: rule for rule in before.policy.rules}
    for rule in after.policy.rules:
        was = old.pop(rule.id, None)
        new_questions = _unknown(after.compiled.asks[rule.id], before.policy)
        if was is None:
            yield RuleChange(
                Kind.ADDED, None, rule, new_questions=new_questions, witness=showing.alone(Side.AFTER, rule)
            )
            continue
        placed, witness = showing.placed(was, rule), showing.differs(was, rule)
        if placed and witness is None:
            witness = showing.elsewhere(was, rule, placed)
        written = differing(was, rule)
        gone = _unknown(before.compiled.asks[rule.id], after.policy)
        if placed or witness:
            yield RuleChange(Kind.EFFECT, was, rule, written, placed, new_questions, gone, witness)
        elif written:
            yield RuleChange(Kind.WORDING, was, rule, written)
    for was in old.values():
        yield RuleChange(Kind.REMOVED, was, None, witness=showing.alone(Side.BEFORE, was))


def _unknown(questions: tuple[str, ...], policy: Policy) -> tuple[str, ...]:
    known = {question.id for question in policy.questions}
    return tuple(question for question in questions if question not in known)


def _questions(before: Policy, after: Assessor) -> Iterator[QuestionChange]:
    old = {question.id: question for question in before.questions}
    for question in after.policy.questions:
        read_by = tuple(rule for rule, asks in after.compiled.asks.items() if question.id in asks)
        was = old.pop(question.id, None)
        if was is None:
            yield QuestionChange(Kind.ADDED, None, question, read_by=read_by)
        elif was != question:
            yield _changed_question(was, question, read_by)
    for was in old.values():
        yield QuestionChange(Kind.REMOVED, was, None)


def _changed_question(was: Question, now: Question, read_by: tuple[str, ...]) -> QuestionChange:
    added = tuple(option.id for option in now.options if was.option(option.id) is None)
    removed = tuple(option.id for option in was.options if now.option(option.id) is None)
    kind = Kind.WORDING if _answered_alike(was, now) else Kind.EFFECT
    return QuestionChange(kind, was, now, differing(was, now), added, removed, read_by)


def _answered_alike(was: Question, now: Question) -> bool:
    """Whether the two are asked of the same, take the same answers, and may be changed alike by a fix."""
    answers = [{option.id: option.exclusive for option in question.options} for question in (was, now)]
    asked = [(frozenset(question.about), question.several, question.fixed) for question in (was, now)]
    return answers[0] == answers[1] and asked[0] == asked[1]


def _activities(before: Policy, after: Policy) -> Iterator[ActivityChange]:
    old = {activity.id: activity for activity in before.activities}
    for activity in after.activities:
        was = old.pop(activity.id, None)
        if was is None:
            yield ActivityChange(Kind.ADDED, activity)
        elif was != activity:
            yield ActivityChange(Kind.WORDING, activity)
    for was in old.values():
        yield ActivityChange(Kind.REMOVED, was)


def differing(was: Rule | Question, now: Rule | Question) -> tuple[str, ...]:
    """The names of the fields that are not the same; ids aside."""
    now = replace(now, id=was.id)
    return tuple(field.name for field in fields(was) if getattr(was, field.name) != getattr(now, field.name))
