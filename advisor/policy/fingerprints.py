"""fingerprints.yaml: hashes of the sentences of the page behind each clause, by which a changed page is noticed.

No word of the page is kept. A fingerprint is the number of words of a sentence and a short hash of them, salted with the
policy's id. Whoever has a sentence can tell whether it was on the page; whoever has none learns its length and nothing
else, unless they guess it word for word. The file shapes no verdict and is no part of what the pack's hash covers.
"""

import os
import re
from collections.abc import Mapping as Lookup
from pathlib import Path

from advisor.source.digest import sha256
from advisor.source.disk import PACK_FILE_BYTES, read_bytes, shown
from advisor.source.error import AdvisorError, Place, fail
from advisor.source.fields import Fields, Problems, names_in
from advisor.source.safe_text import quoted
from advisor.source.tree import Node, Sequence, parse_tree
from advisor.values import dataclass

FILE = "fingerprints.yaml"
FORMAT = "1"
HEXDIGITS = 12
_FORM = re.compile(rf"(\d{{1,4}})-([0-9a-f]{{{HEXDIGITS}}})")
_HEAD = """\
# Made by `advisor drift --record`. Each entry is the length of a sentence in words and a hash of it; no word of the
# page is kept. `elsewhere` is what the page says besides the clauses.
"""


@dataclass(frozen=True, slots=True, order=True)
class Fingerprint:
    """One sentence: how many words, and the beginning of their hash."""

    words: int
    digest: str

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.words}-{self.digest}"


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Those of one policy: by clause in the page's order, and those of the rest of the page."""

    clauses: Lookup[str, tuple[Fingerprint, ...]]
    elsewhere: tuple[Fingerprint, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What recording a page again changed: clauses by name, passages elsewhere by number."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    new_elsewhere: int
    gone_elsewhere: int


def change(before: Fingerprints, after: Fingerprints) -> Change:
    """What is not the same, in the order in which it stands."""
    was, now = before.clauses, after.clauses
    return Change(
        tuple(clause for clause in now if clause not in was),
        tuple(clause for clause in now if clause in was and now[clause] != was[clause]),
        tuple(clause for clause in was if clause not in now),
        len({*after.elsewhere} - {*before.elsewhere}),
        len({*before.elsewhere} - {*after.elsewhere}),
    )


def fingerprint(policy_id: str, words: str) -> Fingerprint:
    """The fingerprint of words with a space between."""
    digest = sha256(f"{policy_id}\0{words}".encode()).hexdigest()[:HEXDIGITS]
    return Fingerprint(words.count(" ") + 1, digest)


def read_fingerprints(folder: Path) -> Fingerprints:
    """The fingerprints of a pack. Raises AdvisorError."""
    path = folder / FILE
    if not os.path.lexists(path):
        raise fail("there are no fingerprints of the page", "make them with advisor drift --record", Place(shown(path)))
    problems = Problems(shown(path))
    root = parse_tree(read_bytes(path, PACK_FILE_BYTES, follow=False), problems.path, PACK_FILE_BYTES)
    fields = Fields(problems, root, FILE, ("fingerprints", "clauses", "elsewhere"), ("fingerprints", "clauses"))
    form = fields.scalar("fingerprints")
    if form is not None and form.text != FORMAT:
        problems.add(form, f"{quoted(form.text)} is not a form this program reads", "record them again")
    clauses = {key.text: _listed(problems, node) for key, node in fields.mapping("clauses").values()}
    elsewhere = _listed(problems, fields.node_of("elsewhere")) if "elsewhere" in fields else ()
    if problems.found:
        raise AdvisorError(*problems.found)
    return Fingerprints(clauses, elsewhere)


def _listed(problems: Problems, node: Node | None) -> tuple[Fingerprint, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        problems.add(node, "fingerprints have to be a list", "record them again")
        return ()
    found: list[Fingerprint] = []
    for name in names_in(problems, node.items, FILE):
        match = _FORM.fullmatch(name.text)
        if match is None or match[1] == "0":
            problems.add(name, f"{quoted(name.text)} is no fingerprint", "record them again")
        else:
            found.append(Fingerprint(int(match[1]), match[2]))
    return tuple(found)


def fingerprints_text(found: Fingerprints) -> str:
    """The text of the file."""
    lines = [f"{_HEAD}fingerprints: {FORMAT}", "clauses:"]
    lines += [f"  {clause}: [{', '.join(map(str, listed))}]" for clause, listed in found.clauses.items()]
    if found.elsewhere:
        lines += ["elsewhere:", *(f"  - {one}" for one in found.elsewhere)]
    return "\n".join(lines) + "\n"
