"""The recovery files: plans as they are on a screen, written after every answer.

All of them live in the state folder, not beside the plan: a plan's folder is usually a project under version control,
or may not be written to. Each run of the program has files of its own, so that two of them at one plan do not write
over each other's; what a run left behind when it ended badly is told from what a living one still works on by a lock
that dies with its holder. A file is a plan file like any other, so that a person can open it by hand; one that cannot be
read any more, by another version of the pack perhaps, is told and left where it is.
"""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from advisor.plan.file import PlanSource, plan_source
from advisor.plan.model import Plan
from advisor.plan.state import made_folder, state_folder
from advisor.policy.model import Policy
from advisor.source.digest import sha256
from advisor.source.disk import read_bytes, shown, unusable
from advisor.source.error import AdvisorError
from advisor.source.replace import hold, overwrite_bytes
from advisor.source.tree import PLAN_BYTES
from advisor.values import dataclass

_STALE = 60.0
"""Seconds after which a lock without a holder is swept: younger ones may not be held yet."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """What a run that ended left of a plan. It is not removed before somebody says so."""

    path: Path

    def source(self) -> PlanSource:
        """The file as well-formed YAML that names its policy. Raises AdvisorError."""
        return plan_source(read_bytes(self.path, PLAN_BYTES), shown(self.path))

    def remove(self) -> None:
        """Forget it. Raises AdvisorError."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise unusable(self.path, error) from None


class Recovery:
    """What one run of the program keeps, as long as it lives."""

    def __init__(self) -> None:
        """Begin without a file; nothing is written before there is something to keep."""
        self._run = os.urandom(6).hex()
        self._lock: int | None = None

    def keep(self, plan_path: Path | None, plan: Plan, policy: Policy) -> Path:
        """Keep the plan, and say where; None stands for a plan without a file. Raises AdvisorError.

        It is not forced to the disk: it has to survive this program and not the machine.
        """
        from advisor.plan.text import plan_text  # reading a plan does not wait for what writes one

        folder = made_folder(_folder())
        if self._lock is None:
            self._lock = hold(folder / f"{self._run}.lock")
        real = _real(plan_path)
        path = folder / self._file_name(real)
        whose = f"# recovered from {shown(real)}\n" if real is not None else ""
        overwrite_bytes(path, (whose + plan_text(plan, policy)).encode())
        return path

    def forget(self, plan_path: Path | None) -> None:
        """Forget what this run kept of a plan; nothing happens if there is nothing. Raises AdvisorError."""
        if self._lock is not None:
            Leftover(_folder() / self._file_name(_real(plan_path))).remove()

    def _file_name(self, real: Path | None) -> str:
        return f"{_name(real)}-{self._run}.yaml"


def left_behind(plan_path: Path | None) -> tuple[Leftover, ...]:
    """What runs that have ended left of a plan, newest first; nothing if the folder cannot be read."""
    with contextlib.suppress(AdvisorError, OSError):
        folder = _folder()
        if folder.is_dir():
            _sweep(folder)
            found = [(path.stat().st_mtime_ns, path) for path in _files(folder, plan_path) if not _lives(path)]
            return tuple(Leftover(path) for _, path in sorted(found, reverse=True))
    return ()


def _folder() -> Path:
    return state_folder() / "recovery"


def _real(plan_path: Path | None) -> Path | None:
    return None if plan_path is None else Path(os.path.realpath(plan_path))


def _name(real: Path | None) -> str:
    return "unsaved" if real is None else sha256(os.fsencode(real)).hexdigest()[:16]


def _files(folder: Path, plan_path: Path | None) -> Iterator[Path]:
    name = _name(_real(plan_path))
    for path in folder.iterdir():
        if path.suffix == ".yaml" and path.name.startswith(f"{name}-"):
            yield path


def _lives(path: Path) -> bool:
    """Whether the run that keeps a file, or whose lock it is, is still there."""
    lock = path.with_name(f"{path.stem.rpartition('-')[2]}.lock")
    if not lock.exists():
        return False
    descriptor = hold(lock)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False


def _sweep(folder: Path) -> None:
    """Remove the locks that nobody holds."""
    for lock in folder.glob("*.lock"):
        with contextlib.suppress(AdvisorError, OSError):
            if time.time() - lock.stat().st_mtime > _STALE and not _lives(lock):
                lock.unlink()
