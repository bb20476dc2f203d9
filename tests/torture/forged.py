"""Checklists that a text would like to forge: the page as two Markdown parsers read it, code hosts' own among them.

Every free text of a plan and its pack is hostile at once, each in its own way; the page must have exactly the elements
of the page with harmless texts, and show the hostile ones as text.
"""

import random
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
from markdown_it import MarkdownIt

from advisor.assess.assess import Assessor
from advisor.plan.session import Session
from advisor.report.judged import Judged, render
from advisor.source.safe_text import safe_text
from tests.report.reported import assessor, plan
from tests.terminal.hostile import HOSTILE, hostile_plan, rewritten
from tests.torture.table import Row

FRAGMENTS = [
    *"\\`*_[]<>&|~#:@.!-+=1)($^{}'\"%/?;,", "\n", "\n\n", "\r\n", "\t", " ", "  \n", "    ", "> ", "- ", "1. ", "2) ", "# ", "## ",
    "---", "===", "***", "```", "~~~", "- [x] ", "[ ] ", "[x]", "**", "__", "~~", "<!--", "-->", "<b>", "</li>", "<script>", "<?", "<![CDATA[",
    "![a](b)", "[a](javascript:b)", "[a]: b", "[a][b]", "[^1]", "<http://a.bc>", "http://a.bc", "https://", "www.a.bc", "ftp://a.bc", "a@b.cd",
    "mailto:a@b.cd", "xmpp:a@b.cd/e", "@nasa", "#12", "GH-1", "&amp;", "&#60;", "&lt", "|---|", "| a |", ":-:", "a", "b", "word", "é", "漢", "😀",
    "\u200b", "\u2028", "\xa0", "\u3000", "\x00", "\x1b[31m", "\ud800", "::error::", "advisor-checklist 1",
]  # fmt: skip
HARMLESS = "x"
Reader = Callable[[str], tuple[list[object], str]]


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:  # noqa: ARG001 - nothing is written
    wanted = 300 if quick else 20_000
    readers: dict[str, Reader] = {
        "markdown-it": _by_markdown_it,
        "cmark-gfm": lambda page: _of_html(cmarkgfm.github_flavored_markdown_to_html(page)),
    }
    chance = random.Random(6)
    pairs, bad = 0, {name: list[str]() for name in readers}
    while pairs < wanted:
        texts: list[str] = []
        hostile = _page(texts.__getitem__, chance, texts)
        harmless = _page(_harmless, None, texts)
        pairs += sum(f"q{number}z" in harmless for number in range(len(texts)))
        for name, read in readers.items():
            found, expected = read(hostile), read(harmless)
            if found[0] != expected[0]:
                bad[name].append(_blamed(texts, read, "elements"))
            elif _shown(found[1]) != _shown(_filled(expected[1], texts)):
                bad[name].append(_blamed(texts, read, "words"))
    for name in readers:
        yield Row.none(f"forged checklists, as {name} reads them: changed pages, texts in fields", pairs, bad[name])


def _page(text: Callable[[int], str | None], chance: random.Random | None, texts: list[str]) -> str:
    """The checklist with a text in every field, each followed by a mark of its own."""
    count = iter(range(10**6))

    def write(_: str) -> str:
        number = next(count)
        if chance is not None:
            texts.append(_text(chance))
        return f"{text(number) or HARMLESS} q{number}z"

    policy = rewritten(assessor().policy, write)
    found = hostile_plan(plan("mixed"), write)
    return render(Judged.of(Session(Assessor(policy), found), None, "0" * 64), "markdown", everything=True)


def _harmless(_: int) -> str:
    return HARMLESS


def _text(chance: random.Random) -> str:
    if chance.random() < 0.1:
        return chance.choice(list(HOSTILE.values()))
    return "".join(chance.choices(FRAGMENTS, k=chance.randint(1, 9)))


def _by_markdown_it(page: str) -> tuple[list[object], str]:
    elements: list[object] = []
    words: list[str] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page):
        elements.append((token.type, token.tag, token.content.partition("\n")[0] if token.type == "html_block" else ""))
        for child in token.children or []:
            if child.type in ("text", "text_special"):
                words.append(child.content)
            else:
                elements.append((child.type, child.tag, child.content))
        words.append("\n")
    return elements, "".join(words)


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[object] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(tag)

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", data))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _of_html(page: str) -> tuple[list[object], str]:
    reader = _Elements()
    reader.feed(page)
    reader.close()
    return reader.elements, "".join(reader.words)


def _filled(words: str, texts: list[str]) -> str:
    for number, text in enumerate(texts):
        words = words.replace(f"x q{number}z", f"{safe_text(' '.join(safe_text(text).split()))} q{number}z")
    return words


def _shown(words: str) -> str:
    return "".join(words.replace("\u200b", "").split())


def _blamed(texts: list[str], read: Reader, what: str) -> str:
    """The text that alone changes the page, if one does."""
    for number, text in enumerate(texts):
        alone = _page({number: text}.get, None, texts)
        plain = _page(_harmless, None, texts)
        if read(alone)[0] != read(plain)[0]:
            return f"{what}: {text!r}"
    return f"{what}: several texts together"
