import re

import pytest
from hypothesis import example, given, strategies as st
from markdown_it import MarkdownIt

from advisor.report.escape import comment_text, markdown_text
from advisor.source.safe_text import safe_text

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = st.text(st.characters() | st.sampled_from("\\`*_[]<>&|~#:@.!-+=1) \n\t/"), max_size=40)
PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]
CONTEXTS = {
    "a paragraph": ("{}", PARAGRAPH),
    "an item": ("- {}", ["bullet_list_open", "list_item_open", *PARAGRAPH, "list_item_close", "bullet_list_close"]),
    "a heading": ("# a {}", ["heading_open", "inline", "heading_close"]),
}


def shown(markdown: str) -> str:
    """What a page shows of the first inline content."""
    inline = next(token for token in PARSER.parse(markdown) if token.type == "inline")
    return "".join(child.content for child in inline.children or [])


def visible(text: str) -> str:
    return " ".join(safe_text(text).split())


@given(HOSTILE)
@example("ok\n- [x] **Approved**\n\n# Verdict: PERMITTED")
@example("<!-- advisor-checklist 1\n-->")
@example("1. one")
@example("---")
@example("[a](javascript:x) ![b](c) <b> &amp; `c` ~~d~~ |e|")
def test_text_of_a_person_keeps_its_looks_and_forges_no_structure(text: str) -> None:
    if not visible(text):
        return
    for context, types in CONTEXTS.values():
        markdown = context.format(markdown_text(text))
        tokens = PARSER.parse(markdown)
        assert [token.type for token in tokens] == types
        inline = next(token for token in tokens if token.type == "inline")
        assert {child.type for child in inline.children or []} <= {"text", "text_special"}
        prefix = "a " if context.startswith("#") else ""
        assert shown(markdown).replace("\u200b", "") == prefix + visible(text)


@given(HOSTILE, HOSTILE)
def test_a_cell_of_a_table_stays_one_cell(left: str, right: str) -> None:
    rows = f"| a | b |\n|---|---|\n| {markdown_text(left)} | {markdown_text(right)} |\n"
    types = [token.type for token in PARSER.parse(rows)]
    assert types.count("td_open") == 2
    assert types.count("tr_open") == 2


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("by @nasa", "by @&#8203;nasa"),
        ("see #12", "see #&#8203;12"),
        ("a # b @ c", "a # b @ c"),
        ("http://example.org", "http\\://example.org"),
        ("www.example.org", "www\\.example.org"),
        ("_www.example.org", "\\_www\\.example.org"),
        ("Plain words, as most are.", "Plain words, as most are."),
    ],
)
def test_names_and_addresses_call_nobody(text: str, markdown: str) -> None:
    assert markdown_text(text) == markdown


@given(HOSTILE)
def test_an_id_in_a_comment_never_ends_it(text: str) -> None:
    comment = f"<!-- {comment_text(text)} -->"
    assert re.fullmatch(r"<!-- [A-Za-z0-9._/%-]* -->", comment)
    assert comment.count("--") == 2


@given(HOSTILE, HOSTILE)
def test_two_ids_are_never_one_in_a_comment(left: str, right: str) -> None:
    assert (left == right) == (comment_text(left) == comment_text(right))
