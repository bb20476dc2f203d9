"""Strict YAML: text in, nodes with places out, or every reason why not.

YAML's own typing is not used: every scalar is the text as written, so that `no`, `1:30` and a date stay what a person
typed. What can blow up, hide or surprise (anchors, aliases, tags, merge keys, duplicate keys, depth, size, further
documents) is refused. Nodes are built from events, because loading recurses and forgets places.
"""

import re
from collections import Counter
from collections.abc import Iterator

from advisor.source.disk import PACK_FILE_BYTES, Pathname, read_bytes, shown, too_large
from advisor.source.error import AdvisorError, Place, Problem, fail
from advisor.source.safe_text import quoted, safe_text
from advisor.source.yaml_events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    YAMLError,
    events_of,
)
from advisor.typed import Any, NamedTuple, TypeAlias
from advisor.values import replace

PLAN_BYTES = 256 * 1024
DEEPEST = 16
MOST_NODES = 20_000
MOST_CHARACTERS = 20_000
"""Of one text: what nobody reads to its end."""
MOST_REFUSALS = 100
ENCODING = "utf-8-sig"

# All that escapes PyYAML on hostile input, beside its own errors.
_PARSER_ERRORS = (YAMLError, ValueError, LookupError, AttributeError, TypeError, ArithmeticError, RecursionError)
# What YAML refuses, spelt out: the complement of what it allows takes ten times as long to compile.
_UNPRINTABLE = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff\\ufffe\\uffff]"


class Scalar(NamedTuple):
    """One value, as text that is safe to show. `plain`: written without quotes and not as a block."""

    text: str
    plain: bool
    line: int
    column: int

    @property
    def empty(self) -> bool:
        """Whether nothing at all was written."""
        return self.plain and not self.text


