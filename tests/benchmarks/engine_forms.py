"""The conditions of a pack in the words of other engines; each in the quickest form that its interface offers."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import cedarpy
import clingo
import datalogic_py
import regorus
import zen

from advisor.assess.case import Answer
from advisor.policy.condition import All, AnyOf, Condition, Is, Not
from advisor.policy.model import Policy

Answers = Mapping[str, Answer]
Conditions = Mapping[str, Condition]
"""By name."""


class Engine(Protocol):
    """An engine that was given the conditions of every activity."""

    def prepared(self, activity: str | None, answers: Answers) -> Any:
        """The answers as the engine takes them."""

    def values(self, prepared: Any) -> Any:
        """What the engine gives for them: the part that is timed."""

    def held(self, found: Any, activity: str | None) -> frozenset[str]:
        """The names of the conditions that hold."""


class Base:
    """What the forms have in common: which questions take several options."""

    def __init__(self, policy: Policy, conditions: Mapping[str | None, Conditions]) -> None:
        """Compile."""
        self.several = {question.id for question in policy.questions if question.several}
        self.all_several = sorted(self.several)
        self.names = {activity: tuple(named) for activity, named in conditions.items()}
        self.compiled = {activity: self.compile(named) for activity, named in conditions.items()}

    def compile(self, named: Conditions) -> Any:
        """The conditions of an activity."""
        raise NotImplementedError

    def plain(self, answers: Answers) -> dict[str, Any]:
        """The answers as JSON; nothing chosen where a question with several options is open."""
        return {
            **{question: [] for question in self.all_several},
            **{
                question: list(answer) if question in self.several else answer[0]
                for question, answer in answers.items()
            },
        }

    def listed(self, found: Sequence[Any], activity: str | None) -> frozenset[str]:
        """The names of those that are true."""
        return frozenset(name for name, value in zip(self.names[activity], found, strict=True) if value)


class Zen(Base):
    """zen-engine: one compiled expression that lists the values."""

    def compile(self, named: Conditions) -> Any:
        return zen.compile_expression("[" + ", ".join(map(self._text, named.values())) + "]")

    def _text(self, condition: Condition) -> str:
        match condition:
            case Is(question, options) if question in self.several:
                return "(" + " or ".join(f"some({question}, # == '{option}')" for option in options) + ")"
            case Is(question, options):
                return "(" + " or ".join(f"{question} == '{option}'" for option in options) + ")"
            case All(parts):
                return "(" + " and ".join(map(self._text, parts)) + ")" if parts else "true"
            case AnyOf(parts):
                return "(" + " or ".join(map(self._text, parts)) + ")" if parts else "false"
            case Not(part):
                return f"(not {self._text(part)})"

    def prepared(self, activity: str | None, answers: Answers) -> Any:
        return self.compiled[activity], self.plain(answers)

    def values(self, prepared: Any) -> Any:
        return prepared[0].evaluate(prepared[1])

    def held(self, found: Any, activity: str | None) -> frozenset[str]:
        return self.listed(found, activity)


class JsonLogic(Base):
    """datalogic-py: one compiled rule that lists the values, over data parsed beforehand, in a session; a text comes back."""

    def __init__(self, policy: Policy, conditions: Mapping[str | None, Conditions]) -> None:
        self.engine = datalogic_py.Engine()
        self.session = self.engine.session()
        super().__init__(policy, conditions)

    def compile(self, named: Conditions) -> Any:
        return self.engine.compile([self._logic(condition) for condition in named.values()])

    def _logic(self, condition: Condition) -> Any:
        match condition:
            case Is(question, options):
                several = question in self.several
                one = [{"in" if several else "==": [o, {"var": question}]} for o in options]
                return one[0] if len(one) == 1 else {"or": one}
            case All(parts):
                return {"and": [self._logic(part) for part in parts]} if parts else True
            case AnyOf(parts):
                return {"or": [self._logic(part) for part in parts]} if parts else False
            case Not(part):
                return {"!": [self._logic(part)]}

    def prepared(self, activity: str | None, answers: Answers) -> Any:
        return self.compiled[activity], datalogic_py.DataHandle(json.dumps(self.plain(answers)))

    def values(self, prepared: Any) -> Any:
        return self.session.evaluate_data_str(*prepared)

    def held(self, found: Any, activity: str | None) -> frozenset[str]:
        return self.listed(json.loads(found), activity)


class JsonLogicOfValues(JsonLogic):
    """The same over a dictionary of Python's; a list comes back."""

    def prepared(self, activity: str | None, answers: Answers) -> Any:
        return self.compiled[activity], self.plain(answers)

    def values(self, prepared: Any) -> Any:
        return self.session.evaluate(*prepared)

    def held(self, found: Any, activity: str | None) -> frozenset[str]:
        return self.listed(found, activity)


