"""Keys pressed at random: the app never falls over, and what it shows is what the session says."""

import random
from collections.abc import Callable

import pytest

from advisor.tui import signs
from advisor.tui.app import AdvisorApp
from advisor.tui.commands import COMMANDS
from advisor.tui.widgets.place import PlaceScreen
from tests.tui.eyes import lines, press, settle

LEAVING = {"quit", "edit_file", "copy"}
KEYS = sorted({key for command in COMMANDS if command.id not in LEAVING for key in command.keys} | {"tab", "escape"})
OFTEN = ["enter", "space", "1", "2", "3", "j", "k", "c", "q", "r", "escape", "m", "u", "z", "o"]


@pytest.mark.parametrize("seed", range(2))
async def test_keys_at_random_leave_screen_and_session_in_agreement(
    app_at: Callable[[str], AdvisorApp], seed: int
) -> None:
    chance = random.Random(seed)
    app = app_at("summer.yaml")
    pressed: list[str] = []
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for _ in range(60):
            key = chance.choice(OFTEN if chance.random() < 0.6 else KEYS)
            pressed.append(key)
            await press(pilot, key)
            if isinstance(app.screen, PlaceScreen) and app.work:
                shown = signs.VERDICTS[app.work.session.assessment.verdict]
                assert f"{shown.sign} {shown.word}" in lines(app)[1], pressed
                assert app.work.session.plan.name in lines(app)[0], pressed
