"""A plan: what someone intends a bot to do, as the answers they gave.

The plan keeps every answer it was ever given, also those that have no effect at present; only `case` leaves them out.
"""

from collections.abc import Mapping

from advisor.assess.case import Answer, Case, CasePart
from advisor.policy.model import BOT, Policy
from advisor.typed import Literal
from advisor.values import dataclass, field, replace

UNDECIDED: Literal["undecided"] = "undecided"
"""What stands in a plan for a question that was asked and left open on purpose; no option has this id."""

Reply = Answer | Literal["undecided"]


@dataclass(frozen=True, slots=True)
class Tick:
    """Whether a safeguard is in place, and what the person noted about it."""

    done: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The bot as a whole (`activity` is None, `id` is BOT) or one use."""

    id: str
    title: str
    activity: str | None = None
    answers: Mapping[str, Reply] = field(default_factory=dict)
    safeguards: Mapping[str, Tick] = field(default_factory=dict)

    def answered(self) -> dict[str, Answer]:
        """The definite answers."""
        return {question: reply for question, reply in self.answers.items() if reply != UNDECIDED}

    def undecided(self) -> frozenset[str]:
        """The questions left open on purpose."""
        return frozenset(question for question, reply in self.answers.items() if reply == UNDECIDED)

    def ticked(self, rule: str) -> bool:
        """Whether the safeguard is in place."""
        return rule in self.safeguards and self.safeguards[rule].done


@dataclass(frozen=True, slots=True)
class Plan:
    """The person's file, as values.

    `notes` are free remarks; those on a question have its `entry_key`. `look_again` holds the keys of answers and ticks
    that stand, and have to be confirmed since the pack changed.
    """

    name: str
    policy: str
    policy_version: str = ""
    bot: Part = field(default_factory=lambda: Part(BOT, "The bot as a whole"))
    uses: tuple[Part, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    look_again: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The bot and every use."""
        return (self.bot, *self.uses)

    def part(self, part_id: str) -> Part:
        """The part with that id. Raises KeyError."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise KeyError(part_id)

    def with_part(self, part: Part) -> "Plan":
        """The plan with the part of the same id replaced."""
        if part.id == BOT:
            return replace(self, bot=part)
        return replace(self, uses=tuple(part if use.id == part.id else use for use in self.uses))

    def case(self, policy: Policy) -> Case:
        """What the engine is asked: the answers that have to do with each part."""
        bot, *uses = (_case_part(policy, part) for part in self.parts)
        return Case(bot, tuple(uses))


def entry_key(part_id: str, name: str) -> str:
    """What notes and `look_again` call a question or safeguard of a part: `name` of the bot, `use.name` of a use."""
    return name if part_id == BOT else f"{part_id}.{name}"


MOST_ANSWERS = 5_000
"""How many different answers are remembered, to be shared by all cases."""
_ANSWERS: dict[Answer, Answer] = {}


def _shared(answer: Answer) -> Answer:
    """The same answer, as one object for all cases: whoever judges many finds sooner what was found about it before."""
    if len(_ANSWERS) >= MOST_ANSWERS:
        _ANSWERS.clear()
    return _ANSWERS.setdefault(answer, answer)


def _case_part(policy: Policy, part: Part) -> CasePart:
    about = {question.id for question in policy.questions_about(part.activity)}
    return CasePart(
        part.id,
        part.title,
        part.activity,
        {question: _shared(answer) for question, answer in part.answered().items() if question in about},
        frozenset(rule for rule in part.safeguards if part.ticked(rule)),
        part.undecided() & about,
    )
