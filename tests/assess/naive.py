"""A second evaluator, slow and plain: it lists every completion of the open questions and looks at each.

It shares no code with the engine, speaks in plain strings, and is written from what the design promises, so that a
fault would have to be made twice to go unseen.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from advisor.policy.condition import All, AnyOf, Condition, Is, Not, atoms
from advisor.policy.model import Policy, Question, Rule

Answers = Mapping[str, tuple[str, ...]]

LADDER = ("not covered", "permitted", "safeguards missing", "needs approval", "prohibited")
"""The definite verdicts, best first."""

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


def status(rule: Rule, answers: Answers, *, ticked: bool) -> str:
    """What the rule comes to under full answers."""
    speaks = holds(rule.when, answers)
    unclear = holds(rule.unclear_when, answers)
    kind = rule.modality.value
    if kind == "prohibition":
        return "violated" if speaks else "unclear" if unclear else "clear"
    if kind == "permission":
        return "granted" if speaks else "not granted"
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


def base(policy: Policy, activity: str | None) -> str:
    """What a part comes to when no rule says anything about these answers."""
    if activity is None:
        return "permitted"
    kinds = {rule.modality.value for rule in policy.rules if activity in rule.activities}
    if not kinds & set(ACTING) or "permission" in kinds:
        return "not covered"
    return "permitted"


def verdicts(policy: Policy, part: Facts, answers: Answers) -> frozenset[str]:
    """The verdicts of a part under full answers: one, or two where the policy is vague."""
    worst = {base(policy, part.activity)}
    vague = False
    for rule in rules_of(policy, part.activity):
        binds = rule.force.value == "must"
        match status(rule, answers, ticked=rule.id in part.ticked):
            case "violated":
                worst.add("prohibited")
            case "broken" if binds:
                worst.add("prohibited")
            case "unclear" if binds:
                vague = True
            case "approval":
                worst.add("needs approval")
            case "required" if binds:
                worst.add("safeguards missing")
            case "granted":
                worst.add("permitted")
    return frozenset({max(worst, key=LADDER.index), "prohibited"} if vague else {max(worst, key=LADDER.index)})


# Every completion


def rules_of(policy: Policy, activity: str | None) -> list[Rule]:
    """The rules judged for a part."""
    if activity is None:
        return [rule for rule in policy.rules if rule.scope.value == "bot"]
    return [rule for rule in policy.rules if rule.scope.value == "uses" or activity in rule.activities]


def asked_by(rules: Iterable[Rule]) -> set[str]:
    """The questions the rules' conditions speak of."""
    conditions = [(rule.when, rule.met_when, rule.broken_when, rule.unclear_when) for rule in rules]
    return {atom.question for four in conditions for condition in four for atom in atoms(condition)}


def possible_answers(question: Question) -> list[tuple[str, ...]]:
    """Every answer that can be given: one option, or one or more of those that exclude nothing, or one that does."""
    if not question.several:
        return [(option.id,) for option in question.options]
    free = [option.id for option in question.options if not option.exclusive]
    alone = [(option.id,) for option in question.options if option.exclusive]
    together = [chosen for count in range(1, len(free) + 1) for chosen in combinations(free, count)]
    return together + alone


def completions(policy: Policy, questions: Collection[str], given: Answers, limit: int) -> Iterator[Answers]:
    """Every way to answer those of the questions that are open. Raises TooMany."""
    still_open = [question for question in policy.questions if question.id in questions and question.id not in given]
    choices = [possible_answers(question) for question in still_open]
    count = 1
    for each in choices:
        count *= len(each)
    if count > limit:
        raise TooMany
    ids = [question.id for question in still_open]
    for chosen in product(*choices):
        yield {**given, **dict(zip(ids, chosen, strict=True))}


def judge_rule(policy: Policy, rule: Rule, given: Answers, *, ticked: bool, limit: int) -> Judged:
    """Everything the rule may come to while the given answers stand."""
    asks = asked_by([rule])
    table = [(answers, status(rule, answers, ticked=ticked)) for answers in completions(policy, asks, given, limit)]
    return Judged(frozenset(value for _, value in table), depends_on(table, asks - set(given)))


def judge_part(policy: Policy, part: Facts, given: Answers, limit: int) -> Judgement:
    """Every verdict the part may come to, over all its rules together. `given` holds the bot's answers too."""
    asks = asked_by(rules_of(policy, part.activity))
    table = [(answers, verdicts(policy, part, answers)) for answers in completions(policy, asks, given, limit)]
    reached = {verdict for _, found in table for verdict in found}
    return Judgement(in_order(reached), depends_on(table, asks - set(given)))


