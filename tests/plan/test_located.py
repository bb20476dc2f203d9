"""Where entries stand in a text, to the character."""

import pytest

from advisor.plan.located import LocatedText, is_empty, pairs_of

TEXT = "# top\na: 1\nb:\n    c: >\n        x\n\n\n    d: {e: 2, f: ' '}  # of d\ng: [1,\n  2]"


def piece(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]


@pytest.mark.parametrize(
    ("path", "gone"),
    [
        (("a",), "a: 1\n"),
        (("b", "c"), "    c: >\n        x\n"),
        (("b", "d"), "    d: {e: 2, f: ' '}  # of d\n"),
        (("b",), "b:\n    c: >\n        x\n\n\n    d: {e: 2, f: ' '}  # of d\n"),
        (("b", "d", "e"), "e: 2, "),
        (("b", "d", "f"), ", f: ' '"),
        (("g",), "g: [1,\n  2]"),
    ],
)
def test_an_entry_is_gone_with_its_lines_or_its_comma(path: tuple[str, ...], gone: str) -> None:
    assert piece(TEXT, LocatedText(TEXT).span(path)) == gone


def test_the_only_entry_between_braces_goes_without_a_comma() -> None:
    assert piece("{a: 1}", LocatedText("{a: 1}").span(("a",))) == "a: 1"


def test_what_is_not_there_is_not_found() -> None:
    located = LocatedText(TEXT)
    assert located.find(("b", "x")) is None
    assert located.find(("a", "x")) is None
    assert located.mapping(("x",)) is None
    assert located.mapping(()) is located.root


def test_a_text_is_changed_and_read_anew() -> None:
    located = LocatedText("a: 1\nb: 2\n")
    found = located.find(("a",))
    assert found is not None
    located.replace((located.colon(found[0]), located.end(found[1])), " 34")
    assert located.text == "a: 34\nb: 2\n"
    after = located.find(("b",))
    assert after is not None
    assert after[0].start_mark.index == 6


@pytest.mark.parametrize(("text", "newline"), [("a: 1\r\nb: 2\n", "\r\n"), ("a: 1\rb: 2\n", "\r"), ("a: 1", "\n")])
def test_lines_end_as_the_first_one_does(text: str, newline: str) -> None:
    assert LocatedText(text).newline == newline


@pytest.mark.parametrize(
    ("text", "step"),
    [("a: 1\nb:\n   c: 1\n", "   "), ("  b:\n     c: 1\n", "   "), ("a: {b: 1}\n", ""), ("a: 1\n", "")],
)
def test_a_file_is_indented_as_its_first_section_is(text: str, step: str) -> None:
    assert LocatedText(text).step() == step


def test_lines_begin_behind_a_break_and_end_before_one() -> None:
    located = LocatedText("\na: 1\nb: 2")
    assert [located.line_start(at) for at in (0, 1, 3, 6, 8)] == [0, 1, 1, 6, 6]
    assert [located.line_end(at) for at in (0, 1, 3, 6, 8)] == [0, 5, 5, 10, 10]
    assert [located.next_line(at) for at in (0, 1, 3, 6, 8)] == [1, 6, 6, 10, 10]
    assert LocatedText("a: 1").line_start(3) == 0
    assert located.indented("x\r\ny\n\nz", "  ") == "x\r\n  y\n  \n  z"


@pytest.mark.parametrize(
    ("text", "empty"),
    [("a:", True), ("a: ''", False), ("a: x", False), ("a: []", True), ("a: {}", True), ("a: [x]", False)],
)
def test_empty_is_what_holds_nothing(text: str, *, empty: bool) -> None:
    ((_, value),) = pairs_of(LocatedText(text).root)
    assert is_empty(value) is empty
    assert list(pairs_of(value)) == []


def test_a_value_ends_with_its_last_line_and_before_a_comment_below() -> None:
    text = "a:\n- x\n- y\n- z\n# end\n\nb:\n  c: 1\n  d: 2\n  e: 3\n  # end\nf: {g: 1, h: 2}\ni: [1, 2, 3]\n"
    located = LocatedText(text)
    ends = {key.value: text[: located.end(value)].rpartition("\n")[2] for key, value in pairs_of(located.root)}
    assert ends == {"a": "- z", "b": "  e: 3", "f": "f: {g: 1, h: 2}", "i": "i: [1, 2, 3]"}
    colons = {key.value: text[: located.colon(key)].rpartition("\n")[2] for key, _ in pairs_of(located.root)}
    assert colons == {"a": "a:", "b": "b:", "f": "f:", "i": "i:"}
    assert located.find(()) is None


def test_a_character_is_one_of_a_text_from_its_first_to_its_last() -> None:
    text = "a: bc\nd: [ef, g]\nh: |\n  i\n"
    located = LocatedText(text)
    inside = [character for index, character in enumerate(text) if located.in_scalar(index)]
    assert "".join(inside) == "bcefg|\n  i\n"
