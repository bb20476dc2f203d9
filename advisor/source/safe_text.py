"""Text that a terminal cannot obey: control characters made visible.

A character is replaced rather than dropped, so that whoever hid it there is seen to have done so. The result holds
nothing that would be replaced again, and nothing that YAML cannot carry.
"""

import re

# C0 and C1 controls, DEL; soft hyphen, zero-width space, word joiner, BOM; line and paragraph separators; every bidirectional
# control; interlinear annotation; lone surrogates; and the two characters that YAML refuses. None of them is printable.
_HOSTILE = (
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2069"
    "\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff]"
)
_HOSTILE_IN_LINES = _HOSTILE.replace("\\x00-\\x1f", "\\x00-\\x09\\x0b-\\x1f")
_COLONS = r"(?m)^([^\S\n]*)::"
_MARKED = r"##(?=\w*\[)"
_PICTURES = 0x2400
_DELETE = 0x7F


def safe_text(text: str, *, lines: bool = False) -> str:
    """The text with every control character made visible; `lines` keeps line breaks. A tab becomes a space."""
    if (text.replace("\n", "") if lines else text).isprintable():
        return text  # as nearly all is; compiling the pattern takes longer than judging a plan
    return re.sub(_HOSTILE_IN_LINES if lines else _HOSTILE, _visible, text)


def one_line(text: str) -> str:
    """The text on one line: runs of white space folded to a space, then made safe."""
    return safe_text(" ".join(text.split()))


def no_command(text: str) -> str:
    """The text with nothing in it that a build server would carry out on reading its log: a space takes the sense away.

    GitHub obeys a line that begins with `::` and `##[…]` anywhere, Azure and TeamCity `##vso[…]` and `##teamcity[…]`.
    """
    if "::" not in text and "##" not in text:
        return text
    return re.sub(_MARKED, "# #", re.sub(_COLONS, r"\1: :", text))


def quoted(name: str, longest: int = 60) -> str:
    """A name as a message shows it: in quotes, its control characters escaped, and cut when it is endless."""
    return repr(name if len(name) <= longest else f"{name[:longest]}…")


def _visible(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    if character == "\t":
        return " "
    if code < _DELETE:  # of what is printable nothing comes here
        return chr(_PICTURES + code)
    return "␡" if code == _DELETE else f"⟨U+{code:04X}⟩"
