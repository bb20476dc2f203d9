"""What a change of packs does to one plan: which verdicts flip, by which rule, and what has to be answered again.

The plan is carried over as far as the other pack understands it. What it does not understand is left open there and
told, one by one, so that nothing becomes permitted by being forgotten.
"""

from collections.abc import Iterator

from advisor.assess.assess import Assessor
from advisor.assess.finding import Finding, Outcome, Status
from advisor.assess.interview import Asked
from advisor.plan.model import UNDECIDED, Part, Plan, Reply, Tick
from advisor.plan.session import Session, check_answer
from advisor.policy.model import Policy, Rule
from advisor.prove.difference import Difference, Kind
from advisor.source.error import AdvisorError
from advisor.source.near import did_you_mean
from advisor.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Left:
    """An entry of the plan that the newer pack does not understand: of which part, its name, why, and what is near."""

    part: str
    name: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Turned:
    """A rule that comes to something else for a part. A finding is None where the rule is not judged."""

    rule: Rule
    before: Finding | None
    after: Finding | None


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part under both packs; `after` is None for a use whose activity is gone."""

    id: str
    title: str
    before: Outcome
    after: Outcome | None
    turned: tuple[Turned, ...]

    @property
    def flipped(self) -> bool:
        """Whether the verdict is another, or undecided between others."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class FreshTick:
    """A tick on a safeguard that means something else now, or is worded anew: to be looked at again."""

    part: str
    rule: Rule
    kind: Kind


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """What the newer pack makes of a plan that was made with the older."""

    before: Outcome
    after: Outcome | None
    """None where a use cannot be judged: what the rest comes to says nothing about the whole."""
    parts: tuple[PartDifference, ...]
    left: tuple[Left, ...]
    again: tuple[Asked, ...]
    """Answers that rules which changed depend on."""
    to_ask: tuple[Asked, ...]
    """Questions that have to be asked now and had not to be before."""
    ticks: tuple[FreshTick, ...]


def plan_difference(found: Difference, before: Assessor, after: Assessor, plan: Plan) -> PlanDifference:
    """What becomes of a plan that was read under the older pack."""
    carried, left = carry(plan, after.policy)
    old, new = Session(before, plan), Session(after, carried)
    known = {part.id for part in carried.parts}
    parts = tuple(_part(old, new, part, known) for part in plan.parts)
    waiting = {(asked.part, asked.question.id) for asked in old.to_ask()}
    return PlanDifference(
        old.assessment.outcome,
        new.assessment.outcome if len(carried.parts) == len(plan.parts) else None,
        parts,
        left,
        tuple(_again(found, after, carried)),
        tuple(asked for asked in new.to_ask() if (asked.part, asked.question.id) not in waiting),
        tuple(_ticks(found, carried)),
    )


def carry(plan: Plan, policy: Policy) -> tuple[Plan, tuple[Left, ...]]:
    """The plan as another pack understands it, and what of it that pack does not understand."""
    left: list[Left] = []
    activities = [activity.id for activity in policy.activities]
    uses: list[Part] = []
    for use in plan.uses:
        if use.activity in activities:
            uses.append(_carried(use, policy, left))
        else:
            left.append(
                Left(use.id, str(use.activity), "the activity is gone", did_you_mean(str(use.activity), activities))
            )
    bot = _carried(plan.bot, policy, left)
    moved = replace(plan, policy=policy.id, policy_version=policy.version, bot=bot, uses=tuple(uses))
    return moved, tuple(left)


def _carried(part: Part, policy: Policy, left: list[Left]) -> Part:
    about = {question.id: question for question in policy.questions_about(part.activity)}
    answers: dict[str, Reply] = {}
    for name, reply in part.answers.items():
        if name not in about:
            left.append(Left(part.id, name, "the question is not asked any more", did_you_mean(name, about)))
        elif reply == UNDECIDED:
            answers[name] = reply
        else:
            try:
                answers[name] = check_answer(about[name], tuple(reply))
            except AdvisorError as error:
                problem = error.problems[0]
                left.append(Left(part.id, name, problem.message, problem.hint))
    boxes = {rule.id for rule in policy.rules_for(part.activity) if rule.safeguard}
    safeguards: dict[str, Tick] = {}
    for name, tick in part.safeguards.items():
        if name in boxes:
            safeguards[name] = tick
        else:
            left.append(Left(part.id, name, "no such safeguard any more", did_you_mean(name, boxes)))
    return replace(part, answers=answers, safeguards=safeguards)


def _part(old: Session, new: Session, part: Part, known: set[str]) -> PartDifference:
    before = old.assessment.part(part.id)
    if part.id not in known:
        return PartDifference(part.id, part.title, before.outcome, None, ())
    after = new.assessment.part(part.id)
    return PartDifference(
        part.id, part.title, before.outcome, after.outcome, tuple(_turned(before.findings, after.findings))
    )


def _turned(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> Iterator[Turned]:
    old = {finding.rule.id: finding for finding in before}
    for finding in after:
        was = old.pop(finding.rule.id, None)
        if was is None:
            if finding.status not in _SILENT:
                yield Turned(finding.rule, None, finding)
        elif _reached(was) != _reached(finding):
            yield Turned(finding.rule, was, finding)
    for was in old.values():
        if was.status not in _SILENT:
            yield Turned(was.rule, was, None)


_SILENT = (Status.CLEAR, Status.NOT_GRANTED, Status.DOES_NOT_APPLY)


def _reached(finding: Finding) -> tuple[object, ...]:
    """What a finding means for its part, as far as two packs can be compared."""
    return finding.status, finding.possible, finding.rule.modality, finding.rule.force


def _again(found: Difference, after: Assessor, plan: Plan) -> Iterator[Asked]:
    """The answers on which a rule depends that is new or changed by effect, for the parts for which it is judged."""
    changed = {change.rule.id for change in found.rules if change.after and change.kind is not Kind.WORDING}
    reasked = {change.question.id for change in found.questions if change.kind is Kind.EFFECT}
    for part in plan.parts:
        judged = (
            after.policy.rules_for(one.activity) for one in (plan.parts if part is plan.bot else (part,))
        )  # answers about the bot are read by the rules of every use
        asks = {
            asked for rules in judged for rule in rules if rule.id in changed for asked in after.compiled.asks[rule.id]
        }
        for question in after.policy.questions_about(part.activity):
            if question.id not in part.answers:
                continue
            if question.id in asks | reasked or _worded_otherwise(found, question.id, part.answers[question.id]):
                yield Asked(part.id, question)


def _worded_otherwise(found: Difference, question_id: str, reply: Reply) -> bool:
    """Whether the question, or an option that was chosen, is in other words now: the answer may be to something else."""
    for change in found.questions:
        if change.question.id == question_id and change.before and change.after:
            chosen = () if reply == UNDECIDED else reply
            options = [[question.option(one) for one in chosen] for question in (change.before, change.after)]
            return change.before.prompt != change.after.prompt or options[0] != options[1]
    return False


def _ticks(found: Difference, plan: Plan) -> Iterator[FreshTick]:
    changed = {change.rule.id: change for change in found.rules if change.before and change.after}
    for part in plan.parts:
        for name, tick in part.safeguards.items():
            change = changed.get(name)
            if (
                tick.done
                and change
                and change.after
                and (change.kind is Kind.EFFECT or {"text", "do"} & set(change.fields))
            ):
                yield FreshTick(part.id, change.after, change.kind)
