"""Keys that mean something to what has the focus: they act there and then.

Textual has every key wander up through all that a widget is part of, and act only once nobody took it on the way; letters
typed after it overtake it meanwhile (its issue 6605).
"""

from textual.events import Key
from textual.widget import Widget


async def act_on(event: Key, widget: Widget) -> None:
    """Do what a key is bound to in the widget itself; all others go on."""
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):  # noqa: SLF001 - nothing public says so
        if not binding.priority and await widget.app.run_action(binding.action, widget):
            event.stop()
            event.prevent_default()
            return
