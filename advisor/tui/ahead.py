"""What the next keys may need is made while nobody waits for anything.

Modules of other places, what writes a checklist, and the index of the search each take the time of several keys, and would
be waited for where they are needed first.
"""

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module

from advisor.source.error import AdvisorError
from advisor.tui.desk import Format
from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.tui.steering import Steering

QUIET = 0.3
"""Seconds without a key after which something may be made that no key has asked for."""
FEW = 300
"""Up to so many rules the index is made ahead; that of more would take so long that a key could have to wait for it."""
PLACES = ("questions.screen", "checklist.screen", "rules.screen", "palette", "export", "help", "home.screen")
"""The modules in which places and the larger dialogs are, by what is likely to be asked for next."""


def make_ahead(app: "Steering") -> None:
    """Make one thing after the other, each once no key was pressed for a while."""
    things, pressed = made_ahead(app), app.pressed

    def go_on() -> None:
        nonlocal pressed
        if pressed != app.pressed:
            pressed = app.pressed
        elif next(things, None) is None:
            timer.stop()

    timer = app.set_interval(QUIET, go_on)


def made_ahead(app: "Steering") -> Iterator[str]:
    """Make a thing each time the next one is asked for, and say what it was."""
    for module in PLACES:
        import_module(f"advisor.tui.{module}")
        yield module
    if app.work is not None:
        with suppress(AdvisorError):  # which is told to whoever asks for it
            app.desk.render(app.work.session, Format.MARKDOWN, "")
        yield "a checklist"
    if len(app.policy.rules) <= FEW:
        app.index(app.policy)
        yield "index"
