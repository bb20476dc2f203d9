"""Random policies and plans, for Hypothesis (they shrink) and for long proofs (from a seeded `Random`).

Everything is drawn from a `random.Random`. Hypothesis has one that records each draw; what it draws as bytes shrinks as
well, takes a sixth of the time, and comes to the same policy again less often.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Self

from hypothesis import strategies as st

from advisor.assess.case import Answer
from advisor.plan.model import UNDECIDED, Part, Plan, Reply, Tick
from advisor.policy.condition import ALWAYS, NEVER, All, AnyOf, Condition, Is, Not
from advisor.policy.model import (
    BOT,
    Activity,
    Force,
    Modality,
    Option,
    Policy,
    Question,
    Rule,
    Scope,
    Section,
)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a random policy may get; every number is a maximum."""

    activities: int = 3
    questions: int = 5
    options: int = 4
    rules: int = 7
    depth: int = 2


SMALL = Size()
TINY = Size(activities=2, questions=3, options=3, rules=4, depth=2)


def random_policy(random: Random, size: Size = SMALL) -> Policy:
    """A policy that keeps every promise a checked pack makes, and no other."""
    activities = tuple(
        Activity(f"activity{number}", f"Activity {number}") for number in range(random.randint(1, size.activities))
    )
    ids = [activity.id for activity in activities]
    questions = tuple(
        random_question(random, f"question{number}", ids, size.options)
        for number in range(random.randint(1, size.questions))
    )
    rules = tuple(
        random_rule(random, f"rule{number}", ids, questions, size.depth)
        for number in range(random.randint(1, size.rules))
    )
    rules = tuple(_with_conditions(random, rule, rules) for rule in rules)
    return Policy(
        id="random",
        version="1.0.0",
        title="A random policy",
        publisher="Nobody",
        date="2000-01-01",
        audience="Testers",
        summary="Rules drawn at random.",
        ask="Ask nobody.",
        sections=(Section("I", "I. Rules", 0, ("I.a",)),),
        activities=activities,
        questions=questions,
        rules=rules,
    )


def random_question(random: Random, question_id: str, activities: Sequence[str], most_options: int) -> Question:
    """A question of the bot or of some activities, with one answer or several, with or without an exclusive option."""
    about = () if random.random() < 0.4 else tuple(name for name in activities if random.random() < 0.7)
    several = random.random() < 0.4
    count = random.randint(2, max(2, most_options))
    names = [f"option{number}" for number in range(count)]
    alone = random.sample(names, random.choice([0, 0, 0, 1, 1, 2])) if several else []
    options = tuple(Option(name, name.title(), exclusive=name in alone) for name in names)
    return Question(
        question_id,
        f"What about {question_id}?",
        options,
        about=about,
        topic="Topic",
        several=several,
        fixed=random.random() < 0.2,
    )


def random_rule(
    random: Random, rule_id: str, activities: Sequence[str], questions: Sequence[Question], depth: int
) -> Rule:
    """A rule whose questions are asked of every part it concerns."""
    modality = random.choice(
        [
            *[Modality.PROHIBITION, Modality.REQUIREMENT] * 3,
            *[Modality.APPROVAL, Modality.PERMISSION] * 2,
            *[Modality.RECOMMENDATION, Modality.INTERPRETATION, Modality.NOTICE, Modality.ENCOURAGEMENT],
        ]
    )
    scope = random.choice([Scope.BOT, Scope.ACTIVITIES, Scope.ACTIVITIES, Scope.ACTIVITIES, Scope.EVERY_USE])
    listed: tuple[str, ...] = ()
    if scope is Scope.ACTIVITIES:
        listed = tuple(random.sample(list(activities), random.randint(1, len(activities))))
    concerned = {Scope.BOT: (), Scope.ACTIVITIES: listed, Scope.EVERY_USE: tuple(activities)}[scope]
    visible = [question for question in questions if question.about_bot or _asked_of_all(question, concerned)]

    def condition(chance: float, otherwise: Condition) -> Condition:
        return random_condition(random, visible, depth) if visible and random.random() < chance else otherwise

    when = condition(0.97 if modality is Modality.PROHIBITION else 0.85, ALWAYS)
    is_requirement = modality is Modality.REQUIREMENT
    may_be_unclear = is_requirement or modality is Modality.PROHIBITION
    return Rule(
        id=rule_id,
        modality=modality,
        title=f"Title of {rule_id}",
        text=f"Text of {rule_id}.",
        section="I",
        cites=("I.a",),
        scope=scope,
        activities=listed,
        force=Force.SHOULD if is_requirement and random.random() < 0.3 else Force.MUST,
        do=f"Do {rule_id}.",
        when=when,
        met_when=condition(0.4, NEVER) if is_requirement else NEVER,
        broken_when=condition(0.3, NEVER) if is_requirement else NEVER,
        unclear_when=condition(0.25, NEVER) if may_be_unclear else NEVER,
        unclear="What does it mean?" if may_be_unclear else "",
    )


