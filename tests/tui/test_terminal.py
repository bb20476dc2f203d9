"""The program in a real terminal: from an empty start to the exported file, by way of the person's own editor."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.window import ADVISOR, Window, surroundings

PACK = ("--policy", "./lending")


@pytest.fixture
def environment(tmp_path: Path, lending: Path) -> dict[str, str]:
    shutil.copytree(lending, tmp_path / "lending")
    return surroundings(tmp_path, NO_COLOR="")  # which means colours


@pytest.fixture
def terminal(tmp_path: Path, environment: dict[str, str]) -> Iterator[Window]:
    with Window([*ADVISOR, *PACK], tmp_path, environment) as window:
        yield window


def coloured(terminal: Window) -> bool:
    return b"38;2;" in terminal.sent or b"38;5;" in terminal.sent


def test_from_an_empty_start_to_an_exported_file_by_keyboard_alone(terminal: Window, tmp_path: Path) -> None:
    terminal.wait_for("Start a plan from nothing")
    terminal.press("n", "What is the bot called?")
    terminal.press("\r", "What does the bot do?")
    terminal.press("1", "[x] Takes a thing home")
    terminal.press("\r", "Who holds the card?")
    terminal.press("\r", "What do you do to the pages?")
    terminal.press("4", "[x] I leave them as they are")
    terminal.press("\r", "What is it?")
    terminal.press("\r", "For how long?")
    terminal.press("\r", "Where will it be?")
    terminal.press("1", "[x] Indoors")
    terminal.press("\r", "How is it carried?")
    terminal.press("\r", "✓ permitted")
    terminal.press("e", "Export the checklist")
    terminal.press("\r", "written")
    terminal.press("s", "Save the plan")
    terminal.press("\r", "Saved to")
    terminal.press("\x11")
    assert terminal.ended() == 0
    assert coloured(terminal)
    (checklist,) = tmp_path.glob("*.md")
    assert "Verdict: permitted" in checklist.read_text()
    (plan,) = tmp_path.glob("*.yaml")
    assert "days: short" in plan.read_text()


def test_the_app_and_check_agree_on_the_same_answers(
    terminal: Window, tmp_path: Path, environment: dict[str, str]
) -> None:
    terminal.wait_for("Start a plan from nothing")
    for keys, words in (
        ("n", "What is the bot called?"),
        ("\r", "What does the bot do?"),
        ("1", "[x] Takes a thing home"),
        ("\r", "Who holds the card?"),
        ("u", "What do you do to the pages?"),
        ("1", "[x] I write in pencil"),
        ("3", "[x] I fold corners"),
        ("\r", "What is it?"),
        ("2", "(•) A film"),
        ("s", "Save the plan"),
        ("\r", "Saved to"),
    ):
        terminal.press(keys, words)
    (plan,) = tmp_path.glob("*.yaml")
    settings = ["borrow.activity=borrow", "marks=pencil,fold", "borrow.kind=film"]
    given = [argument for setting in settings for argument in ("--set", setting)]
    by_file = _check(tmp_path, environment, plan.name)
    by_settings = _check(tmp_path, environment, *given, "--undecided", "card")
    assert by_file["findings"] == by_settings["findings"]
    assert by_file["parts"] == by_settings["parts"]
    assert by_file["verdict"] == by_settings["verdict"] == "undecided"


def _check(folder: Path, environment: dict[str, str], *arguments: str) -> dict[str, object]:
    command = [sys.executable, "-m", "advisor", "check", "--policy", "./lending", "--format", "json", *arguments]
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ran.stdout, ran.stderr
    return dict(json.loads(ran.stdout))


def test_the_plan_can_be_edited_in_ones_own_editor_meanwhile_and_without_colours(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "plan.yaml").write_text("advisor: 1\npolicy: lending\nname: Before # mine\n")
    environment |= {"EDITOR": "sed -i s/Before/After/", "NO_COLOR": "1"}
    with Window([*ADVISOR, *PACK, "plan.yaml"], tmp_path, environment) as terminal:
        terminal.wait_for("Before")
        terminal.press("E", "After saved")
        terminal.press("z", "Before * unsaved")
        terminal.press("s", "Saved to")
        assert not coloured(terminal)
        assert (tmp_path / "plan.yaml").read_text() == "advisor: 1\npolicy: lending\nname: Before # mine\n"


@pytest.mark.parametrize(
    ("editor", "told"),
    [("/nowhere/editor", "not start"), ('sh -c "kill -INT -$PPID; kill -QUIT $PPID; kill -INT $PPID"', "")],
    ids=["that does not start", "in which keys were pressed that would end this program"],
)
def test_an_editor_gives_the_app_back(tmp_path: Path, environment: dict[str, str], editor: str, told: str) -> None:
    (tmp_path / "plan.yaml").write_text("advisor: 1\npolicy: lending\nname: Before\n")
    with Window([*ADVISOR, *PACK, "plan.yaml"], tmp_path, {**environment, "EDITOR": editor}) as terminal:
        terminal.wait_for("Before")
        terminal.press("E", told)
        terminal.press("P", "Rename the plan")
        terminal.press("\x15")
        terminal.press("Later", "Later")
        terminal.press("\r", "Later * unsaved")
        terminal.press("s", "Saved to")
        terminal.press("\x11")
        assert terminal.ended() == 0
        assert terminal.amiss() == []


def test_bytes_that_are_no_utf_8_end_nothing(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "plan.yaml").write_text("advisor: 1\npolicy: lending\nname: Before\n")
    with Window([*ADVISOR, *PACK, "plan.yaml"], tmp_path, environment) as terminal:
        terminal.wait_for("Before")
        terminal.press("P", "Rename the plan")
        os.write(terminal.master, b"\xff")
        terminal.wait_for("Before\ufffd")
        os.write(terminal.master, b"\x1b[200~a\xe4b\xed\xa0\x80\x1b[201~")  # a paste in another encoding
        terminal.wait_for("Before\ufffda\ufffdb\ufffd\ufffd\ufffd")
        terminal.press("Later", "Later")
        terminal.press("\r", "Later * unsaved")
        terminal.press("s", "Saved to")
        terminal.press("\x11")
        assert terminal.ended() == 0
        assert terminal.amiss() == []
