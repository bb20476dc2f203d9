"""Where a plan that is being answered lives: the file it came from and goes to, and the recovery file meanwhile.

The recovery file is kept only while a person sits there: a script that ends early has its answers still.
"""

import sys
from pathlib import Path

from advisor.cli.leftovers import leftover_work
from advisor.cli.plans import Opened, Shelf
from advisor.plan.comparison import Line
from advisor.plan.file import save_plan
from advisor.plan.model import Plan
from advisor.plan.recovery import Leftover, Recovery
from advisor.plan.replaced import difference, save_over
from advisor.plan.session import Session
from advisor.source.disk import shown
from advisor.values import dataclass, field


@dataclass(slots=True)
class Home:
    """A plan's file. `previous` is what it held when it was read or written last; None if there is none yet."""

    path: Path | None
    previous: bytes | None = None
    recovery: Recovery = field(default_factory=Recovery)

    @property
    def name(self) -> str:
        """The file as messages show it."""
        return shown(self.path) if self.path else ""

    def open(self, shelf: Shelf) -> Opened:
        """The session on the file's plan, or on a new one where there is no file. Raises AdvisorError."""
        if self.path is None or not self.path.exists():
            return Opened(shelf.new())
        opened = shelf.open(str(self.path))
        self.previous = opened.source.data if opened.source else None
        return opened

    def save(self, path: Path, session: Session) -> None:
        """Save the plan, and forget what was kept for an accident. Raises AdvisorError."""
        self._saved(path, save_plan(path, session.plan, session.policy, self._held(path)))

    def save_over(self, path: Path, session: Session) -> str:
        """Save over whatever is there, and say where a copy of it is. Raises AdvisorError."""
        data, kept = save_over(path, session.plan, session.policy, self._held(path))
        self._saved(path, data)
        return shown(kept) if kept else ""

    def difference(self, path: Path, session: Session) -> tuple[Line, ...]:
        """How what is there differs from what saving would write. Raises AdvisorError."""
        return difference(path, session.plan, session.policy, self._held(path))

    def _held(self, path: Path) -> bytes | None:
        return self.previous if path == self.path else None

    def _saved(self, path: Path, data: bytes) -> None:
        self.previous = data
        self.forget()
        self.path = path

    def keep(self, session: Session) -> None:
        """Keep the answers so far."""
        if _somebody_there():
            self.recovery.keep(self.path, session.plan, session.policy)

    def leftover(self, shelf: Shelf, session: Session) -> tuple[Leftover | None, Plan | None, tuple[str, ...]]:
        """Answers left behind by a run that ended badly, if they differ from the plan's; and what is to be told."""
        return leftover_work(shelf, self.path, session.plan) if _somebody_there() else (None, None, ())

    def forget(self) -> None:
        """Forget the answers kept."""
        if _somebody_there():
            self.recovery.forget(self.path)


def _somebody_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
