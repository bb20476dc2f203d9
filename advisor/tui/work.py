"""What is being worked on: the one immutable value that every screen draws.

The app makes it anew with every change, and binds it down.
"""

from advisor.plan.session import Session
from advisor.tui.change import Difference, difference, step_taken
from advisor.tui.progress import Progress, progress
from advisor.values import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """A session, the file it belongs to (empty before the first save), and what the last step changed."""

    session: Session
    path: str = ""
    last: Difference | None = None
    progress: Progress = field(init=False)

    def __post_init__(self) -> None:
        """Work out the progress once for all who show it."""
        object.__setattr__(self, "progress", progress(self.session))

    def after(self, session: Session) -> "Work":
        """The work after a step."""
        return Work(session, self.path, difference(self.session, session, step_taken(self.session, session)))