class Cedar(Base):
    """cedarpy: a policy a condition, parsed once; those that permit are the ones that hold."""

    def __init__(self, policy: Policy, conditions: Mapping[str | None, Conditions]) -> None:
        self.entities = cedarpy.Entities.from_json_str("[]")
        super().__init__(policy, conditions)

    def compile(self, named: Conditions) -> Any:
        text = "\n".join(
            f"permit(principal, action, resource) when {{ {self._text(condition)} }};" for condition in named.values()
        )
        return cedarpy.PolicySet.from_str(text)

    def _text(self, condition: Condition) -> str:
        match condition:
            case Is(question, options) if question in self.several:
                listed = ", ".join(map(json.dumps, options))
                return f"context.{question}.containsAny([{listed}])"
            case Is(question, options):
                same = " || ".join(f'context.{question} == "{option}"' for option in options)
                return f"(context has {question} && ({same}))"
            case All(parts):
                return "(" + " && ".join(map(self._text, parts)) + ")" if parts else "true"
            case AnyOf(parts):
                return "(" + " || ".join(map(self._text, parts)) + ")" if parts else "false"
            case Not(part):
                return f"(!{self._text(part)})"

    def prepared(self, activity: str | None, answers: Answers) -> Any:
        names = {"principal": 'U::"u"', "action": 'Action::"a"', "resource": 'R::"r"'}
        return {**names, "context": self.plain(answers)}, self.compiled[activity]

    def values(self, prepared: Any) -> Any:
        return cedarpy.is_authorized(*prepared, self.entities).diagnostics.reasons

    def held(self, found: Any, activity: str | None) -> frozenset[str]:
        return frozenset(self.names[activity][int(reason.removeprefix("policy"))] for reason in found)


class Rego(Base):
    """regorus: a module an activity; the set of conditions that hold is one rule of it."""

    def compile(self, named: Conditions) -> Any:
        lines = ["package plan", "import rego.v1"]
        helpers: list[str] = []
        for at, condition in enumerate(named.values()):
            lines.append(f"held contains {at} if {{ {self._body(condition, helpers)} }}")
        engine = regorus.Engine()
        engine.add_policy("plan.rego", "\n".join([*lines, *helpers]))
        return engine

    def _body(self, condition: Condition, helpers: list[str]) -> str:
        match condition:
            case Is(question, options) if question in self.several:
                return self._any([f'"{option}" in input.{question}' for option in options], helpers)
            case Is(question, options):
                return self._any([f'input.{question} == "{option}"' for option in options], helpers)
            case All(parts):
                return "; ".join(self._body(part, helpers) for part in parts) or "true"
            case AnyOf(parts):
                return self._any([self._body(part, helpers) for part in parts], helpers)
            case Not(part):
                return f"not {self._any([self._body(part, helpers)], helpers, alone=True)}"

    def _any(self, bodies: list[str], helpers: list[str], *, alone: bool = False) -> str:
        if len(bodies) == 1 and not alone:
            return bodies[0]
        name = f"h{len(helpers)}"
        helpers.append("\n".join(f"{name} if {{ {body} }}" for body in bodies or ["false"]))
        return name

    def prepared(self, activity: str | None, answers: Answers) -> Any:
        return self.compiled[activity], json.dumps(self.plain(answers))

    def values(self, prepared: Any) -> Any:
        engine, answers = prepared
        engine.set_input_json(answers)
        return engine.eval_rule_as_json("data.plan.held")

    def held(self, found: Any, activity: str | None) -> frozenset[str]:
        return frozenset(self.names[activity][at] for at in json.loads(found))


class Clingo(Base):
    """clingo: a program an activity, grounded once; the answers are externals."""

    def compile(self, named: Conditions) -> Any:
        lines: list[str] = []
        atoms = {
            (one.question, option)
            for condition in named.values()
            for one in _atoms(condition)
            for option in one.options
        }
        for question, option in sorted(atoms):
            lines.append(f'#external a("{question}","{option}").')
        for at, condition in enumerate(named.values()):
            lines.append(f"held({at}) :- {self._atom(condition, lines)}.")
        lines.append("#show held/1.")
        control = clingo.Control()
        control.add("base", [], "\n".join(lines))
        control.ground([("base", [])])
        return control, atoms, []

    def _atom(self, condition: Condition, lines: list[str]) -> str:
        match condition:
            case Is(question, options):
                bodies = [f'a("{question}","{option}")' for option in options]
            case All(parts):
                bodies = [", ".join(self._atom(part, lines) for part in parts) or "#true"]
            case AnyOf(parts):
                bodies = [self._atom(part, lines) for part in parts] or ["#false"]
            case Not(part):
                return f"not {self._atom(All((part,)), lines)}"
        name = f"h({len(lines)})"
        lines.extend(f"{name} :- {body}." for body in bodies)
        return name

    def prepared(self, activity: str | None, answers: Answers) -> Any:
        control, atoms, before = self.compiled[activity]
        chosen = [(question, option) for question, answer in answers.items() for option in answer]
        return control, before, [_external(*each) for each in chosen if each in atoms]

    def values(self, prepared: Any) -> Any:
        control, before, chosen = prepared
        for atom in before:
            control.assign_external(atom, False)
        for atom in chosen:
            control.assign_external(atom, True)
        before[:] = chosen
        found: list[Any] = []
        control.solve(on_model=lambda model: found.extend(model.symbols(shown=True)))
        return found

    def held(self, found: Any, activity: str | None) -> frozenset[str]:
        return frozenset(self.names[activity][symbol.arguments[0].number] for symbol in found)


def _external(question: str, option: str) -> Any:
    return clingo.Function("a", [clingo.String(question), clingo.String(option)])


def _atoms(condition: Condition) -> Sequence[Is]:
    from advisor.policy.condition import atoms

    return list(atoms(condition))


FORMS: Mapping[str, Callable[[Policy, Mapping[str | None, Conditions]], Engine]] = {
    "zen-engine": Zen,
    "datalogic-py": JsonLogic,
    "datalogic-py, of Python values": JsonLogicOfValues,
    "cedarpy": Cedar,
    "regorus": Rego,
    "clingo": Clingo,
}
