"""Where a plan that is being answered lives: the file it came from and goes to, and the recovery file meanwhile.

The recovery file is kept only while a person sits there: a script that ends early has its answers still.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from advisor.cli.plans import Shelf
from advisor.plan.file import save_plan
from advisor.plan.model import Plan
from advisor.plan.recovery import read_recovery, remove_recovery, write_recovery
from advisor.plan.session import Session
from advisor.source.disk import shown


@dataclass(slots=True)
class Home:
    """A plan's file. `previous` is what it held when it was read or written last; None if there is none yet."""

    path: Path | None
    previous: bytes | None = None

    @property
    def name(self) -> str:
        """The file as messages show it."""
        return shown(self.path) if self.path else ""

    def open(self, shelf: Shelf, policy_id: str | None) -> Session:
        """The session on the file's plan, or on a new one where there is no file. Raises AdvisorError."""
        if self.path is None or not self.path.exists():
            return shelf.new(policy_id)
        opened = shelf.open(str(self.path), policy_id)
        self.previous = opened.source.data
        return opened.session

    def save(self, path: Path, session: Session) -> None:
        """Save the plan, and forget what was kept for an accident. Raises AdvisorError."""
        previous = self.previous if path == self.path else None
        self.previous = save_plan(path, session.plan, session.policy, previous)
        self.forget()
        self.path = path

    def keep(self, session: Session) -> None:
        """Keep the answers so far."""
        if _somebody_there():
            write_recovery(self.path, session.plan, session.policy)

    def kept(self, session: Session) -> Plan | None:
        """Answers left behind by a run that ended badly, if they differ from the plan's."""
        found = read_recovery(self.path, session.policy) if _somebody_there() else None
        return found.plan if found and found.plan != session.plan else None

    def forget(self) -> None:
        """Forget the answers kept."""
        if _somebody_there():
            remove_recovery(self.path)


def _somebody_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
