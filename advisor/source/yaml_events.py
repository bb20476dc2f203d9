"""The events of a YAML text, by PyYAML's parser in C without the rest of PyYAML.

`import yaml` also brings its readers, resolvers and constructors in Python; compiling their regular expressions and
tables takes longer than all else that starting takes, and nothing here uses them. The parser in C only wants the classes
of their errors to be there while it is loaded. Where that cannot be had, or somebody imported PyYAML already, its front
door is used, with the same events.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.machinery import PathFinder
from types import ModuleType, SimpleNamespace

from advisor.typed import Any

_MARKED = ("scanner", "parser", "composer")
"""The modules of PyYAML whose errors say where in the text they are."""
_UNMARKED = ("reader", "constructor", "emitter", "serializer", "representer")


def _parser_in_c() -> Any:
    """The class of the parser, or None if it cannot be had by itself."""
    package = _unopened_package()
    if package is None:
        return None
    sys.modules["yaml"] = package
    try:
        error, *_ = [import_module(f"yaml.{name}") for name in ("error", "tokens", "events", "nodes")]
        for kind in (*_MARKED, *_UNMARKED):
            raised = error.MarkedYAMLError if kind in _MARKED else error.YAMLError
            setattr(package, kind, SimpleNamespace(**{f"{kind.title()}Error": raised}))
        return import_module("yaml._yaml").CParser
    except (ImportError, AttributeError):  # built without it, or another version of PyYAML
        return None
    finally:
        del sys.modules["yaml"]  # whoever imports PyYAML gets all of it


def _unopened_package() -> ModuleType | None:
    """A package where PyYAML is, of which nothing has run; None if it has been imported already, or is not there."""
    found = None if "yaml" in sys.modules else PathFinder.find_spec("yaml")
    if found is None or found.submodule_search_locations is None:
        return None
    package = ModuleType("yaml")
    package.__path__ = found.submodule_search_locations
    return package


def _parser_of_the_package() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


PARSER: Any = _parser_in_c() or _parser_of_the_package()

from yaml.error import MarkedYAMLError, YAMLError  # noqa: E402 - the parser in C was to be tried before
from yaml.events import (  # noqa: E402
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MarkedYAMLError",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "YAMLError",
    "events_of",
]


def events_of(text: str) -> Iterator[Any]:
    """The events of a text, one after the other. Raises YAMLError, and what else escapes PyYAML on hostile text."""
    return iter(PARSER(text).get_event, None)
