"""The fields of a mapping, each read as what it has to be; what is wrong is noted, and reading goes on.

A reader gets a usable value for every field, right or wrong, so that one run finds every problem of a file. Whoever
asked has to look at the problems before using what was built.
"""

from collections.abc import Iterable, Sequence as Several
from enum import Enum

from advisor.source.error import AdvisorError, Place, Problem
from advisor.source.near import did_you_mean, nearest
from advisor.source.safe_text import one_line, quoted
from advisor.source.tree import Mapping, Node, Scalar, Sequence
from advisor.typed import TypeVar

MOST_PROBLEMS = 200
_Word = TypeVar("_Word", bound=Enum)


class Problems:
    """The problems of one file. Raises AdvisorError when there are more than anybody would read."""

    def __init__(self, path: str) -> None:
        """Begin without any."""
        self.path = path
        self.found: list[Problem] = []

    def place(self, node: Node | None) -> Place:
        """Where a node is; the file as a whole for None."""
        return Place(self.path, node.line, node.column) if node is not None else Place(self.path)

    def add(self, node: Node | None, message: str, hint: str = "", *, kind: str = "") -> None:
        """Note one problem."""
        self.found.append(Problem(self.place(node), message, hint, kind=kind))
        if len(self.found) >= MOST_PROBLEMS:
            raise AdvisorError(*self.found)

    def warn(self, node: Node | None, message: str, hint: str = "", *, kind: str = "") -> None:
        """Note what stops nothing."""
        self.found.append(Problem(self.place(node), message, hint, warning=True, kind=kind))

    def unknown(self, node: Scalar, what: str, known: Iterable[str]) -> None:
        """Note a name that does not exist, with the near miss."""
        self.add(node, f"{what} {quoted(node.text)}" if node.text else f"{what} without a name", _near(node, known))

    def resolve(self, names: Iterable[Scalar], what: str, known: Iterable[str]) -> tuple[str, ...]:
        """The names that exist; the others are problems, with a hint that lists the known ones in their order."""
        existing = known if isinstance(known, (dict, set, frozenset)) else dict.fromkeys(known)
        good: list[str] = []
        for name in names:
            if name.text in existing:
                good.append(name.text)
            else:
                self.unknown(name, f"there is no {what}", existing)
        return tuple(good)


def _near(node: Scalar, known: Iterable[str]) -> str:
    return did_you_mean(node.text, known) if len(node.text) <= 100 else ""


def is_empty(node: Node | None) -> bool:
    """Whether a key is missing or has nothing behind it."""
    return node is None or (isinstance(node, Scalar) and node.empty)


class Fields:
    """The entries of one mapping with a fixed set of keys. `what` names it in messages ("the rule 'a.b'")."""

    def __init__(
        self, problems: Problems, node: Node | None, what: str, known: Several[str], required: Several[str] = ()
    ) -> None:
        """Check the keys at once: unknown ones, and required ones that are missing or empty."""
        self.problems = problems
        self.what = what
        self.node = node
        self.entries = node.entries if isinstance(node, Mapping) else {}
        if not isinstance(node, Mapping):
            if not is_empty(node) or required:
                problems.add(node, f"{what} needs `key: value` entries", f"its keys are {', '.join(known)}")
            return
        meant: set[str | None] = set()
        for key, (at, _) in self.entries.items():
            if key not in known:
                problems.unknown(at, f"{what} has no key", known)
                meant.add(nearest(key, known) if len(key) <= 100 else None)
        for key in required:
            if key not in self.entries and key not in meant:
                problems.add(node, f"{what} lacks {key!r}", f"add `{key}: …`")
            elif key in self.entries and is_empty(self.entries[key][1]):
                problems.add(self.entries[key][0], f"{key!r} has no value")

    def __contains__(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self.entries

    def node_of(self, key: str) -> Node | None:
        """The value as it is; None when the key is missing or empty."""
        entry = self.entries.get(key)
        return None if entry is None or is_empty(entry[1]) else entry[1]

    def at(self, key: str) -> Node | None:
        """Where to point for a key: at it, or at the mapping that lacks it."""
        entry = self.entries.get(key)
        return entry[0] if entry else self.node

    def scalar(self, key: str) -> Scalar | None:
        """A single value; None when there is none."""
        node = self.node_of(key)
        if node is None or isinstance(node, Scalar):
            return node
        self.problems.add(node, f"{key!r} has to be text", "quote it if it begins with [ or {")
        return None

    def text(self, key: str, default: str = "") -> str:
        """Text that may have several lines."""
        node = self.scalar(key)
        return node.text.strip() if node is not None else default

    def line(self, key: str, default: str = "") -> str:
        """Text on one line."""
        node = self.scalar(key)
        return one_line(node.text) if node is not None else default

    def flag(self, key: str) -> bool:
        """A plain `true` or `false`; false when missing."""
        node = self.scalar(key)
        if node is None or (node.plain and node.text == "false"):
            return False
        if not (node.plain and node.text == "true"):
            self.problems.add(node, f"{key!r} is {quoted(node.text)}", "write true or false")
        return True

    def word(self, key: str, words: type[_Word], default: _Word) -> _Word:
        """One word of a closed vocabulary."""
        node = self.scalar(key)
        if node is None:
            return default
        for word in words:
            if word.value == node.text:
                return word
        self.problems.unknown(node, f"no {key} is called", [word.value for word in words])
        return default

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of a list; none when missing."""
        node = self.node_of(key)
        if isinstance(node, Sequence):
            return node.items
        if node is not None:
            self.problems.add(node, f"{key!r} has to be a list", "write it as [one, another] or one `- item` a line")
        return ()

    def names(self, key: str) -> tuple[Scalar, ...]:
        """A list of names, each once."""
        return names_in(self.problems, self.items(key), key)

    def lines(self, key: str) -> tuple[str, ...]:
        """A list of short texts."""
        return tuple(one_line(name.text) for name in self.names(key))

    def mapping(self, key: str) -> dict[str, tuple[Scalar, Node]]:
        """The entries of a mapping whose keys are names of its author's choice; none when missing."""
        node = self.node_of(key)
        if isinstance(node, Mapping):
            return node.entries
        if node is not None:
            self.problems.add(node, f"{key!r} has to be `name: value` entries", _as_entries(node))
        return {}


def _as_entries(node: Node) -> str:
    """How to turn what was written into entries."""
    if isinstance(node, Scalar):
        return "write a space behind the colon" if ":" in node.text else "write them below it, indented"
    return "write a name and a colon instead of each dash or bracket"


def names_in(problems: Problems, nodes: Iterable[Node], what: str) -> tuple[Scalar, ...]:
    """The scalars among the nodes, each text once; anything else is a problem."""
    good: dict[str, Scalar] = {}
    for node in nodes:
        if not isinstance(node, Scalar) or not node.text:
            problems.add(node, f"an entry of {what!r} has to be a word")
        elif node.text in good:
            problems.add(node, f"{quoted(node.text)} is named twice in {what!r}", "leave one out")
        else:
            good[node.text] = node
    return tuple(good.values())
