"""What must hold of every question: some rule depends on it, and on the difference between any two of its options.

"Depends" is meant of the rules' functions and not of their wording: a question that is mentioned but cancels out is
not used.
"""

from collections.abc import Iterator
from itertools import combinations

from advisor.assess.compiled import Block, CompiledPolicy
from advisor.assess.diagram import Node
from advisor.policy.model import Question
from advisor.prove.flaw import Flaw, Places, Subject, flaw
from advisor.prove.kinds import Kind


def question_problems(compiled: CompiledPolicy, places: Places) -> Iterator[Flaw]:
    """Questions that no rule depends on and, as warnings, options that make no difference; in the pack's order."""
    for question in compiled.policy.questions:
        rules = [compiled.status[rule] for rule, asks in compiled.asks.items() if question.id in asks]
        if not rules:
            message = f"no rule depends on the question {question.id!r}"
            place, hint = places.get(("question", question.id)), "use it in a condition, or remove it"
            yield flaw(Kind.QUESTION_UNUSED, Subject(place, (question.id,)), message, hint)
            continue
        for first, second in alike(compiled, question, rules):
            message = f"to every rule the options {first!r} and {second!r} of {question.id!r} are the same"
            hint = "tell them apart in a rule, or make them one option"
            place, about = places.get(("option", f"{question.id}.{second}")), (question.id, first, second)
            yield flaw(Kind.OPTIONS_ALIKE, Subject(place, about), message, hint)


def alike(compiled: CompiledPolicy, question: Question, rules: list[Node]) -> Iterator[tuple[str, str]]:
    """The pairs of options that no rule tells apart: exchanging one for the other in an answer changes nothing."""
    block = compiled.blocks[question.id]
    dull: set[str] = set()
    for first, second in combinations([option.id for option in question.options], 2):
        if second not in dull and all(_same(compiled, block, root, first, second) for root in rules):
            dull.add(second)
            yield first, second


def _same(compiled: CompiledPolicy, block: Block, root: Node, first: str, second: str) -> bool:
    diagram = compiled.diagram
    left, right = _chosen(block, first, second), _chosen(block, second, first)
    return diagram.copy(diagram, root, left) == diagram.copy(diagram, root, right)


def _chosen(block: Block, chosen: str, other: str) -> dict[int, int]:
    """The variables that say "this one and not the other"; for one that excludes the rest, and for its rival, alone."""
    exclusive = {option.id for option in block.question.options if option.exclusive}
    if not block.question.several or exclusive & {chosen, other}:
        return block.encode((chosen,))
    return {
        variable: int(name == chosen)
        for variable, name in zip(block.variables, block.names, strict=True)
        if name in (chosen, other)
    }
