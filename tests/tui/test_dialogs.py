"""Dialogs and a person who is quicker than the program: a dialog is answered once, and no letter is lost."""

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from advisor.tui.widgets.listing import Listing
from tests.tui.eyes import SMALL, AppAt, burst, press, settle, text

DIALOGS = {"P": "Rename the plan", "e": "Write the file", "colon": "Commands", "question_mark": "Close", "S": "Save"}


@pytest.mark.parametrize("key", DIALOGS)
@pytest.mark.parametrize("again", ["enter", "escape"])
async def test_a_key_that_answers_a_dialog_may_be_pressed_twice(app_at: AppAt, key: str, again: str) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, key)
        assert DIALOGS[key] in text(app)
        await burst(pilot, again, again, again)
        assert app.is_running
        assert DIALOGS[key] not in text(app) or key in "eS"  # the line of keys names these two as well
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (["ctrl+u", *"Later"], "Later"),
        ([*"ba", "backspace", "c"], "Summer readingbc"),
        (["home", "x", "right", "y", "end", "z"], "xSyummer readingz"),
        (["ctrl+w", *"walk", "left", "left", "delete", "delete", *"it"], "Summer wait"),
    ],
)
async def test_keys_that_edit_and_letters_act_in_the_order_they_are_typed(
    app_at: AppAt, keys: list[str], name: str
) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "P")
        await burst(pilot, *keys, "enter")
        await settle(pilot)
        assert app.work
        assert app.work.session.plan.name == name


@pytest.mark.parametrize("key", ["P", "S", "e", "colon", "question_mark"])
async def test_what_is_pressed_right_after_a_key_that_asks_something_answers_no_question_beneath_it(
    app_at: AppAt, key: str
) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "j")
        assert app.work
        before = app.work.session
        await burst(pilot, key, "1", "2")
        assert app.work.session is before
        assert len(app.screen_stack) > 1


async def test_letters_typed_right_after_a_hostile_paste_stay(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "P", "ctrl+u")
        assert app.focused
        app.focused.post_message(Paste("a\x1b]0;b"))
        app.focused.post_message(Key("c", "c"))
        app.focused.post_message(Key("d", "d"))
        await settle(pilot)
        await press(pilot, "enter")
        assert app.work
        assert app.work.session.plan.name == "a␛]0;bcd"


async def test_what_is_chosen_in_the_palette_is_what_was_there_when_it_was_chosen(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "colon", *"checklist")
        await burst(pilot, "enter", *"zzz")
        assert app.current_mode == "checklist"


async def test_a_list_of_which_nothing_is_in_sight_bears_every_key(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=(20, 5)) as pilot:
        await settle(pilot)
        for place in ("q", "c", "r", "h"):
            await press(pilot, place)
            for listing in app.screen.query(Listing):
                listing.focus()
                await press(pilot, "pagedown", "pageup", "j", "k", "g", "G", "down", "up")
        assert app.is_running


async def test_a_key_that_comes_too_late_for_a_dialog_closes_none_above_it(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "1", "P")
        below = app.screen
        await press(pilot, "ctrl+q")
        assert "unsaved changes" in text(app)
        below.post_message(Input.Submitted(below.query_one(Input), "Later"))
        below.post_message(Input.Submitted(below.query_one(Input), "Later"))
        await settle(pilot)
        assert app.is_running
        assert "unsaved changes" in text(app)


async def test_help_names_the_policy_and_the_hash_of_its_pack(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "question_mark")
        assert "Lending rules of a small library, 2020-01-31" in text(app)
        assert f"lending 1.1.0 · sha256 {app.policy.sha256[:12]}" in text(app)


@pytest.mark.parametrize("key", ["escape", "c", "s"])
async def test_a_key_waits_for_a_screen_that_is_opening(app_at: AppAt, key: str) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        for opening in ("c", "r", "question_mark"):
            assert await app._check_bindings(opening)
            assert not app.screen.is_mounted
            assert await app._check_bindings(key)
            await settle(pilot)
            assert app.is_running
        assert (len(app.screen_stack) == 1) is (key == "escape")
