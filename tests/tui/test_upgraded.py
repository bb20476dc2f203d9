"""A plan of an older pack in the app: what changed is told, and each answer that rests on it is confirmed with one key."""

import pytest

from tests.plan.test_upgrade import OLD
from tests.tui.desk import MemoryDesk
from tests.tui.eyes import SMALL, AppAt, press, settle, text


@pytest.fixture
def desk(desk: MemoryDesk) -> MemoryDesk:
    desk.files["old.yaml"] = OLD
    return desk


async def test_what_changed_is_told_in_one_dialog(app_at: AppAt) -> None:
    app = app_at("old.yaml")
    async with app.run_test(size=(80, 60)) as pilot:
        await settle(pilot)
        for words in (
            "Made with version 1.0.0, held against 1.1.0 now.",
            "Look again (2)",
            "↻ Takes a thing home: Where will it be? In the garden",
            "Not understood any more (3)",
            "? mark: nothing (there is no question 'mark'; did you mean 'marks'?)",
            "Rules that changed (2)",
            "says nothing about this plan",
            "? still open (Takes a thing home)",
        ):
            assert words in " ".join(text(app).replace("│", " ").split())


async def test_enter_leads_through_what_is_to_be_looked_at_and_keeps_each_answer(app_at: AppAt) -> None:
    app = app_at("old.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert app.work
        assert app.work.session.unsaved
        await press(pilot, "enter")
        assert "Where will it be?" in text(app)
        assert "enter keeps your answer" in text(app)
        assert "1 to look at" in text(app)
        await press(pilot, "enter")
        assert app.work.session.plan.look_again == ("borrow.care.weather",)
        assert "Where will it be?" not in text(app)
        await press(pilot, "z")
        assert len(app.work.session.plan.look_again) == 2


async def test_another_answer_counts_as_a_look_too(app_at: AppAt) -> None:
    app = app_at("old.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "1")
        assert app.work
        assert app.work.session.plan.uses[0].answers["weather"] == ("indoors", "garden")
        assert app.work.session.plan.look_again == ("borrow.care.weather",)


async def test_a_tick_on_a_changed_rule_is_marked_and_space_keeps_it(app_at: AppAt) -> None:
    app = app_at("old.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "escape", ".", "1", "2", "4", "enter", ".")
        assert app.work
        for _ in range(20):
            if "That is all" in text(app):
                break
            await press(pilot, "1", ".")
        assert "Look again at ticks whose rules changed (1)" in text(app)
        for _ in range(5):
            if "look again" not in text(app):
                await press(pilot, "down", "enter")
        assert "The rule changed since this was ticked: space keeps the tick." in text(app)
        await press(pilot, "space")
        assert "borrow.care.weather" not in app.work.session.plan.look_again
        assert app.work.session.plan.uses[0].ticked("care.weather")
        assert "look again" not in text(app)


async def test_later_leaves_everything_as_it_is_and_the_outline_shows_it(app_at: AppAt) -> None:
    app = app_at("old.yaml")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "escape")
        assert "↻ Place" in text(app)
        assert "↻ look again" in text(app)
        await press(pilot, "s")
        assert "look_again: [borrow.weather, borrow.care.weather]" in app.desk.files["old.yaml"]  # type: ignore[attr-defined]
