"""Text that a person or a pack wrote, made into Markdown that shows it and means nothing else.

Backslashes alone do not stop a code host from turning `@name` and `#12` into links that notify people, because it looks
for them in the finished page; a zero-width space after the sign does.
"""

import re

from advisor.source.safe_text import safe_text

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~])")
_LINK = re.compile(r"(?i)(?<=www)(?=\.)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)|(?=://)")
_MENTION = re.compile(r"([@#])(?=\S)")
_LEADING_SIGN = re.compile(r"^([-+=#])")
_LEADING_NUMBER = re.compile(r"^(\d+)([.)])")
_UNFIT_IN_COMMENT = re.compile(r"[^A-Za-z0-9._/-]|-(?=-|$)|^-")
NOT_A_MENTION = "\\1&#8203;"


def markdown_text(text: str) -> str:
    """One line of inline Markdown that reads as `text` does, its white space folded."""
    folded = " ".join(safe_text(text).split())
    escaped = _SPECIAL.sub(r"\\\1", folded)
    escaped = _LINK.sub(r"\\", escaped)
    escaped = _LEADING_NUMBER.sub(r"\1\\\2", _LEADING_SIGN.sub(r"\\\1", escaped))
    return _MENTION.sub(NOT_A_MENTION, escaped)


def comment_text(text: str) -> str:
    """An id as it may stand inside an HTML comment: nothing in it ends the comment."""
    return _UNFIT_IN_COMMENT.sub(lambda found: f"%{ord(found.group()):02X}", text)
