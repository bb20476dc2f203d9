"""What a person does with a screen: reads it, points at words, presses keys."""

import asyncio
from collections.abc import Callable
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from advisor.assess.finding import Verdict
from advisor.tui.app import AdvisorApp
from advisor.tui.questions.screen import QuestionsScreen

AppPilot = Pilot[int]
AppAt = Callable[[str], AdvisorApp]
"""Makes the app that is at home, or on a plan of the desk: a fixture."""
SMALL, WIDE = (80, 24), (140, 44)
LONGEST_WORK = 100_000
"""Turns of the event loop after which an app counts as never at rest."""


def lines(app: AdvisorApp) -> list[str]:
    """The screen as it is read, line by line."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips(app.size)]


def text(app: AdvisorApp) -> str:
    """The screen as it is read, as one text with its line breaks folded."""
    return " ".join(" ".join(lines(app)).split())


def pane(app: AdvisorApp, selector: str) -> str:
    """A part of the screen as it is read, without its border and with its line breaks folded."""
    region = app.screen.query_one(selector).content_region
    kept = [line[region.x : region.right] for line in lines(app)[region.y : region.bottom]]
    return " ".join(" ".join(kept).split())


def where(app: AdvisorApp, words: str) -> tuple[int, int]:
    """The column and line of some words on the screen."""
    for number, line in enumerate(lines(app)):
        if words in line:
            return line.index(words), number
    raise AssertionError(f"{words!r} is not on the screen:\n" + "\n".join(lines(app)))


def spot_of(app: AdvisorApp) -> str:
    """The question at which the card stands."""
    screen = app.screen
    assert isinstance(screen, QuestionsScreen)
    return screen.spot.question


def verdict_of(app: AdvisorApp) -> Verdict:
    """The verdict of the plan that is open."""
    assert app.work
    return app.work.session.assessment.verdict


async def press(pilot: AppPilot, *keys: str) -> None:
    """Press keys, one after the other, each once the app is at rest.

    The pilot's own way waits for the processor to be idle, five times longer than it takes.
    """
    for key in keys:
        _send(pilot, key)
        await settle(pilot)


async def burst(pilot: AppPilot, *keys: str) -> None:
    """Press keys faster than the app can follow."""
    for key in keys:
        _send(pilot, key)
    await settle(pilot)


def _send(pilot: AppPilot, key: str) -> None:
    driver = pilot.app._driver
    assert driver is not None
    named = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    character = " " if key == "space" else key if len(key) == 1 else None
    event = Key(named, character)
    event.set_sender(pilot.app)
    driver.send_message(event)


async def write(pilot: AppPilot, words: str) -> None:
    """Type words."""
    await press(pilot, *("space" if character == " " else character for character in words))


async def click(pilot: AppPilot, words: str) -> None:
    """Click in the middle of some words; the wheel is turned until they are in sight."""
    app = pilot.app
    assert isinstance(app, AdvisorApp)
    for _ in range(30):
        if any(words in line for line in lines(app)):
            break
        await wheel(pilot)
    column, line = where(app, words)
    await pilot.click(offset=(column + len(words) // 2, line))
    await settle(pilot)


async def wheel(pilot: AppPilot) -> None:
    """Scroll down whatever can be scrolled, as the wheel would."""
    for widget in pilot.app.screen.query("VerticalScroll, Scroll, Listing"):
        if widget.region and widget.max_scroll_y:
            widget.scroll_relative(y=2, animate=False)
    await settle(pilot)


async def settle(pilot: AppPilot) -> None:
    """Wait until there is nothing left to do: no message on its way, and nothing that is still to be painted.

    The pilot's own way sends a message to every widget and waits for the answers, again and again.
    """
    loop: Any = asyncio.get_running_loop()
    screen = None
    for _ in range(LONGEST_WORK):
        if loop._ready:
            await asyncio.sleep(0)
        elif screen is pilot.app.screen:
            return
        else:
            screen = pilot.app.screen
            screen._on_timer_update()  # what waits for its time is painted now
    raise AssertionError("the app never comes to rest")
