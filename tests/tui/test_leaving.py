"""How the app ends when something goes wrong inside."""

from collections.abc import Callable

import pytest

from advisor.tui import app as module
from advisor.tui.app import AdvisorApp, run_app
from advisor.tui.help import Help
from advisor.tui.requests import Place
from tests.tui.desk import MemoryDesk, start
from tests.tui.eyes import press, settle


async def test_a_fault_inside_shows_no_answers(
    app_at: Callable[[str], AdvisorApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_at("summer.yaml")

    def broken(_: AdvisorApp) -> None:
        secret = "an answer"  # noqa: F841 - what a report with local variables would show
        raise RuntimeError("a fault")

    monkeypatch.setattr(AdvisorApp, "action_theme", broken)
    with pytest.raises(RuntimeError, match="a fault"):  # noqa: PT012 - the app raises it when it is left
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "t")
    assert app._exit_renderables == []  # what Textual would print, local variables and all


@pytest.mark.parametrize("place", Place)
async def test_a_screen_that_opens_while_the_app_is_left_is_no_fault(
    app_at: Callable[[str], AdvisorApp], place: Place
) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.exit(0)
        app.go(place)
        app.push_screen(Help(place, app.policy))
    assert app._exception is None
    assert app.return_code == 0


def test_a_fault_inside_is_raised_to_the_command_line_which_knows_its_exit_code(
    desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(app: AdvisorApp) -> None:
        app._exception = RuntimeError("a fault")

    monkeypatch.setattr(module.AdvisorApp, "run", run)
    with pytest.raises(RuntimeError, match="a fault"):
        run_app(start(desk))


def test_a_step_that_was_not_on_the_screen_yet_is_kept_however_the_app_ends(
    desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = start(desk, path="summer.yaml")
    assert begun.opened is not None
    renamed = begun.opened.session.rename("Winter reading")

    def run(app: AdvisorApp) -> None:
        app.unkept = renamed, "summer.yaml"
        raise KeyboardInterrupt

    monkeypatch.setattr(module.AdvisorApp, "run", run)
    with pytest.raises(KeyboardInterrupt):
        run_app(begun)
    assert desk.kept == {"summer.yaml": renamed.plan}
