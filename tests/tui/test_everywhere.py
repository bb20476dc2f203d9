"""What is the same in every place: the palette, the theme, saving, copying and leaving."""

from advisor.tui.app import AdvisorApp
from tests.tui.desk import MemoryDesk, start
from tests.tui.eyes import SMALL, AppAt, press, settle, spot_of, text, write


async def test_the_palette_finds_commands_questions_and_rules(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "colon")
        await write(pilot, "ink")
        seen = text(app)
        assert "What do you do to the pages?" in seen
        assert "No ink on the pages" in seen
        await press(pilot, "enter")
        assert spot_of(app) == "marks"
        await press(pilot, "colon")
        await write(pilot, "checklist go")
        await press(pilot, "enter")
        assert app.current_mode == "checklist"


async def test_the_theme_is_changed_and_remembered(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        assert app.theme == "paper"
    assert desk.remembered.theme == "paper"
    again = AdvisorApp(start(desk))
    async with again.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert again.theme == "paper"


async def test_leaving_with_unsaved_work_asks_and_can_save(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "1", "ctrl+q")
        assert "The plan has unsaved changes" in text(app)
        await press(pilot, "escape", "f10", "enter")
    assert app.return_code == 0
    assert "bag: dry" in desk.files["summer.yaml"]
    assert not desk.kept


async def test_what_is_typed_is_text_whatever_keys_mean_elsewhere(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n")
        await write(pilot, "q: 1? /[x] ZE")
        await press(pilot, "enter")
        assert app.work
        assert app.work.session.plan.notes == {"borrow.bag": "q: 1? /[x] ZE"}


async def test_asking_twice_to_leave_asks_once(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "1", "ctrl+q", "ctrl+q", "f10", "escape")
        assert "How is it carried?" in text(app)
        await press(pilot, "ctrl+q", "j", "enter")
    assert app.return_code == 0


async def test_every_answer_is_kept_for_an_accident_and_offered_afterwards(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "1")
    assert desk.kept["summer.yaml"].part("borrow").answers["bag"] == ("dry",)
    desk.die()
    again = app_at("summer.yaml")
    async with again.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "unsaved work from an earlier run" in text(again)
        await press(pilot, "enter")
        assert again.work
        assert again.work.session.plan == desk.kept["summer.yaml"]
        assert again.work.session.unsaved


async def test_a_disk_that_is_full_loses_nothing(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    desk.full = True
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "1", "s")
        assert "the disk is full" in text(app)
        assert "* unsaved" in text(app)


async def test_the_checklist_can_be_copied(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "y")
        assert app.clipboard.startswith("# Policy checklist: Summer reading")
