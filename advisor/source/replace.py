"""Bytes to disk: replaced all at once or not at all.

A writer never lets anybody see half a file, whatever stops it, and never writes over what somebody else wrote in the
meantime. Who only reads does not wait for this module.
"""

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from advisor.source.digest import sha256
from advisor.source.disk import read_bytes, shown, unusable
from advisor.source.error import AdvisorError, ConflictError, Place, Problem, fail

try:
    import fcntl
except ImportError:  # where there are no POSIX locks, the comparison of contents alone keeps writers apart
    fcntl = None  # type: ignore[assignment]

LOCK_SECONDS = 5.0
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW | getattr(os, "O_CLOEXEC", 0)


def replace_bytes(path: Path, data: bytes, previous: bytes | None) -> None:
    """Make `data` the file's contents, if they are still `previous` (None: there is no such file yet).

    The file holds either all of the old or all of the new bytes at every moment, also after a crash. A symbolic link
    is followed and the mode kept. Raises AdvisorError if the file is not as it was, or cannot be written.
    """
    with _writing(path) as target:
        _refuse_if_changed(target, previous, path)
        if data != previous:
            _swap(target, data, durable=True)


def overwrite_bytes(path: Path, data: bytes) -> None:
    """Make `data` the file's contents whatever they were; all at once, yet not forced to the disk.

    Raises AdvisorError if it cannot be written.
    """
    with _writing(path) as target:
        _swap(target, data, durable=False)


def hold(path: Path) -> int | None:
    """Hold a file's lock until the descriptor given back is closed or the process ends; None if somebody else does.

    The file is made if it is not there. Where there are no locks everybody gets one. Raises AdvisorError.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise unusable(path, error) from None
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:  # a file system without locks
        return descriptor
    return descriptor


def _refuse_if_changed(target: Path, previous: bytes | None, path: Path) -> None:
    place = Place(shown(path))
    if previous is None:
        if os.path.lexists(target):
            raise ConflictError(Problem(place, "exists already", "open it, or choose another name"))
        return
    if not target.exists():
        raise ConflictError(Problem(place, "is gone since it was read", "save it under another name"), gone=True)
    with contextlib.suppress(AdvisorError):  # larger than it was, or no regular file any more
        if read_bytes(target, len(previous)) == previous:
            return
    raise ConflictError(Problem(place, "was changed since it was read", "open it again, or save under another name"))


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[Path]:
    """The file a path stands for, held against other writers and rid of what killed ones left."""
    try:
        target = _followed(path)
        if not target.parent.is_dir():
            raise fail("is in a folder that does not exist", "make the folder first", Place(shown(path)))
        with _locked(target.parent, path):
            _sweep(target)
            yield target
    except (OSError, ValueError) as error:
        raise unusable(path, error) from None


def _followed(path: Path) -> Path:
    """The file itself; an error on the way must not make a link look like it, for the link would be replaced."""
    try:
        return Path(os.path.realpath(path, strict=True))
    except FileNotFoundError:  # nothing is there yet
        return Path(os.path.realpath(path))


@contextlib.contextmanager
def _locked(folder: Path, path: Path) -> Iterator[None]:
    """Hold the folder's lock: a file's own would go with the file that is replaced."""
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _wait_for_lock(descriptor, path)
        yield
    finally:
        os.close(descriptor)  # which gives the lock back


def _wait_for_lock(descriptor: int, path: Path) -> None:
    patience = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > patience:
                raise fail("is being saved by another program", "try again", Place(shown(path))) from None
            time.sleep(0.005)
        except OSError:  # a file system without locks: the comparison alone has to do
            return
        else:
            return


def _sweep(target: Path) -> None:
    """Remove what a killed writer left; whoever holds the lock knows that nobody else is writing."""
    for path in target.parent.iterdir():
        if path.name.startswith(_temporary(target)):
            with contextlib.suppress(OSError):
                path.unlink()


def _temporary(target: Path) -> str:
    """How the names of a file's temporaries begin; short, whatever the file is called."""
    return f".advisor-{sha256(os.fsencode(target.name)).hexdigest()[:16]}-"


def _swap(target: Path, data: bytes, *, durable: bool) -> None:
    temporary = target.parent / f"{_temporary(target)}{os.urandom(8).hex()}"
    old = target.stat() if target.exists() else None
    descriptor = os.open(temporary, _CREATE, 0o666 if old is None else 0o600)
    try:
        try:
            _write_all(descriptor, data)
            if old is not None:
                _keep_owner_and_mode(descriptor, old)
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _check_kept(temporary, data, target)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        _settle_folder(target.parent)


def _check_kept(temporary: Path, data: bytes, target: Path) -> None:
    if read_bytes(temporary, len(data)) != data:
        raise fail("did not keep what was written", "check the disk", Place(shown(target)))


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _keep_owner_and_mode(descriptor: int, old: os.stat_result) -> None:
    with contextlib.suppress(OSError):  # only its owner and root may
        os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _settle_folder(folder: Path) -> None:
    """Make the new name last. By now the file is the new one, so a failure here must not read as one to save."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
