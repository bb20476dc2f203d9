"""Small policies and cases written by hand, for tests whose expected answers are."""

from collections.abc import Mapping
from typing import Any

from advisor.assess.case import Case, CasePart
from advisor.policy.condition import AnyOf, Condition, Is
from advisor.policy.model import Activity, Modality, Option, Policy, Question, Rule, Scope

PROHIBITION, REQUIREMENT, APPROVAL = Modality.PROHIBITION, Modality.REQUIREMENT, Modality.APPROVAL
PERMISSION, NOTICE = Modality.PERMISSION, Modality.NOTICE


def of_bot(question_id: str, options: str, **more: Any) -> Question:
    """A question about the bot as a whole; options apart from the rest have a star."""
    return _question(question_id, options, (), **more)


def of_use(question_id: str, options: str, **more: Any) -> Question:
    """A question about a use; options apart from the rest have a star."""
    return _question(question_id, options, ("post",), **more)


def _question(question_id: str, options: str, about: tuple[str, ...], **more: Any) -> Question:
    made = tuple(Option(each.strip("*"), "?", exclusive="*" in each) for each in options.split())
    return Question(question_id, "?", made, about=about, **more)


def rule(rule_id: str, modality: Modality, when: str | Condition, *, bot: bool = False, **more: Any) -> Rule:
    """A rule for posting, or for the bot as a whole; its conditions in words, or as they are."""
    said: dict[str, Any] = {"scope": Scope.BOT} if bot else {"scope": Scope.ACTIVITIES, "activities": ("post",)}
    for name, value in more.items():
        said[name] = condition(value) if name.endswith("_when") else value
    return Rule(rule_id, modality, f"Title of {rule_id}", "Text", "I", ("I.a",), when=condition(when), **said)


def condition(words: str | Condition) -> Condition:
    """`q:a|b r:c` holds where the answer to q is a or b, or that to r is c."""
    if not isinstance(words, str):
        return words
    compared = [each.split(":") for each in words.split()]
    return AnyOf(tuple(Is(question, tuple(options.split("|"))) for question, options in compared))


def policy(*questions_and_rules: Question | Rule) -> Policy:
    """Those questions and rules, in their order, with an activity that they are about and one they are not."""
    questions = tuple(each for each in questions_and_rules if isinstance(each, Question))
    rules = tuple(each for each in questions_and_rules if isinstance(each, Rule))
    activities = (Activity("post", "Post"), Activity("read", "Read"))
    return Policy(
        "p", "1", "P", "Nobody", "2000-01-01", "All", "Few rules.", "Nobody.", (), activities, questions, rules
    )


def case(bot: str = "", **uses: str) -> Case:
    """The bot and its uses, with answers in words: `q:a r:b|c`; `+rule` is a tick."""
    return Case(_part("bot", None, bot), tuple(_part(name, "post", words) for name, words in uses.items()))


def _part(part_id: str, activity: str | None, words: str) -> CasePart:
    given = [each.split(":") for each in words.split() if ":" in each]
    answers: Mapping[str, tuple[str, ...]] = {question: tuple(options.split("|")) for question, options in given}
    ticked = frozenset(each[1:] for each in words.split() if each.startswith("+"))
    return CasePart(part_id, f"The {part_id}", activity, answers, ticked)
