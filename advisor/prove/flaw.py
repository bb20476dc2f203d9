"""A flaw: a problem of a pack with its kind and, where answers show it, a plan to see it on.

The plan is small enough to be typed: `settings` gives it as the options of `advisor check`.
"""

from collections.abc import Mapping

from advisor.plan.model import Plan, Reply
from advisor.policy.model import Rule
from advisor.prove.kinds import ADVICE, Kind
from advisor.source.error import Place, Problem
from advisor.values import dataclass, field

Places = Mapping[tuple[str, str], Place]
"""(`rule`, `question`, `option` …, id) -> where it is defined."""


@dataclass(frozen=True, slots=True)
class Flaw(Problem):
    """A problem that was proven, with the plan that shows it if there is one."""

    plan: Plan | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a flaw is about: the ids, and where the first of them is defined."""

    place: Place | None
    about: tuple[str, ...]


def of_rule(places: Places, rule: Rule, *others: str) -> Subject:
    """A rule as a subject, pointed at by the line of its id; `others` are further ids."""
    return Subject(places.get(("rule", rule.id)), (rule.id, *others))


def flaw(kind: Kind, subject: Subject, message: str, hint: str = "", plan: Plan | None = None) -> Flaw:
    """A flaw of a kind; the kind decides whether it is a warning."""
    return Flaw(subject.place, message, hint, kind in ADVICE, kind.value, subject.about, plan)


def settings(plan: Plan) -> list[str]:
    """The plan as words of the command line: `--set`, `use.question=option`, and so on."""
    words = [f"{use.id}.activity={use.activity}" for use in plan.uses]
    words += [f"{question}={_reply(reply)}" for question, reply in plan.bot.answers.items()]
    for use in plan.uses:
        words += [f"{use.id}.{question}={_reply(reply)}" for question, reply in use.answers.items()]
    return [part for word in words for part in ("--set", word)]


def _reply(reply: Reply) -> str:
    return reply if isinstance(reply, str) else ",".join(reply)
