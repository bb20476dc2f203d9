"""Files that are not as they were, cannot be written or cannot be read: nothing of anybody's work is lost."""

import pytest

from advisor.tui.app import AdvisorApp
from tests.tui.desk import MemoryDesk
from tests.tui.eyes import SMALL, AppAt, AppPilot, press, settle, text, write


def theirs(desk: MemoryDesk) -> str:
    desk.files["summer.yaml"] = desk.files["summer.yaml"].replace("marks: ink", "marks: nothing  # theirs")
    return desk.files["summer.yaml"]


async def answered(pilot: AppPilot, desk: MemoryDesk) -> str:
    """One answer given in the app, while somebody else changes the file; then saved."""
    await settle(pilot)
    await press(pilot, "1")
    found = theirs(desk)
    await press(pilot, "s")
    return found


async def test_a_conflict_offers_four_ways_and_leaves_the_file_alone(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        found = await answered(pilot, desk)
        for way in ("Show the difference", "Write yours over it", "under another name", "Take over what the file says"):
            assert way in text(app)
        await press(pilot, "escape")
        assert desk.files["summer.yaml"] == found
        assert app.work
        assert app.work.session.unsaved


async def test_the_difference_is_read_by_keyboard_and_leads_back(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await answered(pilot, desk)
        await press(pilot, "enter")
        assert "- is in the file + would be written" in text(app)
        assert "marks: nothing # theirs" in text(app)
        await press(pilot, "pagedown", "down", "up", "pageup", "escape")
        assert "Show the difference" in text(app)


async def test_overwriting_keeps_a_copy(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        found = await answered(pilot, desk)
        await press(pilot, "down", "enter")
        assert app.work
        assert not app.work.session.unsaved
    assert "bag: dry" in desk.files["summer.yaml"]
    assert desk.copies == [found]


async def test_saving_under_another_name_leaves_theirs(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        found = await answered(pilot, desk)
        await press(pilot, "down", "down", "enter")
        await press(pilot, "ctrl+u")
        await write(pilot, "mine.yaml")
        await press(pilot, "enter")
        assert app.work
        assert app.work.path == "mine.yaml"
    assert desk.files["summer.yaml"] == found
    assert "bag: dry" in desk.files["mine.yaml"]


async def test_taking_over_theirs_can_be_undone(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        found = await answered(pilot, desk)
        await press(pilot, "down", "down", "down", "enter")
        assert app.work
        assert app.work.session.plan.bot.answers["marks"] == ("nothing",)
        assert "bag" not in app.work.session.plan.part("borrow").answers
        await press(pilot, "z")
        assert app.work.session.plan.part("borrow").answers["bag"] == ("dry",)
    assert desk.files["summer.yaml"] == found


async def test_a_file_that_is_gone_can_be_written_again(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "1")
        del desk.files["summer.yaml"]
        await press(pilot, "s")
        assert "Show the difference" not in text(app)
        assert "Take over" not in text(app)
        await press(pilot, "enter")
    assert "bag: dry" in desk.files["summer.yaml"]


async def test_a_name_that_is_taken_is_never_written_over_unasked(app_at: AppAt, desk: MemoryDesk) -> None:
    desk.files["other.yaml"] = "theirs"
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.save("other.yaml")
        await settle(pilot)
        assert "Write yours over it" in text(app)
        assert "Take over" not in text(app)
        await press(pilot, "escape")
    assert desk.files["other.yaml"] == "theirs"


async def test_a_save_that_fails_offers_another_path_straight_away(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "1")
        desk.full = True
        await press(pilot, "s")
        assert "It was not saved, and is still here. summer.yaml: the disk is full" in text(app)
        desk.full = False
        await press(pilot, "ctrl+u")
        await write(pilot, "stick.yaml")
        await press(pilot, "enter")
    assert "bag: dry" in desk.files["stick.yaml"]


async def test_leaving_waits_until_a_conflict_is_settled(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "1")
        found = theirs(desk)
        await press(pilot, "ctrl+q", "enter")
        assert "Write yours over it" in text(app)
        await press(pilot, "down", "enter")
    assert app.return_code == 0
    assert desk.copies == [found]


@pytest.mark.parametrize("broken", ["a: [", "advisor: 1\npolicy: lending\nbot: {carb: own}\n"])
async def test_an_editor_that_leaves_a_broken_file_loses_nothing(
    app_at: AppAt, desk: MemoryDesk, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_at("summer.yaml")
    monkeypatch.setattr(AdvisorApp, "suspend", _nothing_to_suspend)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert app.work
        before = app.work.session.plan
        desk.edits["summer.yaml"] = broken
        await press(pilot, "E")
        assert "The file cannot be read as it is now" in text(app)
        assert "summer.yaml:" in text(app)
        desk.edits["summer.yaml"] = broken + "# again\n"
        await press(pilot, "enter")
        assert desk.files["summer.yaml"] == broken + "# again\n"
        await press(pilot, "down", "enter")
        assert app.work.session.plan == before
        await press(pilot, "1", "s")
        assert "Write yours over it" in text(app)
    assert desk.files["summer.yaml"] == broken + "# again\n"


class _nothing_to_suspend:  # noqa: N801 - stands for a method
    def __init__(self, *_: object) -> None:
        pass

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass
