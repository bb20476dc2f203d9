"""What the parser refused, said to the person who wrote it."""

import pytest
import yaml

from advisor.source.error import AdvisorError
from advisor.source.tree import parse_tree
from advisor.source.yaml_reasons import not_yaml

DIRECTIVE = "a % directive is not allowed; leave the line out, or quote text that begins with %"
REFUSED = {
    "the marks of a merge conflict": (
        "a: 1\n<<<<<<< mine\nb: 2\n=======\nb: 3\n>>>>>>> theirs\n",
        "p:2:1: holds the marks of a merge conflict; keep one side, and take the marks out",
    ),
    "the marks of a merge conflict, below an empty line": (
        "\n\n<<<<<<< mine\na: 1\n",
        "p:3:1: holds the marks of a merge conflict; keep one side, and take the marks out",
    ),
    "a quote without an end": (
        "a: 1\nb: 'x\nc: 2\n",
        "p:2:4: is not YAML: the quote that opens here is never closed; close it, or take it out",
    ),
    "a byte-order mark within": (
        "a: 1\n\ufeffb: : 2\n",
        "take out what stands here and nobody sees, a byte-order mark",
    ),
    "a directive of another version": ("%YAML 9.9\n---\na: 1\n", f"p:1:1: {DIRECTIVE}"),
    "a directive that nobody knows": ("# mine\n%OURS yes\n---\na: 1\n", f"p:2:1: {DIRECTIVE}"),
    "a name that looks like a directive": ("a: 1\n%b: 2\n", f"p:2:1: {DIRECTIVE}"),
    "a text that begins with a percent sign": (
        "a: %b\n",
        "p:1:4: is not YAML: found character that cannot start any token; quote text that begins with @, ` or %",
    ),
    "text that begins with a bracket": ("a: [x] y\n", "quote text that begins with [ or {"),
    "a bracket without an end": ("a: [x,\n  y\nb: z\n", "close the [ of line 1, or put a comma in front of this"),
    "a brace without an end": ("a: {x: 1,\n  y: 2\nb: z\n", "close the { of line 1, or put a comma in front of this"),
}


@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED)
def test_what_the_parser_refused_comes_with_what_helps(text: str, told: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        parse_tree(text.encode(), "p")
    assert str(caught.value).endswith(told)


@pytest.mark.parametrize(
    ("text", "at", "seen"),
    [
        ("a \ufeff:", 2, True),
        ("a \ufeff:", 3, True),
        ("a \ufeff:", 1, False),
        ("a \ufeff: b", 4, False),
        ("\ufeffa", 0, True),
        ("\ufeffa", 1, True),
    ],
)
def test_a_byte_order_mark_is_told_where_the_parser_stops_at_it_or_right_behind_it(
    text: str, at: int, *, seen: bool
) -> None:
    error = yaml.MarkedYAMLError(problem="found", problem_mark=yaml.Mark("", at, 0, at, None, 0))
    assert str(not_yaml(error, text, "p")).endswith("nobody sees, a byte-order mark") is seen
