"""What the rules of an activity come to, looked up: values and what they weigh, without findings.

A few rules that ask alike share a table, with a row for each set of answers that they can tell apart. An answer is a
number with a field for each table that asks its question; the numbers of all answers, added up, hold the key to a row
in every table. A row is numbers again, with places of its own for every rule of the activity, so that "or" over the
rows of all tables gives what all rules come to: a plan is a few dozen look-ups. Rows are worked out when first needed.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import prod

from advisor.assess.alike import Alike, Comparisons, comparisons
from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.finding import STATUS_ORDER
from advisor.assess.scale import Member, Pending, Scale, grouped
from advisor.assess.settle import RuleTable
from advisor.assess.sharing import Sharing, shared
from advisor.typed import NamedTuple

MOST_WAYS = 256
"""Rules share a table while they can tell no more sets of answers apart."""
MOST_ROWS = 2_000
"""For how many sets of answers a table has rows at a time: a megabyte at most."""
MOST_ANSWERS = 5_000
"""How many answers to the questions of an activity are remembered with their number."""

Answers = Mapping[str, Answer]


class Row(NamedTuple):
    """What the rules of a table come to under some answers."""

    values: int
    """A byte for each rule: the place of its status in `Status`, ticks aside."""
    weighs: int
    pending: Pending | None


class Table:
    """A few rules that ask alike."""

    __slots__ = ("_fields", "_parts", "_scale", "mask", "members", "rows", "shift")

    def __init__(self, compiled: CompiledPolicy, share: Sharing, shift: int, scale: Scale) -> None:
        """Lay out the key, a field a question; in the numbers of answers it begins at the bit `shift`."""
        self.members = share.members
        self.shift = shift
        self.rows: dict[int, Row] = {}
        self._scale = scale
        self._fields: dict[str, tuple[int, Alike]] = {}
        width = 0
        for question, sets in share.asked.items():
            alike = Alike(compiled.blocks[question], sets)
            self._fields[question] = width, alike
            width += alike.width
        self.mask = (1 << width) - 1
        self._parts: list[tuple[int, dict[int, Row], list[Member]]] = [
            (self._mask(asks), {}, members) for asks, members in grouped(self.members).items()
        ]

    def _mask(self, asks: Iterable[str]) -> int:
        """The fields of some questions."""
        mask = 0
        for place, alike in map(self._fields.__getitem__, asks):
            mask |= (1 << alike.width) - 1 << place
        return mask

    def asks(self, question: str) -> bool:
        """Whether the answer makes a difference to one of the rules."""
        return question in self._fields

    def number(self, question: str, answer: Answer) -> int:
        """The answer in the question's field."""
        if question not in self._fields:
            return 0
        place, alike = self._fields[question]
        return alike.code(answer) << self.shift + place

    def row(self, number: int, answers: Sequence[Answers]) -> Row:
        """Work out the row for the answers whose number that is, to be remembered."""
        key = number >> self.shift & self.mask
        values, weighs, pending = 0, 0, []
        for mask, rows, members in self._parts:
            part = rows.get(key & mask)
            if part is None:
                if len(rows) >= MOST_ROWS:
                    rows.clear()
                part = rows[key & mask] = self._part(members, answers)
            values |= part.values
            weighs |= part.weighs
            pending.append(part.pending)
        if len(self.rows) >= MOST_ROWS:
            self.rows.clear()
        row = self.rows[key] = Row(values, weighs, self._scale.joined(pending))
        return row

    def _part(self, members: Sequence[Member], answers: Sequence[Answers]) -> Row:
        """What rules come to that ask the same questions."""
        together = {question: answer for each in answers for question, answer in each.items()}
        judged = [(member, member.table.ruling(together)) for member in members]
        values = 0
        for member, ruling in judged:
            values |= STATUS_ORDER[ruling.status] << 8 * member.place
        return Row(values, *self._scale.weigh(judged))


