import re
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings, strategies as st

from advisor.source import disk, tree, yaml_events
from advisor.source.error import AdvisorError
from advisor.source.tree import _UNPRINTABLE, Mapping, Scalar, Sequence, parse_tree, read_tree
from advisor.source.yaml_reasons import not_yaml

REFUSED = {
    "an empty file": (b"", "p: is empty; it needs `key: value` lines"),
    "nothing but comments": (b"# hello\n", "p: is empty; it needs `key: value` lines"),
    "a list": (b"- a\n", "p:1:1: does not consist of `key: value` lines; this may not be the file that was meant"),
    "a word": (b"a\n", "p:1:1: does not consist of `key: value` lines; this may not be the file that was meant"),
    "two colons": (
        b"a: b: c\n",
        "p:1:5: is not YAML: mapping values are not allowed in this context; quote a text with a colon in it, or check the indentation",
    ),
    "a tab as indentation": (
        b"a:\n\tb: c\n",
        "p:2:1: is not YAML: found character that cannot start any token; indent with spaces",
    ),
    "a name with its sign": (
        "a: é\nb: @nasa\n".encode(),
        "p:2:4: is not YAML: found character that cannot start any token; quote text that begins with @, ` or %",
    ),
    "a key twice": (b"a: 1\nb: 2\na: 3\n", "p:3:1: 'a' is here twice; it is already on line 1"),
    "a key twice, its value below it": (b"a:\n  1\na: 3\n", "p:3:1: 'a' is here twice; it is already on line 1"),
    "a key twice in braces": (b"x: {a: 1, a: 1}\n", "p:1:11: 'a' is here twice; it is already on line 1"),
    "an anchor": (b"a: &x 1\n", "p:1:4: an anchor (`&`) is not allowed; leave it out; quote text that begins with &"),
    "an alias": (
        b"a: *x\n",
        "p:1:4: an alias (`*`) is not allowed; write the value out; quote text that begins with *",
    ),
    "a merge key": (b"a:\n  <<: {b: 1}\n", "p:2:3: a merge key (`<<`) is not allowed; write the entries out"),
    "a tag": (
        b"a: !!python/object/apply:os.system [ls]\n",
        "p:1:4: a tag (`!`) is not allowed; leave it out; quote a value that begins with !",
    ),
    "a list as a key": (b"[a, b]: c\n", "p:1:1: a key has to be a word; quote it if it is meant as text"),
    "a mapping as a key": (b"? {a: b}\n: c\n", "p:1:3: a key has to be a word; quote it if it is meant as text"),
    "a second document": (b"a: 1\n---\nb: 2\n", "p:2:1: a second document begins here; one file holds one document"),
    "a directive": (b"%YAML 1.1\n---\na: 1\n", "p:1:1: a % directive is not allowed; leave the line out"),
    "a byte that is not UTF-8": (b"a: 1\nb: x\xffy\n", "p:2:5: is not UTF-8: byte 0xff at offset 9; save it as UTF-8"),
    "a byte that is not UTF-8, after a byte-order mark": (
        b"\xef\xbb\xbfa: \xc3\xa4\xc3\xa4\xff\n",
        "p:1:6: is not UTF-8: byte 0xff at offset 10; save it as UTF-8",
    ),
    "UTF-16": ("a: 1".encode("utf-16"), "p:1:1: is not UTF-8: byte 0xff at offset 0; save it as UTF-8"),
    "NUL": (b"a: \0", "p:1:4: holds the control character U+0000; remove it"),
    "an escape sequence": (b"a: 1\nb: 2\nc: \x1b[2J", "p:3:4: holds the control character U+001B; remove it"),
    "a C1 control": ("a: \x9b".encode(), "p:1:4: holds the control character U+009B; remove it"),
    "a lone surrogate in quotes": (
        b'a: "\\ud800"',
        "p:1:7: is not YAML: found invalid Unicode character escape code; write the character itself; in single quotes a backslash is a backslash",
    ),
    "a text without end": (
        b"a: 1\nb: " + b"x" * 20_001,
        "p:2:4: a text is longer than 20,000 characters; shorten it",
    ),
    "a key without end": (
        b"x" * 1000 + b": 1\n" + b"? " + b"k" * 20_001 + b"\n: 1\n",
        "p:2:3: a text is longer than 20,000 characters; shorten it",
    ),
    "brackets without end": (
        b"[" * 100_000,
        "p:1:17: nested more than 16 levels deep; this is not the file that was meant",
    ),
    "braces without end": (
        b"{a: " * 100_000,
        "p:1:62: nested more than 16 levels deep; this is not the file that was meant",
    ),
    "dashes without end": (
        b"- " * 100_000,
        "p:1:33: nested more than 16 levels deep; this is not the file that was meant",
    ),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_could_surprise_is_refused_in_one_line_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        parse_tree(data, "p", disk.PACK_FILE_BYTES)
    assert str(caught.value) == message


BOMB = b"\n".join([b"l0: &l0 [x, x]", *(f"l{i}: &l{i} [*l{i - 1}, *l{i - 1}]".encode() for i in range(1, 200))])
HOSTILE = {
    "a billion laughs": BOMB,
    "a merge bomb": b"a: &a {x: 1}\n" + b"".join(b"b%d: {<<: [*a, *a]}\n" % number for number in range(20)),
    "too many values": b"a: [" + b"1, " * 30_000 + b"]",
    "a file that is too large": b"a: " + b"x" * tree.PLAN_BYTES,
    "a key of 200,000 letters": b"k" * 200_000 + b": 1\n",
    "thousands of duplicates": b"a: 1\n" * 9_000,
    "an unfinished quote": b'a: "' + b"\\n" * 50_000,
    "flow lines without end": b"{a: [\n" * 5_000,
    "a version that is no version": b"%YAML 99999999999999999999.1\n---\na: 1\n",
    "a huge escape": b'a: "\\U7fffffff"\n',
    "question marks": b"? " * 50_000,
    "percent signs": b"%" * 50_000,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_is_refused_soon_and_with_few_lines(data: bytes) -> None:
    started = time.process_time()
    with pytest.raises(AdvisorError) as caught:
        parse_tree(data, "p", tree.PLAN_BYTES)
    assert time.process_time() - started < 5
    assert len(caught.value.problems) <= tree.MOST_REFUSALS
    assert all("\n" not in str(problem) and len(str(problem)) < 300 for problem in caught.value.problems)


def test_as_many_values_as_are_read_are_read_and_one_more_is_not() -> None:
    def values(count: int) -> bytes:
        return b"a: [" + b"1, " * (count - 3) + b"]"  # the whole, the key and the list are three

    parse_tree(values(tree.MOST_NODES), "p")
    with pytest.raises(AdvisorError) as caught:
        parse_tree(values(tree.MOST_NODES + 1), "p")
    line = f"p:1:{5 + 3 * (tree.MOST_NODES - 3)}: more than 20,000 values; this is not the file that was meant"
    assert str(caught.value) == line


def test_what_is_too_deep_is_told_as_such_though_it_is_the_last_value_that_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for most, told in ((tree.DEEPEST + 1, "nested more than 16 levels deep"), (tree.DEEPEST, "more than 16 values")):
        monkeypatch.setattr(tree, "MOST_NODES", most)
        with pytest.raises(AdvisorError, match=f"^p:1:17: {told}; "):
            parse_tree(b"[" * 20, "p")


@pytest.mark.parametrize("key", ["word", "a.b-c", "two words", "9", "a/b", "é", "⟨U⟩ in it", "'⟨U+0009⟩'"])
def test_a_key_may_be_any_text_at_whose_edges_everybody_sees_what_is_there(key: str) -> None:
    assert list(parse_tree(f"{key}: 1".encode(), "p").entries) == [key.strip("'")]


def test_as_many_bytes_as_are_read_are_read_and_one_more_is_not() -> None:
    assert parse_tree(b"a: 1", "p", 4).get("a") == Scalar("1", True, 1, 4)
    with pytest.raises(AdvisorError, match=r"^p: is larger than 0 KiB; this is not the file that was meant$"):
        parse_tree(b"a: 12", "p", 4)


def test_a_file_is_read_up_to_the_size_that_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "\x07.yaml"
    path.write_bytes(b"a: 1")
    assert read_tree(path).get("a") == Scalar("1", True, 1, 4)
    assert read_tree(path, 4).get("a") == Scalar("1", True, 1, 4)
    with pytest.raises(AdvisorError, match=f"^{tmp_path}/␇.yaml: is larger than 0 KiB"):
        read_tree(path, 3)
    path.write_bytes(b"a: b: c")
    with pytest.raises(AdvisorError, match=f"^{tmp_path}/␇.yaml:1:5: is not YAML: "):
        read_tree(path)
    path.write_bytes(b"a: 1  # " + b"x" * tree.PLAN_BYTES)
    assert read_tree(path).get("a") == Scalar("1", True, 1, 4)


def test_a_file_of_plain_lines_is_decoded_without_a_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "re", None)  # whose compiling takes longer than judging a plan
    assert tree._decode(b"a: 1\nb: 2\n", "p") == "a: 1\nb: 2\n"


def test_a_text_that_nobody_reads_to_its_end_is_refused() -> None:
    longest = "x" * tree.MOST_CHARACTERS
    assert parse_tree(f"a: {longest}".encode(), "p").get("a") == Scalar(longest, True, 1, 4)
    with pytest.raises(AdvisorError) as caught:
        parse_tree(f"a: {longest}y".encode(), "p")
    assert str(caught.value) == "p:1:4: a text is longer than 20,000 characters; shorten it"


def test_an_error_of_the_parser_is_told_by_what_it_says() -> None:
    def told(error: yaml.MarkedYAMLError) -> str:
        return str(not_yaml(error, "a: b", "p"))

    hint = "check indentation, colons and quotes here"
    assert told(yaml.MarkedYAMLError()) == f"p: is not YAML: it cannot be read; {hint}"
    mark = yaml.Mark("", 1, 0, 1, None, 0)
    assert told(yaml.MarkedYAMLError("while\x07", mark)) == f"p:1:2: is not YAML: while␇; {hint}"
    assert told(yaml.MarkedYAMLError("while", mark, "found", yaml.Mark("", 3, 2, 3, None, 0))) == (
        f"p:3:4: is not YAML: found; {hint}"
    )


def test_refusals_end_where_nobody_would_read_on() -> None:
    with pytest.raises(AdvisorError) as caught:
        parse_tree("".join(f"a{at}: 1\n" * 2 for at in range(150)).encode(), "p")
    assert len(caught.value.problems) == tree.MOST_REFUSALS


def test_the_same_refusal_again_and_again_is_one_line() -> None:
    def told(data: bytes) -> list[str]:
        with pytest.raises(AdvisorError) as caught:
            parse_tree(data, "p")
        return str(caught.value).splitlines()

    hint = "write the value out; quote text that begins with *"
    assert told(b"a: *x\nb: 1\nb: 2\nc: [*x, *y]\n") == [
        f"p:1:4: an alias (`*`) is not allowed (and 2 more); {hint}",
        "p:3:1: 'b' is here twice; it is already on line 2",
    ]
    assert told(b"a: *x\nb: *x\n") == [f"p:1:4: an alias (`*`) is not allowed (and 1 more); {hint}"]
    assert told(b"a: 1\n" * 300) == ["p:2:1: 'a' is here twice (and at least 99 more); it is already on line 1"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a: "x\nb: y\n', "1:4: is not YAML: the quote that opens here is never closed; close it, or take it out"),
        ("a: 'x\n", "1:4: is not YAML: the quote that opens here is never closed; close it, or take it out"),
        (
            "a: 1\n<<<<<<< HEAD\nb: 2\n",
            "2:1: holds the marks of a merge conflict; keep one side, and take the marks out",
        ),
        ("a: [x\nb: y\n", "2:2: *; close the [ of line 1, or put a comma in front of this"),
        ("a: {x: 1\nb: y\n", "2:2: *; close the { of line 1, or put a comma in front of this"),
        ("a: [x] y\n", "1:8: *; quote text that begins with [ or {"),
        ("a: {x: 1} y\n", "1:11: *; quote text that begins with [ or {"),
        ("a: *x* y\n", "1:6: *; quote text that begins with *"),
        ("a: &x& y\n", "1:6: *; quote text that begins with &"),
        ("a: !<x y\n", "1:7: *; quote text that begins with !"),
        ("a: !x!y!z q\n", "1:4: *; quote text that begins with !"),
        ("a: |x\n", "1:5: *; quote text that begins with | or >"),
        ('a: "\\q"\n', "1:5: *; write the character itself; in single quotes a backslash is a backslash"),
        ("a: b: c\n", "1:5: *; quote a text with a colon in it, or check the indentation"),
        ("a:\n  b: 1\n c: 2\n", "3:2: *; check indentation, colons and quotes here"),
        ("\u00a0a: 1\n", r"1:1: '\xa0a' has a character at its edge that nobody sees; type it anew"),
        ("b: 1\n\ufeffa: 1\n", "2:2: *; take out what stands here and nobody sees, a byte-order mark"),
        ("b:\n  \ufeffa: 1\n", "2:3: '⟨U+FEFF⟩a' has a character at its edge that nobody sees; type it anew"),
        ("a\u200b: 1\n", "1:1: 'a⟨U+200B⟩' has a character at its edge that nobody sees; type it anew"),
    ],
)
def test_what_is_no_yaml_is_told_with_what_to_do(text: str, line: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        parse_tree(text.encode(), "p")
    place, _, hint = line.partition("*")
    told = str(caught.value)
    assert told.startswith(f"p:{place}")
    assert told.endswith(hint)
    assert "\n" not in told


def test_a_key_in_quotes_is_as_it_is_written() -> None:
    assert list(parse_tree('"\u00a0a": 1\n'.encode(), "p").entries) == ["\xa0a"]


def test_all_refusals_of_a_file_come_at_once() -> None:
    with pytest.raises(AdvisorError) as caught:
        parse_tree(b"a: 1\na: 2\nb: &x 3\nc: *x\n", "p")
    assert [problem.place.line for problem in caught.value.problems if problem.place] == [2, 3, 4]


@pytest.mark.parametrize("text", ["no", "on", "1:30", "012", "2017-11-03", "1_000", "~", "null", "1e3", ".inf", "yes"])
def test_a_plain_scalar_is_the_text_as_written(text: str) -> None:
    assert parse_tree(f"a: {text}".encode(), "p").get("a") == Scalar(text, True, 1, 4)


def test_nodes_know_their_places() -> None:
    root = parse_tree("\ufeffa: [x, 'y']\nb:\n  ü: {c: >-\n    d}\n".replace(">-\n    d", "d").encode(), "p")
    assert root == Mapping(
        {
            "a": (
                Scalar("a", True, 1, 1),
                Sequence((Scalar("x", True, 1, 5), Scalar("y", False, 1, 8)), 1, 4),
            ),
            "b": (
                Scalar("b", True, 2, 1),
                Mapping(
                    {
                        "ü": (
                            Scalar("ü", True, 3, 3),
                            Mapping({"c": (Scalar("c", True, 3, 7), Scalar("d", True, 3, 10))}, 3, 6),
                        )
                    },
                    3,
                    3,
                ),
            ),
        },
        1,
        1,
    )


def test_lines_stay_lines_and_a_key_that_is_not_there_has_no_value() -> None:
    root = parse_tree(b"a: |\n  one\n  two\n", "p")
    assert root.get("a") == Scalar("one\ntwo\n", False, 1, 4)
    assert root.get("b") is None


def test_escapes_in_quotes_are_made_visible() -> None:
    root = parse_tree(b'"\\e[31m": "\\e]52;c;x\\a\\u202e"', "p")
    assert list(root.entries) == ["␛[31m"]
    assert root.get("␛[31m") == Scalar("␛]52;c;x␇⟨U+202E⟩", False, 1, 11)


def test_a_key_without_a_value_is_empty_and_one_with_empty_quotes_is_not() -> None:
    root = parse_tree(b"a:\nb: ''\n", "p")
    assert [value.empty for _, value in root.entries.values() if isinstance(value, Scalar)] == [True, False]


def test_the_parser_in_python_refuses_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "PARSER", yaml.SafeLoader)
    by_the_builder = {"a text without end", "a key without end"}
    by_the_scanner = REFUSED.keys() - by_the_builder - {"a lone surrogate in quotes"}  # which is made visible instead
    for name in sorted(by_the_scanner):
        data, _ = REFUSED[name]
        with pytest.raises(AdvisorError) as caught:
            parse_tree(data[:3_000], "p", disk.PACK_FILE_BYTES)
        assert str(caught.value).count("\n") == 0, name


