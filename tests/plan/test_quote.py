"""Text as YAML: plain where every reader takes it for that text, in quotes where one would not."""

import json

import pytest
import yaml
from hypothesis import given, strategies as st

from advisor.plan.quote import quote, quote_lines

PLAIN = [
    "Summer, in the garden (or not)",
    "a:b",
    "What? Now!",
    "it's / a_b.c + d – e — f’s",
    "größe 12",
    "no way",
    "12 eggs",
    "東京",
    "y2",
]
QUOTED = [
    "",
    "No",
    "y",
    "OFF",
    "null",
    "inf",
    "1_000",
    "0x1F",
    "-1.5",
    "+1",
    ".5",
    "1:30",
    "2017-11-03",
    "2017-11-3 at noon",
    "a: b",
    "a #b",
    "a:",
    "a ",
    " a",
    "a  b",
    "- a",
    "a,b",
    "a?b",
    "a!b",
    "🌧",
    'say "a"',
    "[a]",
    "{a}",
    "a]",
    "*a",
    "&a",
    "a\nb",
    "_a",
    "a\\b",
]


@pytest.mark.parametrize("text", PLAIN)
def test_what_every_reader_takes_for_the_text_is_plain(text: str) -> None:
    assert quote(text) == text


@pytest.mark.parametrize("text", QUOTED)
def test_what_some_reader_would_take_for_something_else_is_quoted(text: str) -> None:
    assert quote(text) == json.dumps(text, ensure_ascii=False)


def test_between_braces_what_would_end_an_entry_is_quoted_too() -> None:
    assert quote("a, b") == "a, b"
    assert quote("a, b", flow=True) == '"a, b"'
    assert quote("a b", flow=True) == "a b"
    assert quote("ready?", flow=True) == '"ready?"'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\x7f", r'"a\u007f"'),
        ("\x85b", r'"\u0085b"'),
        ("a\ufeff", r'"a\ufeff"'),
        ("\ud800", r'"\ud800"'),
        ("ÿ~ ", '"ÿ~ "'),
    ],
)
def test_what_yaml_cannot_carry_is_escaped(text: str, written: str) -> None:
    assert quote(text) == written.replace(r"\ufeff", "\ufeff")


LINES = {
    "one line": ("one: two", '"one: two"'),
    "lines": ("one\n  two: x\n\nthree", "|-\n    one\n      two: x\n\n    three"),
    "a first line that is indented": (" one\ntwo", '" one\\ntwo"'),
    "a first line that is empty": ("\none", '"\\none"'),
    "a last line that is empty": ("one\n", '"one\\n"'),
    "an end that is blank": ("one \ntwo", '"one \\ntwo"'),
    "what is not printed": ("one\ntwo\x07", '"one\\ntwo\\u0007"'),
}


@pytest.mark.parametrize(("text", "written"), LINES.values(), ids=LINES)
def test_several_lines_are_written_as_lines_where_these_can_be_kept(text: str, written: str) -> None:
    assert quote_lines(text, "    ") == written


def test_lines_end_as_those_of_the_file_do() -> None:
    assert quote_lines("one\n\ntwo", "  ", "\r\n") == "|-\r\n  one\r\n\r\n  two"


@given(st.text())
def test_another_reader_sees_the_same_text(text: str) -> None:
    assert yaml.safe_load(f"a: {quote(text)}") == {"a": text}
    assert yaml.safe_load(f"[{quote(text, flow=True)}]") == [text]
