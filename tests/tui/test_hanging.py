"""Folded lines stand under their first word, and nothing is lost in the folding."""

from hypothesis import given, strategies as st
from textual.content import Content

from advisor.tui.widgets.hanging import Hanging


def test_what_is_folded_stands_right_of_a_box() -> None:
    folded = Hanging(Content("1 (•) one two three")).folded(12).plain
    assert folded.split("\n") == ["1 (•) one ", "      two ", "      three"]


def test_what_is_folded_keeps_the_indent_of_its_line() -> None:
    assert Hanging(Content("    one two")).folded(8).plain.split("\n") == ["    one ", "    two"]


def test_what_is_folded_stands_right_of_the_word_for_a_sign() -> None:
    folded = Hanging(Content("  ✗ no go  One two")).folded(14).plain
    assert folded.split("\n") == ["  ✗ no go  One ", "           two"]


def test_running_text_is_not_indented() -> None:
    assert Hanging(Content("one two")).folded(4).plain.split("\n") == ["one ", "two"]


@given(
    st.lists(st.text(st.characters(codec="ascii", categories=("L", "P")), min_size=1), max_size=12), st.integers(8, 60)
)
def test_folding_loses_no_letter_and_every_line_fits(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = Hanging(Content(text)).folded(width).plain.split("\n")
    assert "".join("".join(lines).split()) == "".join(words)
    assert all(len(line.rstrip()) <= width for line in lines)
