"""What is sent of lines that were painted anew: the cells that the terminal does not show yet, in as few words as can be.

A terminal takes in four kilobytes at a time, and what does not fit waits until they are read. Textual sends every line that was
painted, and with each piece of text all of its style.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate
from textual.strip import Strip

KEPT = 4096
"""How many words, styles and changes of style are remembered."""


class Look(NamedTuple):
    """How cells look: the codes of what is on, of either colour, and where they lead."""

    marks: str = ""
    colour: str = ""
    background: str = ""
    link: str = ""


PLAIN = Look()
Run = tuple[str, Look]
"""Words that look the same."""


class Piece(NamedTuple):
    """A piece of a line: the strip, its words with their looks, neighbours that look the same being one, and all its words."""

    strip: Strip
    runs: Sequence[Run]
    words: str
    narrow: bool
    """Whether each letter has a cell of its own."""


class Shown:
    """What the terminal is known to show of a screen: the pieces of its lines, as they were sent last."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._of: object = None
        self._lines: dict[int, tuple[Sequence[int], dict[int, Piece]]] = {}
        self._pieces: dict[tuple[int, ColorSystem], Piece] = {}

    def of(self, screen: object) -> "Shown":
        """The same; of another screen than before nothing is known."""
        if screen is not self._of:
            self.forget()
            self._of = screen
        return self

    def forget(self) -> None:
        """Something else was sent."""
        self._lines.clear()

    def line(self, y: int, ends: Sequence[int]) -> dict[int, Piece]:
        """The pieces known of a line, by where each begins; none of them is where they end elsewhere now."""
        known = self._lines.get(y)
        if known is None or known[0] != ends:
            known = self._lines[y] = ends, {}
        return known[1]

    def piece(self, strip: Strip, colours: ColorSystem) -> Piece:
        """A piece as it is sent in this many colours; one that comes back, there or elsewhere, is the same."""
        key = id(strip), colours
        found = self._pieces.get(key)
        if found is None:  # the strip is kept with it, so that no other one gets its id
            if len(self._pieces) >= KEPT:
                self._pieces.clear()
            found = self._pieces[key] = _piece(strip, colours)
        return found


class Lines(ChopsUpdate):
    """Pieces of lines that were painted anew, and from where to where on their lines something may differ."""

    shown: Shown | None = None
    """What the terminal shows before they are sent, and then after it."""
    is_whole = False
    """Whether they are all that there is, to be sent whatever the terminal shows."""

    def render_segments(self, console: Console) -> str:
        """The text to send, which leaves the style as it was: plain."""
        shown, colours = self.shown or Shown(), console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001 - as Textual does
        pen = _Pen()
        for y, start, end in self.spans:
            ends = self.chop_ends[y]
            known, spilt = shown.line(y, ends), False
            for (x, strip), stop in zip(self.chops[y].items(), ends, strict=True):
                if strip is None or x >= end or stop <= start:
                    continue
                before = None if spilt else known.get(x)
                if before is None or before.strip is not strip:
                    now = known[x] = shown.piece(strip, colours)
                    first, differing = _differing(before, now)
                    pen.draw(x + first, y, differing)
                    # the terminal may take it to be wider than we do
                    spilt = bool(differing) and not now.narrow
        return pen.text()


class _Pen:
    """Writes runs, with the cursor moved and the style changed only where they are not as they should be already."""

    def __init__(self) -> None:
        """Begin somewhere, in no style."""
        self._sent: list[str] = []
        self._at: tuple[int, int] | None = None
        self._look = PLAIN

    def draw(self, x: int, y: int, runs: Sequence[Run]) -> None:
        """Write runs that begin there."""
        if not runs:
            return
        if self._at != (x, y):
            self._sent.append(f"\x1b[{y + 1};{x + 1}H")
        for words, look in runs:
            if look is not self._look:
                self._sent.append(_change(self._look, look))
                self._look = look
            self._sent.append(words)
            x += len(words) if words.isascii() else cell_len(words)
        self._at = x, y

    def text(self) -> str:
        """What was written, with the style given back."""
        return "".join(self._sent) + _change(self._look, PLAIN)


def _differing(before: Piece | None, now: Piece) -> tuple[int, Sequence[Run]]:
    """What is to be sent of a piece, and how many cells it begins after; all of it where cells cannot be told from letters."""
    if before is None:
        return 0, now.runs
    if before.runs == now.runs:
        return 0, ()
    if len(before.words) != len(now.words) or not before.narrow or not now.narrow:
        return 0, now.runs
    old, new = before.runs, now.runs
    first = last = 0
    while old[first] == new[first]:
        first += 1
    while old[-1 - last] == new[-1 - last]:
        last += 1
    cells = sum([len(words) for words, _ in new[:first]])
    differ = [*new[first : len(new) - last]]
    (was, look), (words, new_look) = old[first], differ[0]
    if look is new_look:
        same = _alike(was, words)
        cells += same
        was, differ[0] = was[same:], (words[same:], look)
    if first + 1 < len(old) - last:
        was, look = old[len(old) - last - 1]
    words, new_look = differ[-1]
    if look is new_look:
        same = _alike(was[::-1], words[::-1])
        differ[-1] = words[: len(words) - same], look
    return cells, [run for run in differ if run[0]]


def _alike(one: str, other: str) -> int:
    """How many letters at their beginnings are the same."""
    most = min(len(one), len(other))
    return next((at for at in range(most) if one[at] != other[at]), most) if one[:most] != other[:most] else most


@lru_cache(KEPT)
def _all_narrow(words: str) -> bool:
    return all(map(_one_cell, words))


@lru_cache(KEPT)
def _one_cell(letter: str) -> bool:
    return cell_len(letter) == 1


def _piece(strip: Strip, colours: ColorSystem) -> Piece:
    """A piece as it is sent in this many colours."""
    runs: list[Run] = []
    words, look = "", PLAIN
    for text, style, _ in strip:
        its = PLAIN if style is None else _look(style, colours)
        if its is look:
            words += text
        else:
            if words:
                runs.append((words, look))
            words, look = text, its
    if words:
        runs.append((words, look))
    all_words = "".join([words for words, _ in runs])
    return Piece(strip, runs, all_words, all_words.isascii() or _all_narrow(all_words))


@lru_cache(KEPT)
def _look(style: Style, colours: ColorSystem) -> Look:
    """How a style looks in this many colours."""
    return _one_of(
        Strip.render_ansi(style.without_color, colours),
        ";".join(style.color.downgrade(colours).get_ansi_codes()) if style.color else "",
        ";".join(style.bgcolor.downgrade(colours).get_ansi_codes(foreground=False)) if style.bgcolor else "",
        f"id={style.link_id};{style.link}" if style.link else "",
    )


@lru_cache(None)
def _one_of(marks: str, colour: str, background: str, link: str) -> Look:
    """The one look of these codes: two that are the same are one."""
    look = Look(marks, colour, background, link)
    return PLAIN if look == PLAIN else look


@lru_cache(KEPT)
def _change(before: Look, look: Look) -> str:
    """What turns one look into the other. What is on can only be turned off with all else."""
    if look == PLAIN and before[:3] != PLAIN[:3]:
        codes = "0"
    elif before.marks != look.marks:
        codes = ";".join(["0", *filter(None, look[:3])])
    else:
        colour = (look.colour or "39") if look.colour != before.colour else ""
        background = (look.background or "49") if look.background != before.background else ""
        codes = ";".join(filter(None, (colour, background)))
    link = f"\x1b]8;{look.link or ';'}\x1b\\" if look.link != before.link else ""
    return (f"\x1b[{codes}m" if codes else "") + link
