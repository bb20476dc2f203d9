"""What is drawn anew after a key: once, only what differs, and never less than that."""

from collections.abc import Callable
from typing import Any

import pyte
import pytest
from textual._compositor import Compositor, CompositorUpdate, LayoutUpdate
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from advisor.plan.session import Session
from advisor.tui.app import AdvisorApp
from advisor.tui.progress import Spot
from advisor.tui.questions.screen import QuestionsScreen
from tests.tui.desk import MemoryDesk
from tests.tui.eyes import burst, lines, pane, press, settle

AppAt = Callable[[str], AdvisorApp]
TRIES = 20
KEYS = "1 1 2 o j j enter 1 v escape u z 3 tab x n escape n l e t t e r s enter q a enter 1 c j j space z r slash w e backspace escape p q D z"


@pytest.mark.parametrize("size", [(50, 20), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_is_drawn_in_pieces_is_what_would_be_drawn_whole(app_at: AppAt, size: tuple[int, int]) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in KEYS.split():
            await press(pilot, key)
            pieces = lines(app)
            for widget in app.screen.walk_children(Widget):
                widget._styles_cache.clear()
                if isinstance(widget, OptionList):
                    widget._clear_caches()
            assert pieces == lines(app), f"after {key}"


def counted(monkeypatch: pytest.MonkeyPatch) -> tuple[list[int], list[Screen[object]]]:
    """From here on: how many lines each painting of the screen takes, and the layouts worked out anew."""
    drawn: list[int] = []
    laid_out: list[Screen[object]] = []
    paint, lay_out = Screen._compositor_refresh, Screen._refresh_layout

    def painted(screen: Screen[object]) -> None:
        drawn.append(sum(region.height for region in screen._compositor._dirty_regions))
        paint(screen)

    def worked_out(screen: Screen[object], size: Size | None = None, scroll: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's
        laid_out.append(screen)
        lay_out(screen, size, scroll)

    monkeypatch.setattr(Screen, "_compositor_refresh", painted)
    monkeypatch.setattr(Screen, "_refresh_layout", worked_out)
    return drawn, laid_out


async def test_an_answer_is_drawn_once_and_leaves_the_rows_that_stay_as_they_are(
    app_at: AppAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, QuestionsScreen)
        app.screen.spot = Spot("bot", "marks")
        await press(pilot, "2", "space")
        drawn, _ = counted(monkeypatch)
        await press(pilot, "space")
        assert len(drawn) == 1
        assert drawn[0] < 40  # fewer lines in all three columns together than one of them has


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_no_answer_moves_what_is_on_the_screen_nor_does_going_on(
    app_at: AppAt, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "1", "x")
        drawn, laid_out = counted(monkeypatch)
        for key in ("1", "x", "2", "left_square_bracket", "1", "3", "x", "u"):
            before = lines(app)
            drawn.clear()
            await press(pilot, key)
            assert lines(app) != before, key
            assert len(drawn) == 1, key
        assert not laid_out


@pytest.mark.parametrize("path", ["", "summer.yaml"], ids=["at home", "in a plan"])
async def test_the_first_screen_is_drawn_with_its_bars_and_not_before_it_can_be_seen(
    app_at: AppAt, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_at(path)
    drawn: list[list[str]] = []
    paint = Compositor.render_update

    def seen(compositor: Compositor, *arguments: Any, **more: Any) -> object:
        assert not app._batch_count, "drawn in vain"
        found = paint(compositor, *arguments, **more)
        drawn.append(lines(app))
        return found

    monkeypatch.setattr(Compositor, "render_update", seen)
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        assert not path or any(
            listing.show_vertical_scrollbar for listing in app.screen.query("DrawnList").results(OptionList)
        )
        assert drawn[0] == lines(app)


@pytest.mark.parametrize("path", ["", "summer.yaml"], ids=["at home", "in a plan"])
async def test_what_is_on_the_first_screen_is_styled_once(
    app_at: AppAt, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_at(path)
    styled: list[Widget] = []
    apply = Stylesheet.apply

    def applied(sheet: Stylesheet, node: DOMNode, **more: Any) -> None:
        if isinstance(node, Widget):
            styled.append(node)
        apply(sheet, node, **more)

    monkeypatch.setattr(Stylesheet, "apply", applied)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert app.screen in styled
        assert len(styled) == len(set(styled))
        assert app.focused
        assert "focus" in app.focused.pseudo_classes


async def test_what_the_mouse_selects_is_marked_in_every_place(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=(80, 24)) as pilot:
        for key in "qcrh":
            await press(pilot, key)
            mark = app.screen.get_component_rich_style("screen--selection")
            assert mark.bgcolor != app.screen.rich_style.bgcolor


async def test_an_answer_is_seen_before_it_is_kept_and_kept_before_the_next_is_given(
    app_at: AppAt, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        drawn, _ = counted(monkeypatch)
        happened: list[str] = []
        keep, moved = desk.keep, AdvisorApp.moved

        def kept(session: Session, path: str) -> None:
            happened.append("kept" if drawn else "kept unseen")
            keep(session, path)

        def given(app: AdvisorApp, session: Session) -> None:
            happened.append("given")
            moved(app, session)

        monkeypatch.setattr(desk, "keep", kept)
        monkeypatch.setattr(AdvisorApp, "moved", given)
        await press(pilot, "1")
        assert happened == ["given", "kept"]
        happened.clear()
        await burst(pilot, "x", "2", "x")
        assert [what[:4] for what in happened if what != "given"] == ["kept"] * 3
        assert all(happened[at : at + 3].count("given") <= 2 for at in range(len(happened) - 2))
        assert app.work is not None
        assert desk.kept["summer.yaml"] == app.work.session.plan


@pytest.mark.parametrize("size", [(46, 30), (80, 40), (120, 40), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("question", "hint"),
    [("card", "enter chooses and goes on"), ("marks", "space marks as many as apply · enter goes on")],
)
async def test_the_head_of_a_card_and_its_hint_are_whole_at_every_width(
    app_at: AppAt, size: tuple[int, int], question: str, hint: str
) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, QuestionsScreen)
        app.screen.spot = Spot("bot", question)
        await settle(pilot)
        assert "The bot as a whole" in pane(app, "#card-head")
        assert "answered" in pane(app, "#card-head") or size[0] >= 110  # where the verdict beside it says so
        assert "[ Next → ]" in pane(app, "#card")
        assert hint in pane(app, "#card")


@pytest.mark.parametrize("size", [(50, 20), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_is_sent_to_the_terminal_makes_it_show_the_screen(
    app_at: AppAt, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_at("summer.yaml")
    terminal, whole = (pyte.Screen(*size) for _ in range(2))
    sent = {shown: pyte.Stream(shown) for shown in (terminal, whole)}
    display = AdvisorApp._display

    def displayed(app: AdvisorApp, screen: Screen[object], update: Any) -> None:
        if isinstance(update, CompositorUpdate) and not app._batch_count:
            sent[terminal].feed(update.render_segments(app.console).replace("\n", "\r\n"))
        display(app, screen, update)

    monkeypatch.setattr(AdvisorApp, "_display", displayed)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in KEYS.split():
            await press(pilot, key)
            for _ in range(TRIES):
                strips = app.screen._compositor.render_strips()
                everything = LayoutUpdate([[strip] for strip in strips], app.screen.region)
                sent[whole].feed(everything.render_segments(app.console).replace("\n", "\r\n"))
                differ = [y for y in range(size[1]) if terminal.buffer[y] != whole.buffer[y]]
                if not differ:
                    break
                await pilot.pause()  # for what waits for its time to be painted
            assert not differ, f"after {key}"
