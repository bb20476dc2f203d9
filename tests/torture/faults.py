"""An error at every system call of a save in turn: the file is the old one or the new one, whatever fails."""

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

from advisor.plan.file import new_plan, save_plan
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError
from tests.torture.table import Row

LENDING = Path(__file__).parent.parent / "packs" / "lending"
CALLS = (
    *("open", "close", "read", "write", "fsync", "fchmod", "fchown", "replace", "rename", "unlink"),
    *("stat", "lstat", "fstat", "listdir", "scandir", "readlink", "urandom"),
)
_CLOSE = os.close
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EINTR, errno.EDQUOT, errno.ENAMETOOLONG)


class _Calls:
    """Counts the system calls of all kinds, and fails the one whose turn it is."""

    def __init__(self, fails: int, code: int) -> None:
        self.fails = fails
        self.code = code
        self.made = 0

    def wrapped(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.made += 1
            if self.made == self.fails:
                if real is _CLOSE:
                    real(*args, **kwargs)  # the descriptor is gone, whatever close() answers
                raise OSError(self.code, os.strerror(self.code))
            return real(*args, **kwargs)

        return call


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    with mock.patch.object(os, "fsync", return_value=None):  # may fail, but waiting for the disk shows nothing here
        yield _row(folder, ERRORS[:2] if quick else ERRORS)


def _row(folder: Path, errors: Sequence[int]) -> Row:
    policy = load_pack(LENDING)
    tried, bad = 0, list[str]()
    for code in errors:
        for link in (False, True):
            for fails in range(1, 200):
                own = folder / f"{code}-{link}-{fails}"
                own.mkdir()
                calls, wrong = _try(policy, own, fails, code, link=link)
                bad += [
                    f"{errno.errorcode[code]} at call {fails}{' by a link' if link else ''}: {what}" for what in wrong
                ]
                if calls < fails:  # the save was over before its turn came
                    break
                tried += 1
            else:
                bad.append("a save with 200 system calls")
    return Row.none("an error at each system call of a save: neither the old nor the new file", tried, bad)


def _try(policy: Policy, folder: Path, fails: int, code: int, *, link: bool) -> tuple[int, list[str]]:
    """How many calls were made, and what went wrong."""
    real = folder / "plan.yaml"
    path = folder / "link.yaml" if link else real
    if link:
        path.symlink_to(real)
    old = save_plan(real, new_plan(policy, "old"), policy, None)
    plan = replace(new_plan(policy, "new"), notes={"plan": "x" * 5_000})
    names = {entry.name for entry in folder.iterdir()}
    calls = _Calls(fails, code)
    patches = [mock.patch.object(os, name, calls.wrapped(getattr(os, name))) for name in CALLS]
    saved: bytes | None = None
    wrong: list[str] = []
    for patch in patches:
        patch.start()
    try:
        saved = save_plan(path, plan, policy, old)
    except AdvisorError as error:
        wrong += ["more than one line"] * ("\n" in str(error))
    except Exception as error:  # noqa: BLE001 - nothing else may come out
        wrong.append(f"{type(error).__name__}: {error}")
    finally:
        for patch in patches:
            patch.stop()
    there = real.read_bytes()
    if saved is None and there != old and b"name: new" not in there:
        wrong.append("torn")
    if saved is not None and there != saved:
        wrong.append("said to be saved, and is not")
    try:  # the plan is still in memory, and nothing stands in the way of saving it
        save_plan(path, plan, policy, there)
    except AdvisorError as error:
        wrong.append(f"cannot be saved any more: {error}")
    if {entry.name for entry in folder.iterdir()} != names:
        wrong.append("a temporary was left")
    return calls.made, wrong
