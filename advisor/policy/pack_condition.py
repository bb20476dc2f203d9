"""Conditions: a mapping of one key, turned into data. Nothing a pack's author writes is evaluated.

Which questions exist and who is asked them is checked here as well, where the place of every name is at hand.
"""

from collections.abc import Iterable

from advisor.policy.condition import NEVER, All, AnyOf, Condition, Is, Not
from advisor.policy.model import Question, Scope
from advisor.policy.pack_names import PackNames
from advisor.source.fields import Problems, names_in
from advisor.source.safe_text import quoted
from advisor.source.tree import Mapping, Node, Scalar, Sequence

_SHAPE = "write {question: option}, {question: [options]}, or {all: […]}, {any: […]}, {not: …}"


class ConditionReader:
    """Reads the conditions of one rule; `activities` are those the rule concerns (none for the bot)."""

    def __init__(self, problems: Problems, names: PackNames, scope: Scope, activities: tuple[str, ...]) -> None:
        """Take what decides which questions a condition may use."""
        self.problems = problems
        self.names = names
        self.scope = scope
        self.activities = tuple(names.activities or ()) if scope is Scope.EVERY_USE else activities

    def read(self, node: Node) -> Condition:
        """The condition; NEVER stands in for one that cannot be read."""
        if not isinstance(node, Mapping) or not node.entries:
            return self._bad(node, "a condition has to be a mapping")
        if len(node.entries) > 1:
            return self._bad(node, "a condition has one key", "join several with {all: […]} or {any: […]}")
        ((key, value),) = node.entries.values()
        match key.text:
            case "all":
                return All(self._parts(key, value))
            case "any":
                return AnyOf(self._parts(key, value))
            case "not":
                return Not(self.read(value))
            case _:
                return self._is(key, value)

    def _bad(self, node: Node, message: str, hint: str = _SHAPE) -> Condition:
        self.problems.add(node, message, hint)
        return NEVER

    def _parts(self, key: Scalar, value: Node) -> tuple[Condition, ...]:
        if isinstance(value, Sequence) and value.items:
            return tuple(self.read(item) for item in value.items)
        self.problems.add(value, f"{key.text!r} needs a list of conditions", _SHAPE)
        return ()

    def _is(self, key: Scalar, value: Node) -> Condition:
        items = value.items if isinstance(value, Sequence) else (value,)
        options = names_in(self.problems, items, key.text)
        if not items:
            self.problems.add(value, f"{quoted(key.text)} needs an option")
        question = self._question(key)
        if question is None:
            return Is(key.text, tuple(option.text for option in options))
        chosen = self.problems.resolve(options, f"option of {key.text!r} called", [o.id for o in question.options])
        return Is(key.text, tuple(option.id for option in question.options if option.id in chosen))

    def _question(self, key: Scalar) -> Question | None:
        questions = self.names.questions
        if questions is None:
            return None
        if key.text not in questions:
            self.problems.unknown(key, "there is no question", [*questions, "all", "any", "not"])
            return None
        question = questions[key.text]
        self._check_asked(key, question)
        return question

    def _check_asked(self, key: Scalar, question: Question) -> None:
        if question.about_bot or self.names.activities is None:
            return
        if self.scope is Scope.BOT:
            hint = f"it is asked of a use: {_listed(question.about)}"
            self.problems.add(key, f"{key.text!r} is not asked of the bot as a whole", hint)
            return
        asked = frozenset(question.about)
        missing = [activity for activity in self.activities if activity not in asked]
        if missing:
            hint = f"add it to the question's 'about', or split the rule; it is asked of {_listed(question.about)}"
            self.problems.add(key, f"{key.text!r} is not asked of {_listed(missing)}, which the rule concerns", hint)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
