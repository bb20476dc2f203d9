"""What is made before a key asks for it: one thing after the other, and none while keys are pressed."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from advisor.policy.model import Policy
from advisor.source.error import fail
from advisor.tui import ahead
from advisor.tui.ahead import made_ahead, make_ahead
from advisor.tui.app import AdvisorApp
from tests.tui.desk import MemoryDesk
from tests.tui.eyes import press, settle

AppAt = Callable[[str], AdvisorApp]


async def test_everything_is_made_of_which_a_key_may_have_need(app_at: AppAt, policy: Policy) -> None:
    app = app_at("summer.yaml")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert [*made_ahead(app)] == [*ahead.PLACES, "a checklist", "index"]
        assert app._index is not None
        assert app._index.policy is policy


async def test_of_a_large_pack_the_index_waits_until_it_is_asked_for(
    app_at: AppAt, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "FEW", len(policy.rules) - 1)
    app = app_at("")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert [*made_ahead(app)] == [*ahead.PLACES]
        assert app._index is None


async def test_nothing_is_made_while_keys_are_pressed(app_at: AppAt, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    ticks: list[Callable[[], None]] = []

    def things(_: AdvisorApp) -> Iterator[str]:
        for thing in ("a", "b"):
            made.append(thing)
            yield thing

    monkeypatch.setattr(ahead, "made_ahead", things)
    app = app_at("summer.yaml")
    async with app.run_test() as pilot:
        await settle(pilot)
        stopped: list[bool] = []

        class Timer:
            def stop(self) -> None:
                stopped.append(True)

        def set_interval(_: float, tick: Callable[[], None]) -> Timer:
            ticks.append(tick)
            return Timer()

        monkeypatch.setattr(app, "set_interval", set_interval)
        make_ahead(app)
        (tick,) = ticks
        tick()
        assert made == ["a"]
        await press(pilot, "j")
        tick()
        assert made == ["a"]
        tick()
        assert made == ["a", "b"]
        assert not stopped
        tick()
        assert stopped


def test_a_plan_is_opened_without_what_is_made_ahead() -> None:
    wanted = [f"advisor.tui.{name}" for name in ahead.PLACES if name != "questions.screen"]
    code = (
        f"import sys, advisor.tui.app, advisor.tui.questions.screen; print([m for m in {wanted} if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


async def test_what_cannot_be_written_is_not_told_before_anybody_asks(
    app_at: AppAt, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> str:
        raise fail("it cannot be worked out")

    app = app_at("summer.yaml")
    async with app.run_test() as pilot:
        await settle(pilot)
        monkeypatch.setattr(desk, "render", fails)
        assert "a checklist" in [*made_ahead(app)]
