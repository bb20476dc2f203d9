"""What is sent of pieces of a line: as little as can be, and enough for any terminal to show them."""

import random
from collections.abc import Sequence
from itertools import pairwise

import pyte
import pytest
from pyte.modes import DECAWM
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from advisor.tui.widgets.lines import Lines, Shown

WIDTH, LINES = 24, 3
WORDS = ("a", "ab", "abc", " ", "   ", "✓", "·", "│", "漢", "漢字", "e\u0301", "b\u0301a", "👍")
STYLES = [
    None,
    Style(),
    Style(color="#102030"),
    Style(color="#102030", bgcolor="#405060"),
    Style(color="#ffffff", bgcolor="#405060"),
    Style(color="#ffffff", bgcolor="#405060", bold=True),
    Style(color="red", bgcolor="default", underline=True, reverse=True),
    Style(italic=True),
    Style(color="#102030", link="https://example.org"),
]


def piece(chance: random.Random, width: int, words: Sequence[str]) -> Strip:
    """Some words in some styles, as wide as that."""
    strip = Strip([Segment(chance.choice(words), chance.choice(STYLES)) for _ in range(chance.randrange(1, 9))])
    return strip.adjust_cell_length(width, chance.choice(STYLES))


def changed(chance: random.Random, before: Strip, words: Sequence[str]) -> Strip:
    """A piece of which part is as it was."""
    start = chance.randrange(before.cell_length)
    end = chance.randrange(start, before.cell_length) + 1
    between = piece(chance, end - start, words)
    return Strip([*before.crop(0, start), *between, *before.crop(end)]).adjust_cell_length(before.cell_length)


def update(pieces: dict[int, Strip], y: int, shown: Shown) -> Lines:
    """All of a line."""
    chops: list[dict[int, Strip | None]] = [{} for _ in range(LINES)]
    ends: list[list[int]] = [[] for _ in range(LINES)]
    chops[y], ends[y] = {**pieces}, [*list(pieces)[1:], WIDTH]
    made = Lines(chops, [(y, 0, WIDTH)], ends)
    made.shown = shown
    return made


@pytest.mark.parametrize("colours", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD])
@pytest.mark.parametrize("words", [WORDS[:8], WORDS], ids=["narrow", "all"])
def test_a_terminal_that_is_sent_what_differs_shows_what_one_does_that_is_sent_everything(
    words: Sequence[str], colours: ColorSystem
) -> None:
    chance = random.Random(7)
    for style in filter(None, STYLES):
        style._ansi = None  # in which it remembers its codes, whatever the number of colours
    console = Console(color_system="truecolor")
    console._color_system = colours
    terminal, whole = pyte.Screen(WIDTH, LINES), pyte.Screen(WIDTH, LINES)
    for screen in (terminal, whole):
        screen.reset_mode(DECAWM)  # of some letters pyte has another opinion than Textual on how wide they are
    shown = Shown()
    pieces: dict[int, dict[int, Strip]] = {}
    for _ in range(600):
        y = chance.randrange(LINES)
        if y not in pieces or chance.random() < 0.1:
            cuts = [0, *sorted(chance.sample(range(1, WIDTH), chance.randrange(3))), WIDTH]
            pieces[y] = {x: piece(chance, stop - x, words) for x, stop in pairwise(cuts)}
        else:
            x = chance.choice(list(pieces[y]))
            pieces[y][x] = changed(chance, pieces[y][x], words)
        pyte.Stream(terminal).feed(update(pieces[y], y, shown).render_segments(console))
        everything = "".join(f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, strip in pieces[y].items())
        pyte.Stream(whole).feed(everything)
        assert terminal.buffer[y] == whole.buffer[y]
        assert terminal.cursor.attrs == whole.cursor.attrs


def sent(*pieces: Strip) -> list[str]:
    """What is sent of pieces that come one after the other to stand in the same place."""
    shown, console = Shown(), Console(color_system="truecolor")
    console._color_system = ColorSystem.TRUECOLOR
    return [update({0: strip.adjust_cell_length(WIDTH)}, 0, shown).render_segments(console) for strip in pieces]


def test_nothing_is_sent_of_what_is_there_already_and_of_the_rest_the_letters_that_differ() -> None:
    blue = Style(color="#0000ff")
    before, after = (Strip([Segment("answered: "), Segment(words, blue), Segment(" of 9")]) for words in ("17", "18"))
    assert sent(before, before, after)[1:] == ["", "\x1b[1;12H\x1b[38;2;0;0;255m8\x1b[0m"]


def test_a_style_that_goes_on_is_not_told_again_and_of_another_one_what_differs() -> None:
    one, other = Style(color="#000001", bgcolor="#000002"), Style(color="#000003", bgcolor="#000002")
    words = Strip(
        [Segment("a", one), Segment("b", one), Segment("c", other), Segment("d" * (WIDTH - 3), one + Style(bold=True))]
    )
    assert sent(words) == [
        "\x1b[1;1H\x1b[38;2;0;0;1;48;2;0;0;2mab\x1b[38;2;0;0;3mc\x1b[0;1;38;2;0;0;1;48;2;0;0;2m"
        + "d" * (WIDTH - 3)
        + "\x1b[0m"
    ]
