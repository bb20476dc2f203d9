"""Conditions put into words: lines with a depth, for people who have never seen the pack.

Nesting stays visible as depth instead of being squeezed into a sentence, where "and" and "or" cannot be told apart.
"""

from collections.abc import Iterator

from advisor.policy.condition import All, AnyOf, Condition, Is, Not
from advisor.policy.model import Policy, Question
from advisor.values import dataclass

FEW = 2
"""So many options go on one line; so few left out are named instead of all the others."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a condition; `depth` counts from 0. `question` is what it compares, if it does."""

    depth: int
    text: str
    question: str | None = None


def condition_lines(policy: Policy, condition: Condition, depth: int = 0, *, holds: bool = True) -> Iterator[Line]:
    """The condition, or with `holds` false its opposite, line by line."""
    match condition:
        case Is(question_id, options):
            yield from _comparison(policy.question(question_id), options, depth, holds=holds)
        case Not(part):
            yield from condition_lines(policy, part, depth, holds=not holds)
        case All(parts):
            yield from _several(policy, parts, depth, holds=holds, every=holds)
        case AnyOf(parts):
            yield from _several(policy, parts, depth, holds=holds, every=not holds)


def _several(policy: Policy, parts: tuple[Condition, ...], depth: int, *, holds: bool, every: bool) -> Iterator[Line]:
    if len(parts) == 1:
        yield from condition_lines(policy, parts[0], depth, holds=holds)
        return
    if not parts:
        yield Line(depth, "always" if every else "never")
        return
    yield Line(depth, "all of this is so:" if every else "one of these is so:")
    for part in parts:
        yield from condition_lines(policy, part, depth + 1, holds=holds)


def _comparison(question: Question, options: tuple[str, ...], depth: int, *, holds: bool) -> Iterator[Line]:
    named = [f"“{option.label}”" for option in question.options if option.id in options]
    rest = [f"“{option.label}”" for option in question.options if option.id not in options]
    subject = f"the answers to “{question.prompt}”" if question.several else f"the answer to “{question.prompt}”"
    verb, opposite = ("include", "do not include") if question.several else ("is", "is not")
    if holds and len(rest) <= FEW < len(named):
        yield Line(depth, f"{subject} {verb} anything but {' or '.join(rest)}", question.id)
    elif len(named) > FEW:
        yield Line(depth, f"{subject} {verb} {'one' if holds else 'none'} of these:", question.id)
        for label in named:
            yield Line(depth + 1, label)
    elif holds:
        yield Line(depth, f"{subject} {verb} {' or '.join(named)}", question.id)
    elif len(named) > 1:
        yield Line(depth, f"{subject} {verb} neither {' nor '.join(named)}", question.id)
    else:
        yield Line(depth, f"{subject} {opposite} {named[0]}", question.id)
