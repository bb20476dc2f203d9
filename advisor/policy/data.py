"""A policy as plain data and back, so that it need not be read from its pack every time.

Data are read and never run, and every value is checked for its kind; that they are those of a sound pack is up to whoever
kept them.
"""

from collections.abc import Callable, Mapping
from enum import Enum

from advisor.policy.condition import ALWAYS, NEVER, All, AnyOf, Condition, Is, Not
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
from advisor.typed import Any
from advisor.values import from_state

_Reader = Callable[[Any], Any]
_Field = tuple[type, _Reader]
"""What a field has to be in the data, exactly, and what makes the value of it."""


def policy_data(value: Any) -> Any:
    """A policy, or any value in one, as lists, texts, flags and numbers: a value by its fields, in their order."""
    match value:
        case Enum():
            return value.value
        case str() | bool() | int():
            return value
        case None:
            return ""
        case Is() | All() | AnyOf() | Not():
            return [type(value).__name__, *(policy_data(getattr(value, name)) for name in value.__match_args__)]
        case tuple():
            return [policy_data(each) for each in value]
        case Mapping():
            return {name: policy_data(each) for name, each in value.items()}
        case _:
            return [policy_data(getattr(value, name)) for name in value.__match_args__]


def read_policy(data: object) -> Policy:
    """The policy that these data were made of. Raises ValueError, TypeError or LookupError for anything else."""
    found: Policy = _read_policy(data)
    return found


def _value(kind: type, *fields: _Field) -> _Field:
    """A value by its fields, each as it was written in the list."""
    written = [how for how, _ in fields]
    reads = [(at, read) for at, (_, read) in enumerate(fields) if read is not _as_it_is]
    made: Callable[[list[Any]], object] = from_state(kind)

    def read_value(data: Any) -> Any:
        if [*map(type, data)] != written:
            raise ValueError(data)
        state = [*data]
        for at, read in reads:
            state[at] = read(state[at])
        return made(state)

    return list, read_value


def _many(each: _Field) -> _Field:
    how, read = each
    written = {how}

    def read_many(data: Any) -> Any:
        if not data:  # as most lists of a rule are
            return ()
        if not written.issuperset(map(type, data)):
            raise ValueError(data)
        return tuple(data) if read is _as_it_is else tuple(map(read, data))

    return list, read_many


def _one_of(words: type[Enum]) -> _Field:
    """A word of a closed vocabulary."""
    return str, {word.value: word for word in words}.__getitem__


def _named(each: _Field) -> _Field:
    _, read_values = _many(each)
    return dict, lambda data: dict(zip(_read_texts([*data]), read_values([*data.values()]), strict=True))


def _as_it_is(data: Any) -> Any:
    return data


def _or_none(data: str) -> str | None:
    return data or None


def _read_condition(data: Any) -> Condition:
    if data == _ALWAYS:  # as three of four are
        return ALWAYS
    if data == _NEVER:
        return NEVER
    kind, *fields = data
    made: Condition = _CONDITIONS[kind](fields)
    return made


_text, _flag, _number = ((kind, _as_it_is) for kind in (str, bool, int))
_condition = (list, _read_condition)
_texts = _many(_text)
_read_texts = _texts[1]
_ALWAYS, _NEVER = policy_data(ALWAYS), policy_data(NEVER)
_CONDITIONS: dict[str, _Reader] = {
    kind.__name__: _value(kind, *fields)[1]
    for kind, *fields in ((Is, _text, _texts), (All, _many(_condition)), (AnyOf, _many(_condition)), (Not, _condition))
}
_option = _value(Option, _text, _text, _text, _flag)
_question = _value(Question, _text, _text, _many(_option), _texts, _text, _text, _flag, _flag, _text)
_activity = _value(Activity, _text, _text, _text, _texts)
_section = _value(Section, _text, _text, _number, _texts, (str, _or_none))
_consequence = _value(Consequence, _text, _text, _texts)
_rule = _value(
    Rule,
    *(_text, _one_of(Modality), _text, _text, _text, _texts, _one_of(Scope), _texts, _one_of(Force), _text),
    *(_condition, _condition, _condition, _condition),
    *(_text, _texts, _text, _text, _texts, _texts, _texts, _text),
)
_policy = _value(
    Policy,
    *(_text, _text, _text, _text, _text, _text, _text, _text),
    *(_many(_section), _many(_activity), _many(_question), _many(_rule)),
    *(_named(_consequence), _named(_text), _many(_texts), _named(_texts), _text),
)
_read_policy = _policy[1]
