"""Changes to the text of a plan file that touch nothing but what changed.

Libraries that load a file and write it again move comments, drop them with the key above, and re-indent the rest. Here
every byte outside a changed entry stays where it is: the parser says where entries begin and end, and the text between
is replaced. The text has been accepted by the strict reader before, and the result is read back by it afterwards.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from advisor.plan.reading import NOTES_OF_THE_PLAN
from advisor.plan.text import STEP, Entries, Entry, Word, Words, block, flow
from advisor.source.safe_text import one_line
from advisor.source.tree import LOADER

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
Path = tuple[str, ...]


def patched(text: str, old: Entries, new: Entries) -> str:
    """The text with the entries that differ between `old` (what it says) and `new` changed."""
    patch = _Patch(text)
    patch.change((), old, new)
    return patch.text


class _Patch:
    """A text on its way from one plan to the next. Composed anew after each change: files are small."""

    def __init__(self, text: str) -> None:
        self.text = text
        first = _BREAK.search(text)
        self.newline = first.group() if first else "\n"
        self._root: Any = None
        self.step = self._step(self.root) or STEP

    @property
    def root(self) -> Any:
        if self._root is None:
            self._root = yaml.compose(self.text, Loader=LOADER)
        return self._root

    def _step(self, node: Any) -> str:
        """How far the file indents, from the first mapping inside another."""
        for key, value in _pairs(node):
            if _is_block_mapping(value) and value.start_mark.line > key.start_mark.line:
                return " " * int(value.start_mark.column - key.start_mark.column)
        return ""

    # What to change

    def change(self, path: Path, old: Entries, new: Entries) -> None:
        """Make the mapping at `path` say `new` where it says `old`."""
        kept = [key for key in old.values if key in new.values]
        moved = _moved(kept, list(new.values))
        for key, entry in old.values.items():
            if key in moved or key not in new.values:
                self._drop((*path, key), entry)
        before: str | None = None
        for key, entry in new.values.items():
            was = None if key in moved else old.values.get(key)
            if isinstance(was, Entries) and isinstance(entry, Entries):
                if was != entry or list(was.values) != list(entry.values):
                    self._change_inside((*path, key), was, entry)
            elif was != entry:
                self.put(path, key, entry, before)
            before = key if self._find((*path, key)) else before

    def _drop(self, path: Path, entry: Entry) -> None:
        """Remove an entry; of a whole section only what the plan knows of, for the rest is the person's own."""
        if len(path) == 1 and isinstance(entry, Entries):
            self.change(path, entry, Entries({}))
        else:
            self.remove(path)

    def _change_inside(self, path: Path, old: Entries, new: Entries) -> None:
        found = self._find(path)
        if found is not None and not isinstance(found[1], yaml.MappingNode):
            self._make_mapping(found)
        self.change(path, old, new)

    def put(self, path: Path, key: str, entry: Entry, before: str | None) -> None:
        """Write an entry of the mapping at `path`, over the old one or else behind the entry `before`."""
        found = self._find((*path, key))
        if found is None:
            self._insert(path, key, entry, before)
        elif isinstance(entry, Entries) and not _is_empty(found[1]):
            if not isinstance(found[1], yaml.MappingNode):
                self._make_mapping(found)
            self.change((*path, key), Entries({}), entry)
        elif isinstance(entry, Entries):
            self._fill((*path, key), entry)
        elif isinstance(found[1], yaml.CollectionNode) and not found[1].flow_style:
            self._replace_block(found, entry)
        else:
            self._replace_value(path, found, entry)

    def remove(self, path: Path) -> None:
        """Take an entry out, and with its last entry a mapping; comments around it stay."""
        found = self._find(path)
        if found is None:
            return
        mapping = self._mapping(path[:-1])
        if len(mapping.value) == 1 and len(path) > 1:
            self.remove(path[:-1])
        else:
            self._replace(self._span(path), "")

    # Where things are

    def _mapping(self, path: Path) -> Any:
        """The node at a path; the value of an entry, whatever it is."""
        if not path:
            return self.root
        found = self._find(path)
        return found[1] if found else None

    def _find(self, path: Path) -> tuple[Any, Any] | None:
        node: Any = self.root
        found: tuple[Any, Any] | None = None
        for name in path:
            found = next((pair for pair in _pairs(node) if one_line(pair[0].value) == name), None)
            if found is None:
                return None
            node = found[1]
        return found

    def _end(self, node: Any) -> int:
        """Where a value ends: for blocks, at the end of their last line that holds something."""
        if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
            return self._end(node.value[-1][1])
        if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
            return self._end(node.value[-1])
        start, end = node.start_mark.index, node.end_mark.index
        return (
            int(start) + len(self.text[start:end].rstrip()) if getattr(node, "style", None) in ("|", ">") else int(end)
        )

    def _line_start(self, index: int) -> int:
        return max((found.end() for found in _BREAK.finditer(self.text, 0, index)), default=0)

    def _line_end(self, index: int) -> int:
        found = _BREAK.search(self.text, index)
        return found.start() if found else len(self.text)

    def _next_line(self, index: int) -> int:
        found = _BREAK.search(self.text, index)
        return found.end() if found else len(self.text)

    def _colon(self, key: Any) -> int:
        """Right behind the colon of an entry."""
        return self.text.index(":", key.end_mark.index) + 1

    def _span(self, path: Path) -> tuple[int, int]:
        """What has to go for an entry to be gone."""
        mapping = self._mapping(path[:-1])
        pairs = mapping.value
        at = [one_line(key.value) for key, _ in pairs].index(path[-1])
        key, value = pairs[at]
        start, end = int(key.start_mark.index), self._end(value)
        if not mapping.flow_style:
            return self._line_start(start), self._next_line(end)
        if at:
            return self._end(pairs[at - 1][1]), end
        return start, int(pairs[1][0].start_mark.index) if len(pairs) > 1 else end

    # How to change it

    def _replace(self, span: tuple[int, int], text: str) -> None:
        self.text = self.text[: span[0]] + text + self.text[span[1] :]
        self._root = None

    def _replace_value(self, path: Path, found: tuple[Any, Any], entry: Entry) -> None:
        key, value = found
        start, end = int(value.start_mark.index), self._end(value)
        text = flow(entry)
        if not self._mapping(path).flow_style and not self.text[end : self._line_end(end)].strip():
            indent = " " * key.start_mark.column
            first, *rest = self._block(Entries({"k": entry}), indent, end)
            text = self.newline.join([first.split(":", 1)[1].lstrip(), *rest])
        if start == end:
            start = end = self._colon(key)
            text = f" {text}"
        self._replace((start, end), text)

    def _replace_block(self, found: tuple[Any, Any], entry: Entry) -> None:
        """Write a word, or a list, over a value of several lines; items that stay keep their lines."""
        key, value = found
        if isinstance(value, yaml.SequenceNode) and isinstance(entry, (Words, Word)) and value.value:
            wanted = entry.texts if isinstance(entry, Words) else (entry.text,)
            there = {one_line(item.value): item for item in value.value}
            if len(there.keys() & set(wanted)) and isinstance(entry, Words):
                self._change_items(value, there, wanted)
                return
        colon = self._colon(key)
        lines = (self._line_start(value.start_mark.index), self._next_line(self._end(value)))
        self._replace(lines, "")
        self._replace((colon, colon), f" {flow(entry)}")

    def _change_items(self, value: Any, there: dict[str, Any], wanted: tuple[str, ...]) -> None:
        indent = " " * value.start_mark.column
        end = self._line_end(self._end(value))
        new = [f"{self.newline}{indent}- {text}" for text in wanted if text not in there]
        self._replace((end, end), "".join(new))
        for text, item in reversed(there.items()):
            if text not in wanted:
                self._replace((self._line_start(item.start_mark.index), self._next_line(self._end(item))), "")

    def _make_mapping(self, found: tuple[Any, Any]) -> None:
        """Give a value that is no mapping (notes in one text) an entry of its own, so that others fit beside it."""
        key, value = found
        if _is_empty(value):
            return
        colon, end = self._colon(key), self._end(value)
        indent = " " * key.start_mark.column + self.step
        moved = _BREAK.sub(lambda line: line.group() + self.step, self.text[colon:end])
        self._replace((colon, end), f"{self.newline}{indent}{NOTES_OF_THE_PLAN}:{moved}")

    def _insert(self, path: Path, key: str, entry: Entry, before: str | None) -> None:
        mapping = self._mapping(path)
        one = Entries({key: entry})
        if mapping is None or _is_empty(mapping):
            self._fill(path, one)
            return
        previous = next((pair for pair in mapping.value if one_line(pair[0].value) == before), None)
        if mapping.flow_style:
            text = flow(one)[1:-1]
            at = self._end(previous[1]) if previous else int(mapping.start_mark.index) + 1
            self._replace((at, at), f", {text}" if previous else f"{text}, ")
            return
        if previous is not None:
            at = self._line_end(self._end(previous[1]))
        elif path:
            found = self._find(path)
            assert found is not None, "the mapping was found by the same path"
            at = self._line_end(self._colon(found[0]))
        else:
            at = self._line_end(self._end(mapping))
        self._add_lines(at, one, " " * mapping.start_mark.column)

    def _fill(self, path: Path, entries: Entries) -> None:
        """Write the first entries of a mapping that is missing or empty."""
        found = self._find(path)
        if found is None:
            self._insert(path[:-1], path[-1], entries, None)
            return
        key, value = found
        colon = self._colon(key)
        if self._mapping(path[:-1]).flow_style:
            self._replace((colon, max(colon, self._end(value))), f" {flow(entries)}")
            return
        if isinstance(value, yaml.CollectionNode):
            self._replace((colon, self._end(value)), "")
        self._add_lines(self._line_end(colon), entries, " " * key.start_mark.column + self.step)

    def _add_lines(self, at: int, entries: Entries, indent: str) -> None:
        lines = self._block(entries, indent, at)
        self._replace((at, at), "".join(self.newline + line for line in lines))

    def _block(self, entries: Entries, indent: str, at: int) -> list[str]:
        """The lines of entries to stand at `at`; without literal blocks where these would swallow a comment below."""
        comment_below = self.text[self._next_line(at) :].lstrip().startswith("#")
        return block(entries, indent, self.step, self.newline, literal=not comment_below)


def _pairs(node: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(node, yaml.MappingNode):
        yield from node.value


def _is_block_mapping(node: Any) -> bool:
    return isinstance(node, yaml.MappingNode) and not node.flow_style


def _is_empty(node: Any) -> bool:
    if isinstance(node, yaml.ScalarNode):
        return not node.value and not node.style
    return not node.value


def _moved(old: list[str], new: list[str]) -> set[str]:
    """The keys that have to be written anew for the rest to stand in the new order."""
    order = [key for key in new if key in set(old)]
    for at, (was, now) in enumerate(zip(old, order, strict=True)):
        if was != now:
            return set(order[at:])
    return set()
