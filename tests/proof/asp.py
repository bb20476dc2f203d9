"""A policy as an answer-set program: an oracle from another world.

The program is written from the pack's conditions and from what the design promises, and shares no code with the engine.
An answer set is one way to answer every open question, and what follows; what all ways together can bring about is asked
for with brave reasoning, the fewest changes of a remedy with minimisation. Gebser et al., "Multi-shot ASP solving with
clingo" (2019).

Worlds are ways to answer. World `a` is any; in world `b` one open question has another answer, so that what the two
differ in depends on that question.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

import clingo

from advisor.policy.condition import All, AnyOf, Condition, Is, Not
from advisor.policy.model import Policy, Question, Rule
from tests.assess.naive import LADDER, Answers

_STATUSES = {
    "prohibition": """
        st(W,{r},violated) :- h(W,{r},when).
        st(W,{r},unclear) :- h(W,{r},unclear_when), not h(W,{r},when).
        st(W,{r},clear) :- world(W), not h(W,{r},when), not h(W,{r},unclear_when).""",
    "requirement": """
        st(W,{r},broken) :- h(W,{r},when), h(W,{r},broken_when).
        st(W,{r},unclear) :- h(W,{r},when), h(W,{r},unclear_when), not h(W,{r},broken_when).
        st(W,{r},met) :- h(W,{r},when), h(W,{r},met_when), not h(W,{r},unclear_when), not h(W,{r},broken_when).
        st(W,{r},todo) :- h(W,{r},when), not h(W,{r},met_when), not h(W,{r},unclear_when), not h(W,{r},broken_when).
        st(W,{r},required) :- st(W,{r},todo), not ticked(W,{r}).
        st(W,{r},ticked) :- st(W,{r},todo), ticked(W,{r}).""",
    "approval": """
        st(W,{r},approval) :- h(W,{r},when), not ticked(W,{r}).
        st(W,{r},ticked) :- h(W,{r},when), ticked(W,{r}).""",
    "permission": """
        st(W,{r},granted) :- h(W,{r},when), not defeated(W,{r}).
        st(W,{r},"not granted") :- world(W), not st(W,{r},granted).""",
}
_INFORMS = "st(W,{r},{word}) :- h(W,{r},when)."
_SILENT = """
        st(W,{r},"does not apply") :- world(W), not h(W,{r},when)."""
_WORLDS = """
    1 { in(a,Q,O) : option(Q,O) } 1 :- open(Q), one(Q).
    1 { in(a,Q,O) : option(Q,O) } :- open(Q), several(Q).
    :- in(W,Q,O), alone(Q,O), in(W,Q,P), P != O.
    in(W,Q,O) :- given(Q,O), world(W).
"""
_FLIP = """
    world(b).
    1 { flip(Q) : open(Q) } 1.
    in(b,Q,O) :- in(a,Q,O), open(Q), not flip(Q).
    1 { in(b,Q,O) : option(Q,O) } 1 :- flip(Q), one(Q).
    1 { in(b,Q,O) : option(Q,O) } :- flip(Q), several(Q).
    depends(R,Q) :- flip(Q), st(a,R,S), st(b,R,T), S != T, S != todo, T != todo.
    decides(Q) :- flip(Q), verdict(a,S), not verdict(b,S).
    decides(Q) :- flip(Q), verdict(b,S), not verdict(a,S).
"""
VERDICT = """
    reached(W,4) :- st(W,R,violated).
    reached(W,4) :- st(W,R,broken), must(R).
    reached(W,3) :- st(W,R,approval).
    reached(W,2) :- st(W,R,required), must(R).
    reached(W,1) :- st(W,R,granted), covers(W,R).
    reached(W,V) :- base(W,V).
    vague(W) :- st(W,R,unclear), must(R).
    worst(W,V) :- V = #max { X : reached(W,X) }, world(W).
    verdict(W,V) :- worst(W,V).
    verdict(W,4) :- vague(W).
