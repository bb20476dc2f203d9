"""How far the interview is: where every question stands, and the honest count.

An answer counts while its question would be asked again if it were taken back; an answer without effect is kept in
the plan, is shown as such, and is not counted.
"""

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from advisor.assess.assess import Assessor
from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram
from advisor.plan.look_again import waiting
from advisor.plan.model import UNDECIDED
from advisor.plan.session import Session
from advisor.policy.model import BOT
from advisor.values import dataclass

KEPT = 8192
"""How many findings of this module are remembered: from one answer to the next nearly all of them stand."""


class Spot(NamedTuple):
    """Where the interview is: a question of a part. `ACTIVITIES` and `END` are the cards before and after all."""

    part: str
    question: str


ACTIVITIES = Spot("", "activities")
END = Spot("", "end")


class Standing(Enum):
    """Where a question stands, with its sign."""

    ANSWERED = "●"
    OPEN = "○"
    UNDECIDED = "?"
    NEEDLESS = "–"
    NO_EFFECT = "·"
    AGAIN = "↻"

    @property
    def word(self) -> str:
        """The standing in words."""
        words = {"NEEDLESS": "not needed", "AGAIN": "look again"}
        return words.get(self.name, self.name.lower().replace("_", " "))


@dataclass(frozen=True, slots=True)
class Progress:
    """Every question of every part in the order of the interview, and the counts."""

    standings: Mapping[Spot, Standing]

    @property
    def answered(self) -> int:
        """How many questions that matter are answered."""
        return sum(standing is Standing.ANSWERED for standing in self.standings.values())

    @property
    def again(self) -> int:
        """How many answers are to be confirmed since the pack changed."""
        return sum(standing is Standing.AGAIN for standing in self.standings.values())

    @property
    def undecided(self) -> int:
        """How many were left open on purpose and still matter."""
        return sum(standing is Standing.UNDECIDED for standing in self.standings.values())

    @property
    def open(self) -> int:
        """How many are still to be asked."""
        return sum(standing is Standing.OPEN for standing in self.standings.values())

    @property
    def matter(self) -> int:
        """How many matter in all, as far as is known at this point."""
        return self.answered + self.again + self.undecided + self.open

    def next_open(self, after: Spot) -> Spot:
        """The next question to ask, or to look at again, after a spot, else the first one anywhere, else the end."""
        spots = list(self.standings)
        start = spots.index(after) + 1 if after in self.standings else 0
        for spot in (*spots[start:], *spots[:start]):
            if self.standings[spot] in (Standing.OPEN, Standing.AGAIN):
                return spot
        return END

    def beside(self, spot: Spot, step: int) -> Spot:
        """The spot so many questions on or back, among those that matter or are answered."""
        shown = [other for other, standing in self.standings.items() if standing is not Standing.NEEDLESS]
        around = [ACTIVITIES, *shown, END]
        if spot not in around:
            around = [ACTIVITIES, *[o for o in self.standings if o in shown or o == spot], END]
        if spot not in around:
            return ACTIVITIES
        return around[max(0, min(len(around) - 1, around.index(spot) + step))]


def progress(session: Session) -> Progress:
    """Where every question of the plan stands."""
    matters = {(asked.part, asked.question.id) for asked in session.still_matters()}
    again = {(one.part.id, one.question.id) for one in waiting(session.plan, session.policy) if one.question}
    effects = _Effects(session)
    found: dict[Spot, Standing] = {}
    for part in session.plan.parts:
        for question in session.policy.questions_about(part.activity):
            spot, reply = Spot(part.id, question.id), part.answers.get(question.id)
            if again and spot in again:
                found[spot] = Standing.AGAIN
            elif reply is not None and reply != UNDECIDED:
                found[spot] = Standing.ANSWERED if effects.has(spot) else Standing.NO_EFFECT
            elif spot in matters:
                found[spot] = Standing.OPEN if reply is None else Standing.UNDECIDED
            else:
                found[spot] = Standing.NEEDLESS
    return Progress(found)


class _Effects:
    """Which answers of a session have any."""

    def __init__(self, session: Session) -> None:
        self._assessor = session.assessor
        bot = session.case.bot.answers
        self._answers = {part.id: (part.activity, {**bot, **part.answers}) for part in session.case.parts}

    def has(self, spot: Spot) -> bool:
        """Whether some rule's status would wait for the question if its answer were taken back."""
        concerned = self._answers.values() if spot.part == BOT else [self._answers[spot.part]]
        for activity, answers in concerned:
            beside = _asked_beside(self._assessor, activity, spot.question)
            if _has_effect(self._assessor, activity, spot.question, tuple(map(answers.get, beside))):
                return True
        return False


@lru_cache(KEPT)
def _asking(assessor: Assessor, activity: str | None, question: str) -> tuple[str, ...]:
    """The rules about an activity that ask a question."""
    asks = assessor.compiled.asks
    return tuple(rule.id for rule in assessor.policy.rules_for(activity) if question in asks[rule.id])


@lru_cache(KEPT)
def _asked_beside(assessor: Assessor, activity: str | None, question: str) -> tuple[str, ...]:
    """What else they ask."""
    asks = assessor.compiled.asks
    asked = dict.fromkeys(other for rule in _asking(assessor, activity, question) for other in asks[rule])
    return tuple(other for other in asked if other != question)


@lru_cache(KEPT)
def _has_effect(assessor: Assessor, activity: str | None, question: str, beside: tuple[Answer | None, ...]) -> bool:
    """Whether some rule about an activity waits for a question, under the answers to what else they ask."""
    compiled = assessor.compiled
    given = dict(zip(_asked_beside(assessor, activity, question), beside, strict=True))
    for rule in _asking(assessor, activity, question):
        known = tuple([(asked, given[asked]) for asked in compiled.asks[rule] if given.get(asked) is not None])
        if _waits(compiled, rule, known, question):
            return True
    return False


@lru_cache(KEPT)
def _waits(compiled: CompiledPolicy, rule: str, answers: tuple[tuple[str, Answer], ...], question: str) -> bool:
    """Whether a rule's status still depends on a question, under answers to others it asks."""
    root, fixed = compiled.status[rule], compiled.encode(dict(answers), compiled.asks[rule])
    if len(compiled.diagram.values_under(root, fixed)) == 1:
        return False
    scratch = Diagram(compiled.diagram.sizes)
    return question in compiled.questions(scratch.support(compiled.diagram.copy(scratch, root, fixed)))
