"""What a person or a file wrote is text on every screen: never markup, never an order to the terminal."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from advisor.plan.text import plan_text
from advisor.source.safe_text import safe_text
from tests.tui.desk import MemoryDesk
from tests.tui.eyes import AppAt, lines, press, settle, text, write

HOSTILE = [
    "[/b] plan",
    "[TODO] plan",
    "[@click=app.quit]x[/]",
    "\x1b]0;pwned\x07",
    "a\u202eb",
    "$text [red]",
    "\x9b31m",
]
TUI = Path(__file__).parents[2] / "advisor" / "tui"


async def test_hostile_names_are_shown_as_they_are_in_every_place(desk: MemoryDesk, app_at: AppAt) -> None:
    session = desk.open("summer.yaml").session
    clean = [safe_text(name) for name in HOSTILE]
    for name in clean:
        session = session.add_use("read", name)
    session = session.rename(clean[0]).remark("borrow", "home.days", clean[1]).note("borrow.bag", clean[2])
    desk.files["hostile.yaml"] = plan_text(session.plan, session.policy)
    desk.left(session, "hostile.yaml")
    app = app_at("hostile.yaml")
    async with app.run_test(size=(140, 60), notifications=True) as pilot:
        await settle(pilot)
        for key, shown in (("q", clean), ("c", clean), ("r", clean[:1]), ("h", clean[:1])):
            await press(pilot, key)
            assert [name for name in shown if name not in text(app)] == []
            assert all(safe_text(line) == line for line in lines(app))
        await press(pilot, "q", "P", "enter", "e", "escape", "colon", "escape", "o", "G", "k", "D", "k", "D")
        assert f"Removed “{clean[-1]}”" in text(app)


async def test_what_is_typed_or_pasted_is_made_safe_at_once(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "P", "ctrl+u")
        app.screen.query_one(Input).post_message(Paste("\x1b]52;c;\x07"))
        await settle(pilot)
        await write(pilot, "ok")
        await press(pilot, "enter")
        assert app.work
        name = app.work.session.plan.name
        assert safe_text(name) == name
        assert name.endswith("ok")


def _calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted(TUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                called = node.func
                found = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                if found == name:
                    yield path, node


@pytest.mark.parametrize(
    "widget", ["Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "Tree", "DataTable"]
)
def test_no_widget_that_would_read_markup_is_made(widget: str) -> None:
    made = [path.name for path, _ in _calls(widget)]
    assert made == []


def test_text_reaches_the_screen_as_content_only() -> None:
    """`Words`, `Row` and `Heading` take content; a str would be an error of types, and is looked for here as well."""
    found = [
        f"{path.name}:{call.lineno}"
        for name in ("Words", "Row", "Heading", "PickRow")
        for path, call in _calls(name)
        for argument in call.args[:2]
        if name == "PickRow" or argument is call.args[0]
        if isinstance(argument, ast.JoinedStr) or (isinstance(argument, ast.Constant) and name in ("Words", "Heading"))
        if not (name == "PickRow" and argument is call.args[0])
    ]
    assert found == []
    markup = [path.name for path, _ in _calls("from_markup")]
    assert markup == []


def test_notices_are_never_read_as_markup() -> None:
    for path, call in _calls("notify"):
        markup = {keyword.arg: keyword.value for keyword in call.keywords}.get("markup")
        assert isinstance(markup, ast.Constant), path
        assert markup.value is False, path


def test_titles_and_tooltips_which_textual_reads_as_markup_are_not_set() -> None:
    for path in TUI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                assert node.attr not in ("border_title", "border_subtitle", "tooltip"), path