"""
ACTING = {"prohibition", "requirement", "approval", "permission"}


def text(name: str) -> str:
    """A name as a term."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def rules_of(policy: Policy, activity: str | None) -> list[Rule]:
    """The rules judged for a part, as the design says."""
    if activity is None:
        return [rule for rule in policy.rules if rule.scope.value == "bot"]
    return [rule for rule in policy.rules if rule.scope.value == "uses" or activity in rule.activities]


def questions_of(policy: Policy, rules: Iterable[Rule]) -> list[Question]:
    """The questions the rules speak of, and those that the conditions of permissions speak of."""
    required = {one for rule in rules for one in rule.requires}
    speaking = [*rules, *(rule for rule in policy.rules if rule.id in required)]
    names = {name for rule in speaking for name in _asked(rule)}
    return [question for question in policy.questions if question.id in names]


def _asked(rule: Rule) -> Iterator[str]:
    waiting: list[Condition] = [rule.when, rule.met_when, rule.broken_when, rule.unclear_when]
    while waiting:
        match waiting.pop():
            case Is(question, _):
                yield question
            case All(parts) | AnyOf(parts):
                waiting += parts
            case Not(part):
                waiting.append(part)


class Program:
    """The rules judged for one activity, as a program over worlds."""

    def __init__(self, policy: Policy, activity: str | None, rules: Sequence[Rule] | None = None) -> None:
        """Write the program; of `rules` alone, if some are named."""
        self.policy = policy
        self.activity = activity
        self.rules = rules_of(policy, activity) if rules is None else list(rules)
        self.questions = questions_of(policy, self.rules)
        self._number = count()
        self._lines: list[str] = []
        written = {rule.id: rule for rule in self.rules}
        for rule in self.rules:
            for required in rule.requires:
                written.setdefault(required, policy.rule(required))
        for rule in written.values():
            self._conditions(rule)
        for rule in self.rules:
            self._status(rule)
        self.text = "\n".join(self._lines)

    def _conditions(self, rule: Rule) -> None:
        for name in ("when", "met_when", "broken_when", "unclear_when"):
            node = self._condition(getattr(rule, name))
            self._lines.append(f"h(W,{text(rule.id)},{name}) :- world(W), c(W,{node}).")

    def _condition(self, condition: Condition) -> int:
        number = next(self._number)
        head = f"c(W,{number}) :- world(W)"
        match condition:
            case Is(question, options):
                self._lines += [f"{head}, in(W,{text(question)},{text(option)})." for option in options]
            case All(parts):
                body = "".join(f", c(W,{self._condition(part)})" for part in parts)
                self._lines.append(f"{head}{body}.")
            case AnyOf(parts):
                self._lines += [f"{head}, c(W,{self._condition(part)})." for part in parts]
            case Not(part):
                self._lines.append(f"{head}, not c(W,{self._condition(part)}).")
        return number

    def _status(self, rule: Rule) -> None:
        name, kind = text(rule.id), rule.modality.value
        word = "advice" if kind == "recommendation" else "note"
        self._lines.append(_STATUSES.get(kind, _INFORMS).format(r=name, word=word))
        if kind not in ("prohibition", "permission"):
            self._lines.append(_SILENT.format(r=name))
        self._lines += [
            f"defeated(W,{name}) :- h(W,{text(one)},when), h(W,{text(one)},broken_when)." for one in rule.requires
        ]
        if rule.force.value == "must":
            self._lines.append(f"must({name}).")
        if rule.scope.value != "uses" or not self._permitted_by_name():
            self._lines.append(f"covers(W,{name}) :- world(W).")

    def _permitted_by_name(self) -> bool:
        return any(
            rule.modality.value == "permission" and self.activity in rule.activities for rule in self.policy.rules
        )

    @property
    def base(self) -> int:
        """What a part comes to before any rule speaks: its place on the ladder."""
        if self.activity is None:
            return 1
        kinds = {rule.modality.value for rule in self.policy.rules if self.activity in rule.activities}
        return int(bool(kinds & ACTING) and "permission" not in kinds)

    def facts(self, given: Answers, ticked: Iterable[str]) -> str:
        """What a plan says, and what it leaves open."""
        lines = [f"base(W,{self.base}) :- world(W).", *(f"ticked(W,{text(rule)}) :- world(W)." for rule in ticked)]
        for question in self.questions:
            lines += question_facts(question)
            if question.id in given:
                lines += [f"given({text(question.id)},{text(option)})." for option in given[question.id]]
            else:
                lines.append(f"open({text(question.id)}).")
        return "\n".join(lines)


