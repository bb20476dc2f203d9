"""The questions: what a card shows, where its keys lead, and what the verdict beside it says."""

from advisor.assess.finding import Verdict
from advisor.tui.progress import END
from tests.tui.desk import MemoryDesk
from tests.tui.eyes import SMALL, WIDE, AppAt, click, pane, press, settle, spot_of, text, verdict_of, write


async def test_choices_say_in_text_whether_they_are_chosen(app_at: AppAt) -> None:
    app = app_at("")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n", "enter")
        assert "1 [ ] Takes a thing home" in text(app)
        await press(pilot, "1", "enter", "space")
        assert "1 (•) I do" in text(app)
        assert "2 ( ) A child I read to" in text(app)


async def test_enter_goes_on_and_a_digit_stays(app_at: AppAt) -> None:
    app = app_at("")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n", "enter", "1", "enter")
        assert spot_of(app) == "card"
        await press(pilot, "1")
        assert spot_of(app) == "card"
        await press(pilot, "enter")
        assert spot_of(app) == "marks"


async def test_undecided_goes_on_and_can_be_cleared(app_at: AppAt) -> None:
    app = app_at("")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n", "enter", "1", "enter", "u")
        assert spot_of(app) == "marks"
        await press(pilot, "left")
        assert "? left undecided" in text(app)
        await press(pilot, "x")
        assert "left undecided" not in text(app)
        assert app.work
        assert not app.work.session.plan.bot.answers


async def test_the_live_verdict_marks_what_the_last_answer_changed(app_at: AppAt) -> None:
    app = app_at("")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "n", "enter", "1", "enter", "1", "enter", "2")
        assert "now prohibited: No ink on the pages" in pane(app, "#verdict")
        assert "✗ prohibited ◂ changed" in pane(app, "#verdict")
        await press(pilot, "z")
        assert "no longer prohibited: No ink on the pages" in pane(app, "#verdict")


async def test_undo_and_redo_say_what_they_do_and_turn_to_the_question(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "1", "left", "left")
        assert spot_of(app) != "bag"
        await press(pilot, "z")
        assert spot_of(app) == "bag"
        assert "Undone: answer “How is it carried?”" in text(app)
        await press(pilot, "left", "Z")
        assert spot_of(app) == "bag"
        await press(pilot, "Z")
        assert "There is nothing to redo." in text(app)


async def test_where_there_is_no_room_the_verdict_is_a_strip_and_a_key_away(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "No ink on the pages" not in text(app)
        await press(pilot, "v")
        assert "No ink on the pages" in text(app)
        await press(pilot, "v")
        assert "How is it carried?" in text(app)


async def test_the_outline_jumps_to_any_question_and_keeps_all_other_answers(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert app.work
        before = app.work.session.plan
        await press(pilot, "o", "g", "j", "j", "enter")
        assert spot_of(app) == "marks"
        await press(pilot, "4")
        assert app.work.session.plan.bot.answers["marks"] == ("nothing",)
        assert app.work.session.plan.uses == before.uses
        assert verdict_of(app) is Verdict.SAFEGUARDS_MISSING


async def test_why_opens_the_rule_that_waits(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "Why this is asked" in text(app)
        await press(pilot, "w")
        assert app.current_mode == "rules"
        assert "Carry it in a bag" in text(app)


async def test_a_note_on_a_question_is_kept_and_shown(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n")
        await write(pilot, "ask at the desk")
        await press(pilot, "enter")
        assert "Note ask at the desk" in text(app)
        assert app.work
        assert app.work.session.plan.notes == {"borrow.bag": "ask at the desk"}


async def test_uses_are_added_renamed_duplicated_and_removed(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "d")
        assert app.work
        assert [use.id for use in app.work.session.plan.uses] == ["borrow", "borrow-2"]
        await press(pilot, "N", "ctrl+u")
        await write(pilot, "For the boat")
        await press(pilot, "enter")
        assert "For the boat" in text(app)
        await press(pilot, "a")
        assert len(app.work.session.plan.uses) == 3
        await press(pilot, "D")
        assert [use.id for use in app.work.session.plan.uses] == ["borrow", "borrow-2"]
        await press(pilot, "z")
        assert len(app.work.session.plan.uses) == 3


async def test_the_last_card_offers_the_safeguards(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert spot_of(app) == END.question
        assert "Tick the safeguards that are in place (2 to do)" in text(app)
        await press(pilot, "j", "enter")
        assert app.current_mode == "checklist"
        assert "[only what is to do]" in text(app)
        assert "Verdicts" not in text(app)


async def test_the_outline_ends_with_a_way_to_add_a_use_of_another_kind(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await click(pilot, "Add a use")
        await click(pilot, "Keeps a thing for longer")
        assert app.work
        assert [use.activity for use in app.work.session.plan.uses] == ["borrow", "renew"]


async def test_the_name_and_the_saved_state_in_the_top_bar_can_be_clicked(app_at: AppAt, desk: MemoryDesk) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await click(pilot, "Summer reading")
        await press(pilot, "ctrl+u")
        await write(pilot, "Winter")
        await press(pilot, "enter")
        await click(pilot, "* unsaved")
        assert "name: Winter" in desk.files["summer.yaml"]
