"""Where in a plan file each part, answer and safeguard stands, for those who point at lines."""

from collections.abc import Callable, Mapping as Lookup

from advisor.policy.model import BOT
from advisor.source.error import Place
from advisor.source.tree import Mapping, Node, Scalar

Places = Lookup[tuple[str, str], Place]
"""(part, question or rule id) -> its place; (part, "") -> the part's; ("", "") -> the plan's."""


def places_in(tree: Mapping, place: Callable[[Scalar], Place]) -> Places:
    """The place of every entry of a plan's tree; `place` makes one of a key."""
    found: dict[tuple[str, str], Place] = {}
    for key, node in tree.entries.values():
        if key.text in ("advisor", "name"):
            found[("", "")] = place(key)
        elif key.text == BOT:
            found[(BOT, "")] = place(key)
            _entries(found, BOT, node, place)
        elif key.text == "safeguards":
            _entries(found, BOT, node, place)
        elif key.text == "uses" and isinstance(node, Mapping):
            for use, inside in node.entries.values():
                found[(use.text, "")] = place(use)
                for name in ("answers", "safeguards"):
                    section = inside.get(name) if isinstance(inside, Mapping) else None
                    _entries(found, use.text, section, place)
    return found


def _entries(
    found: dict[tuple[str, str], Place], part: str, node: Node | None, place: Callable[[Scalar], Place]
) -> None:
    if isinstance(node, Mapping):
        found.update({(part, key.text): place(key) for key, _ in node.entries.values()})


def place_of(places: Places, part: str, *names: str) -> Place | None:
    """The place of the first of the names that is there: the part's own or the bot's; else the part's, or the plan's."""
    for name in names:
        for holder in (part, BOT):
            if (holder, name) in places:
                return places[(holder, name)]
    return places.get((part, "")) or places.get(("", ""))
