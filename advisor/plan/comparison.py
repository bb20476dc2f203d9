"""Two texts of a plan beside each other: the lines that differ, with the lines around them.

What is there and what would be written come from different people; so each line is made safe before anybody sees it.
"""

import difflib
from collections.abc import Iterator

from advisor.source.safe_text import safe_text
from advisor.source.tree import ENCODING
from advisor.typed import Literal
from advisor.values import dataclass

AROUND = 2
"""How many lines that are the same are shown around those that differ."""

Kind = Literal["there", "yours", "same", "gap"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line only in the file that is there, only in what would be written, in both, or the gap between two places."""

    kind: Kind
    text: str

    def __str__(self) -> str:
        """The line with its sign: - is there, + would be written."""
        return f"{ {'there': '-', 'yours': '+', 'same': ' ', 'gap': '…'}[self.kind] } {self.text}".rstrip()


def compared(there: bytes, yours: bytes) -> tuple[Line, ...]:
    """The lines that differ, in their order; none if the texts are the same."""
    return tuple(_lines(_split(there), _split(yours)))


def _split(data: bytes) -> list[str]:
    return [safe_text(line) for line in data.decode(ENCODING, "replace").splitlines()]


def _lines(there: list[str], yours: list[str]) -> Iterator[Line]:
    matcher = difflib.SequenceMatcher(None, there, yours, autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if number:
            yield Line("gap", "")
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                yield from (Line("same", text) for text in there[start:end])
            else:
                yield from (Line("there", text) for text in there[start:end])
                yield from (Line("yours", text) for text in yours[new_start:new_end])