class Sequence(NamedTuple):
    """A list of nodes."""

    items: tuple["Node", ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """Entries by key, in the order of the file; each holds the key with its place, and the value."""

    entries: dict[str, tuple[Scalar, "Node"]]
    line: int
    column: int

    def get(self, key: str) -> "Node | None":
        """The value of a key, if the key is there."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


_ALIAS = Mapping({}, 0, 0)
"""Stands where an alias was refused."""
Node: TypeAlias = Scalar | Sequence | Mapping


def read_tree(path: Pathname, most: int = PACK_FILE_BYTES) -> Mapping:
    """The tree of a file. Raises AdvisorError with every refusal."""
    return parse_tree(read_bytes(path, most), shown(path), most)


def parse_tree(data: bytes, path: str, most: int = PLAN_BYTES) -> Mapping:
    """The tree of one document of `key: value` lines. Raises AdvisorError with every refusal; nothing else."""
    return counted_tree(data, path, most)[0]


def counted_tree(data: bytes, path: str, most: int) -> tuple[Mapping, int]:
    """The tree as `parse_tree` gives it, and of how many values it is made."""
    if len(data) > most:
        raise too_large(path, most)
    text = _decode(data, path)
    builder = _Builder(path)
    try:
        root = builder.document(events_of(text))
    except MarkedYAMLError as error:
        from advisor.source.yaml_reasons import not_yaml  # only where something is wrong

        raise not_yaml(error, text, path) from None
    except _PARSER_ERRORS as error:
        raise fail("is not YAML", "check it in an editor that knows YAML", Place(path)) from error
    if builder.refusals:
        raise _refused(builder.refusals)
    if root is None or (isinstance(root, Scalar) and root.empty):
        raise fail("is empty", "it needs `key: value` lines", Place(path))
    if not isinstance(root, Mapping):
        hint = "this may not be the file that was meant"
        raise fail("does not consist of `key: value` lines", hint, Place(path, root.line, root.column))
    return root, builder.nodes


def _refused(refusals: list[Problem]) -> AdvisorError:
    """The error of what was refused: of what is the same all over the file the first one, and how many more there are."""
    times = Counter(problem.message for problem in refusals)
    first: dict[str, Problem] = {}
    for problem in refusals:
        first.setdefault(problem.message, problem)
    least = "at least " if len(refusals) >= MOST_REFUSALS else ""
    more = {message: f"{message} (and {least}{number - 1} more)" for message, number in times.items() if number > 1}
    return AdvisorError(*(replace(one, message=more.get(message, message)) for message, one in first.items()))


def _edged(key: str) -> bool:
    """Whether a key begins or ends with what was pasted and not typed, as `safe_text` shows it."""
    return not key.isidentifier() and (key.strip() != key or key.startswith("⟨U+") or key.endswith("⟩"))


def _decode(data: bytes, path: str) -> str:
    try:
        text = data.decode(ENCODING)
    except UnicodeDecodeError as error:
        start = error.start + len(data) - len(error.object)  # which leaves a byte-order mark out
        before = error.object[: error.start].decode()
        what = f"is not UTF-8: byte 0x{data[start]:02x} at offset {start}"
        raise fail(what, "save it as UTF-8", _place_after(before, path)) from None
    if not text.replace("\n", "").isprintable() and (bad := re.search(_UNPRINTABLE, text)):
        what = f"holds the control character U+{ord(bad.group()):04X}"
        raise fail(what, "remove it", _place_after(text[: bad.start()], path))
    return text


def _place_after(text: str, path: str) -> Place:
    return Place(path, text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)


class _Builder:
    """Builds nodes from events, counting as it goes, so that a bomb is refused before it is built."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.refusals: list[Problem] = []
        self.nodes = 0

    def document(self, events: Iterator[Any]) -> Node | None:
        """The node of the only document; None without one."""
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, "a second document begins here", "one file holds one document")
                if event.version or event.tags:
                    self._refuse(event, "a % directive is not allowed", "leave the line out")
                root = self._node(next(events), events, 1)
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MOST_NODES or depth > DEEPEST:
            self._stop_where_it_is_too_much(event)
        if event.anchor is not None:
            self._refuse_anchor(event)
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        kind = type(event)
        if kind is AliasEvent:
            return _ALIAS
        if event.tag is not None:
            self._refuse(event, "a tag (`!`) is not allowed", "leave it out; quote a value that begins with !")
        if kind is ScalarEvent:
            text = event.value
            if len(text) > MOST_CHARACTERS:
                self._refuse(event, f"a text is longer than {MOST_CHARACTERS:,} characters", "shorten it")
            if not text.isprintable():  # nearly all is, and there are thousands
                text = safe_text(text, lines=True)
            return Scalar(text, not event.style, line, column)
        if kind is SequenceStartEvent:
            return Sequence(self._items(events, depth + 1), line, column)
        return Mapping(self._entries(events, depth + 1), line, column)

    def _items(self, events: Iterator[Any], depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        while type(event := next(events)) is not SequenceEndEvent:
            items.append(self._node(event, events, depth))
        return tuple(items)

    def _entries(self, events: Iterator[Any], depth: int) -> dict[str, tuple[Scalar, Node]]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while type(event := next(events)) is not MappingEndEvent:
            key = self._node(event, events, depth)
            value = self._node(next(events), events, depth)
            if not isinstance(key, Scalar):
                self._refuse(event, "a key has to be a word", "quote it if it is meant as text")
            elif key.plain and key.text == "<<":
                self._refuse(event, "a merge key (`<<`) is not allowed", "write the entries out")
            elif key.plain and _edged(key.text):
                self._refuse(event, f"{quoted(key.text)} has a character at its edge that nobody sees", "type it anew")
            elif key.text in entries:
                first = entries[key.text][0].line
                self._refuse(event, f"{quoted(key.text)} is here twice", f"it is already on line {first}")
            else:
                entries[key.text] = (key, value)
        return entries

    def _refuse_anchor(self, event: Any) -> None:
        if isinstance(event, AliasEvent):
            self._refuse(event, "an alias (`*`) is not allowed", "write the value out; quote text that begins with *")
        else:
            self._refuse(event, "an anchor (`&`) is not allowed", "leave it out; quote text that begins with &")

    def _refuse(self, event: Any, message: str, hint: str) -> None:
        mark = event.start_mark
        self.refusals.append(Problem(Place(self.path, mark.line + 1, mark.column + 1), message, hint))
        if len(self.refusals) >= MOST_REFUSALS:
            raise _refused(self.refusals)

    def _stop_where_it_is_too_much(self, event: Any) -> None:
        if self.nodes > MOST_NODES:
            self._stop(event, f"more than {MOST_NODES:,} values", "this is not the file that was meant")
        self._stop(event, f"nested more than {DEEPEST} levels deep", "this is not the file that was meant")

    def _stop(self, event: Any, message: str, hint: str) -> None:
        self._refuse(event, message, hint)
        raise _refused(self.refusals)
