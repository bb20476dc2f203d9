"""Which answers have to change so that nothing prohibits a part, and to what: the fewest, then those that differ least.

Only answers that were given and are not fixed are changed. The open questions may come out any way that serves, for
each part apart: two parts at odds with each other already block no remedy of a third.
"""

from collections.abc import Collection, Iterator

from advisor.assess.case import Answer, Case, CasePart
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.finding import Assessment, Verdict
from advisor.assess.severities import harmless
from advisor.assess.solver import Conflict, Goal, Key, Solver
from advisor.assess.ways import Changing, Ways


class Repair:
    """The ways to lift the prohibition of one part of a case, and to bring none upon another."""

    def __init__(self, compiled: CompiledPolicy, case: Case, assessment: Assessment, part: CasePart) -> None:
        """Set up what has to hold of the part, and of every other part that is not prohibited now."""
        self.compiled = compiled
        self.answers = {**case.bot.answers, **part.answers}
        self.fixed = {question.id for question in compiled.policy.questions if question.fixed}
        about_bot = [variable for question in case.bot.answers for variable in compiled.blocks[question].variables]
        goals = [*self._goals(part.activity, 0, certainly=True)]
        self.standing: dict[Key, int] = {}
        for space, (other, judged) in enumerate(zip(case.parts, assessment.parts, strict=True), start=1):
            if other.id != part.id and judged.verdict is not Verdict.PROHIBITED:
                goals += self._goals(other.activity, space, certainly=False)
                if other.activity is not None:
                    values = compiled.encode(other.answers, other.answers)
                    self.standing |= {(space, variable): value for variable, value in values.items()}
        self.solver = Solver(compiled.diagram, goals, about_bot)
        self.question_of: dict[Key, str] = {}
        self.values: dict[str, dict[Key, int]] = {}
        for question, answer in self.answers.items():
            self.values[question] = self._keyed(question, answer)
            self.question_of |= dict.fromkeys(self.values[question], question)
        self.cores: list[frozenset[str]] = []

    def _goals(self, activity: str | None, space: int, *, certainly: bool) -> Iterator[Goal]:
        for rule in self.compiled.policy.rules_for(activity):
            root = self.compiled.status[rule.id]
            statuses = self.compiled.diagram.values(root)
            wanted = frozenset(status for status in statuses if harmless(rule, status, certainly=certainly))
            if wanted != statuses:
                yield Goal(root, wanted, space)

    def _keyed(self, question: str, answer: Answer) -> dict[Key, int]:
        values = self.compiled.blocks[question].encode(answer)
        return {self.solver.key(variable, 0): value for variable, value in values.items()}

    def fewest(self) -> Iterator[dict[str, Answer]]:
        """New answers to the fewest questions, in the pack's order: for each choice of questions the nearest first."""
        size, found = 0, False
        while not found and frozenset() not in self.cores:
            for questions in self._enough(size, frozenset(), frozenset()):
                found = True
                yield from self._ways(sorted(questions, key=self.compiled.order.__getitem__))
            size += 1

    # Which questions

    def _enough(self, size: int, chosen: frozenset[str], kept: frozenset[str]) -> Iterator[frozenset[str]]:
        """Each set of at most `size` more questions beside the chosen ones, and without those kept, that is enough."""
        core = self._missed(chosen)
        if core is None:
            yield chosen
        elif self._apart(chosen, kept) <= size:
            for question in sorted(core - kept, key=self.compiled.order.__getitem__):
                yield from self._enough(size - 1, chosen | {question}, kept)
                kept |= {question}

    def _missed(self, chosen: frozenset[str]) -> frozenset[str] | None:
        """A core that the chosen questions do not hit; None if there is none, and changing them is enough."""
        for core in self.cores:
            if core.isdisjoint(chosen):
                return core
        found = self._solve(chosen)
        if not isinstance(found, Conflict):
            return None
        core = frozenset(self.question_of[key] for key in found.keys if key in self.question_of) - self.fixed
        self.cores.append(core)
        return core

    def _apart(self, chosen: frozenset[str], kept: frozenset[str]) -> int:
        """A number of changes that are needed beside those chosen: cores that have no question in common."""
        seen: set[str] = set()
        count = 0
        for core in sorted(self.cores, key=len):
            if core.isdisjoint(chosen) and core.isdisjoint(seen):
                if core <= kept:
                    return len(self.answers) + 1
                seen |= core
                count += 1
        return count

    def _solve(self, free: Collection[str]) -> dict[Key, int] | Conflict:
        values = dict(self.standing)
        for question, standing in self.values.items():
            if question not in free:
                values |= standing
        prefer = {key: value for question in free for key, value in self.values[question].items()}
        return self.solver.solve(values, prefer)

    # To what

    def _ways(self, questions: list[str]) -> Iterator[dict[str, Answer]]:
        """The ways to change just these questions: those that differ least first, and one that serves in any case."""
        found = False
        for answers in self._nearest(questions):
            found = True
            yield dict(zip(questions, answers, strict=True))
        if not found:
            yield self._solved(questions)

    def _solved(self, questions: list[str]) -> dict[str, Answer]:
        found = self._solve(questions)
        assert not isinstance(found, Conflict)
        answers = {}
        for question in questions:
            values = {key[1]: found.get(key, now) for key, now in self.values[question].items()}
            answers[question] = self.compiled.blocks[question].decode(values)
        return answers

    def _nearest(self, names: list[str]) -> Iterator[tuple[Answer, ...]]:
        """The first other answers to all the questions with which everything serves, while the rest stays as it is."""
        asked = [Changing(self.compiled.blocks[name].question, self.answers[name]) for name in names]
        kept = [values for question, values in self.values.items() if question not in names]
        self.solver.assume(self.standing | {key: value for values in kept for key, value in values.items()})
        try:  # what is held can be had: to change these answers is enough
            yield from Ways(self.solver, asked, self._keyed).serving()
        finally:
            self.solver.release()
