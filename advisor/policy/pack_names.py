"""The names a pack defines, and where: what its references are resolved against.

A file that cannot be read makes a whole kind of names unknown (`None`); references to that kind are then passed over,
for one broken line must not cast doubt on a hundred good ones.
"""

import re

from advisor.policy.model import BOT, Question
from advisor.source.error import Place
from advisor.source.fields import Problems
from advisor.source.safe_text import quoted
from advisor.source.tree import Scalar
from advisor.values import dataclass, field

USES = "uses"
"""What stands in `about` and `concerns` for every use, whatever its activity."""

RESERVED = {
    "activity": {BOT, USES},
    "option": {"undecided"},
    "question": {BOT, USES, "all", "any", "not", "activity", "title", "plan"},
}
"""Ids with a meaning of their own in packs, plans or on the command line, by the kind that must not have them."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_RULE_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")


def is_name(text: str) -> bool:
    """Whether a text can be the id of a policy, question, option or activity."""
    return _NAME.fullmatch(text) is not None


@dataclass(slots=True)
class PackNames:
    """What has been defined so far."""

    activities: dict[str, Scalar] | None = field(default_factory=dict)
    sections: dict[str, Scalar] | None = field(default_factory=dict)
    clauses: dict[str, Scalar] | None = field(default_factory=dict)
    consequences: dict[str, Scalar] | None = field(default_factory=dict)
    questions: dict[str, Question] | None = field(default_factory=dict)
    rules: set[str] | None = field(default_factory=set)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    """(kind, id) -> where it is defined; the kinds are those of `PackPlaces`."""

    def claim(self, problems: Problems, kind: str, node: Scalar | None, *, within: str = "") -> str:
        """Take an id of a kind; a second one, or one of the wrong form, is a problem. "" for none."""
        if node is None:
            return ""
        pattern = _RULE_NAME if kind == "rule" else _NAME
        if not pattern.fullmatch(node.text):
            allowed = "small letters, digits, - and _" + (" and ." if kind == "rule" else "")
            problems.add(node, f"{quoted(node.text)} cannot be an id", f"use {allowed}")
        elif node.text in RESERVED.get(kind, ()):
            problems.add(node, f"{node.text!r} cannot be an id", "it has a meaning of its own; choose another")
        return self.place(problems, kind, node, within=within)

    def place(self, problems: Problems, kind: str, node: Scalar, *, within: str = "") -> str:
        """Take an id of any form; a second one (`within` a question, for options) is a problem."""
        key = (kind, f"{within}.{node.text}" if within else node.text)
        first = self.places.get(key)
        if first is not None:
            problems.add(node, f"the {kind} {quoted(node.text)} is defined twice", f"the first is at {first}")
        else:
            self.places[key] = problems.place(node)
        return node.text