def question_facts(question: Question) -> Iterator[str]:
    """A question and its options."""
    name = text(question.id)
    yield f"{'several' if question.several else 'one'}({name})."
    for option in question.options:
        yield f"option({name},{text(option.id)})."
        if option.exclusive:
            yield f"alone({name},{text(option.id)})."


def brave(program: str) -> list[clingo.Symbol]:
    """Every shown atom that some answer set holds."""
    control = clingo.Control(["--enum-mode=brave", "--models=0"], logger=quiet)
    control.add("base", [], program)
    control.ground([("base", [])])
    found: list[clingo.Symbol] = []
    with control.solve(yield_=True) as solving:
        for model in solving:
            found = list(model.symbols(shown=True))
    return found


def quiet(_code: clingo.MessageCode, _message: str) -> None:
    """Atoms that no rule derives are no news: a pack need not use every feature."""


class Judged:
    """What the oracle says of one part."""

    def __init__(self, program: Program, given: Answers, ticked: Iterable[str]) -> None:
        """Ask for everything that some completion brings about."""
        facts = program.facts(given, ticked)
        shown = "#show st/3. #show verdict/2."
        self.statuses: dict[str, set[str]] = {rule.id: set() for rule in program.rules}
        self.open: dict[str, set[str]] = {rule.id: set() for rule in program.rules}
        self.verdicts: set[str] = set()
        self.decides: set[str] = set()
        for symbol in brave(f"world(a).\n{program.text}\n{facts}\n{_WORLDS}\n{VERDICT}\n{shown}"):
            names = [_name(argument) for argument in symbol.arguments]
            if symbol.name == "st" and names[2] != "todo":
                self.statuses[names[1]].add(names[2])
            elif symbol.name == "verdict":
                self.verdicts.add(LADDER[symbol.arguments[1].number])
        if all(question.id in given for question in program.questions):
            return
        shown = "#show depends/2. #show decides/1."
        for symbol in brave(f"world(a).\n{program.text}\n{facts}\n{_WORLDS}\n{_FLIP}\n{VERDICT}\n{shown}"):
            names = [_name(argument) for argument in symbol.arguments]
            if symbol.name == "depends":
                self.open[names[0]].add(names[1])
            else:
                self.decides.add(names[0])


def _name(symbol: clingo.Symbol) -> str:
    return symbol.string if symbol.type is clingo.SymbolType.String else str(symbol)


def every_plan(program: Program) -> Iterator[tuple[dict[str, tuple[str, ...]], dict[str, str]]]:
    """Every way to answer all questions of the program, with the status of each rule."""
    shown = "#show in/3. #show st/3."
    control = clingo.Control(["--models=0"], logger=quiet)
    control.add("base", [], "\n".join(("world(a).", program.text, program.facts({}, ()), _WORLDS, shown)))
    control.ground([("base", [])])
    order = {
        (question.id, option.id): at for question in program.questions for at, option in enumerate(question.options)
    }
    with control.solve(yield_=True) as solving:
        for model in solving:
            chosen: dict[str, list[str]] = {}
            statuses: dict[str, str] = {}
            for symbol in model.symbols(shown=True):
                names = [_name(argument) for argument in symbol.arguments]
                if symbol.name == "in":
                    chosen.setdefault(names[1], []).append(names[2])
                elif names[2] != "todo":
                    statuses[names[1]] = names[2]
            answers = {q: tuple(sorted(options, key=lambda o, q=q: order[q, o])) for q, options in chosen.items()}  # type: ignore[misc]
            yield answers, statuses
