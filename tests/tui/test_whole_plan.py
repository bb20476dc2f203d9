"""A whole plan, from an empty start to the exported file: by keyboard alone, by mouse alone, and by plain prompts."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.tui.app import AdvisorApp
from tests.tui.desk import MemoryDesk
from tests.tui.eyes import AppAt, AppPilot, click, press, settle, text

SIZE = (80, 24)


async def by_keyboard(pilot: AppPilot) -> None:
    """Take a film home: one answer undecided, one corrected, one safeguard ticked, the checklist exported."""
    await press(pilot, "n", "enter")
    await press(pilot, "1", "enter")  # takes a thing home
    await press(pilot, "1", "enter")  # I hold the card
    await press(pilot, "2", "enter")  # ink
    await press(pilot, "left", "4", "enter")  # rather nothing, which takes ink away
    await press(pilot, "down", "enter")  # a film
    await press(pilot, "2", "enter")  # for longer
    await press(pilot, "1", "enter")  # indoors
    await press(pilot, "1", "enter")  # in a dry bag
    await press(pilot, "c", "f")  # the checklist, only what is to do
    await press(pilot, "space")
    await press(pilot, "e", "down", "down", "enter")


async def by_mouse(pilot: AppPilot) -> None:
    """The same with the mouse."""
    await click(pilot, "Start a plan from nothing")
    await click(pilot, "enter OK")
    await click(pilot, "Takes a thing home")
    await click(pilot, "Next →")
    await click(pilot, "I do")
    await click(pilot, "Next →")
    await click(pilot, "I write in ink")
    await click(pilot, "I leave them as they are")
    await click(pilot, "Next →")
    await click(pilot, "A film")
    await click(pilot, "Next →")
    await click(pilot, "Longer")
    await click(pilot, "Next →")
    await click(pilot, "Indoors")
    await click(pilot, "Next →")
    await click(pilot, "In a dry bag")
    await click(pilot, "Checklist")
    await click(pilot, "filter")
    await click(pilot, "Back after two weeks")
    await click(pilot, "find")
    await click(pilot, "Export…")
    await click(pilot, "JSON")
    await click(pilot, "Write the file")


PROMPTS = (
    "borrow",
    "own",
    *("ink", "b", "nothing"),  # what was said first is taken back
    "film",
    "long",
    "indoors",
    "dry",
    "y",  # the safeguard is in place
    *("", "plan.yaml"),
)


def by_prompts(folder: Path, pack: Path) -> dict[str, object]:
    """The same by `ask`, and what `check` then says."""
    program = [sys.executable, "-m", "advisor"]
    ask = [*program, "ask", "--policy", str(pack)]
    subprocess.run(ask, cwd=folder, input="\n".join(PROMPTS) + "\n", capture_output=True, text=True, check=True)
    check = [*program, "check", "plan.yaml", "--format", "json", "--policy", str(pack)]
    said = subprocess.run(check, cwd=folder, capture_output=True, text=True, check=False)
    return dict(json.loads(said.stdout))


async def exported(app: AdvisorApp, desk: MemoryDesk, way: Callable[[AppPilot], object]) -> dict[str, object]:
    """What the file holds after a way through the app."""
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await way(pilot)  # type: ignore[misc]
        assert "permitted" in text(app)
    (found,) = desk.exports.values()
    return dict(json.loads(found))


async def test_keyboard_mouse_and_prompts_lead_to_the_same_json(
    app_at: AppAt, desk: MemoryDesk, tmp_path: Path, lending: Path
) -> None:
    typed = await exported(app_at(""), desk, by_keyboard)
    desk.exports.clear()
    desk.kept.clear()
    clicked = await exported(app_at(""), desk, by_mouse)
    assert typed == clicked
    assert typed["verdict"] == "permitted"
    asked = by_prompts(tmp_path, lending)
    for found in (typed, asked):
        plan = found["plan"]
        assert isinstance(plan, dict)
        plan.pop("path")  # the app exports what is not saved yet
    assert asked == typed


async def test_a_plan_saved_and_opened_again_is_the_same_plan(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("")
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "n", "enter", "1", "enter", "1", "enter", "s", "enter")
        assert app.work
        saved = app.work.session.plan
        assert "saved" in text(app)
    assert desk.open("plan.yaml").session.plan == saved
    again = app_at("plan.yaml")
    async with again.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "What do you do to the pages?" in text(again)  # the interview goes on where it was left


@pytest.mark.parametrize("undone", [1, 3])
async def test_undo_and_redo_go_through_every_kind_of_step(app_at: AppAt, undone: int) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "u", "c", "m")
        assert app.work
        after = app.work.session.plan
        await press(pilot, *["z"] * undone)
        assert app.work.session.plan != after
        await press(pilot, *["Z"] * undone)
        assert app.work.session.plan == after
