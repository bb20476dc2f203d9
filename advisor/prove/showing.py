"""Answers that show in what two packs differ, with what either makes of them.

Where it can be had, the answers are such that no other rule of either pack stands against the plan, so that the verdict
shows the difference too; where it cannot, any answers do that the rule itself tells apart.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import cast

from advisor.assess.assess import Assessor
from advisor.assess.case import Answer
from advisor.assess.diagram import Node
from advisor.assess.finding import Outcome, Status
from advisor.assess.severities import harmless
from advisor.assess.solver import Conflict, Goal, Solver
from advisor.plan.model import Part, Plan
from advisor.policy.model import BOT, Policy, Rule, Scope
from advisor.prove.joint import Effect, Joint, Side
from advisor.prove.witness import Answers, answers_on, path_to, speaks
from advisor.values import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """What one pack makes of a witness: the rule's status, None where it is not judged, and the part's outcome."""

    bot: Answers
    use: Answers
    status: Status | None
    outcome: Outcome | None
    """None where the pack does not know the activity."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Answers about the bot and one use of the activity (None: about the bot alone) that the two packs tell apart."""

    activity: str | None
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class Placed:
    """How a rule came to be judged for an activity (None: the bot as a whole), in either pack; None where it is not."""

    activity: str | None
    before: Scope | None
    after: Scope | None


