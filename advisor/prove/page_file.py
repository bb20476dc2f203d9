"""A saved copy of a page, read as blocks of text: HTML as a browser saves it, or plain text.

The standard library's parser serves: all that is wanted is the text and where it stands, nothing is fetched and nothing
is run. What surrounds a page and changes by itself (menus, footers, scripts) is left out, except where an element that
should have been closed would swallow the page.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

from advisor.prove.page import Block, Page, page_of, text_blocks, words_in
from advisor.source.disk import read_bytes, shown
from advisor.source.error import Place, fail

MOST_BYTES = 4 * 1024 * 1024
MOST_WORDS = 60_000
MOST_ATTRIBUTES = 50_000
"""On all tags together: the parser takes its time with them, and none is needed."""
_SILENT = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "nav",
        "footer",
        "aside",
        "button",
        "select",
        "textarea",
        "iframe",
        "object",
    ]
)
_MAIN = frozenset({"main", "article", "body"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
    ]
)
_LOOKS_LIKE_HTML = re.compile(r"(?i)<!doctype\s+html|<(?:html|body|main|article|div|p|ul|li|h[1-6])\b[^<>]*>")
_CHARSET = re.compile(rb"(?i)charset\s*=\s*[\"']?([a-z0-9_.:-]+)")


def read_page(path: Path) -> Page:
    """The page in a file. Raises AdvisorError for what is no page of text."""
    return page_in(read_bytes(path, MOST_BYTES), shown(path))


def page_in(data: bytes, path: str) -> Page:
    """The page that the bytes of a file hold; `path` names it in errors."""
    text = decoded(data, path)
    blocks = html_blocks(text, path) if _LOOKS_LIKE_HTML.search(text) else list(text_blocks(text))
    if sum(words_in(block.text) for block in blocks) > MOST_WORDS:
        raise fail(f"has more than {MOST_WORDS:,} words", "this is not the page that was meant", Place(path))
    page = page_of(blocks)
    if not page.words:
        raise fail("holds no text", "save the page itself, as HTML or as text", Place(path))
    return page


def decoded(data: bytes, path: str) -> str:
    """The text of a file: in UTF-8, or else in what it says it is in, or else as Windows wrote it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data.startswith(b"%PDF") or b"\0" in data:
        raise fail("is not text", "save the page as HTML or as text", Place(path))
    if b"multipart/related" in data[:2000] and b"MIME-Version" in data[:2000]:
        raise fail("is a web archive", "save the page as HTML or as text", Place(path))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:4096])
        try:
            return data.decode(named.group(1).decode("ascii") if named else "cp1252", "replace")
        except LookupError:
            return data.decode("cp1252", "replace")


def html_blocks(text: str, path: str) -> list[Block]:
    """The blocks of an HTML page; all of its text where leaving out what surrounds it leaves nothing.

    `path` names the page in errors. Raises AdvisorError for endless tags.
    """
    text = _closed(text)
    for silent in (_SILENT, frozenset({"script", "style", "template"})):
        reader = _HtmlReader(silent, path)
        reader.feed(text)
        reader.close()
        reader.end_block()
        if reader.blocks:
            return reader.blocks
    return []


def _closed(text: str) -> str:
    """The page up to what is never closed: the parser would look for its end again from every later place."""
    text = text.replace("<![", "<! ")
    comment = text.find("<!--", text.rfind("-->") + 1)
    text = text if comment < 0 else text[:comment]
    tag = text.find("<", text.rfind(">") + 1)
    return text if tag < 0 else text[:tag]


class _HtmlReader(HTMLParser):
    """Collects text, and begins a new block wherever an element that is not part of a line begins or ends."""

    def __init__(self, silent: frozenset[str], path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.silent = silent
        self.path = path
        self.attributes = 0
        self.within: dict[str, None] = {}
        """The silent elements that are open, outermost first; of several alike the outermost counts."""
        self.parts: list[str] = []
        self.start = (1, 1)
        self.blocks: list[Block] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += len(attrs)
        if self.attributes > MOST_ATTRIBUTES:
            line, column = self.getpos()
            what = f"is the tag with which the page has more than {MOST_ATTRIBUTES:,} attributes"
            raise fail(what, "save the page as text", Place(self.path, line, column + 1))
        if tag in _MAIN:
            self.within.clear()
        if tag in self.silent:
            self.within.setdefault(tag)
        if tag not in _INLINE:
            self.end_block()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in _INLINE:
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.within:
            while self.within.popitem()[0] != tag:
                pass
        if tag not in _INLINE:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self.within:
            return
        if not self.parts and data.strip():
            line, column = self.getpos()
            ahead = data[: len(data) - len(data.lstrip())]
            self.start = (line + ahead.count("\n"), len(ahead) - ahead.rfind("\n") if "\n" in ahead else column + 1)
            data = data.lstrip()
        if self.parts or data.strip():
            self.parts.append(data)

    def end_block(self) -> None:
        """What was collected is a block."""
        text = "".join(self.parts)
        if text.strip():
            self.blocks.append(Block(text, *self.start))
        self.parts = []
