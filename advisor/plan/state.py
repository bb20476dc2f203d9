"""The user's state folder: where recovery files and the list of recent plans are kept, outside anybody's project."""

import os
from pathlib import Path

from advisor.source.disk import unusable
from advisor.source.error import fail

_NAME = "bot-policy-advisor"


def state_folder() -> Path:
    """The folder, under XDG_STATE_HOME if that is an absolute path. It need not exist. Raises AdvisorError."""
    given = os.environ.get("XDG_STATE_HOME")
    base = Path(given) if given else Path()
    if not base.is_absolute():
        base = Path(os.path.expanduser("~/.local/state"))  # noqa: PTH111 — gives it back as it is without a home
    if not base.is_absolute():
        raise fail("there is no home folder to keep recovery files in", "set XDG_STATE_HOME")
    return base / _NAME


def made_folder(folder: Path) -> Path:
    """The folder, made if needed, for its owner alone. Raises AdvisorError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(folder, error) from None
    return folder
