"""What a program sends to a terminal, split by the grammar of ECMA-48 into text, controls and sequences, and judged.

The reader is a state machine over characters, so that nothing can hide between two regular expressions: whatever is not
a complete, known sequence is `BROKEN`, and a C1 control counts as one also where it is written as a single character.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from advisor.source.safe_text import safe_text


class Kind(Enum):
    """What a piece of output is."""

    TEXT = "text"
    C0 = "control"
    C1 = "8-bit control"
    ESCAPE = "escape sequence"
    CSI = "control sequence"
    OSC = "operating system command"
    STRING = "device, privacy or application string"
    BROKEN = "broken sequence"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of output, as it was sent."""

    kind: Kind
    raw: str


_STRINGS = {"]": Kind.OSC, "P": Kind.STRING, "X": Kind.STRING, "^": Kind.STRING, "_": Kind.STRING}
_C1_STRINGS = {chr(ord(final) + 0x40): kind for final, kind in _STRINGS.items()}
_CSI_C1 = "\x9b"


def pieces(sent: str) -> Iterator[Piece]:
    """The output in pieces, in order; their `raw` put together is the output again."""
    at, text_from = 0, 0
    while at < len(sent):
        if not _is_control(sent[at]):
            at += 1
            continue
        if text_from < at:
            yield Piece(Kind.TEXT, sent[text_from:at])
        piece = _controlled(sent, at)
        yield piece
        at += len(piece.raw)
        text_from = at
    if text_from < at:
        yield Piece(Kind.TEXT, sent[text_from:at])


def _is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character <= "\x9f"


def _controlled(sent: str, at: int) -> Piece:
    character = sent[at]
    if character == "\x1b":
        return _escaped(sent, at)
    if character == _CSI_C1:
        return _sequence(sent, at, at + 1)
    if character in _C1_STRINGS:
        return _string(sent, at, at + 1, _C1_STRINGS[character])
    return Piece(Kind.C0 if character < " " or character == "\x7f" else Kind.C1, character)


def _escaped(sent: str, at: int) -> Piece:
    """ESC, then intermediates and a final byte; or the start of one of the longer forms."""
    end = at + 1
    if end < len(sent) and sent[end] == "[":
        return _sequence(sent, at, end + 1)
    if end < len(sent) and sent[end] in _STRINGS:
        return _string(sent, at, end + 1, _STRINGS[sent[end]])
    while end < len(sent) and " " <= sent[end] <= "/":
        end += 1
    if end < len(sent) and "0" <= sent[end] <= "~":
        return Piece(Kind.ESCAPE, sent[at : end + 1])
    return Piece(Kind.BROKEN, sent[at:end])


def _sequence(sent: str, at: int, end: int) -> Piece:
    """Parameters, intermediates and a final byte."""
    for low, high in (("0", "?"), (" ", "/")):
        while end < len(sent) and low <= sent[end] <= high:
            end += 1
    if end < len(sent) and "@" <= sent[end] <= "~":
        return Piece(Kind.CSI, sent[at : end + 1])
    return Piece(Kind.BROKEN, sent[at:end])


def _string(sent: str, at: int, end: int, kind: Kind) -> Piece:
    """Anything up to the string terminator; an operating system command may end with BEL, as xterm has it."""
    while end < len(sent):
        if sent[end] == "\x9c" or (sent[end] == "\x07" and kind is Kind.OSC):
            return Piece(kind, sent[at : end + 1])
        if sent[end] == "\x1b":
            if sent[end + 1 : end + 2] == "\\":
                return Piece(kind, sent[at : end + 2])
            break
        end += 1
    return Piece(Kind.BROKEN, sent[at:end])


# What the app needs and nothing else: colours, the cursor moved and hidden, the alternate screen, mouse and focus reports,
# bracketed paste, line wrap, synchronised output, in-band resizing, and the keyboard protocol pushed and popped.
_MODES = "7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048"
ALLOWED_CSI = re.compile(rf"\x1b\[(?:[0-9;:]*m|[0-9;]*H|\?(?:{_MODES})[hl]|\?(?:2026|2048)\$p|>25u|<u)")
POINTER = re.compile(r"\x1b\]22;[a-z-]*\x07")
"""The shape of the mouse pointer."""
COPY = re.compile(r"\x1b\]52;c;[A-Za-z0-9+/=]*\x07")
"""The clipboard, when the person asks for a copy; nothing of the text is in it unencoded."""


def refused(sent: str, *, copying: bool = False) -> list[Piece]:
    """The pieces that the app has no business to send; `copying` if a copy was asked for."""
    return [piece for piece in pieces(sent) if not _allowed(piece, copying=copying)]


def _allowed(piece: Piece, *, copying: bool) -> bool:
    match piece.kind:
        case Kind.TEXT:
            return safe_text(piece.raw) == piece.raw
        case Kind.C0:
            return piece.raw in "\r\n"
        case Kind.CSI:
            return ALLOWED_CSI.fullmatch(piece.raw) is not None
        case Kind.OSC:
            return POINTER.fullmatch(piece.raw) is not None or (copying and COPY.fullmatch(piece.raw) is not None)
        case _:
            return False


def refused_in_plain(sent: str) -> list[Piece]:
    """The pieces that plain output has no business to hold: all but text that is safe, and line ends."""
    return [
        piece
        for piece in pieces(sent)
        if (piece.raw.strip("\r\n") if piece.kind is Kind.C0 else safe_text(piece.raw) != piece.raw)
        or piece.kind not in (Kind.TEXT, Kind.C0)
    ]


@dataclass(slots=True)
class Modes:
    """The state that a program leaves a terminal in, as far as it changed it."""

    on: set[str] = field(default_factory=lambda: {"7", "25"})
    keyboards: int = 0
    """How many keyboard protocols were pushed and not popped."""
    coloured: bool = False
    """Whether the last rendition is another than the ordinary one."""

    @classmethod
    def after(cls, sent: Iterable[Piece]) -> "Modes":
        """The state after these pieces, from an ordinary one."""
        modes = cls()
        for piece in sent:
            if piece.kind is Kind.CSI:
                modes.take(piece.raw[2:])
        return modes

    def take(self, body: str) -> None:
        """Follow one control sequence, given without its introducer."""
        if body.startswith("?") and body[-1] in "hl":
            for mode in body[1:-1].split(";"):
                (self.on.add if body[-1] == "h" else self.on.discard)(mode)
        elif body.startswith(">") and body.endswith("u"):
            self.keyboards += 1
        elif body.startswith("<") and body.endswith("u"):
            self.keyboards -= 1
        elif body.endswith("m") and body[0] not in "<=>?":
            self.coloured = body not in ("m", "0m")
