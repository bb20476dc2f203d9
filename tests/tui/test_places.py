"""What each place shows, and what its keys do, by what can be read on the screen."""

from collections.abc import Awaitable, Callable

import pytest
from textual.widgets import Input, OptionList

from advisor.assess.finding import Verdict
from advisor.policy.model import Policy
from advisor.source.error import AdvisorError, fail
from advisor.tui.app import AdvisorApp
from advisor.tui.desk import ExamplePlan, Settings
from advisor.tui.progress import END, Spot
from advisor.tui.questions.screen import QuestionsScreen
from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.verdict import finding_of
from advisor.values import replace
from tests.tui.desk import MemoryDesk, start
from tests.tui.eyes import burst, click, lines, pane, press, settle, text, write

AppAt = Callable[[str], AdvisorApp]
SMALL, WIDE = (80, 24), (140, 44)


def spot_of(app: AdvisorApp) -> str:
    screen = app.screen
    assert isinstance(screen, QuestionsScreen)
    return screen.spot.question


def verdict_of(app: AdvisorApp) -> Verdict:
    assert app.work
    return app.work.session.assessment.verdict


# Home


async def test_the_policy_is_there_once_home_has_been_shown(desk: MemoryDesk) -> None:
    asked: list[list[str]] = []
    begun = start(desk)

    def policy() -> Policy:
        asked.append(lines(app))
        return begun.policy()

    app = AdvisorApp(replace(begun, policy=policy))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "Start a plan from nothing" in "\n".join(asked[0])


async def test_a_pack_that_broke_meanwhile_ends_the_app_with_its_problem(desk: MemoryDesk) -> None:
    def broken() -> Policy:
        raise fail("the pack is gone")

    app = AdvisorApp(replace(start(desk), policy=broken))
    with pytest.raises(AdvisorError, match="the pack is gone"):
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)


async def test_home_lists_recent_plans_with_their_verdicts_and_examples(desk: MemoryDesk) -> None:
    opened = desk.open("summer.yaml").session
    desk.left(opened, "summer.yaml")
    example = ExamplePlan("x", "A film on a boat", "What happens to it there.", lambda: opened.plan)
    app = AdvisorApp(start(desk, examples=(example,)))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "✗ prohibited" in text(app)
        assert "Summer reading" in text(app)
        assert "A film on a boat" in text(app)
        await press(pilot, "G")
        assert "What happens to it there." in text(app)
        await press(pilot, "enter")
        assert app.current_mode == "checklist"
        assert app.work
        assert app.work.path == ""


async def test_a_plan_that_cannot_be_read_is_told_in_a_line_and_home_stays(app_at: AppAt) -> None:
    app = app_at("")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "o")
        await write(pilot, "gone.yaml")
        await press(pilot, "enter")
        assert "gone.yaml: there is no such file" in text(app)
        assert app.current_mode == "home"


async def test_without_a_plan_the_rules_can_be_read_and_the_rest_says_what_is_missing(app_at: AppAt) -> None:
    app = app_at("")
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "c")
        assert "Open a plan first" in text(app)
        await press(pilot, "r")
        assert "No ink on the pages" in text(app)


async def test_the_hint_for_newcomers_goes_away_for_good(desk: MemoryDesk) -> None:
    desk.remembered = Settings()
    app = AdvisorApp(start(desk))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "New here?" in text(app)
        await press(pilot, "n", "enter", "1")
        assert "New here?" not in text(app)
    assert desk.remembered.hinted
    again = AdvisorApp(start(desk))
    async with again.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "New here?" not in text(again)


@pytest.mark.parametrize(("typed", "name"), [("Film club", "Film club"), ("", "Unnamed bot")])
async def test_a_new_plan_asks_for_a_name_and_does_without_one(app_at: AppAt, typed: str, name: str) -> None:
    app = app_at("")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n")
        await write(pilot, typed)
        await press(pilot, "enter")
        assert app.work
        assert app.work.session.plan.name == name
        await press(pilot, "P", "ctrl+u")
        await write(pilot, "Choir")
        await press(pilot, "enter")
        assert "Choir" in lines(app)[0]


async def test_thinking_better_of_a_new_plan_stays_at_home(app_at: AppAt) -> None:
    app = app_at("")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n", "escape")
        assert app.work is None
        assert app.current_mode == "home"


# Questions


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


# Checklist


