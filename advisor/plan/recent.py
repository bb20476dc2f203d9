"""The plans that were open lately, newest first.

A convenience that must never get in the way: what cannot be read of it is passed over, and what cannot be written is
not remembered.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from advisor.plan.state import made_folder, state_folder
from advisor.source.disk import read_bytes
from advisor.source.error import AdvisorError
from advisor.source.replace import overwrite_bytes
from advisor.source.safe_text import one_line
from advisor.values import dataclass

MOST = 20
_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Recent:
    """A plan's file, and what the plan was called and came to when it was last open."""

    path: Path
    name: str
    policy: str = ""
    verdict: str = ""


def recent_plans() -> tuple[Recent, ...]:
    """The plans whose files still exist, newest first; none if the list is missing or damaged."""
    return tuple(recent for recent in _kept() if recent.path.is_file())[:MOST]


def remember(recent: Recent) -> None:
    """Put a plan first in the list."""
    path = Path(os.path.abspath(recent.path))  # noqa: PTH100 — a link is remembered as the link it is
    others = [other for other in _kept() if other.path != path]
    entries = [Recent(path, recent.name, recent.policy, recent.verdict), *others][:MOST]
    _keep(entries)


def forget(path: Path) -> None:
    """Take a plan from the list."""
    gone = Path(os.path.abspath(path))  # noqa: PTH100 — as in `remember`
    _keep([other for other in _kept() if other.path != gone])


def _file() -> Path:
    return state_folder() / "recent.json"


def _kept() -> list[Recent]:
    try:
        data = json.loads(read_bytes(_file(), _BYTES).decode())
    except (AdvisorError, ValueError, RecursionError):
        return []
    return list(_entries(data))


def _entries(data: object) -> Iterator[Recent]:
    plans = data.get("plans") if isinstance(data, dict) else None
    for entry in plans if isinstance(plans, list) else ():
        texts = [entry.get(key, "") for key in ("path", "name", "policy", "verdict")] if isinstance(entry, dict) else []
        if not texts or not all(isinstance(text, str) for text in texts):
            continue
        path, *shown = texts
        if os.path.isabs(path):  # noqa: PTH117 — no need to build a path first
            yield Recent(Path(path), *map(one_line, shown))


def _keep(entries: list[Recent]) -> None:
    plans = [
        {"path": str(entry.path), "name": entry.name, "policy": entry.policy, "verdict": entry.verdict}
        for entry in entries
    ]
    with contextlib.suppress(AdvisorError):
        made_folder(_file().parent)
        overwrite_bytes(_file(), json.dumps({"format": 1, "plans": plans}, indent=1).encode())
