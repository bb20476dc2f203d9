"""A policy as plain data and back, so that it need not be read from its pack every time.

Data are read and never run, and every value is checked for its kind; that they are those of a sound pack is up to whoever
kept them.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from advisor.policy.condition import All, AnyOf, Condition, Is, Not
from advisor.policy.model import (
    Activity,
    Consequence,
    Force,
    Modality,
    Option,
    Policy,
    Question,
    Rule,
    Scope,
    Section,
)

_Reader = Callable[[Any], Any]


def policy_data(value: Any) -> Any:
    """A policy, or any value in one, as lists, texts, flags and numbers: a value by its fields, in their order."""
    match value:
        case Enum():
            return value.value
        case str() | bool() | int() | None:
            return value
        case Is() | All() | AnyOf() | Not():
            return [type(value).__name__, *(policy_data(getattr(value, name)) for name in value.__match_args__)]
        case tuple():
            return [policy_data(each) for each in value]
        case Mapping():
            return {name: policy_data(each) for name, each in value.items()}
        case _:
            return [policy_data(getattr(value, name)) for name in value.__match_args__]


def read_policy(data: object) -> Policy:
    """The policy that these data were made of. Raises ValueError for anything else."""
    found: Policy = _policy(data)
    return found


def _exactly(kind: type) -> _Reader:
    def read(data: Any) -> Any:
        if type(data) is not kind:
            raise ValueError(data)
        return data

    return read


def _many(read: _Reader) -> _Reader:
    return lambda data: tuple([read(each) for each in _list(data)])


def _named(read: _Reader) -> _Reader:
    return lambda data: {_text(name): read(each) for name, each in _dict(data).items()}


def _value(kind: type, *readers: _Reader) -> _Reader:
    return lambda data: kind(*[read(each) for read, each in zip(readers, _list(data), strict=True)])


def _condition(data: Any) -> Condition:
    match data:
        case ["Is", question, options]:
            return Is(_text(question), _texts(options))
        case ["All", parts]:
            return All(_many(_condition)(parts))
        case ["AnyOf", parts]:
            return AnyOf(_many(_condition)(parts))
        case ["Not", part]:
            return Not(_condition(part))
        case _:
            raise ValueError(data)


def _or_none(data: Any) -> Any:
    return None if data is None else _text(data)


_text, _flag, _number, _list, _dict = (_exactly(kind) for kind in (str, bool, int, list, dict))
_texts = _many(_text)
_option = _value(Option, _text, _text, _text, _flag)
_question = _value(Question, _text, _text, _many(_option), _texts, _text, _text, _flag, _flag, _text)
_activity = _value(Activity, _text, _text, _text, _texts)
_section = _value(Section, _text, _text, _number, _texts, _or_none)
_consequence = _value(Consequence, _text, _text, _texts)
_rule = _value(
    Rule,
    *(_text, Modality, _text, _text, _text, _texts, Scope, _texts, Force, _text),
    *(_condition, _condition, _condition, _condition),
    *(_text, _texts, _text, _text, _texts, _texts, _texts, _text),
)
_policy = _value(
    Policy,
    *(_text, _text, _text, _text, _text, _text, _text, _text),
    *(_many(_section), _many(_activity), _many(_question), _many(_rule)),
    *(_named(_consequence), _named(_text), _many(_texts), _named(_texts), _text),
)
