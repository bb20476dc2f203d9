"""What the program keeps for itself, to start sooner next time: entries in the user's cache folder, safe to delete.

Nobody else may change a verdict through them: folder and entry have to belong to the user and be open to nobody else,
links are not followed, and an entry says of itself what it is and adds up. What differs in any way is not there; that a
folder cannot be used is no error. ADVISOR_CACHE names another folder; set to nothing, nothing is kept.
"""

import os
import stat
from collections.abc import Callable

from advisor.source.digest import sha256

VARIABLE = "ADVISOR_CACHE"
MOST_BYTES = 16 * 1024 * 1024
MOST_ENTRIES = 8
_NAME = "bot-policy-advisor"
_SUFFIX = ".json"
_TEMPORARY = ".new-"
_STALE_SECONDS = 3600
_ANY_BYTES = "surrogateescape"  # as the names of files may hold, of which keys are made
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_ONLY_A_FOLDER = getattr(os, "O_DIRECTORY", 0) | _NOFOLLOW


def cache_folder() -> str | None:
    """Where entries are; it need not exist. None: nothing is kept, as where there are no owners and modes."""
    given = os.environ.get(VARIABLE)
    cache = os.environ.get("XDG_CACHE_HOME")
    if cache is None or not os.path.isabs(cache):
        cache = os.path.expanduser("~/.cache")
    folder = os.path.join(cache, _NAME) if given is None else given
    return folder if os.path.isabs(folder) and hasattr(os, "geteuid") else None


def read_kept(key: str) -> bytes | None:
    """What was kept under a key; None if there is nothing, or anything about it is not as it was written."""
    try:
        folder = _opened_folder()
        try:
            data = _read(_file(key), folder)
        finally:
            os.close(folder)
    except OSError:
        return None
    head, _, kept = data.partition(b"\n")
    return kept if head == _head(key, kept) else None


def keep(key: str, kept: bytes) -> None:
    """Keep bytes under a key, and forget what was not kept lately; where that is not possible, nothing happens."""
    data = _head(key, kept) + b"\n" + kept
    if len(data) > MOST_BYTES:
        return
    try:
        made = cache_folder()
        if made is not None:
            os.makedirs(made, _FOLDER_MODE, exist_ok=True)
        folder = _opened_folder()
        try:
            _write(_file(key), data, folder)
            _sweep(folder)
        finally:
            os.close(folder)
    except OSError:
        return


def _file(key: str) -> str:
    return f"{sha256(key.encode(errors=_ANY_BYTES)).hexdigest()}{_SUFFIX}"


def _head(key: str, kept: bytes) -> bytes:
    """The line before an entry: what it is the entry of, and that it is whole."""
    return sha256(f"{key}\0{len(kept)}\0".encode(errors=_ANY_BYTES) + kept).hexdigest().encode()


def _opened_folder() -> int:
    """The folder itself, so that it cannot be another one by the time an entry is opened. Raises OSError."""
    path = cache_folder()
    if path is None:
        raise FileNotFoundError
    folder = os.open(path, os.O_RDONLY | _ONLY_A_FOLDER)
    try:
        _refuse_unless(stat.S_ISDIR, _FOLDER_MODE, os.fstat(folder))
    except OSError:
        os.close(folder)
        raise
    return folder


def _refuse_unless(kind: Callable[[int], bool], mode: int, found: os.stat_result) -> None:
    if not kind(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o777 != mode:
        raise PermissionError


def _read(name: str, folder: int) -> bytes:
    file = os.open(name, os.O_RDONLY | _NOFOLLOW, dir_fd=folder)
    with os.fdopen(file, "rb") as stream:
        found = os.fstat(stream.fileno())
        _refuse_unless(stat.S_ISREG, _FILE_MODE, found)
        if found.st_size > MOST_BYTES or found.st_nlink != 1:
            raise PermissionError
        return stream.read()


def _write(name: str, data: bytes, folder: int) -> None:
    temporary = f"{_TEMPORARY}{os.urandom(8).hex()}"
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW, _FILE_MODE, dir_fd=folder)
    try:
        with os.fdopen(file, "wb") as stream:
            os.fchmod(stream.fileno(), _FILE_MODE)  # whatever the mask of the process
            stream.write(data)
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        _forget(temporary, folder)
        raise


def _sweep(folder: int) -> None:
    """Forget the oldest entries, and what a killed writer left; whatever else is in the folder is not ours."""
    entries: list[tuple[float, str]] = []
    for name in os.listdir(folder):
        if not name.endswith(_SUFFIX) and not name.startswith(_TEMPORARY):
            continue
        written = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime
        entries.append((written, name))
    entries.sort(reverse=True)
    kept = [name for _, name in entries if name.endswith(_SUFFIX)][:MOST_ENTRIES]
    for written, name in entries:
        stale = written < entries[0][0] - _STALE_SECONDS if name.startswith(_TEMPORARY) else name not in kept
        if stale:
            _forget(name, folder)


def _forget(name: str, folder: int) -> None:
    try:
        os.unlink(name, dir_fd=folder)
    except OSError:  # somebody else was quicker
        return
