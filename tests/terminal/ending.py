"""How a program in a window ended, and whatever is wrong with that."""

from collections.abc import Callable, Collection, Iterator

from tests.terminal.escapes import refused
from tests.terminal.window import Window

LEAVE = "\x1b[21~"
"""The key that leaves from everywhere; unlike ctrl+q it is a key before the program has taken the terminal over, too."""


def amiss(window: Window, codes: Collection[int]) -> Iterator[str]:
    """Wait for the end, and tell what is not as it has to be: hang, exit code, terminal, sequences, traceback."""
    try:
        code = window.ended()
    except AssertionError:
        yield f"it does not end: {window.text[:200]!r}"
        return
    sent = window.sent.decode("utf-8", "replace")
    if code not in codes:
        yield f"exit {code}: {window.text[-200:]!r}"
    if "Traceback" in sent or "Exception ignored" in sent:
        yield f"a traceback: {sent[sent.find('Traceback') :][-300:]!r}"
    if window.slave >= 0:
        yield from window.amiss()
    yield from (f"{piece}" for piece in refused(sent))


def told(case: object, check: Callable[[], Iterator[str]]) -> Iterator[str]:
    """What a check finds wrong with a case; an assertion on the way is one more finding."""
    try:
        yield from (f"{case}: {what}" for what in check())
    except AssertionError as error:
        yield f"{case}: {str(error)[:200]}"