class Showing:
    """Finds witnesses for rules of two packs."""

    def __init__(self, joint: Joint, before: Assessor, after: Assessor) -> None:
        """Take the packs."""
        self.joint = joint
        self.assessors = {Side.BEFORE: before, Side.AFTER: after}
        known = {activity.id for activity in before.policy.activities}
        self.common = (None, *(each.id for each in after.policy.activities if each.id in known))

    def placed(self, was: Rule, rule: Rule) -> tuple[Placed, ...]:
        """Where, among what both packs know, the rule is judged in another way than before."""
        each = (Placed(activity, _place(was, activity), _place(rule, activity)) for activity in self.common)
        return tuple(placed for placed in each if placed.before is not placed.after)

    def differs(self, was: Rule, rule: Rule) -> Witness | None:
        """Answers to which the two come out differently, for a part for which both are judged."""
        both = [each for each in self.common if _place(was, each) and _place(rule, each)]
        if not both:
            return None
        diagram = self.joint.diagram
        pair = diagram.apply(_both, self.joint.effect(Side.BEFORE, was), self.joint.effect(Side.AFTER, rule))
        differing = sorted(filter(_differ, diagram.values(pair)), key=_by_weight)
        if not differing:
            return None
        answers = self._answers(pair, differing, both[0], {was.id, rule.id})
        return self._witness(both[0], answers, {Side.BEFORE: was, Side.AFTER: rule})

    def elsewhere(self, was: Rule, rule: Rule, placed: Collection[Placed]) -> Witness:
        """Answers under which the rule speaks where only one of the packs judges it, or judges it by name."""
        first = next((each for each in placed if each.before is None or each.after is None), next(iter(placed)))
        side, one = (Side.BEFORE, was) if first.after is None else (Side.AFTER, rule)
        answers = self._speaking(side, one, first.activity)
        return self._witness(first.activity, answers, {Side.BEFORE: was, Side.AFTER: rule})

    def alone(self, side: Side, rule: Rule) -> Witness:
        """Answers under which a rule that only one pack has speaks."""
        activities = (None, *(activity.id for activity in self.assessors[side].policy.activities))
        activity = next((each for each in (*self.common, *activities) if _place(rule, each)), None)
        return self._witness(activity, self._speaking(side, rule, activity), {side: rule})

    def _speaking(self, side: Side, rule: Rule, activity: str | None) -> Answers:
        root = self.joint.effect(side, rule)
        reached = cast(frozenset[Effect], self.joint.diagram.values(root))
        wanted = sorted(reached, key=lambda effect: (not speaks(rule, effect.status), *_effect_order(effect)))
        return self._answers(root, wanted, activity, {rule.id})

    def _answers(self, root: Node, wanted: Sequence[Hashable], activity: str | None, but: set[str]) -> Answers:
        """Answers that lead to the first of the values that can be had with no other rule standing against it.

        Where none can, to the first: one value at a time, or the answers would not have to decide between them.
        """
        compiled, diagram = self.joint.compiled, self.joint.diagram
        others = self._harmless(activity, but)
        for value in wanted:
            found = Solver(diagram, [Goal(root, frozenset({value})), *others]).solve({})
            if not isinstance(found, Conflict):
                path = {key[1]: number for key, number in found.items()}
                break
        else:
            first = path_to(diagram, root, lambda value: value == wanted[0])
            assert first is not None, "what a function can come to has a way there"
            path = first
        return {**self._known_alike(but), **answers_on(compiled, path)}

    def _harmless(self, activity: str | None, but: set[str]) -> list[Goal]:
        """That no rule of either pack, but those named, stands against the part or the bot as a whole."""
        joint, diagram = self.joint, self.joint.diagram
        goals: list[Goal] = []
        for side, assessor in self.assessors.items():
            for part in dict.fromkeys((activity, None)):
                for rule in assessor.policy.rules_for(part):
                    node = joint.status(side, rule)
                    statuses = diagram.values(node)
                    good = frozenset(each for each in statuses if harmless(rule, each, certainly=True))
                    if rule.id not in but and good != statuses:
                        goals.append(Goal(node, good))
        return goals

    def _known_alike(self, rules: set[str]) -> Answers:
        """An answer that both packs know to each question of the rules that one of them answers in more ways.

        Among the answers of both it may make no difference, and still make one for a pack that has more of them.
        """
        asked = {
            self.joint.name(side, question)
            for side, assessor in self.assessors.items()
            for rule, asks in assessor.compiled.asks.items()
            if rule in rules
            for question in asks
        }
        blocks = self.joint.compiled.blocks
        narrowed = [name for name in blocks if name in asked and name in self.joint.narrowed]
        return {name: blocks[name].decode(dict.fromkeys(blocks[name].variables, 0)) for name in narrowed}

    def _witness(self, activity: str | None, answers: Answers, rules: Mapping[Side, Rule]) -> Witness:
        before, after = (self._state(side, activity, answers, rules.get(side)) for side in Side)
        return Witness(activity, before, after)

    def _state(self, side: Side, activity: str | None, answers: Answers, rule: Rule | None) -> State:
        assessor = self.assessors[side]
        policy = assessor.policy
        own = self.joint.answers(side, answers)
        bot = _asked(policy, None, own)
        if activity is not None and activity not in {each.id for each in policy.activities}:
            return State(bot, {}, None, None)
        use = {} if activity is None else _asked(policy, activity, own)
        uses = () if activity is None else (Part(activity, activity, activity, use),)
        plan = Plan("Witness", policy.id, policy.version, Part(BOT, BOT, None, bot), uses)
        assessment = assessor.assess(plan.case(policy))
        part = activity or BOT
        finding = assessment.finding(part, rule.id) if rule else None
        return State(bot, use, finding.status if finding else None, assessment.part(part).outcome)


def _asked(policy: Policy, activity: str | None, answers: Answers) -> dict[str, Answer]:
    """Those of the answers that the pack asks for of the bot (None), or of a use of the activity."""
    asked = {question.id for question in policy.questions_about(activity)}
    return {question: answer for question, answer in answers.items() if question in asked}


def _place(rule: Rule, activity: str | None) -> Scope | None:
    if rule.scope is Scope.BOT or activity is None:
        return Scope.BOT if rule.scope is Scope.BOT and activity is None else None
    return rule.scope if rule.scope is Scope.EVERY_USE or activity in rule.activities else None


def _both(before: Hashable, after: Hashable) -> tuple[Hashable, Hashable]:
    return before, after


def _differ(pair: Hashable) -> bool:
    before, after = cast(tuple[Effect, Effect], pair)
    return before != after


def _by_weight(pair: Hashable) -> tuple[object, ...]:
    """Pairs that mean the most for a verdict first."""
    before, after = cast(tuple[Effect, Effect], pair)
    return (
        -abs(before.unticked - after.unticked),
        before[2:] == after[2:],
        *_effect_order(before),
        *_effect_order(after),
    )


def _effect_order(effect: Effect) -> tuple[int, int, str]:
    return -effect.unticked, -effect.ticked, effect.status.value
