"""Text as YAML, written so that every reader of YAML sees the same text.

This program reads a plain `no` or `1:30` as written; others do not. So what any of them would take for a number, a date
or a truth value is quoted, although our own reader would not need it.
"""

import json
import re
from functools import lru_cache

# Given to `re` as they are, which compiles each when it is first asked for: most runs never write a plan.
_PLAIN = r"[^\W_](?:[\w ./+'()’–—-]|,(?= )|:(?=[\w/])|[?!](?=$| ))*"
_IN_FLOW = r"[,?\[\]{}]"
"""What ends a word there, or does for some readers: PyYAML's in Python takes `?` for a key."""
_TYPED = (
    r"(?i:y|n|yes|no|on|off|true|false|null|nan|inf)"
    r"|[+-]?[\d_.][\d_.,:xXoOa-fA-F+-]*"
    r"|\d{4}-\d\d?-\d\d?.*"
)
_UNPRINTABLE = "[^\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"


@lru_cache(1024)  # a plan is kept after every answer, and most words of it are those of before
def quote(text: str, *, flow: bool = False) -> str:
    """One scalar, plain where that is safe, else in double quotes; `flow`: it stands between braces or brackets."""
    plain = re.fullmatch(_PLAIN, text) and not re.fullmatch(_TYPED, text) and not text.endswith(" ")
    if plain and not (flow and re.search(_IN_FLOW, text)) and "  " not in text:
        return text
    escaped = json.dumps(text, ensure_ascii=False)
    return re.sub(_UNPRINTABLE, lambda found: f"\\u{ord(found.group()):04x}", escaped)


def quote_lines(text: str, indent: str, newline: str = "\n") -> str:
    """A text as the value of a block key: one line, or a literal block whose lines are indented by `indent`."""
    lines = text.split("\n")
    if len(lines) == 1 or not _fits_block(lines):
        return quote(text)
    return newline.join(["|-", *(f"{indent}{line}" if line else "" for line in lines)])


def _fits_block(lines: list[str]) -> bool:
    """Whether a literal block keeps the lines as they are, without telling it how deep they are indented."""
    clean = all(line == line.rstrip() and not re.search(_UNPRINTABLE, line) for line in lines)
    return clean and bool(lines[0]) and not lines[0][0].isspace() and bool(lines[-1])
