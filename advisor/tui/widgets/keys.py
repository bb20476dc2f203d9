"""Keys act there and then, in the order in which they are pressed.

Textual has a key wander up through all that a widget is part of, and act only once nobody took it on the way; what needs no
such way overtakes it meanwhile (its issue 6605), and the way itself takes as long as a drawing.
"""

from textual.events import Key
from textual.widget import Widget


async def act_on_own(event: Key, widget: Widget) -> bool:
    """Do what a key is bound to in the widget itself, if it is; all others go on, for they may be letters of a text."""
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):  # noqa: SLF001 - nothing public says so
        if not binding.priority and await widget.app.run_action(binding.action, widget):
            _done(event)
            return True
    return False


async def act_on(event: Key, widget: Widget) -> None:
    """Do what a key is bound to, in the widget or in anything it is part of; where a key before it led to, it goes as well."""
    screen = widget.screen
    if screen.focused is not None and screen.focused is not widget:
        screen.focused._forward_event(Key(event.key, event.character))  # noqa: SLF001 - as a screen does
        _done(event)
        return
    if screen is widget.app.screen and await act_on_own(event, widget):
        return
    if await widget.app._check_bindings(event.key):  # noqa: SLF001 - what Textual does at the end of the way
        _done(event)


def _done(event: Key) -> None:
    event.stop()
    event.prevent_default()
