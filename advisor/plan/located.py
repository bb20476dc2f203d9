"""Where the entries of a YAML text stand, to the character, and the one way to change the text.

Places come from the parser, composed anew after each change: files are small, and stale places are the classic mistake
of editors. The text has to have passed the strict reader, for composing recurses.
"""

import re
from collections.abc import Iterator

import yaml

from advisor.source.safe_text import one_line
from advisor.typed import Any

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
EntryPath = tuple[str, ...]
Pair = tuple[Any, Any]
"""The nodes of a key and its value."""


class LocatedText:
    """A text of nested mappings; a path of keys names an entry, `()` the text as a whole."""

    def __init__(self, text: str) -> None:
        """Take a text that the strict reader accepted."""
        self.text = text
        first = _BREAK.search(text)
        self.newline = first.group() if first else "\n"
        self._root: Any = None

    @property
    def root(self) -> Any:
        """The node of the whole text as it is now."""
        if self._root is None:
            self._root = yaml.compose(self.text, Loader=_LOADER)
        return self._root

    def replace(self, span: tuple[int, int], text: str) -> None:
        """Put a text in place of the characters of a span; every node found before is stale after it."""
        self.text = self.text[: span[0]] + text + self.text[span[1] :]
        self._root = None

    def step(self) -> str:
        """How far the file indents, from the first mapping inside another; "" if there is none."""
        for key, value in pairs_of(self.root):
            if isinstance(value, yaml.MappingNode) and value.start_mark.line > key.start_mark.line:
                return " " * int(value.start_mark.column - key.start_mark.column)
        return ""

    def indented(self, text: str, step: str) -> str:
        """A text whose second and further lines stand further in."""
        return _BREAK.sub(lambda line: line.group() + step, text)

    def mapping(self, path: EntryPath) -> Any:
        """The node at a path; the value of an entry, whatever it is."""
        if not path:
            return self.root
        found = self.find(path)
        return found[1] if found else None

    def find(self, path: EntryPath) -> Pair | None:
        """The entry at a path, if it is there."""
        node: Any = self.root
        found: Pair | None = None
        for name in path:
            found = next((pair for pair in pairs_of(node) if one_line(pair[0].value) == name), None)
            if found is None:
                return None
            node = found[1]
        return found

    def in_scalar(self, index: int) -> bool:
        """Whether the character is one of a text."""
        return any(node.start_mark.index <= index < node.end_mark.index for node in _scalars(self.root))

    def end(self, node: Any) -> int:
        """Where a value ends: for blocks, at the end of their last line that holds something."""
        if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
            return self.end(node.value[-1][1])
        if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
            return self.end(node.value[-1])
        start = int(node.start_mark.index)
        return start + len(self.text[start : node.end_mark.index].rstrip())

    def line_start(self, index: int) -> int:
        """The beginning of the line."""
        return max((found.end() for found in _BREAK.finditer(self.text, 0, index)), default=0)

    def line_end(self, index: int) -> int:
        """The end of the line, before its break."""
        found = _BREAK.search(self.text, index)
        return found.start() if found else len(self.text)

    def next_line(self, index: int) -> int:
        """The beginning of the next line."""
        found = _BREAK.search(self.text, index)
        return found.end() if found else len(self.text)

    def colon(self, key: Any) -> int:
        """Right behind the colon of an entry."""
        return self.text.index(":", key.end_mark.index) + 1

    def span(self, path: EntryPath) -> tuple[int, int]:
        """What has to go for an entry to be gone."""
        mapping = self.mapping(path[:-1])
        pairs = mapping.value
        at = [one_line(key.value) for key, _ in pairs].index(path[-1])
        key, value = pairs[at]
        start, end = int(key.start_mark.index), self.end(value)
        if not mapping.flow_style:
            return self.line_start(start), self.next_line(end)
        if at:
            return self.end(pairs[at - 1][1]), end
        return start, int(pairs[1][0].start_mark.index) if len(pairs) > 1 else end


def pairs_of(node: Any) -> Iterator[Pair]:
    """The entries of a mapping; none of anything else."""
    if isinstance(node, yaml.MappingNode):
        yield from node.value


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from _scalars(pair[1])
    else:
        for item in node.value:
            yield from _scalars(item)


def is_empty(node: Any) -> bool:
    """Whether a value holds nothing."""
    if isinstance(node, yaml.ScalarNode):
        return not node.value and not node.style
    return not node.value