class Tables:
    """All rules judged for an activity (None: the bot as a whole)."""

    def __init__(self, compiled: CompiledPolicy, activity: str | None, of_rules: dict[str, RuleTable]) -> None:
        """Spread the rules over tables. `of_rules` are shared by all activities."""
        self.scale = Scale(compiled, activity, of_rules)
        self._rules = self.scale.rules
        self.tables: list[Table] = []
        shift = 0
        for share in _shared(compiled, self.scale):
            self.tables.append(Table(compiled, share, shift, self.scale))
            shift += self.tables[-1].mask.bit_length()
        self._look_ups = [(table.rows.get, table.shift, table.mask, table.row) for table in self.tables]
        self.numbers = _Numbers(self.tables)
        self._number = self.numbers.__getitem__
        about_bot = [question.id for question in compiled.policy.questions if question.about_bot and activity]
        self._asks_of_bot = [each for each in about_bot if any(table.asks(each) for table in self.tables)]

    def number(self, answers: Answers, about_bot: Answers) -> int:
        """The number of the answers about the part, and of those about the bot that bear on a use."""
        return sum(map(self._number, answers.items())) + self._of_bot(about_bot)

    def _of_bot(self, about_bot: Answers) -> int:
        number = 0
        for question in self._asks_of_bot:
            if question in about_bot:
                number += self._number((question, about_bot[question]))
        return number

    def values(self, number: int, *answers: Answers) -> bytes:
        """What each rule comes to, in the pack's order: the place of its status in `Status`, ticks aside.

        `number` is that of all `answers` together.
        """
        values = 0
        for known, shift, mask, row in self._look_ups:
            found = known(number >> shift & mask) or row(number, answers)
            values |= found[0]
        return values.to_bytes(self._rules, "little")

    def values_of(self, answers: Answers, about_bot: Answers) -> bytes:
        """The same from the answers about the part and the bot, in one go."""
        number = sum(map(self._number, answers.items()))
        if self._asks_of_bot:
            number += self._of_bot(about_bot)
        values = 0
        for known, shift, mask, row in self._look_ups:
            found = known(number >> shift & mask) or row(number, (about_bot, answers))
            values |= found[0]
        return values.to_bytes(self._rules, "little")

    def rows(self, answers: Answers, about_bot: Answers) -> list[Row]:
        """The row of each table."""
        number = self.number(answers, about_bot)
        given = about_bot, answers
        return [known(number >> shift & mask) or row(number, given) for known, shift, mask, row in self._look_ups]

    def certain(self, answers: Answers, about_bot: Answers, ticked: frozenset[str]) -> int:
        """The severities of a part with these ticks; 0 if open questions make a difference, or may."""
        number = sum(map(self._number, answers.items()))
        if self._asks_of_bot:
            number += self._of_bot(about_bot)
        weighs = 0
        for known, shift, mask, row in self._look_ups:
            found = known(number >> shift & mask) or row(number, (about_bot, answers))
            weighs |= found[1]
        return self.scale.certain(weighs, ticked)


class _Numbers(dict[tuple[str, Answer], int]):
    """The number of each answer met so far, by question and answer."""

    def __init__(self, tables: Sequence[Table]) -> None:
        super().__init__()
        self._tables = tables

    def __missing__(self, given: tuple[str, Answer]) -> int:
        if len(self) >= MOST_ANSWERS:
            self.clear()
        found = self[given] = sum(table.number(*given) for table in self._tables)
        return found


def _shared(compiled: CompiledPolicy, scale: Scale) -> list[Sharing]:
    @cache
    def ways_of(question: str, sets: frozenset[frozenset[str]]) -> int:
        return Alike(compiled.blocks[question], sets).ways

    def ways(asked: Comparisons) -> int:
        return prod(ways_of(*each) for each in asked.items())

    alone = [Sharing(comparisons(compiled, member.rule), [member]) for member in scale.members]
    return shared(alone, ways, MOST_WAYS)
