"""The recovery file: the plan as it is on the screen, written after every answer.

All of them live in the state folder, not beside the plan: a plan's folder is usually a project under version control,
or may not be written to. The file is a plan file like any other, so that a person can open it by hand.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from advisor.plan.file import plan_source
from advisor.plan.model import Plan
from advisor.plan.state import made_folder, state_folder
from advisor.plan.text import plan_text
from advisor.policy.model import Policy
from advisor.source.disk import overwrite_bytes, read_bytes, shown, unusable
from advisor.source.error import AdvisorError
from advisor.source.tree import PLAN_BYTES


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a recovery file holds; `seconds` is when it was written, since the epoch."""

    plan: Plan
    seconds: float


def recovery_path(plan_path: Path | None) -> Path:
    """Where the recovery file of a plan is; None stands for the plan that was never saved. Raises AdvisorError."""
    folder = state_folder() / "recovery"
    if plan_path is None:
        return folder / "unsaved.yaml"
    whole = os.path.realpath(plan_path)
    name = hashlib.sha256(os.fsencode(whole)).hexdigest()[:16]
    return folder / f"{name}.yaml"


def write_recovery(plan_path: Path | None, plan: Plan, policy: Policy) -> Path:
    """Keep the plan, and say where. Not forced to the disk: it has to survive this program and not the machine."""
    path = recovery_path(plan_path)
    made_folder(path.parent)
    whose = f"# recovered from {shown(Path(os.path.realpath(plan_path)))}\n" if plan_path is not None else ""
    overwrite_bytes(path, (whose + plan_text(plan, policy)).encode())
    return path


def read_recovery(plan_path: Path | None, policy: Policy) -> Recovered | None:
    """What was kept of a plan under this policy; None if there is nothing, or nothing that can be read."""
    try:
        path = recovery_path(plan_path)
        source = plan_source(read_bytes(path, PLAN_BYTES), shown(path))
        return Recovered(source.plan(policy), path.stat().st_mtime)
    except (AdvisorError, OSError):
        return None


def remove_recovery(plan_path: Path | None) -> None:
    """Forget what was kept; nothing happens if there is nothing. Raises AdvisorError."""
    path = recovery_path(plan_path)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unusable(path, error) from None
