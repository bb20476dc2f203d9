"""The tree of the app: screens know no other screen, and nothing here opens a file."""

import ast
from pathlib import Path

import pytest

TUI = Path(__file__).parents[2] / "advisor" / "tui"
SCREENS = ("home", "questions", "checklist", "rules")


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("screen", [*SCREENS, "widgets"])
def test_a_screen_imports_no_other_screen(screen: str) -> None:
    others = tuple(f"advisor.tui.{other}." for other in SCREENS if other != screen)
    for path in (TUI / screen).glob("*.py"):
        assert not [name for name in _imports(path) if name.startswith(others)], path.name


def test_the_app_touches_no_file() -> None:
    refused = {"pathlib", "advisor.policy.pack", "advisor.policy.installed", "advisor.plan.file", "advisor.source.disk"}
    for path in TUI.rglob("*.py"):
        assert not _imports(path) & refused, path.name
        opened = [
            node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name) and node.id == "open"
        ]
        assert not opened, path.name


def test_every_screen_has_its_own_sheet() -> None:
    for screen in SCREENS:
        assert (TUI / screen / "screen.py").is_file()
        assert (TUI / screen / f"{screen}.tcss").is_file()


def test_the_app_class_is_a_table_of_contents() -> None:
    assert len((TUI / "app.py").read_text().splitlines()) <= 150
