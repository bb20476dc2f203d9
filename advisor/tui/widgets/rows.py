"""What a list is made of: rows, which can be chosen, and headings, which cannot."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from advisor.tui.widgets.hanging import Hanging, same_words


class Row(Option):
    """A line that can be chosen; its id says what it stands for. It folds unless it is `short`, and is cut then."""

    def __init__(self, text: Content, row_id: str, *, short: bool = False, hang: int | None = None) -> None:
        """Take the text as content, never as markup; `hang` as for `Hanging`."""
        super().__init__(text if short else Hanging(text, hang), row_id)


class Heading(Option):
    """A line that cannot be chosen."""

    def __init__(self, text: Content, *, hang: int | None = None, most: int | None = None) -> None:
        """Take the text as content, never as markup; `hang` and `most` as for `Hanging`."""
        super().__init__(Hanging(text, hang, most=most), None, disabled=True)


def kept(there: Sequence[Option], rows: Sequence[Option]) -> list[Option]:
    """The rows, with those that are there already in the place of such as look just like them."""
    named: dict[tuple[str | None, str], list[Option]] = {}
    for row in reversed(there):
        named.setdefault(_name(row), []).append(row)
    found: list[Option] = []
    for row in rows:
        before = named.get(_name(row))
        found.append(before.pop() if before and _same(before[-1], row) else row)
    return found


def _name(row: Option) -> tuple[str | None, str]:
    """What a row is found again by."""
    prompt = row.prompt
    return row.id, prompt.plain if isinstance(prompt, Content | Hanging) else ""


def _same(before: Option, row: Option) -> bool:
    """Whether a row stands for the same and looks the same; a kind of row that may hold more never counts as such."""
    return (
        type(before) in (Row, Heading)
        and type(before) is type(row)
        and before.id == row.id
        and before.disabled == row.disabled
        and same_words(before.prompt, row.prompt)
    )
