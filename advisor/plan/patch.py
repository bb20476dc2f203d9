"""Changes to the text of a plan file that touch nothing but what changed.

Libraries that load a file and write it again move comments, drop them with the key above, and re-indent the rest. Here
every byte outside a changed entry stays where it is: the parser says where entries begin and end, and the text between
is replaced. The text has been accepted by the strict reader before, and the result is read back by it afterwards.
"""

import yaml

from advisor.plan.located import EntryPath, LocatedText, Pair, is_empty
from advisor.plan.reading import NOTES_OF_THE_PLAN
from advisor.plan.text import STEP, Entries, Entry, Prose, Words, block, flow
from advisor.source.error import Place, fail
from advisor.source.safe_text import one_line, quoted
from advisor.typed import Any


def patched(text: str, old: Entries, new: Entries, path: str) -> str:
    """The text with the entries that differ between `old` (what it says) and `new` changed.

    Raises AdvisorError, which calls the text `path`, where a note would take the place of something that is not one.
    """
    patch = _Patch(text, path)
    patch.change((), old, new)
    return patch.text


class _Patch:
    """A text on its way from one plan to the next."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.located = LocatedText(text)
        self.newline = self.located.newline
        self.step = self.located.step() or STEP

    @property
    def text(self) -> str:
        return self.located.text

    def change(self, path: EntryPath, old: Entries, new: Entries) -> None:
        """Make the mapping at `path` say `new` where it says `old`."""
        kept = [key for key in old.values if key in new.values]
        moved = _moved(kept, list(new.values))
        for key in moved:
            self.remove((*path, key))
        before: str | None = None
        for key, entry in new.values.items():
            was = None if key in moved else old.values.get(key)
            if isinstance(was, Entries) and isinstance(entry, Entries):
                if was != entry or list(was.values) != list(entry.values):
                    self._change_inside((*path, key), was, entry)
            elif was != entry:
                self.put(path, key, entry, before)
            before = key if self.located.find((*path, key)) else before
        for key, entry in old.values.items():
            if key not in new.values:  # dropped last, so that a section that gets other entries stays where it is
                self._drop((*path, key), entry)

    def _drop(self, path: EntryPath, entry: Entry) -> None:
        """Remove an entry; of a section only what the plan knows of, for the rest is the person's own.

        Sections stand at odd depths: `notes` at the first, a use's `answers` at the third. A use goes as a whole, and
        so do notes that are one text.
        """
        if isinstance(entry, Entries) and len(path) % 2 and isinstance(self.located.mapping(path), yaml.MappingNode):
            self.change(path, entry, Entries({}))
        else:
            self.remove(path)

    def _change_inside(self, path: EntryPath, old: Entries, new: Entries) -> None:
        found = self.located.find(path)
        if found is not None and not isinstance(found[1], yaml.MappingNode):
            self._make_mapping(found)
        self.change(path, old, new)

    def put(self, path: EntryPath, key: str, entry: Entry, before: str | None) -> None:
        """Write an entry of the mapping at `path`, over the old one or else behind the entry `before`."""
        found = self.located.find((*path, key))
        if found is None:
            self._insert(path, key, entry, before)
        elif isinstance(entry, Entries) and not is_empty(found[1]):
            if not isinstance(found[1], yaml.MappingNode):
                self._make_mapping(found)
            self.change((*path, key), Entries({}), entry)
        elif isinstance(entry, Entries):
            self._fill((*path, key), entry)
        elif isinstance(found[1], yaml.CollectionNode) and isinstance(entry, Prose) and found[1].value:
            what = f"the note {quoted(key)} would replace what is more than a text there"
            raise fail(what, "give that another name in the file first", Place(self.path))
        elif isinstance(found[1], yaml.SequenceNode) and not found[1].flow_style:
            self._replace_list(found, entry)
        else:
            self._replace_value(path, found, entry)

    def remove(self, path: EntryPath) -> None:
        """Take an entry out, and with its last entry a mapping; comments around it stay."""
        if self._stands_alone(path):
            self.remove(path[:-1])
        else:
            found = self.located.find(path)
            assert found is not None  # for only what is there is removed
            start, end = self.located.span(path)
            self.located.replace((start, end), "")
            self._keep_apart(start, " " * found[0].start_mark.column)

    def _keep_apart(self, at: int, indent: str) -> None:
        """Keep a comment out of the literal block that it now follows: it would be read as a line of that."""
        comment = at + len(self.text[at:]) - len(self.text[at:].lstrip())
        if self.text.startswith("#", comment) and self.located.in_scalar(comment):
            self.located.replace((self.located.line_start(comment), comment), indent)

    def _stands_alone(self, path: EntryPath) -> bool:
        """Whether nothing else is in the entry's mapping, not even a comment."""
        parent = self.located.find(path[:-1])
        if parent is None or len(parent[1].value) > 1:
            return False
        key = parent[1].value[0][0]
        return "#" not in self.text[self.located.colon(parent[0]) : key.start_mark.index]

    def _replace_value(self, path: EntryPath, found: Pair, entry: Entry) -> None:
        key, value = found
        start, end = int(value.start_mark.index), self.located.end(value)
        text = flow(entry)
        if not self.located.mapping(path).flow_style and not self.text[end : self.located.line_end(end)].strip():
            indent = " " * key.start_mark.column
            first, *rest = self._block(Entries({"k": entry}), indent, end)
            text = self.newline.join([first.split(":", 1)[1].lstrip(), *rest])
        if start == end:
            start = end = self.located.colon(key)
            text = f" {text}"
        self.located.replace((start, end), text)

    def _replace_list(self, found: Pair, entry: Entry) -> None:
        """Write a word, or several, over a list of several lines; items that stay keep their lines."""
        key, value = found
        there = {one_line(item.value): item for item in value.value}
        if isinstance(entry, Words) and there.keys() & set(entry.texts):
            self._change_items(value, there, entry.texts)
            return
        colon = self.located.colon(key)
        lines = (self.located.line_start(value.start_mark.index), self.located.next_line(self.located.end(value)))
        self.located.replace(lines, "")
        self.located.replace((colon, colon), f" {flow(entry)}")

    def _change_items(self, value: Any, there: dict[str, Any], wanted: tuple[str, ...]) -> None:
        indent = " " * value.start_mark.column
        end = self.located.line_end(self.located.end(value))
        new = [f"{self.newline}{indent}- {text}" for text in wanted if text not in there]
        self.located.replace((end, end), "".join(new))
        for text, item in reversed(there.items()):
            if text not in wanted:
                self.located.replace(
                    (self.located.line_start(item.start_mark.index), self.located.next_line(self.located.end(item))), ""
                )

    def _make_mapping(self, found: Pair) -> None:
        """Give a value that is no mapping (notes in one text) an entry of its own, so that others fit beside it."""
        key, value = found
        colon, end = self.located.colon(key), self.located.end(value)
        indent = " " * key.start_mark.column + self.step
        moved = self.located.indented(self.text[colon:end], self.step)
        self.located.replace((colon, end), f"{self.newline}{indent}{NOTES_OF_THE_PLAN}:{moved}")

    def _insert(self, path: EntryPath, key: str, entry: Entry, before: str | None) -> None:
        mapping = self.located.mapping(path)
        one = Entries({key: entry})
        if mapping is None or is_empty(mapping):
            self._fill(path, one)
            return
        previous = next((pair for pair in mapping.value if one_line(pair[0].value) == before), None)
        if mapping.flow_style:
            text = flow(one)[1:-1]
            at = self.located.end(previous[1]) if previous else int(mapping.start_mark.index) + 1
            self.located.replace((at, at), f", {text}" if previous else f"{text}, ")
            return
        if previous is not None:
            at = self.located.line_end(self.located.end(previous[1]))
        elif path:
            found = self.located.find(path)
            assert found is not None  # for the mapping was found by the same path
            at = self.located.line_end(self.located.colon(found[0]))
        else:
            at = self.located.line_end(self.located.end(mapping))
        self._add_lines(at, one, " " * mapping.start_mark.column)

    def _fill(self, path: EntryPath, entries: Entries) -> None:
        """Write the first entries of a mapping that is missing or empty."""
        found = self.located.find(path)
        if found is None:
            self._insert(path[:-1], path[-1], entries, None)
            return
        key, value = found
        colon = self.located.colon(key)
        if self.located.mapping(path[:-1]).flow_style:
            self.located.replace((colon, max(colon, self.located.end(value))), f" {flow(entries)}")
            return
        if isinstance(value, yaml.CollectionNode):
            self.located.replace((colon, self.located.end(value)), "")
        self._add_lines(self.located.line_end(colon), entries, " " * key.start_mark.column + self.step)

    def _add_lines(self, at: int, entries: Entries, indent: str) -> None:
        lines = self._block(entries, indent, at)
        self.located.replace((at, at), "".join(self.newline + line for line in lines))

    def _block(self, entries: Entries, indent: str, at: int) -> list[str]:
        """The lines of entries to stand at `at`; without literal blocks where these would swallow a comment below."""
        comment_below = self.text[self.located.next_line(at) :].lstrip().startswith("#")
        return block(entries, indent, self.step, self.newline, literal=not comment_below)


def _moved(old: list[str], new: list[str]) -> list[str]:
    """The keys that have to be written anew for the rest to stand in the new order."""
    order = [key for key in new if key in set(old)]
    for at, (was, now) in enumerate(zip(old, order, strict=True)):
        if was != now:
            return order[at:]
    return []
