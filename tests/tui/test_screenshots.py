"""The pictures in `screenshots/` are what the app draws now."""

import pytest

from tests.screens import FOLDER, PNG, SHOTS, Shot, desk, draw


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
async def test_no_picture_is_stale(shot: Shot) -> None:
    drawn = await draw(shot, desk())
    assert (FOLDER / f"{shot.name}.svg").read_text(encoding="utf-8") == drawn, "draw them anew: make screenshots"


def test_every_picture_belongs_to_a_shot() -> None:
    there = {path.name for path in FOLDER.iterdir()}
    assert there == {f"{shot.name}.svg" for shot in SHOTS} | {f"{name}.png" for name in PNG}
