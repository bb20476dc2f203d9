"""How much of each kind a pack may hold: far beyond any policy that people live by, and within what a computer can bear.

What is asked of one part counts most: everything that follows from answers is worked out over those questions together.
"""

from collections import Counter
from collections.abc import Iterable

from advisor.policy.model import Question
from advisor.policy.pack_names import PackNames
from advisor.source.error import Place, Problem

MOST_RULES = 20_000
MOST_QUESTIONS = 5_000
MOST_OPTIONS = 100
MOST_ACTIVITIES = 500
MOST_ASKED = 200
"""Of the bot and one use together; where several answers can be given each option is a question of its own."""


def more_than(most: int, what: str, place: Place) -> Problem:
    """The problem of the one too many, which stands at the place."""
    return Problem(place, f"the pack has more than {most:,} {what}", "a pack is one policy; divide it")


def asked_too_much(questions: Iterable[Question], names: PackNames) -> Problem | None:
    """The problem of the first question that is one too many for a part, if there is one."""
    of_bot = 0
    of_use: Counter[str] = Counter()
    for question in questions:
        weight = len(question.options) if question.several else 1
        of_bot += weight if question.about_bot else 0
        of_use.update(dict.fromkeys(question.about, weight))
        worst, most = max(of_use.items(), key=lambda item: item[1], default=("", 0))
        if of_bot + most > MOST_ASKED:
            whom = f"the bot and a use of {worst!r}" if most else "the bot"
            message = f"with {question.id!r} {whom} are asked more than {MOST_ASKED} things"
            hint = "ask less, or of fewer activities; each option counts where several can be chosen"
            return Problem(names.places.get(("question", question.id)), message, hint)
    return None
