"""The rules: found, filtered, read and followed."""

from textual.widgets import Input

from tests.tui.eyes import (
    WIDE,
    AppAt,
    click,
    lines,
    pane,
    press,
    settle,
    spot_of,
    text,
    write,
)


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
