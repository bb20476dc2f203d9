"""The smallest change of answers that lifts a prohibition and breaks nothing else.

"Nothing prohibits the part" is one Boolean diagram over all its rules at once, and a changed answer is a step away
from the path the answers take through it, so the fewest changes are a shortest path. A few equally short ones are
tried out, and the one that differs least comes first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from advisor.assess.assess import Assessor
from advisor.assess.case import Answer, Case, CasePart
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import Assessment, Outcome, Verdict
from advisor.assess.interview import with_answer
from advisor.policy.model import BOT

TRIED = 64
"""How many equally short ways are assessed to find the best of them."""
OFFERED = 3
IMPOSSIBLE = 10**9


@dataclass(frozen=True, slots=True)
class Change:
    """One answer replaced. `part` is where it was given: the bot, or the use the remedy is for."""

    part: str
    question: str
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class Remedy:
    """Changes after which `part` is not prohibited. Without changes: only giving up the part helps."""

    part: str
    changes: tuple[Change, ...]
    outcome: Outcome
    """Of the part after the changes; of the rest of the plan when the part is given up."""

    @property
    def gives_up(self) -> bool:
        """Whether no change of answers helps."""
        return not self.changes


def remedies(assessor: Assessor, case: Case, assessment: Assessment) -> tuple[Remedy, ...]:
    """For each prohibited part, up to three smallest remedies, best first; re-assessed, every one."""
    found: list[Remedy] = []
    for part, judged in zip(case.parts, assessment.parts, strict=True):
        if judged.verdict is Verdict.PROHIBITED:
            found += _for_part(assessor, case, assessment, part)
    return tuple(found)


def _for_part(assessor: Assessor, case: Case, assessment: Assessment, part: CasePart) -> list[Remedy]:
    search = _Search(assessor.compiled, case, assessment, part)
    candidates: list[tuple[tuple[int, ...], Remedy]] = []
    for changes in islice(search.shortest(), TRIED):
        after = assessor.assess(apply_changes(case, changes)).part(part.id)
        remedy = Remedy(part.id, changes, after.outcome)
        if after.verdict is not Verdict.PROHIBITED:
            candidates.append((_rank(assessor, remedy), remedy))
    if candidates:
        return [remedy for _, remedy in sorted(candidates, key=lambda candidate: candidate[0])[:OFFERED]]
    rest = Case(case.bot, tuple(use for use in case.uses if use.id != part.id))
    return [Remedy(part.id, (), assessor.assess(rest).outcome)]


def _rank(assessor: Assessor, remedy: Remedy) -> tuple[int, ...]:
    """Certain ways out before doubtful ones, then the least that differs, then the pack's order of options."""
    doubtful = int(remedy.outcome.worst is Verdict.PROHIBITED)
    flips = sum(len(set(change.before) ^ set(change.after)) for change in remedy.changes)
    names = {change.question: assessor.policy.question(change.question).options for change in remedy.changes}
    places = (
        number
        for change in remedy.changes
        for number, option in enumerate(names[change.question])
        if option.id in change.after
    )
    return (doubtful, flips, *places)


def apply_changes(case: Case, changes: tuple[Change, ...]) -> Case:
    """The case after the changes."""
    for change in changes:
        case = with_answer(case, change.part, change.question, change.after)
    return case