def test_what_the_parser_in_python_stumbles_over_is_no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "PARSER", yaml.SafeLoader)
    with pytest.raises(AdvisorError) as caught:
        parse_tree(b'a: "\\U7fffffff"', "p")
    assert str(caught.value) == "p: is not YAML; check it in an editor that knows YAML"


PIECES = [
    "a",
    "b",
    ":",
    "-",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "|",
    ">",
    "&x",
    "*x",
    "!!str",
    "!",
    "?",
    "#",
    "---",
    "...",
    "%YAML",
    "<<",
    "\\",
    "\\u",
    "\\x1",
    "é",
    "0",
    "=",
]
YAML_BYTES = st.lists(
    st.sampled_from([*PIECES, ": ", "- ", ", ", "\n", "  ", "\t", "\x85", "\u2028", "\ufeff", "\r", "---\n"]),
    max_size=40,
).map(lambda pieces: "".join(pieces).encode())


@settings(max_examples=600, deadline=None)
@example(b"a: !<")
@example(b"a: 0o9")
@example(b"? ")
@example(b"%TAG ! tag:x,2000:\n---\na: !b c")
@given(YAML_BYTES | st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_whatever_the_bytes_there_is_a_tree_or_an_error_with_lines(data: bytes) -> None:
    found: Mapping | AdvisorError
    try:
        found = parse_tree(data, "p")
    except AdvisorError as error:
        found = error
    if isinstance(found, AdvisorError):
        assert found.problems
        assert all("\n" not in str(problem) for problem in found.problems)


def test_the_characters_that_are_refused_are_those_that_yaml_refuses() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    refused = re.findall(_UNPRINTABLE, every)
    assert refused == yaml.reader.Reader.NON_PRINTABLE.findall(every)
    assert not [character for character in refused if character.isprintable()]
