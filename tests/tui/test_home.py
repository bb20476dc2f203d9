"""Home, where plans are begun and opened: what it shows and what its keys do."""

import pytest

from advisor.policy.model import Policy
from advisor.source.error import AdvisorError, fail
from advisor.tui.app import AdvisorApp
from advisor.tui.desk import ExamplePlan, Settings
from advisor.values import replace
from tests.tui.desk import MemoryDesk, start
from tests.tui.eyes import SMALL, AppAt, lines, press, settle, text, write


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
