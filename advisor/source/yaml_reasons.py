"""Why a text is no YAML, said to the person who wrote it: the parser knows its grammar, and not what was meant."""

import re

from advisor.source.error import AdvisorError, Place, fail
from advisor.source.safe_text import safe_text
from advisor.source.yaml_events import MarkedYAMLError

_CONFLICT = re.compile(r"^<{7}(?= |$)", re.MULTILINE)
_BY_CHARACTER = {"\t": "indent with spaces"} | dict.fromkeys("@`%", "quote text that begins with @, ` or %")
"""What helps, by the character where the parser stopped."""
_BY_WORDS = {
    "quoted scalar": "write the character itself; in single quotes a backslash is a backslash",
    "an alias": "quote text that begins with *",
    "an anchor": "quote text that begins with &",
    "tag": "quote text that begins with !",
    "a block scalar": "quote text that begins with | or >",
    "mapping values": "quote a text with a colon in it, or check the indentation",
}
"""What helps, by words of the parser, in this order."""
_OPENING = {"while parsing a flow sequence": "[", "while parsing a flow mapping": "{"}


def not_yaml(error: MarkedYAMLError, text: str, path: str) -> AdvisorError:
    """The one line for what the parser refused."""
    conflict = _CONFLICT.search(text)
    if conflict:
        place = Place(path, text[: conflict.start()].count("\n") + 1, 1)
        return fail("holds the marks of a merge conflict", "keep one side, and take the marks out", place)
    problem, context = str(error.problem or ""), str(error.context or "")
    opened = error.context_mark
    if opened and "quoted scalar" in context and "end of stream" in problem:
        place = Place(path, opened.line + 1, opened.column + 1)
        return fail("is not YAML: the quote that opens here is never closed", "close it, or take it out", place)
    mark = error.problem_mark or opened
    at = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
    if mark and text.startswith("%", text.rfind("\n", 0, mark.index) + 1):
        hint = "leave the line out, or quote text that begins with %"
        return fail("a % directive is not allowed", hint, Place(path, mark.line + 1, 1))
    character = text[mark.index : mark.index + 1] if mark else ""
    hint = _BY_CHARACTER.get(character) or _hint(f"{context}, {problem}")
    if mark and "expected" in problem and text[: mark.index].rstrip().endswith(("]", "}")):
        hint = "quote text that begins with [ or {"
    if mark and "\ufeff" in text[max(mark.index - 1, 0) : mark.index + 1]:
        hint = "take out what stands here and nobody sees, a byte-order mark"
    if opened and context in _OPENING:
        hint = f"close the {_OPENING[context]} of line {opened.line + 1}, or put a comma in front of this"
    return fail(f"is not YAML: {safe_text(problem or context or 'it cannot be read')}", hint, at)


def _hint(said: str) -> str:
    return next(
        (hint for words, hint in _BY_WORDS.items() if words in said), "check indentation, colons and quotes here"
    )
