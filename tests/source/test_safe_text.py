import re
import sys

import pytest
from hypothesis import given, strategies as st

import advisor.source.safe_text as module
from advisor.source.safe_text import _HOSTILE, no_command, one_line, quoted, safe_text

HOSTILE = {
    "the escape character": ("\x1b[31m", "␛[31m"),
    "a bell": ("\x07", "␇"),
    "NUL": ("\x00", "␀"),
    "the last of the control characters": ("\x1f", "␟"),
    "delete": ("\x7f", "␡"),
    "a C1 control sequence introducer": ("\x9b31m", "⟨U+009B⟩31m"),
    "a carriage return that overwrites the line": ("no\ryes", "no␍yes"),
    "a right-to-left override": ("\u202e", "⟨U+202E⟩"),
    "an isolate": ("\u2066", "⟨U+2066⟩"),
    "an Arabic letter mark": ("\u061c", "⟨U+061C⟩"),
    "a line separator": ("\u2028", "⟨U+2028⟩"),
    "a paragraph separator": ("\u2029", "⟨U+2029⟩"),
    "a byte order mark": ("\ufeff", "⟨U+FEFF⟩"),
    "a zero-width space": ("\u200b", "⟨U+200B⟩"),
    "a lone surrogate": ("\udc80", "⟨U+DC80⟩"),
    "a character that YAML refuses": ("\uffff", "⟨U+FFFF⟩"),
    "a tab, which is only a space": ("a\tb", "a b"),
    "a line break": ("a\nb", "a␊b"),
}


@pytest.mark.parametrize(("text", "visible"), HOSTILE.values(), ids=HOSTILE)
def test_a_character_that_a_terminal_would_obey_is_made_visible(text: str, visible: str) -> None:
    assert safe_text(text) == visible


def test_what_is_printable_need_not_be_searched() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    hostile = re.findall(_HOSTILE, every)
    assert hostile
    assert not [character for character in hostile if character.isprintable()]


def test_nearly_every_text_is_made_safe_without_a_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "re", None)  # whose compiling takes longer than judging a plan
    assert safe_text("one") == "one"
    assert safe_text("one\ntwo", lines=True) == "one\ntwo"


def test_line_breaks_stay_where_lines_are_wanted() -> None:
    assert safe_text("one\ntwo\x1b", lines=True) == "one\ntwo␛"
    assert safe_text("one\r\n\ttwo\x0b", lines=True) == "one␍\n two␋"


@pytest.mark.parametrize("text", ["plain", "Grüße, 東京 👩‍👩‍👧 ½", "a – b …", "हिन्दी", ""])
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert safe_text(text) is text


@given(st.text(st.characters(codec=None)))
def test_safe_text_is_safe_and_stays_the_same_when_made_safe_again(text: str) -> None:
    safe = safe_text(text)
    assert safe_text(safe) == safe
    assert all(character.isprintable() or character.isspace() or ord(character) > 0xFF for character in safe)
    safe.encode()  # no lone surrogate is left


def test_one_line_folds_white_space_before_it_makes_the_rest_visible() -> None:
    assert one_line("  two\n\twords \x1b ") == "two words ␛"


def test_a_name_in_a_message_is_escaped_and_cut() -> None:
    assert quoted("\x1b]0;title") == r"'\x1b]0;title'"
    assert len(quoted("x" * 100_000)) < 70
    assert quoted("x" * 60) == repr("x" * 60)
    assert quoted("x" * 61) == repr("x" * 60 + "…")
    assert quoted("abc", 3) == "'abc'"
    assert quoted("abcd", 3) == "'abc…'"


COMMANDS = {
    "a command of a line": ("::error::x", ": :error::x"),
    "one that is indented": ("a\n\t ::error::x", "a\n\t : :error::x"),
    "each line": ("::a\n::b", ": :a\n: :b"),
    "colons within a line": ("std::string", "std::string"),
    "a command anywhere": ("x ##[error]y", "x # #[error]y"),
    "another server's": ("##vso[task.x]", "# #vso[task.x]"),
    "both": ("::a ##[b]", ": :a # #[b]"),
    "a heading": ("## Title", "## Title"),
    "neither": ("plain: text # here", "plain: text # here"),
}


@pytest.mark.parametrize(("text", "harmless"), COMMANDS.values(), ids=COMMANDS)
def test_nothing_is_left_that_a_build_server_would_carry_out(text: str, harmless: str) -> None:
    assert no_command(text) == harmless
