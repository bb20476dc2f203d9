"""What the rules of an activity come to, looked up: values and what they weigh, without findings.

A few rules that ask alike share a table, with a row for each set of answers that they can tell apart. An answer is a
number with a field for each table that asks its question; the numbers of all answers, added up, hold the key to a row
in every table. A row is numbers again, with places of its own for every rule of the activity, so that "or" over the
rows of all tables gives what all rules come to. Rows are worked out when first needed. Rules that ask little, taken
together, have a table of their own, of which the answers themselves are a key as well; so are the answers about a part of
which little is asked, to all that its rules come to: a plan is a dozen look-ups.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, reduce
from itertools import chain
from math import prod
from operator import or_

from advisor.assess.alike import Alike, Comparisons, both, comparisons
from advisor.assess.asked import Answers, Numbers, picked, summed
from advisor.assess.compiled import Block, CompiledPolicy
from advisor.assess.finding import STATUS_ORDER
from advisor.assess.lookup import Asked, Column, Known, LookUp
from advisor.assess.near import near
from advisor.assess.scale import PROHIBITS, Member, Pending, Scale, grouped
from advisor.assess.settle import RuleTable
from advisor.assess.severities import PROHIBITED_ALONE
from advisor.assess.sharing import Sharing, shared
from advisor.typed import Any, NamedTuple, TypeVar

Found = TypeVar("Found")

MOST_WAYS = 256
"""Rules share a table while they can tell no more sets of answers apart."""
MOST_ROWS = 2_000
"""For how many sets of answers a table has rows at a time: a megabyte at most."""
MOST_ALONE = 2_000
"""Where no more sets of answers can be given to all that is asked of a part, all its rules are looked up by these at once."""


class Row(NamedTuple):
    """What the rules of a table come to under some answers."""

    values: int
    """A byte for each rule: the place of its status in `Status`, ticks aside."""
    weighs: int
    pending: Pending | None


class Table:
    """A few rules that ask alike."""

    __slots__ = ("_fields", "_parts", "_scale", "mask", "members", "rows", "shift", "values", "weighs")

    def __init__(self, compiled: CompiledPolicy, share: Sharing, shift: int, scale: Scale) -> None:
        """Lay out the key, a field a question; in the numbers of answers it begins at the bit `shift`."""
        self.members = share.members
        self.shift = shift
        self.rows: dict[int, Row] = {}
        self.values: dict[int, int] = {}
        """The values of each row, and what it weighs: for whoever needs no more."""
        self.weighs: dict[int, int] = {}
        self._scale = scale
        self._fields: dict[str, tuple[int, Alike]] = {}
        width = 0
        for question, sets in share.asked.items():
            alike = Alike(compiled.blocks[question], sets)
            self._fields[question] = width, alike
            width += alike.answered.bit_length()
        self.mask = (1 << width) - 1
        self._parts: list[tuple[int, dict[int, Row], list[Member]]] = [
            (self._mask(asks), {}, members) for asks, members in grouped(self.members).items()
        ]

    def _mask(self, asks: Iterable[str]) -> int:
        """The fields of some questions."""
        mask = 0
        for place, alike in map(self._fields.__getitem__, asks):
            mask |= (1 << alike.answered.bit_length()) - 1 << place
        return mask

    @property
    def asked(self) -> Collection[str]:
        """The questions whose answers make a difference to one of the rules."""
        return self._fields.keys()

    @property
    def end(self) -> int:
        """The bit at which the next table's key may begin."""
        return self.shift + self.mask.bit_length()

    def bits(self, question: str) -> tuple[int, dict[str, int]]:
        """In the field of the question, the bit that says it was answered, and that of each option."""
        place, alike = self._fields[question]
        at = self.shift + place
        return alike.answered << at, {option: bit << at for option, bit in alike.bits.items()}

    def row(self, number: int, answers: Sequence[Answers]) -> Row:
        """The row for the answers whose number that is, worked out when it is first needed."""
        key = number >> self.shift & self.mask
        row = self.rows.get(key)
        if row is None:
            if len(self.rows) >= MOST_ROWS:
                self.rows.clear()
                self.values.clear()
                self.weighs.clear()
            row = self.rows[key] = self._row(key, answers)
            self.values[key], self.weighs[key] = row.values, row.weighs
        return row

    def _row(self, key: int, answers: Sequence[Answers]) -> Row:
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
        return Row(values, weighs, self._scale.joined(pending))

    def all_values(self) -> Column:
        """The values of all rows."""
        return self.values.get, self.shift, self.mask, lambda number, answers: self.row(number, answers).values

    def all_weights(self) -> Column:
        """What all rows weigh."""
        return self.weighs.get, self.shift, self.mask, lambda number, answers: self.row(number, answers).weighs

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
        self.scale = scale = Scale(compiled, activity, of_rules)
        self._rules = scale.rules
        self.tables: list[Table] = []
        blocks = compiled.blocks
        asked = dict.fromkeys(chain.from_iterable(member.table.asks for member in scale.members))
        of_bot = [each for each in asked if activity and blocks[each].question.about_bot]
        self._open = dict.fromkeys(each for each in asked if each not in of_bot)

        def ways(questions: Iterable[str]) -> int:
            return prod(blocks[each].ways for each in questions)

        alone = not of_bot and ways(asked) <= MOST_ALONE
        places = [] if alone else near(scale.members, ways, of_bot)
        apart = {member.place for place in places for member in place.members}
        others = [member for member in scale.members if member.place not in apart]
        of_others = [self._laid_out(compiled, share) for share in _shared(compiled, others)]
        of_places = [self._laid_out(compiled, _together(compiled, place.members)) for place in places]
        self._numbers = {each: self._numbers_of(blocks[each]) for each in asked}
        needed = [each for each in self._open if any(each in table.asked for table in of_others)]
        self._least = len(compiled.policy.questions_about(activity))
        given = Asked(
            self._least,
            self._open,
            summed(needed, self._numbers, [blocks[each].ways for each in needed]),
            [(each, self._numbers[each]) for each in of_bot],
        )

        def look_up(column: Callable[[Table], Column]) -> LookUp:
            known = [
                (picked(place.questions), Known(place.questions, self._numbers, column(table)))
                for place, table in zip(places, of_places, strict=True)
            ]
            return LookUp(given, known, list(map(column, of_others)))

        self._values = look_up(Table.all_values)
        self._weighs = look_up(Table.all_weights)
        self._columns = [table.all_values() for table in self.tables]
        self.key_alone = picked(tuple(asked)) if alone else None
        """Where so little is asked of a part that its answers are the key to all of it: what picks them."""
        self.values_alone: dict[Any, bytes] = {}
        """What all rules come to, by that key."""
        self.weighs_alone: dict[Any, int] = {}

    def _laid_out(self, compiled: CompiledPolicy, share: Sharing) -> Table:
        """A table for the rules, its key beside those of the others."""
        table = Table(compiled, share, self.tables[-1].end if self.tables else 0, self.scale)
        self.tables.append(table)
        return table

    def _numbers_of(self, block: Block) -> Numbers:
        """The numbers of the answers to a question, with its fields in all tables."""
        fields = [table.bits(block.question.id) for table in self.tables if block.question.id in table.asked]
        options = [option.id for option in block.question.options]
        bits = {option: reduce(or_, [of_options[option] for _, of_options in fields]) for option in options}
        return Numbers(block, reduce(or_, [answered for answered, _ in fields]), bits)

    def number(self, answers: Answers, about_bot: Answers) -> int:
        """The number of the answers about the part, and of those about the bot that bear on a use."""
        given = answers if self._open.keys() == self._numbers.keys() else {**about_bot, **answers}
        return sum([numbers[given.get(question)] for question, numbers in self._numbers.items()])

    def values(self, number: int, *answers: Answers) -> bytes:
        """What each rule comes to, in the pack's order: the place of its status in `Status`, ticks aside.

        `number` is that of all `answers` together.
        """
        values = 0
        for known, shift, mask, worked_out in self._columns:
            found = known(number >> shift & mask)
            values |= worked_out(number, answers) if found is None else found
        return values.to_bytes(self._rules, "little")

    def values_of(self, answers: Answers, about_bot: Answers) -> bytes:
        """The same from the answers about the part and the bot, in one go."""
        if key_of := self.key_alone:
            key = key_of({**self._open, **answers})
            found = self.values_alone.get(key)
            if found is None:
                found = _remembered(self.values_alone, key, self.values(self.number(answers, about_bot), answers))
            return found
        return self._values.of(answers, about_bot).to_bytes(self._rules, "little")

    def rows(self, answers: Answers, about_bot: Answers) -> list[Row]:
        """The row of each table."""
        number = self.number(answers, about_bot)
        return [table.row(number, (about_bot, answers)) for table in self.tables]

    def certain(self, answers: Answers, about_bot: Answers, ticked: frozenset[str]) -> int:
        """The severities of a part with these ticks; 0 if open questions make a difference, or may."""
        if key_of := self.key_alone:
            given = answers if len(answers) >= self._least else {**self._open, **answers}
            try:
                weighs = self.weighs_alone[key_of(given)]
            except KeyError:
                found = self._weighs.of(answers, about_bot)
                weighs = _remembered(self.weighs_alone, key_of({**self._open, **answers}), found)
        else:
            weighs = self._weighs.of(answers, about_bot)
        return PROHIBITED_ALONE if weighs & PROHIBITS else self.scale.certain(weighs, ticked)


def _remembered(alone: dict[Any, Found], key: object, found: Found) -> Found:
    if len(alone) >= MOST_ALONE:
        alone.clear()
    alone[key] = found
    return found


def _shared(compiled: CompiledPolicy, members: Iterable[Member]) -> list[Sharing]:
    @cache
    def ways_of(question: str, sets: frozenset[frozenset[str]]) -> int:
        return Alike(compiled.blocks[question], sets).ways

    def ways(asked: Comparisons) -> int:
        return prod(ways_of(*each) for each in asked.items())

    alone = [_together(compiled, [member]) for member in members]
    return shared(alone, ways, MOST_WAYS)


def _together(compiled: CompiledPolicy, members: Sequence[Member]) -> Sharing:
    return Sharing(reduce(both, [comparisons(compiled, member.rule) for member in members]), list(members))
