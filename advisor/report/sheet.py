"""A checklist as a file: which of its lines the program wrote, and which a person did.

A checklist ends with a comment that holds a short hash of each generated line, in order. Whatever else stands in the
file is a person's: there are no regions to stay within, and a line that was edited by hand is noticed.
"""

import re
from collections.abc import Iterator, Sequence

from advisor.source.digest import sha256
from advisor.source.error import fail
from advisor.values import dataclass

SEAL = "seal"
"""The identity of the comment at the end."""
_OPENING = "<!-- advisor-checklist 1"
_SEAL = re.compile(_OPENING + r"\n(?P<hashes>[0-9a-f \n]*)-->$", re.MULTILINE)
_ITEM = re.compile(r"^- (?:\[(?P<box>[ xX])\] )?(?P<text>.*?) <!-- (?P<key>[^ /]+/[^ ]+) -->(?P<after>.*)$")
_COUNT = re.compile(r" \(\d+\)$")
_BOX = re.compile(r"^- \[[ xX]\] ")
_HASHES_A_LINE = 12
_WHATEVER = "surrogatepass"  # lines are hashed whatever they hold


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist about one safeguard or finding. `key` is `part/rule`; `box` is None without a box."""

    key: str
    text: str
    box: bool | None
    after: str
    """What a person wrote behind it."""

    @classmethod
    def read(cls, line: str) -> "Item | None":
        """The item that a line is, if it is one."""
        found = _ITEM.match(line)
        if found is None:
            return None
        box = None if found["box"] is None else found["box"] != " "
        return cls(found["key"], found["text"], box, found["after"].strip())


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that is not blank, with the number of blank lines before it.

    `identity` is what a generated line is recognised by when it is generated again: an item's key, else what it says.
    It is empty for a person's line.
    """

    line: str
    gap: int
    identity: str = ""


def signed(text: str) -> str:
    """A generated checklist with the comment that tells its lines from those of people."""
    lines = text.rstrip("\n").split("\n")
    hashes = [_hash(line) for line in lines if line]
    rows = [" ".join(hashes[at : at + _HASHES_A_LINE]) for at in range(0, len(hashes), _HASHES_A_LINE)]
    return "\n".join([*lines, "", _OPENING, *rows, "-->", ""])


def is_checklist(text: str) -> bool:
    """Whether the text is a checklist that this program wrote."""
    return _SEAL.search(text.replace("\r\n", "\n")) is not None


def read_entries(text: str) -> list[Entry]:
    """The lines of a signed checklist, the seal as one of them. Raises AdvisorError for any other text."""
    *_, seal = [None, *_SEAL.finditer(text)]
    if seal is None:
        raise fail("this file is no checklist of this program", "name another file, or replace it with --force")
    lines = list(_lines(text[: seal.start()], ""))
    generated = aligned(seal["hashes"].split(), [_hash(line) for line, _ in lines])
    seen: dict[str, int] = {}
    entries = []
    for number, (line, gap) in enumerate(lines):
        if number not in generated:
            entries.append(Entry(line, gap))
            continue
        identity = _identity(line)
        seen[identity] = seen.get(identity, 0) + 1
        entries.append(Entry(line, gap, f"{identity} {seen[identity]}"))
    entries.append(Entry(seal.group(), 1, SEAL))
    entries += [Entry(line, gap) for line, gap in _lines(text[seal.end() :].removeprefix("\n"), "")]
    return entries


def aligned(wanted: Sequence[str], found: Sequence[str]) -> set[int]:
    """The positions in `found` of a longest common subsequence with `wanted`."""
    longest = [[0] * (len(found) + 1) for _ in range(len(wanted) + 1)]
    for i in range(len(wanted) - 1, -1, -1):
        row, below = longest[i], longest[i + 1]
        for j in range(len(found) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if wanted[i] == found[j] else max(below[j], row[j + 1])
    positions, i, j = set(), 0, 0
    while i < len(wanted) and j < len(found):
        if wanted[i] == found[j]:
            positions.add(j)
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return positions


def _lines(text: str, blank: str) -> Iterator[tuple[str, int]]:
    gap = 0
    for line in text.split("\n"):
        if line.strip() == blank:
            gap += 1
        else:
            yield line, gap
            gap = 0


def _hash(line: str) -> str:
    unticked = _BOX.sub("- [ ] ", line.rstrip())
    return sha256(unticked.encode(errors=_WHATEVER)).hexdigest()[:6]


def _identity(line: str) -> str:
    item = Item.read(line)
    return item.key if item else _COUNT.sub("", line)
