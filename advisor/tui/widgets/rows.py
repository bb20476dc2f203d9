"""What a list is made of: rows, which can be chosen, and headings, which cannot."""

from collections.abc import Sequence
from functools import lru_cache

from textual.content import Content
from textual.widgets.option_list import Option

from advisor.tui.widgets.hanging import Hanging, same_words
from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.tui.signs import Piece

KEPT = 2048
"""How many rows are remembered: more than any screen has, and few enough to have room for."""


class Row(Option):
    """A line that can be chosen; its id says what it stands for. It folds unless it is `short`, and is cut then."""

    __hash__ = object.__hash__  # as good as Option's, and sooner there

    def __init__(self, text: Content, row_id: str, *, short: bool = False, hang: int | None = None) -> None:
        """Take the text as content, never as markup; `hang` as for `Hanging`."""
        super().__init__(text if short else Hanging(text, hang), row_id)


class Heading(Option):
    """A line that cannot be chosen."""

    __hash__ = object.__hash__

    def __init__(self, text: Content, *, hang: int | None = None, most: int | None = None) -> None:
        """Take the text as content, never as markup; `hang` and `most` as for `Hanging`."""
        super().__init__(Hanging(text, hang, most=most), None, disabled=True)


@lru_cache(KEPT)
def row(row_id: str, *pieces: "Piece", short: bool = False) -> Row:
    """A row of these pieces; the same one each time, so that a row that comes back is neither folded nor drawn again."""
    return Row(Content.assemble(*pieces), row_id, short=short)


@lru_cache(KEPT)
def heading(*pieces: "Piece", hang: int | None = None, most: int | None = None) -> Heading:
    """A heading of these pieces; the same one each time, as with `row`."""
    return Heading(Content.assemble(*pieces), hang=hang, most=most)


GAP = heading(("", ""))
"""An empty line."""


def kept(there: Sequence[Option], rows: Sequence[Option]) -> list[Option]:
    """The rows, with those that are there already in the place of such as look just like them."""
    known, wanted = set(there), set(rows)
    if known >= wanted:
        return list(rows)
    named: dict[tuple[str | None, str], list[Option]] = {}
    for row in known - wanted:
        named.setdefault(_name(row), []).append(row)
    new = wanted - known
    if not named or named.keys().isdisjoint(map(_name, new)):
        return list(rows)
    found: list[Option] = []
    for row in rows:
        before = named.get(_name(row)) if row in new else None
        found.append(before.pop() if before and _same(before[-1], row) else row)
    return found


def _name(row: Option) -> tuple[str | None, str]:
    """What a row is found again by; of those that stand for nothing the words."""
    prompt = row.prompt
    return row.id, prompt.plain if row.id is None and isinstance(prompt, Content | Hanging) else ""


def _same(before: Option, row: Option) -> bool:
    """Whether a row stands for the same and looks the same; a kind of row that may hold more never counts as such."""
    return (
        type(before) in (Row, Heading)
        and type(before) is type(row)
        and before.id == row.id
        and before.disabled == row.disabled
        and same_words(before.prompt, row.prompt)
    )
