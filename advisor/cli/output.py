"""The three standard streams: stdout carries the product, stderr the talk.

Streams fail in ways that Python hides or answers with a traceback: a reader that left, a full disk, a stream that was
closed before the program began. Each has an answer here, and none of them an exit code of a verdict.
"""

import os
import sys
from io import TextIOWrapper

from advisor.source.disk import unusable
from advisor.source.error import fail
from advisor.source.safe_text import no_command, safe_text
from advisor.typed import TextIO

_JSON = ("json", "sarif")
_COMMANDS = "github"


class ReaderLeft(Exception):  # noqa: N818 - no error: nobody is there to read
    """Whoever read the output has closed it: nothing is wrong, and there is nothing left to say."""


def prepare_streams() -> None:
    """Make the streams behave alike everywhere: UTF-8 out, and no descriptor that a file could take over."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")


def speaks_utf8() -> bool:
    """Whether the person's terminal shows UTF-8, as far as the locale tells."""
    return bool(sys.flags.utf8_mode) or "utf" in encoding().lower()


def encoding() -> str:
    """The encoding that the person's locale names."""
    import locale  # only a dialogue asks

    return locale.getencoding()


def suit_terminal() -> None:
    """For a dialogue with a person: their terminal's own encoding, whatever it lacks replaced."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper) and stream.isatty() and not speaks_utf8():
            stream.reconfigure(encoding=encoding(), errors="replace")


def write(text: str, form: str = "text") -> None:
    """Write text in that format to stdout at once; a build server that logs it finds no command but those of `github`.

    Raises AdvisorError if it cannot be written, ReaderLeft if nobody reads it.
    """
    if form in _JSON:
        text = text.replace("#", "\\u0023") if "##" in text else text  # it is read as the same
    elif form != _COMMANDS:
        text = no_command(text)
    if sys.stdout is None:
        raise fail("standard output is closed", "send it to a file, or to /dev/null")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon(sys.stdout)
        raise ReaderLeft from None
    except OSError as error:
        _abandon(sys.stdout)
        raise unusable("standard output", error) from None


def say(line: str) -> None:
    """Write a line to stderr; where that is not possible there is nobody to tell."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(no_command(safe_text(line)) + "\n")
        sys.stderr.flush()
    except OSError:
        _abandon(sys.stderr)


def _abandon(stream: TextIO) -> None:
    """Point a broken stream at nothing, so that leaving the program does not trip over it again."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
    except (OSError, ValueError):
        return
