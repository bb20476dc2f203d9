"""searches.yaml: the questions that people asked, in their own words, if the pack keeps a list of them.

It shapes no verdict and is no part of what the pack's hash covers; the linter alone reads it. An entry is a question,
or a mapping with `query`, whose other keys are its author's business.
"""

import os
from pathlib import Path

from advisor.source.disk import PACK_FILE_BYTES, read_bytes, shown
from advisor.source.fields import Fields, Problems
from advisor.source.safe_text import one_line
from advisor.source.tree import Mapping, Node, Scalar, parse_tree
from advisor.values import dataclass

FILE = "searches.yaml"


@dataclass(frozen=True, slots=True)
class AskedQuestions:
    """What was asked, each question once."""

    questions: tuple[str, ...]


def read_asked(folder: Path, problems: Problems) -> AskedQuestions | None:
    """The questions of a pack; None without the file. Raises AdvisorError where it cannot be read at all."""
    path = folder / FILE
    if not os.path.lexists(path):
        return None
    root = parse_tree(read_bytes(path, PACK_FILE_BYTES, follow=False), shown(path), PACK_FILE_BYTES)
    fields = Fields(problems, root, FILE, ("searches",), ("searches",))
    found = [_query(problems, node) for node in fields.items("searches")]
    return AskedQuestions(tuple(dict.fromkeys(query for query in found if query)))


def _query(problems: Problems, node: Node) -> str:
    query = node.get("query") if isinstance(node, Mapping) else node
    if isinstance(query, Scalar) and query.text.strip():
        return one_line(query.text)
    problems.add(node, "an entry of 'searches' has to be a question", "write it as text, or as `query: …`")
    return ""
