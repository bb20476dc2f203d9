"""A second evaluator, slow and plain: it lists every completion of the open questions and looks at each.

It shares no code with the engine, speaks in plain strings, and is written from what the design promises, so that a
fault would have to be made twice to go unseen.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, count as counting, product
from math import prod
from typing import NamedTuple

from advisor.policy.condition import All, AnyOf, Condition, Is, Not, atoms
from advisor.policy.model import Policy, Question, Rule

Answers = Mapping[str, tuple[str, ...]]

LADDER = ("not covered", "permitted", "safeguards missing", "needs approval", "prohibited")
"""The definite verdicts, best first."""

Changes = Mapping[tuple[str, str], tuple[str, ...]]
"""(part, question) -> the new answer."""

ACTING = ("prohibition", "requirement", "approval", "permission")


class Facts(NamedTuple):
    """One part of a plan: the answers given about it, and the boxes ticked."""

    id: str
    activity: str | None
    answers: Answers
    ticked: frozenset[str]


class Judged(NamedTuple):
    """What a rule may come to for a part, and the questions it depends on."""

    possible: frozenset[str]
    open: frozenset[str]


class Judgement(NamedTuple):
    """What a part may come to, best first, and the questions that depends on."""

    possible: tuple[str, ...]
    decides: frozenset[str]


class TooMany(Exception):  # noqa: N818 - not an error: the plan is left out of the count
    """More completions than one cares to list."""


# One completion


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether the condition holds under full answers."""
    match condition:
        case Is(question, options):
            return any(option in options for option in answers[question])
        case All(parts):
            return all(holds(part, answers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)


def status(rule: Rule, answers: Answers, *, ticked: bool, required: Iterable[Rule] = ()) -> str:
    """What the rule comes to under full answers; `required` are the conditions of a permission."""
    speaks = holds(rule.when, answers)
    unclear = holds(rule.unclear_when, answers)
    kind = rule.modality.value
    if kind == "prohibition":
        return "violated" if speaks else "unclear" if unclear else "clear"
    if kind == "permission":
        kept = all(status(other, answers, ticked=False) != "broken" for other in required)
        return "granted" if speaks and kept else "not granted"
    if not speaks:
        return "does not apply"
    if kind == "requirement":
        if holds(rule.broken_when, answers):
            return "broken"
        if unclear:
            return "unclear"
        if holds(rule.met_when, answers):
            return "met"
        return "ticked" if ticked else "required"
    if kind == "approval":
        return "ticked" if ticked else "approval"
    return "advice" if kind == "recommendation" else "note"


def asked_by(rule: Rule) -> list[str]:
    """The questions the rule's conditions speak of."""
    conditions = (rule.when, rule.met_when, rule.broken_when, rule.unclear_when)
    return sorted({atom.question for condition in conditions for atom in atoms(condition)})


def possible_answers(question: Question) -> list[tuple[str, ...]]:
    """Every answer that can be given: one option, or one or more of those that exclude nothing, or one that does."""
    if not question.several:
        return [(option.id,) for option in question.options]
    free = [option.id for option in question.options if not option.exclusive]
    alone = [(option.id,) for option in question.options if option.exclusive]
    together = [chosen for count in range(1, len(free) + 1) for chosen in combinations(free, count)]
    return together + alone


def in_order(found: Iterable[str]) -> tuple[str, ...]:
    """The verdicts, best first."""
    return tuple(sorted(found, key=LADDER.index))


def worse(one: str, other: str) -> str:
    """The worse of two verdicts."""
    return max(one, other, key=LADDER.index)


class Naive:
    """Judges plans under one policy, never listing more than `limit` completions of anything."""

    def __init__(self, policy: Policy, limit: int) -> None:
        self.policy = policy
        self.limit = limit
        self.required = {rule.id: [policy.rule(other) for other in rule.requires] for rule in policy.rules}
        self.asks = {
            rule.id: sorted({asked for one in (rule, *self.required[rule.id]) for asked in asked_by(one)})
            for rule in policy.rules
        }
        self.seen: dict[tuple[object, ...], str] = {}

    # One completion

    def status(self, rule: Rule, answers: Answers, *, ticked: bool) -> str:
        """What the rule comes to under full answers; looked up where the same was worked out before."""
        key = (rule.id, ticked, *[answers[question] for question in self.asks[rule.id]])
        if key not in self.seen:
            self.seen[key] = status(rule, answers, ticked=ticked, required=self.required[rule.id])
        return self.seen[key]

    def base(self, activity: str | None) -> str:
        """What a part comes to when no rule says anything about these answers."""
        if activity is None:
            return "permitted"
        kinds = {rule.modality.value for rule in self.policy.rules if activity in rule.activities}
        if not kinds & set(ACTING) or "permission" in kinds:
            return "not covered"
        return "permitted"

    def permitted_by_name(self, activity: str | None) -> bool:
        """Whether some permission lists the activity, so that one for every use is not enough."""
        return any(rule.modality.value == "permission" and activity in rule.activities for rule in self.policy.rules)

    def verdicts(self, part: Facts, answers: Answers, rules: Iterable[Rule], base: str) -> frozenset[str]:
        """The verdicts of a part under full answers: one, or two where the policy is vague."""
        reached = {base}
        vague = False
        for rule in rules:
            binds = rule.force.value == "must"
            match self.status(rule, answers, ticked=rule.id in part.ticked):
                case "violated":
                    reached.add("prohibited")
                case "broken" if binds:
                    reached.add("prohibited")
                case "unclear" if binds:
                    vague = True
                case "approval":
                    reached.add("needs approval")
                case "required" if binds:
                    reached.add("safeguards missing")
                case "granted" if rule.scope.value != "uses" or not self.permitted_by_name(part.activity):
                    reached.add("permitted")
        worst = max(reached, key=LADDER.index)
        return frozenset({worst, "prohibited"} if vague else {worst})

    # Every completion

    def rules_of(self, activity: str | None) -> list[Rule]:
        """The rules judged for a part."""
        if activity is None:
            return [rule for rule in self.policy.rules if rule.scope.value == "bot"]
        return [rule for rule in self.policy.rules if rule.scope.value == "uses" or activity in rule.activities]

    def asked_of(self, activity: str | None) -> set[str]:
        """The questions the rules judged for a part speak of."""
        return {question for rule in self.rules_of(activity) for question in self.asks[rule.id]}

    def completions(self, questions: Collection[str], given: Answers) -> Iterator[Answers]:
        """Every way to answer those of the questions that are open. Raises TooMany."""
        still_open = [each for each in self.policy.questions if each.id in questions and each.id not in given]
        choices = [possible_answers(question) for question in still_open]
        if prod(map(len, choices)) > self.limit:
            raise TooMany
        ids = [question.id for question in still_open]
        for chosen in product(*choices):
            yield {**given, **dict(zip(ids, chosen, strict=True))}

    def judge_rule(self, rule: Rule, given: Answers, *, ticked: bool) -> Judged:
        """Everything the rule may come to while the given answers stand."""
        asks = self.asks[rule.id]
        table = [(answers, self.status(rule, answers, ticked=ticked)) for answers in self.completions(asks, given)]
        return Judged(frozenset(value for _, value in table), depends_on(table, set(asks) - set(given)))

    def part_table(self, part: Facts, given: Answers) -> Iterator[tuple[Answers, frozenset[str]]]:
        """The verdicts of a part under each completion. `given` holds the bot's answers too."""
        rules, base = self.rules_of(part.activity), self.base(part.activity)
        for answers in self.completions(self.asked_of(part.activity), given):
            yield answers, self.verdicts(part, answers, rules, base)

    def judge_part(self, part: Facts, given: Answers) -> Judgement:
        """Every verdict the part may come to, over all its rules together."""
        table = list(self.part_table(part, given))
        reached = {verdict for _, found in table for verdict in found}
        return Judgement(in_order(reached), depends_on(table, self.asked_of(part.activity) - set(given)))

    def possible(self, part: Facts, given: Answers) -> frozenset[str]:
        """Every verdict the part may come to."""
        return frozenset(verdict for _, found in self.part_table(part, given) for verdict in found)

    def judge_plan(self, parts: Sequence[Facts]) -> tuple[str, ...]:
        """Every verdict the plan may come to: however one answers about the bot, the worst of what its parts may be."""
        bot, *uses = parts
        about_bot = {question.id for question in self.policy.questions if question.about_bot}
        asks = {question for each in self.asks.values() for question in each} & about_bot
        reached: set[str] = set()
        for answers in self.completions(asks, bot.answers):
            own = self.possible(bot, answers)
            wholes: set[str] = {LADDER[0]} if uses else set(LADDER[1:])
            for use in uses:
                each = self.possible(use, {**use.answers, **answers})
                wholes = {worse(one, other) for one in wholes for other in each}
            reached |= {worse(one, other) if LADDER.index(other) > 1 else one for one in wholes for other in own}
        return in_order(reached)

    # Remedies

    def lifts(self, parts: Sequence[Facts], wanted: str, changes: Changes) -> bool:
        """Whether the changes can free the wanted part for certain, and prohibit no part that was not prohibited."""
        after = [changed(part, changes) for part in parts]
        bot_before, bot_after = parts[0].answers, after[0].answers
        for before, part in zip(parts, after, strict=True):
            given = {**part.answers, **bot_after}
            if part.id == wanted:
                if all("prohibited" in found for _, found in self.part_table(part, given)):
                    return False
            elif bot_after != bot_before:
                was = self.possible(before, {**before.answers, **bot_before})
                if self.possible(part, given) == {"prohibited"} != was:
                    return False
        return True

    def change_sets(self, parts: Sequence[Facts], wanted: str, count: int, at_most: int) -> Iterator[Changes]:
        """Every way to change that many of the part's answers, facts that are fixed aside. Raises TooMany."""
        part = next(part for part in parts if part.id == wanted)
        matter = self.asked_of(part.activity)
        changeable = [
            (place.id, question.id, [each for each in possible_answers(question) if each != place.answers[question.id]])
            for place in {parts[0].id: parts[0], part.id: part}.values()
            for question in self.policy.questions
            if question.id in place.answers and question.id in matter and not question.fixed
        ]
        tried = 0
        for chosen in combinations(changeable, count):
            for new in product(*(others for _, _, others in chosen)):
                tried += 1
                if tried > at_most:
                    raise TooMany
                yield {(place, question): answer for (place, question, _), answer in zip(chosen, new, strict=True)}

    def fewest_changes(self, parts: Sequence[Facts], wanted: str, below: int | None, at_most: int) -> int | None:
        """How few changed answers free the part; None if none do, or none `below` a number. Raises TooMany."""
        for count in counting() if below is None else range(below):
            tried = False
            for changes in self.change_sets(parts, wanted, count, at_most):
                tried = True
                if self.lifts(parts, wanted, changes):
                    return count
            if not tried:
                return None
        return None


def changed(part: Facts, changes: Changes) -> Facts:
    """The part with those of the changes that are its own."""
    mine = {question: answer for (place, question), answer in changes.items() if place == part.id}
    return part._replace(answers={**part.answers, **mine})


def depends_on(table: Sequence[tuple[Answers, object]], questions: Collection[str]) -> frozenset[str]:
    """The open questions for which two rows that differ in nothing else have different values."""
    found = set()
    for question in questions:
        others = [other for other in questions if other != question]
        seen: dict[tuple[object, ...], object] = {}
        for answers, value in table:
            if seen.setdefault(tuple(answers[other] for other in others), value) != value:
                found.add(question)
                break
    return frozenset(found)
