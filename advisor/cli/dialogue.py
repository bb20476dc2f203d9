"""Plain lines out, plain lines in: what a screen reader, a dumb terminal and a script can all follow.

No escape code is ever written, and input is read without line editing, because a line editor writes some by itself.
"""

import sys
import textwrap
from collections.abc import Iterable

from advisor.cli.output import write
from advisor.source.safe_text import safe_text

WIDTH = 80


class Ended(Exception):  # noqa: N818 - an end, and no error
    """There is no more input."""


def tell(*paragraphs: str) -> None:
    """Write paragraphs, each folded to lines of 80 columns; an empty one is a blank line."""
    write("".join(f"{line}\n" for paragraph in paragraphs for line in _lines(paragraph)))


def tell_numbered(items: Iterable[str]) -> None:
    """Write a numbered list."""
    tell(*(f"{number}. {item}" for number, item in enumerate(items, 1)))


def ask(prompt: str) -> str:
    """The next line of input, trimmed. Raises Ended when there is none."""
    write(f"{prompt} ")
    line = sys.stdin.readline() if sys.stdin else ""
    if not line.endswith("\n") or not sys.stdin.isatty():
        write("\n")  # nobody saw a line break being typed
    if not line:
        raise Ended
    return safe_text(line.strip())


def _lines(paragraph: str) -> list[str]:
    # A path that is too long stays whole, to be copied.
    return textwrap.wrap(safe_text(paragraph), WIDTH, break_on_hyphens=False, break_long_words=False) or [""]