class _Search:
    """Shortest paths from the answers of a part to where nothing prohibits it."""

    def __init__(self, compiled: CompiledPolicy, case: Case, assessment: Assessment, part: CasePart) -> None:
        self.compiled = compiled
        self.part = part
        self.answers = {**case.bot.answers, **part.answers}
        self.store = Diagram(compiled.diagram.sizes)
        self.fixed = {q.id for q in compiled.policy.questions if q.fixed}
        self.current = compiled.encode(self.answers, self.answers)
        self.costs: dict[tuple[Node, str], int] = {}
        freed = compiled.diagram.copy(self.store, compiled.safe(part.activity, certainly=True), {})
        self.root = self.store.forget(freed, keep=self.current)
        for other, judged in zip(case.parts, assessment.parts, strict=True):
            if other.id != part.id and judged.verdict is not Verdict.PROHIBITED:
                # Open questions may be answered for each part apart: two parts at odds already block no remedy.
                spared = self.store.forget(self._stays_possible(other), keep=self.current)
                self.root = self.store.both(self.root, spared)

    def _stays_possible(self, other: CasePart) -> Node:
        """Where, by the answers about the bot, another part is not prohibited for certain."""
        own = self.compiled.encode(other.answers, other.answers) if other.activity is not None else {}
        safe = self.compiled.safe(other.activity, certainly=False)
        rest = self.compiled.diagram.copy(self.store, safe, own)
        return self.store.collapse(rest, self.compiled.first_use_variable, any)

    def shortest(self) -> Iterator[tuple[Change, ...]]:
        """Each set of changes with the fewest changed answers, once."""
        if self._cost(self.root, "") >= IMPOSSIBLE:
            return
        seen: set[tuple[Change, ...]] = set()
        for path in self._paths(self.root, ""):
            for changes in self._changes(path):
                if changes not in seen:
                    seen.add(changes)
                    yield changes

    def _steps(self, node: Node, changed: str) -> Iterator[tuple[int, int, Node, str]]:
        """From a node: the value taken, its price, the next node, and the question last changed."""
        variable = self.store.variable(node)
        question = self.compiled.question_of[variable]
        now = self.current[variable]
        for value, child in enumerate(self.store.children(node)):
            if value == now:
                yield value, 0, child, changed
            elif question not in self.fixed:
                yield value, int(changed != question), child, question

    def _cost(self, node: Node, changed: str) -> int:
        if self.store.is_terminal(node):
            return 0 if self.store.value(node) else IMPOSSIBLE
        if changed and self.compiled.question_of[self.store.variable(node)] != changed:
            changed = ""
        key = (node, changed)
        if key not in self.costs:
            self.costs[key] = min(
                (price + self._cost(child, last) for _, price, child, last in self._steps(node, changed)),
                default=IMPOSSIBLE,
            )
        return self.costs[key]

    def _paths(self, node: Node, changed: str) -> Iterator[Mapping[int, int]]:
        if self.store.is_terminal(node):
            yield {}
            return
        if changed and self.compiled.question_of[self.store.variable(node)] != changed:
            changed = ""
        least = self._cost(node, changed)
        variable = self.store.variable(node)
        for value, price, child, last in self._steps(node, changed):
            if price + self._cost(child, last) == least:
                for rest in self._paths(child, last):
                    yield {variable: value, **rest}

    def _changes(self, path: Mapping[int, int]) -> Iterator[tuple[Change, ...]]:
        """The changes of answers that a path stands for.

        Where every chosen option is given up and there is no "none" to fall back on, each other option that serves
        as well is a way out of its own.
        """
        afters: dict[str, list[Answer]] = {}
        for question, before in self.answers.items():
            block = self.compiled.blocks[question]
            values = {v: path.get(v, self.current[v]) for v in block.variables}
            after = block.decode(values)
            if after == before:
                continue
            given_up = block.question.several and not any(values.values())
            others = [(name,) for name in block.names] if given_up and block.empty_means in block.names else [after]
            afters[question] = [other for other in others if self._serves(path, question, other)]
        for answers in product(*afters.values()):
            chosen = dict(zip(afters, answers, strict=True))
            yield tuple(
                Change(
                    BOT if self.compiled.blocks[question].question.about_bot else self.part.id,
                    question,
                    self.answers[question],
                    chosen[question],
                )
                for question in sorted(chosen, key=self.compiled.order.__getitem__)
            )

    def _serves(self, path: Mapping[int, int], question: str, answer: Answer) -> bool:
        values = {**self.current, **path, **self.compiled.blocks[question].encode(answer)}
        return self.store.values_under(self.root, values) == {True}