async def test_a_tick_changes_the_verdict_at_once(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "c", "m")
        assert verdict_of(app) is Verdict.SAFEGUARDS_MISSING
        await press(pilot, "f", "space", "space")
        assert verdict_of(app) is Verdict.PERMITTED
        assert "Nothing is left to tick." in text(app)


async def test_the_smallest_fix_is_previewed_applied_and_undone_with_one_key_each(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "c")
        assert "instead of I write in ink: I leave them as they are" in text(app)
        assert "→ ✓ permitted" in text(app)
        await press(pilot, "m")
        assert verdict_of(app) is not Verdict.PROHIBITED
        await press(pilot, "z")
        assert verdict_of(app) is Verdict.PROHIBITED


@pytest.mark.parametrize("pressed", [press, burst])  # one by one, and faster than the place can open
async def test_the_detail_gives_because_clause_consequence_and_examples(
    app_at: AppAt, pressed: Callable[..., Awaitable[None]]
) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pressed(pilot, "c", "f", "f")
        seen = text(app)
        for words in ("Because", "I write in ink", "Clause", "I.A.marks"):
            assert words in seen


async def test_rows_of_a_use_that_is_gone_mean_nothing_any_more(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "c")
        checklist, listing = app.screen, app.screen.query_one("#lines", Listing)
        await press(pilot, "G", "q")
        assert app.work
        gone = finding_of(listing.current or "")[0]
        app.work = app.work.after(app.work.session.remove_use(gone))
        checklist.post_message(OptionList.OptionHighlighted(listing, listing.options[-1], listing.option_count - 1))
        assert isinstance(app.screen, QuestionsScreen)
        app.screen.turn_to(Spot(gone, "place"))
        await settle(pilot)
        assert app.screen.spot.part != gone
        await press(pilot, "c")
        assert finding_of(listing.current or "")[0] != gone


async def test_an_open_line_says_which_answer_leads_where(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "c")
        await click(pilot, "Carry it in a bag")
        seen = text(app)
        assert "Which answer leads where" in seen
        assert "In the hand" in seen
        await press(pilot, "a")
        assert spot_of(app) == "bag"


async def test_a_note_stands_on_its_line(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "c", "f", "n")
        await write(pilot, "slip in the drawer")
        await press(pilot, "enter")
        assert "✎ noted" in text(app)
        assert "slip in the drawer" in text(app)


# Rules


async def test_every_keystroke_searches_and_the_best_rule_is_shown_beside(app_at: AppAt) -> None:
    app = app_at("")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "r", "slash")
        await write(pilot, "pages ink")
        assert "What it says" in text(app)
        assert any(line.lstrip().startswith("✗ No ink on the pages") for line in lines(app))
        await write(pilot, " zeppelin")
        assert "pages ink zeppelin" in text(app)


async def test_words_that_no_rule_knows_are_said_to_be_unknown(app_at: AppAt) -> None:
    app = app_at("")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "r", "slash")
        await write(pilot, "zeppelin")
        assert "No rule says anything about “zeppelin”." in text(app)
        await press(pilot, "escape", "escape")
        assert "No ink on the pages" in text(app)
        assert isinstance(app.screen.query_one("#search"), Input)


async def test_filters_leave_out_and_say_so(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "r", "m")
        assert "m prohibition" in text(app)
        assert "Kept dry" not in text(app)
        await press(pilot, "m", "p")
        assert "my plan only" in text(app)
        assert "Slip changed" not in text(app)


async def test_rules_are_filtered_by_what_they_come_to_in_the_plan(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "r", "f")
        assert "f violated" in text(app)
        assert "No ink on the pages" in pane(app, "#found")
        assert "Carry it in a bag" not in pane(app, "#found")
    without = app_at("")
    async with without.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "r", "f", "p")
        assert "Open a plan first" in text(without)
        assert "No ink on the pages" in pane(without, "#found")


async def test_links_between_rules_lead_there_and_back(app_at: AppAt) -> None:
    app = app_at("")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "r")
        await click(pilot, "Things may be taken home")
        await click(pilot, "→ provided that:")
        assert "Write the date on a slip" in text(app)
        await press(pilot, "left")
        assert "Books and films may be taken home" in text(app)
        await press(pilot, "right_square_bracket")
        assert "Write the date on a slip" in text(app)


async def test_a_rule_leads_to_the_question_that_decides_it(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "r")
        await click(pilot, "No ink on the pages")
        await press(pilot, "w")
        assert spot_of(app) == "marks"


# Everywhere


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
