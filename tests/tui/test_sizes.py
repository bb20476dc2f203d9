"""Every place at every size, in every kind of theme: what matters is on the screen, in words."""

import asyncio

import pytest
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen

from advisor.tui.app import AdvisorApp
from advisor.tui.desk import Settings
from advisor.tui.widgets.lines import Lines
from tests.tui.desk import MemoryDesk, start
from tests.tui.eyes import AppAt, lines, press, settle, text

SIZES = [(40, 15), (60, 20), (80, 24), (120, 40)]


@pytest.mark.parametrize(
    ("size", "theme"),
    [*((size, "ink") for size in SIZES), ((80, 24), "paper"), ((40, 15), "no colour"), ((120, 40), "no colour")],
    ids=lambda value: value if isinstance(value, str) else f"{value[0]}x{value[1]}",
)
async def test_nothing_that_matters_is_cut(
    app_at: AppAt, size: tuple[int, int], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if theme == "no colour":
        monkeypatch.setenv("NO_COLOR", "1")
    app = app_at("summer.yaml")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        if theme != "no colour":
            app.theme = theme
        for key, words in (
            ("q", ["How is it carried?", "( ) In a dry bag"]),
            ("c", ["Verdicts", "prohibited", "The bot as a whole"]),
            ("r", ["I. Ground rules", "A card of one's own"]),
        ):
            await press(pilot, key)
            seen = text(app)
            for word in [*words, "Summer reading", "saved", "2020-01-31", "? help"]:
                assert word in seen, "\n".join(lines(app))
            assert "✗" in lines(app)[1]  # the verdict of the plan, by its sign at least
            assert all(len(line) <= size[0] for line in lines(app))


@pytest.mark.parametrize("size", [SIZES[0], SIZES[2], SIZES[3]], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_dialog_fits(app_at: AppAt, size: tuple[int, int]) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key, words in (
            ("e", "Write the file"),
            ("question_mark", "Close"),
            ("n", "Cancel"),
            ("colon", "Commands"),
        ):
            await press(pilot, key)
            assert words in text(app), "\n".join(lines(app))
            await press(pilot, "escape")


@pytest.mark.parametrize("size", [(39, 20), (60, 11), (39, 11), (500, 1), (10, 3), (1, 40)])
async def test_a_window_too_small_is_told_so_politely_and_comes_back(desk: MemoryDesk, size: tuple[int, int]) -> None:
    desk.remembered = Settings()  # a newcomer's, who is shown a hint where there is room
    app = AdvisorApp(start(desk, path="summer.yaml"))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert text(app).startswith("This window is") or size[0] < 20
        assert "carried" not in text(app)
        for shown in ((80, 24), size, (80, 24)):
            await pilot.resize_terminal(*shown)
            await settle(pilot)
            assert ("How is it carried?" in text(app)) is (shown == (80, 24))


async def test_without_colour_no_colour_is_sent_and_the_cursor_is_reversed(
    app_at: AppAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_at("summer.yaml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.theme == "terminal-dark"
        strips = app.screen._compositor.render_strips(app.size)
        segments = [
            segment
            for strip in strips
            for segment in strip.apply_filter(app._filters[-1], app.screen.styles.background)
        ]
        styles = [segment.style for segment in segments if segment.style is not None]
        assert all(style.color is None or style.color.is_default for style in styles)
        assert all(style.bgcolor is None or style.bgcolor.is_default for style in styles)
        assert any(style.reverse and "dry bag" in segment.text for segment in segments if (style := segment.style))


async def test_no_screen_is_laid_out_for_a_size_that_is_past(app_at: AppAt, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each would be told of it again, and two sizes that wait together would go on for ever."""
    laid_out: list[Size] = []
    of_old = Screen._screen_resized

    def noted(screen: Screen[object], size: Size) -> None:
        laid_out.append(size)
        of_old(screen, size)

    app = app_at("summer.yaml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "q", "e")
        monkeypatch.setattr(Screen, "_screen_resized", noted)
        for size in [Size(60, 20), Size(80, 24)] * 3:
            for screen in app.screen_stack:
                screen.post_message(Resize(size, size))
                screen.call_later(lambda: None)  # sizes that wait side by side are one
        await settle(pilot)
        assert Size(80, 24) in laid_out
        assert Size(60, 20) not in laid_out
        assert "Write the file" in text(app)


@pytest.mark.parametrize("sizes", [[Size(20, 5), Size(80, 24)], [Size(80, 24)]], ids=["heard", "unheard"])
async def test_a_window_that_was_small_for_a_moment_is_drawn_whole(
    app_at: AppAt, monkeypatch: pytest.MonkeyPatch, sizes: list[Size]
) -> None:
    app, drawn = app_at("summer.yaml"), asyncio.Event()

    def display(_screen: Screen[object], drawing: object) -> None:
        if isinstance(drawing, Lines) and drawing.is_whole and drawing.spans == [(y, 0, 80) for y in range(24)]:
            drawn.set()

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        monkeypatch.setattr(app, "_display", display)
        for size in sizes:
            app.post_message(Resize(size, size))
        await asyncio.wait_for(drawn.wait(), 30)
