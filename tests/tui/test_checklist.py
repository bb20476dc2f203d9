"""The checklist: ticks, fixes and notes, and what stands beside a line."""

from collections.abc import Awaitable, Callable

import pytest
from textual.widgets import OptionList

from advisor.assess.finding import Verdict
from advisor.tui.progress import Spot
from advisor.tui.questions.screen import QuestionsScreen
from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.verdict import finding_of
from tests.tui.eyes import (
    WIDE,
    AppAt,
    burst,
    click,
    press,
    settle,
    spot_of,
    text,
    verdict_of,
    write,
)


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
