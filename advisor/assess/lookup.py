"""One number for all rules of an activity, put together by "or" from what is looked up by the answers given.

Rules that ask little, taken together, are looked up by the answers themselves. The others are looked up in tables, by a
number that is made of the answers first.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import getitem

from advisor.assess.asked import Answers, Numbers, Picks, Sums
from advisor.assess.case import Answer
from advisor.typed import Any, NamedTuple

MOST_KNOWN = 2_000
"""For how many sets of answers it is remembered what rules come to."""


Column = tuple[Callable[[int], int | None], int, int, Callable[[int, Sequence[Answers]], int]]
"""One of the things that a table says, as it is looked up: what is remembered of it, by a key that the number of the answers
has from a bit on, under a mask; and what works it out from the number and the answers. No class, for it is taken apart often."""


class Known(dict[Any, int]):
    """What rules come to that ask little, by the answers met so far; None stands for one that is open."""

    def __init__(self, questions: Sequence[str], numbers: Mapping[str, Numbers], column: Column) -> None:
        """Take what the rules ask, and what their table says."""
        super().__init__()
        self._questions = questions
        self._numbers = [numbers[each] for each in questions]
        self._worked_out = column[3]

    def __missing__(self, key: Any) -> int:
        """Have it worked out."""
        if len(self) >= MOST_KNOWN:
            self.clear()
        answers = key if len(self._questions) > 1 else [key][: len(self._questions)]
        given = {each: answer for each, answer in zip(self._questions, answers, strict=True) if answer is not None}
        self[key] = found = self._worked_out(sum(map(getitem, self._numbers, answers)), (given,))
        return found


class Asked(NamedTuple):
    """How the answers that make the number for the tables are given."""

    least: int
    """Of fewer answers about the part one may be open."""
    open: Mapping[str, None]
    """All questions about the part."""
    sums: Sequence[tuple[Picks, Sums]]
    of_bot: Sequence[tuple[str, Numbers]]


class LookUp:
    """All rules of an activity."""

    __slots__ = ("_columns", "_known", "_least", "_of_bot", "_open", "_sums")

    def __init__(self, asked: Asked, known: Sequence[tuple[Picks, Known]], columns: Sequence[Column]) -> None:
        """Take what is asked for the tables, what is looked up without them, and what they say."""
        self._least, self._open, self._sums, self._of_bot = asked
        self._known = known
        self._columns = columns

    def of(self, answers: Answers, about_bot: Answers) -> int:
        """What they come to under the answers about the part and the bot."""
        given: Mapping[str, Answer | None] = answers if len(answers) >= self._least else {**self._open, **answers}
        found = 0
        try:
            for key_of, known in self._known:
                found |= known[key_of(given)]
            if not self._columns:
                return found
            number = 0
            for key_of, sums in self._sums:
                number += sums[key_of(given)]
        except KeyError:  # there are answers to other questions, and one of these is open
            return self.of({**self._open, **answers}, about_bot)
        for question, numbers in self._of_bot:
            number += numbers[about_bot.get(question)]
        for seen, shift, mask, worked_out in self._columns:
            said = seen(number >> shift & mask)
            found |= worked_out(number, (about_bot, answers)) if said is None else said
        return found
