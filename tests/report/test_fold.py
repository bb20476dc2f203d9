"""Folding against `textwrap`, whose place it takes."""

import textwrap

from hypothesis import given, strategies as st

from advisor.report.fold import folded

WORDS = st.lists(
    st.one_of(st.text("ab-é", min_size=1, max_size=6), st.text("w/.", min_size=8, max_size=50)), max_size=12
)


@given(WORDS, st.integers(8, 24), st.sampled_from(["", "  ", "- "]), st.sampled_from(["", "  ", "    "]))
def test_it_folds_as_textwrap_does(words: list[str], width: int, first: str, later: str) -> None:
    text = " ".join(words)
    expected = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)
    assert folded(text, width, first, later) == [line.rstrip() for line in expected]


def test_nothing_has_no_lines() -> None:
    assert folded("", 80, "- ", "  ") == []


def test_a_word_too_long_for_any_line_is_broken_where_the_line_ends() -> None:
    assert folded("see https://example.org/a/b", 12, "", "  ") == ["see https://", "  example.or", "  g/a/b"]
