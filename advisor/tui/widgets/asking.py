"""How a line of text, or one of a few ways to go on, is asked for in passing.

The dialogs that do so are imported when one is shown: what is there to begin with needs none.
"""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App
from textual.content import Content

Told = Callable[[str | None], None]
"""What goes on with an answer, or with None where the person thinks better of it."""


def ask(  # noqa: PLR0913 - a dialog is what it is
    app: App[Any], then: Told, title: str, about: str, text: str = "", *, default: str = ""
) -> None:
    """Ask for a line of text, with a line about it and a text to begin with; an empty line gives the default."""
    from advisor.tui.widgets.dialogs import Ask

    app.push_screen(Ask(title, about, text, default=default), then)


def pick(app: App[Any], then: Told, title: str, rows: Sequence[tuple[str, str | Content]], about: str = "") -> None:
    """Ask to pick one of the rows, each an id and what it says; goes on with the id."""
    from advisor.tui.widgets.dialogs import Pick, PickRow

    shown = [PickRow(row, Content(text) if isinstance(text, str) else text) for row, text in rows]
    app.push_screen(Pick(title, shown, about), then)
