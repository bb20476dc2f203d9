"""Saving over a plan file that somebody else changed, once the person said so: what it held is kept first.

The copies are in the state folder, by date and name. Nothing is ever removed there by the program: it happens seldom,
and the files are small.
"""

import os
import time
from pathlib import Path

from advisor.plan.comparison import Line, compared
from advisor.plan.file import plan_over
from advisor.plan.model import Plan
from advisor.plan.state import made_folder, state_folder
from advisor.policy.model import Policy
from advisor.source.disk import read_bytes, shown
from advisor.source.replace import replace_bytes

LARGEST = 2 * 1024 * 1024
"""Bytes of a file that is written over: a copy is kept of all of it."""


def save_over(path: Path, plan: Plan, policy: Policy, held: bytes | None) -> tuple[bytes, Path | None]:
    """Save over whatever is there, and give the bytes the file now holds and where the copy of the old ones is.

    Where what is there reads as a plan only the lines that differ are changed, so that comments made meanwhile stay;
    `held` is what the file held when it was read. Raises AdvisorError, with the file as it was, if that cannot be done.
    """
    there = read_bytes(path, LARGEST) if path.exists() else None
    data = plan_over(plan, policy, there, held, shown(path))
    kept = _keep(path, there) if there is not None else None
    replace_bytes(path, data, there)
    return data, kept


def difference(path: Path, plan: Plan, policy: Policy, held: bytes | None) -> tuple[Line, ...]:
    """The lines that `save_over` would change. Raises AdvisorError if the file cannot be read."""
    there = read_bytes(path, LARGEST)
    return compared(there, plan_over(plan, policy, there, held, shown(path)))


def _keep(path: Path, data: bytes) -> Path:
    folder = made_folder(state_folder() / "replaced")
    stamp = time.strftime("%Y-%m-%d-%H%M%S", time.gmtime())
    kept = folder / f"{stamp}-{os.urandom(3).hex()}-{Path(os.path.realpath(path)).name[:100]}"
    replace_bytes(kept, data, None)
    return kept
