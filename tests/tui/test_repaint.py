"""What is drawn anew after a key: once, only what differs, and never less than that."""

import random
from typing import Any

import pyte
import pytest
from textual._compositor import CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, OptionList

from advisor.plan.session import Session
from advisor.tui.app import AdvisorApp
from advisor.tui.commands import COMMANDS
from advisor.tui.progress import Spot
from advisor.tui.questions.screen import QuestionsScreen
from advisor.tui.widgets.edges import EdgeBar
from advisor.tui.widgets.painting import FrugalCompositor, PaintedScreen
from tests.tui.desk import MemoryDesk
from tests.tui.eyes import AppAt, AppPilot, burst, lines, pane, press, settle, text, wheel

TRIES = 20
KEYS = "1 1 2 o j j enter 1 v escape u z 3 tab x n escape n l e t t e r s enter q a enter 1 c j j space z r slash w e backspace escape p q D z"
EVERY_KEY = sorted(
    {key for one in COMMANDS if one.id not in ("quit", "edit_file", "copy") for key in one.keys}
    | set("123efinx")
    | {"tab", "escape", "enter", "space", "backspace", "down", "up", "pagedown"}
)
HAPPENS = ("resize", "leave", "toast", "no toast", "wheel")


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
    paint = FrugalCompositor.render_update

    def seen(compositor: FrugalCompositor, *arguments: Any, **more: Any) -> object:
        assert not app._batch_count, "drawn in vain"
        found = paint(compositor, *arguments, **more)
        drawn.append(lines(app))
        return found

    monkeypatch.setattr(FrugalCompositor, "render_update", seen)
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


def bars(app: AdvisorApp) -> list[EdgeBar]:
    """The scroll bars that are to be seen."""
    found = [
        widget._vertical_scrollbar for widget in app.screen.walk_children(Widget) if widget in app.screen._compositor
    ]
    return [bar for bar in found if isinstance(bar, EdgeBar) and bar in app.screen._compositor.visible_widgets]


class Mirror:
    """A terminal that takes in what an app sends, and another one that is sent whole lines of the screen."""

    def __init__(self, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
        self.terminal, self.whole = pyte.Screen(*size), pyte.Screen(*size)
        self.lines: dict[int, Strip] = {}
        display = App._display

        def displayed(app: App[object], screen: Screen[object], update: Any) -> None:
            if isinstance(update, CompositorUpdate) and not app._batch_count:
                self.feed(self.terminal, app, update)
            display(app, screen, update)

        monkeypatch.setattr(App, "_display", displayed)

    @staticmethod
    def feed(terminal: pyte.Screen, app: App[Any], update: CompositorUpdate) -> None:
        pyte.Stream(terminal).feed(update.render_segments(app.console).replace("\n", "\r\n"))

    async def differ(self, pilot: AppPilot) -> list[int]:
        """The lines on which the terminal does not show the screen, once what waits for its time is painted."""
        app, found = pilot.app, [-1]
        for _ in range(TRIES):
            for y, strip in enumerate(app.screen._compositor.render_strips()):
                if self.lines.get(y) != strip:
                    self.lines[y] = strip
                    self.feed(self.whole, app, LayoutUpdate([[strip]], Region(0, y, strip.cell_length, 1)))
            found = [y for y in range(self.whole.lines) if self.terminal.buffer[y] != self.whole.buffer[y]]
            if not found:
                break
            await pilot.pause()
        return found

    async def resize(self, pilot: AppPilot, width: int, height: int) -> None:
        """Have another size; what was there is left anyhow."""
        for terminal in (self.terminal, self.whole):
            terminal.resize(height, width)
        self.lines.clear()
        self.spoil()
        await pilot.resize_terminal(width, height)
        await settle(pilot)

    async def leave(self, pilot: AppPilot) -> None:
        """Lend the terminal to another program, and take it back."""
        self.spoil()
        pilot.app.app_resume_signal.publish(pilot.app)
        await settle(pilot)

    def spoil(self) -> None:
        """Have something else there."""
        pyte.Stream(self.terminal).feed(
            "\x1b[H\x1b[7m" + "?" * (self.terminal.columns * self.terminal.lines) + "\x1b[0m"
        )


@pytest.mark.parametrize("size", [(50, 20), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_is_sent_to_the_terminal_makes_it_show_the_screen(
    app_at: AppAt, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_at("summer.yaml")
    mirror = Mirror(size, monkeypatch)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in KEYS.split():
            await press(pilot, key)
            assert not await mirror.differ(pilot), f"after {key}"


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_happens_to_a_terminal_it_shows_the_screen(
    app_at: AppAt, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    app = app_at("summer.yaml")
    mirror = Mirror((80, 24), monkeypatch)
    done: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for _ in range(40):
            done.append(chance.choice(HAPPENS if chance.random() < 0.2 else EVERY_KEY))
            match done[-1]:
                case "resize":
                    await mirror.resize(pilot, chance.choice((50, 80, 120)), chance.choice((20, 24, 40)))
                case "leave":
                    await mirror.leave(pilot)
                case "toast":
                    app.tell("Something happened. " * chance.randrange(1, 5), error=chance.random() < 0.5)
                case "no toast":
                    app.clear_notifications()
                case "wheel":
                    await wheel(pilot)
                case key:
                    await press(pilot, key)
            await settle(pilot)
            assert not await mirror.differ(pilot), done
            assert not [bar for bar in bars(app) if bar._cells != bar._drawn()], done


@pytest.mark.parametrize("height", [16, 24, 40])  # where the list has a bar all the time, now and then, and at no time
async def test_what_a_search_finds_is_drawn_with_the_letter_typed(
    app_at: AppAt, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_at("")
    async with app.run_test(size=(120, height)) as pilot:
        await settle(pilot)
        await press(pilot, "r", "slash")
        drawn, laid_out = counted(monkeypatch)
        for key in ("f", "e", "e", "backspace", "backspace"):
            before = lines(app)
            drawn.clear()
            await press(pilot, key)
            assert lines(app) != before, key
            assert len(drawn) == 1, key
        assert not laid_out


async def test_what_is_typed_right_after_the_key_of_the_search_is_searched_for(app_at: AppAt) -> None:
    app = app_at("")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "r")
        await burst(pilot, "slash", *"map", "enter", "slash", "s")
        assert app.screen.query_one("#search", Input).value == "maps"


async def test_amid_a_layout_nothing_is_worked_out_of_the_layout_before(
    app_at: AppAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_at("summer.yaml")
    arrange = FrugalCompositor._arrange_root

    def asked_meanwhile(compositor: FrugalCompositor, root: Widget, size: Size, *, visible_only: bool = True) -> object:
        if isinstance(root, PaintedScreen):
            assert not any(root.lays_out(widget) for widget in root.walk_children(Widget))
        return arrange(compositor, root, size, visible_only)

    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        monkeypatch.setattr(FrugalCompositor, "_arrange_root", asked_meanwhile)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        there = Size(80, 24).region
        assert all(there.contains_region(clip) for _, clip in app.screen._compositor.visible_widgets.values())
        assert "How is it carried?" in text(app)