def _with_conditions(random: Random, rule: Rule, rules: Sequence[Rule]) -> Rule:
    """The rule; a permission now and then with required rules that concern whatever it concerns."""
    if rule.modality is not Modality.PERMISSION or random.random() < 0.4:
        return rule
    fitting = [
        other.id
        for other in rules
        if other.modality is Modality.REQUIREMENT
        and other.force is Force.MUST
        and (
            other.scope is rule.scope is not Scope.ACTIVITIES
            or (other.scope is Scope.EVERY_USE and rule.scope is Scope.ACTIVITIES)
            or (other.scope is rule.scope and set(rule.activities) <= set(other.activities))
        )
    ]
    return replace(rule, requires=tuple(random.sample(fitting, min(len(fitting), random.randint(1, 3)))))


def _asked_of_all(question: Question, activities: Sequence[str]) -> bool:
    return bool(activities) and set(activities) <= set(question.about)


def random_condition(random: Random, questions: Sequence[Question], depth: int) -> Condition:
    """A condition over the questions; `depth` counts the levels of `all`, `any` and `not` above a comparison."""
    kind = random.choice(["is", "is", "all", "any", "not"]) if depth > 0 else "is"
    match kind:
        case "all" | "any":
            parts = tuple(random_condition(random, questions, depth - 1) for _ in range(random.randint(1, 3)))
            return All(parts) if kind == "all" else AnyOf(parts)
        case "not":
            return Not(random_condition(random, questions, depth - 1))
        case _:
            question = random.choice(list(questions))
            ids = [option.id for option in question.options]
            return Is(question.id, tuple(sorted(random.sample(ids, random.randint(1, max(1, len(ids) - 1))))))


def random_answer(random: Random, question: Question) -> Answer:
    """An answer that can be given, in the question's own order."""
    ids = [option.id for option in question.options]
    if not question.several:
        return (random.choice(ids),)
    together = [option.id for option in question.options if not option.exclusive]
    alone = [option.id for option in question.options if option.exclusive]
    if not together or (alone and random.random() < 0.2):
        return (random.choice(alone),)
    chosen = random.sample(together, random.randint(1, min(3, len(together))))
    return tuple(option for option in ids if option in chosen)


def random_part(random: Random, policy: Policy, part_id: str, activity: str | None, open_share: float) -> Part:
    """A part with about that share of its questions left open, some of them on purpose, and some boxes ticked."""
    answers: dict[str, Reply] = {}
    for question in policy.questions_about(activity):
        if random.random() >= open_share:
            answers[question.id] = random_answer(random, question)
        elif random.random() < 0.3:
            answers[question.id] = UNDECIDED
    boxes = [rule.id for rule in policy.rules_for(activity) if rule.safeguard]
    ticked_share = random.choice([0.0, 0.5, 1.0])
    safeguards = {box: Tick(done=True) for box in boxes if random.random() < ticked_share}
    return Part(part_id, part_id, activity, answers, safeguards)


def random_plan(random: Random, policy: Policy, *, most_uses: int = 3, open_share: float | None = None) -> Plan:
    """A plan with up to that many uses; two may be of one activity."""
    share = random.choice([0.0, 0.1, 0.3, 0.6, 1.0]) if open_share is None else open_share
    activities = [random.choice(policy.activities).id for _ in range(random.randint(0, most_uses))]
    return Plan(
        name="Random bot",
        policy=policy.id,
        bot=random_part(random, policy, BOT, None, share),
        uses=tuple(
            random_part(random, policy, f"use{number}", activity, share) for number, activity in enumerate(activities)
        ),
    )


class Chances(Random):
    """Reads its chances from bytes; once they are used up, each is the smallest there is."""

    def __new__(cls, _: bytes) -> Self:
        return super().__new__(cls)

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self.data = data
        self.used = 0

    def __repr__(self) -> str:
        return f"Chances({self.data.rstrip(bytes(1))!r})"

    def random(self) -> float:
        return self._take(2) / (1 << 16)

    def getrandbits(self, bits: int, /) -> int:
        size = (bits + 7) // 8
        return self._take(size) >> (8 * size - bits)

    def _take(self, size: int) -> int:
        taken = self.data[self.used : self.used + size]
        self.used += size
        return int.from_bytes(taken.ljust(size, bytes(1)), "big")


def randoms(most: int = 512) -> st.SearchStrategy[Random]:
    """Generators of chances that shrink; after that many bytes of them, there is no chance any more."""
    return st.binary(min_size=most, max_size=most).map(Chances)


def policies(size: Size = SMALL) -> st.SearchStrategy[Policy]:
    """Small policies of every shape the model allows."""
    return randoms().map(lambda random: random_policy(random, size))


def plans(policy: Policy, *, most_uses: int = 3) -> st.SearchStrategy[Plan]:
    """Plans under that policy, from empty to fully answered."""
    return randoms().map(lambda random: random_plan(random, policy, most_uses=most_uses))


@st.composite
def policies_with_plans(draw: st.DrawFn, size: Size = SMALL, most_uses: int = 2) -> tuple[Policy, Plan]:
    """A small policy and a plan under it."""
    policy = draw(policies(size))
    return policy, draw(plans(policy, most_uses=most_uses))
