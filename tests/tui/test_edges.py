"""What is around the rows of a list: the colour it stands on, and the cells of its bar."""

from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console
from textual.geometry import Offset
from textual.scrollbar import ScrollBar

from advisor.tui.app import AdvisorApp
from advisor.tui.questions.layout import CardView
from advisor.tui.widgets.edges import EdgeBar, Ground
from advisor.tui.widgets.listing import Listing
from tests.tui.eyes import press, settle

AppAt = Callable[[str], AdvisorApp]
SMALL = (40, 12)
"""A size at which the rules are more than the window has lines for."""


async def test_the_ground_is_the_one_of_now_whatever_around_it_changes(app_at: AppAt) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        card, ground = app.screen.query_one(CardView), Ground()
        around = card.ancestors_with_self[:-1]
        for number, node in enumerate(reversed(around)):
            node.styles.background = f"rgb({number},100,200)"
            assert ground.of(card) == card.background_colors[1]
            assert ground.of(card).rgb == (number, 100, 200)
        app.theme = "paper"
        await settle(pilot)
        assert ground.of(card) == card.background_colors[1]


@pytest.mark.parametrize("state", ["", "mouse_over", "grabbed"])
async def test_a_bar_is_drawn_as_textual_draws_its_own(app_at: AppAt, state: str) -> None:
    app = app_at("summer.yaml")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "r")
        found = app.screen.query_one("#found", Listing)
        bar = found.vertical_scrollbar
        assert isinstance(bar, EdgeBar)
        assert found.max_scroll_y
        if state:
            bar.set_reactive(getattr(ScrollBar, state), Offset(1, 1) if state == "grabbed" else True)
        for line in range(found.max_scroll_y + 1):
            bar.set_reactive(ScrollBar.position, line)
            options = Console(width=1).options.update(width=1, height=bar.size.height)
            drawing: Any = bar.render()
            (shown,) = drawing.__rich_console__(Console(), options)
            assert [(text, style) for text, style, _ in bar._drawn()] == [
                (text, style) for text, style, _ in shown.segments
            ]