def judge_plan(policy: Policy, parts: Sequence[Facts], limit: int) -> tuple[str, ...]:
    """Every verdict the plan may come to: for each way to answer about the bot, the worst of what its parts may be."""
    bot, *uses = parts
    asks = asked_by(policy.rules) & {question.id for question in policy.questions if question.about_bot}
    reached: set[str] = set()
    for about_bot in completions(policy, asks, bot.answers, limit):
        own = verdicts(policy, bot, about_bot)
        wholes: set[str] = set(LADDER[1:]) if not uses else {LADDER[0]}
        for use in uses:
            each = set(judge_part(policy, use, {**use.answers, **about_bot}, limit).possible)
            wholes = {worse(one, other) for one in wholes for other in each}
        reached |= {worse(one, other) if LADDER.index(other) > 1 else one for one in wholes for other in own}
    return in_order(reached)


def depends_on(table: Sequence[tuple[Answers, object]], questions: Iterable[str]) -> frozenset[str]:
    """The questions for which two rows that differ in nothing else have different values."""
    found = set()
    for question in questions:
        seen: dict[object, object] = {}
        for answers, value in table:
            others = tuple(sorted(item for item in answers.items() if item[0] != question))
            if seen.setdefault(others, value) != value:
                found.add(question)
                break
    return frozenset(found)


def in_order(found: Iterable[str]) -> tuple[str, ...]:
    """The verdicts, best first."""
    return tuple(sorted(found, key=LADDER.index))


def worse(one: str, other: str) -> str:
    """The worse of two verdicts."""
    return max(one, other, key=LADDER.index)


# Remedies

Changes = Mapping[tuple[str, str], tuple[str, ...]]
"""(part, question) -> the new answer."""


def lifts(policy: Policy, parts: Sequence[Facts], wanted: str, changes: Changes, limit: int) -> bool:
    """Whether the changes can free the wanted part for certain, and prohibit no part that was not prohibited."""
    after = [
        part._replace(answers={**part.answers, **{key[1]: new for key, new in changes.items() if key[0] == part.id}})
        for part in parts
    ]
    for before_part, part in zip(parts, after, strict=True):
        if part.id == wanted:
            asks = asked_by(rules_of(policy, part.activity))
            given = {**part.answers, **after[0].answers}
            found = (verdicts(policy, part, answers) for answers in completions(policy, asks, given, limit))
            if all("prohibited" in each for each in found):
                return False
        elif any(key[0] in (part.id, parts[0].id) for key in changes):
            was = judge_part(policy, before_part, {**before_part.answers, **parts[0].answers}, limit).possible
            now = judge_part(policy, part, {**part.answers, **after[0].answers}, limit).possible
            if now == ("prohibited",) != was:
                return False
    return True


def change_sets(policy: Policy, parts: Sequence[Facts], wanted: str, count: int, limit: int) -> Iterator[Changes]:
    """Every way to change that many of the part's answers, facts that are fixed aside. Raises TooMany."""
    part = next(part for part in parts if part.id == wanted)
    matter = asked_by(rules_of(policy, part.activity))
    changeable: list[tuple[str, str, list[tuple[str, ...]]]] = []
    for place in {parts[0].id: parts[0], part.id: part}.values():
        for question in policy.questions:
            if question.id in place.answers and question.id in matter and not question.fixed:
                others = [each for each in possible_answers(question) if each != place.answers[question.id]]
                changeable.append((place.id, question.id, others))
    tried = 0
    for chosen in combinations(changeable, count):
        for new in product(*(others for _, _, others in chosen)):
            tried += 1
            if tried > limit:
                raise TooMany
            yield {(place, question): answer for (place, question, _), answer in zip(chosen, new, strict=True)}


def fewest_changes(
    policy: Policy, parts: Sequence[Facts], wanted: str, limit: int, at_most: int | None = None
) -> int | None:
    """How few changed answers free the part; None if none do (or none up to `at_most`). Raises TooMany."""
    count = 0
    while at_most is None or count <= at_most:
        tried = False
        for changes in change_sets(policy, parts, wanted, count, limit):
            tried = True
            if lifts(policy, parts, wanted, changes, limit):
                return count
        if not tried:
            return None
        count += 1
    return None
