"""Bytes from disk: read without surprises. What writes them is `advisor.source.replace`.

A reader refuses what is not a regular file before it opens itself to waiting for one. Paths are texts here and wherever
a command that only reads has to do with them: importing `pathlib` takes longer than judging a plan.
"""

import os
import stat

from advisor.source.error import Place, fail
from advisor.source.near import nearest
from advisor.source.safe_text import safe_text
from advisor.typed import TypeAlias

Pathname: TypeAlias = str | os.PathLike[str]
PACK_FILE_BYTES = 2 * 1024 * 1024
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)


def shown(path: Pathname) -> str:
    """A path as messages show it, whatever bytes its name has."""
    return safe_text(os.fspath(path))


def read_bytes(path: Pathname, most: int, *, follow: bool = True) -> bytes:
    """The contents of a regular file of at most `most` bytes. Raises AdvisorError for anything else.

    With `follow` off a link is something else, too.
    """
    if not follow and os.path.islink(path):
        raise fail("is a link, and links are not followed here", "put the file itself there", Place(shown(path)))
    try:
        descriptor = os.open(path, _READ if follow else _READ | _NOFOLLOW)
    except FileNotFoundError:
        if os.path.islink(path):
            raise fail("is a link to a file that is not there", "name the file itself", Place(shown(path))) from None
        raise fail("there is no such file", _near_file(path), Place(shown(path))) from None
    except (OSError, ValueError) as error:
        raise unusable(path, error) from None
    try:
        kind = os.fstat(descriptor)
        if stat.S_ISDIR(kind.st_mode):
            raise fail("is a folder, not a file", "name a file in it", Place(shown(path)))
        if not stat.S_ISREG(kind.st_mode):
            raise fail("is not a regular file", "save it as a file first, or pipe it in as -", Place(shown(path)))
        return _read_up_to(descriptor, most, path)
    except OSError as error:
        raise unusable(path, error) from None
    finally:
        os.close(descriptor)


def too_large(path: Pathname, most: int) -> Exception:
    """The error for a file above the size that is read."""
    return fail(f"is larger than {most // 1024} KiB", "this is not the file that was meant", Place(shown(path)))


def unusable(path: Pathname, error: Exception) -> Exception:
    """The one-line error for what the operating system says about a file."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return fail(f"cannot be used: {reason[:1].lower()}{reason[1:]}", place=Place(shown(path)))


def _read_up_to(descriptor: int, most: int, path: Pathname) -> bytes:
    data = b""
    while chunk := os.read(descriptor, most + 1 - len(data)):
        data += chunk
    if len(data) > most:
        raise too_large(path, most)
    return data


def _near_file(path: Pathname) -> str:
    """The file beside it that was probably meant."""
    folder, name = os.path.split(path)
    try:
        near = nearest(name, sorted(os.listdir(folder or os.curdir)))
    except OSError:
        return ""
    return f"did you mean {shown(os.path.join(folder, near))!r}?" if near else ""
