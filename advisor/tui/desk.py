"""What the app needs from the outside: the policy it was handed, and a `Desk` for everything that touches the disk.

At home no more of both is needed than a `Cover` and a `Front`, so that the home screen is there before all the rest.

The app never reads a file by itself. That keeps every screen testable with a desk made of a dictionary, and keeps the
careful work of reading and saving in one place.
"""

from collections.abc import Callable
from enum import Enum

from advisor.typed import TYPE_CHECKING, Protocol
from advisor.values import dataclass, field

if TYPE_CHECKING:
    from advisor.plan.comparison import Line
    from advisor.plan.model import Plan
    from advisor.plan.session import Session
    from advisor.plan.upgrade import Upgrade
    from advisor.policy.model import Policy


class Cover(Protocol):
    """What the home screen says of a policy; a `Policy` says all of it."""

    @property
    def title(self) -> str:
        """What the policy is called."""

    @property
    def publisher(self) -> str:
        """Whose it is."""

    @property
    def date(self) -> str:
        """As of when it is."""

    @property
    def summary(self) -> str:
        """What it is about, in a few sentences."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A plan that was open before. `verdict` is the word it had then; `gone` if its file is no longer there."""

    path: str
    name: str
    verdict: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ExamplePlan:
    """A worked plan that comes with the policy; the plan itself is read when it is looked at. That may raise AdvisorError."""

    id: str
    title: str
    about: str
    plan: "Callable[[], Plan]"


@dataclass(frozen=True, slots=True)
class Recovered:
    """Work of an earlier run that was never saved; `key` is the desk's name for it."""

    plan: "Plan"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan just read. `recovered` holds newer work that was never saved; `news` what is to be told, line by line."""

    session: "Session"
    path: str
    recovered: Recovered | None = None
    news: tuple[str, ...] = ()
    upgrade: "Upgrade | None" = None
    """What another pack means for the plan."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is remembered from one run to the next."""

    theme: str = ""
    hinted: bool = False
    """Whether the first-run hint has been seen."""


class Format(Enum):
    """What a checklist can be exported as; the value is the name of the format."""

    MARKDOWN = "markdown"
    TEXT = "text"
    JSON = "json"

    @property
    def ending(self) -> str:
        """How the name of such a file ends."""
        return {"markdown": "-checklist.md", "text": "-checklist.txt", "json": "-checklist.json"}[self.value]


class Front(Protocol):
    """What is remembered from one run to the next, and needed before any plan is open."""

    def recent(self) -> tuple[Recent, ...]:
        """The plans opened before, latest first."""

    def settings(self) -> Settings:
        """What was remembered."""

    def remember(self, settings: Settings) -> None:
        """Remember for the next run."""


class Desk(Protocol):
    """Reads and writes. Every method may raise AdvisorError, whose lines are shown as they are."""

    def fresh(self, plan: "Plan | None" = None) -> "Session":
        """A session on a new, empty plan, or on a plan that has no file yet."""

    def open(self, path: str) -> Opened:
        """Read a plan, and look for newer work on it that was never saved."""

    def save(self, session: "Session", path: str) -> str:
        """Save the plan and give the path as it is to be shown. Raises ConflictError if the file is not as it was read."""

    def overwrite(self, session: "Session", path: str) -> str:
        """Save the plan over whatever the file holds now, of which a copy is kept. Otherwise as `save`."""

    def difference(self, session: "Session", path: str) -> "tuple[Line, ...]":
        """How what the file holds differs from what saving would write."""

    def suggest(self, session: "Session", path: str, ending: str) -> str:
        """A path to offer for a plan, by its name or its present path, with that ending."""

    def keep(self, session: "Session", path: str) -> None:
        """Keep unsaved work in the recovery file of the plan, or of no plan yet if the path is empty."""

    def forget(self, path: str) -> None:
        """Drop what this run keeps of the plan."""

    def recovered(self) -> tuple[Recovered | None, tuple[str, ...]]:
        """Work on a plan that has no file yet, left behind by a run that ended badly; and what is to be told of it."""

    def discard(self, recovered: Recovered) -> None:
        """Drop what an earlier run left behind."""

    def render(self, session: "Session", kind: Format, path: str) -> str:
        """The checklist as text; if the path holds one already, with its ticks and the lines a person added."""

    def export(self, session: "Session", kind: Format, path: str) -> str:
        """Write the checklist, and say in a sentence what was written."""

    def edit(self, path: str) -> None:
        """Run the person's editor on the file and wait for it to end; the terminal is theirs meanwhile."""

    def left(self, session: "Session", path: str) -> None:
        """Note that a plan was worked on, with its verdict, for the list of recent ones."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line hands to the app. With `opened` the app begins in that plan, else at home.

    The policy and the desk are made when they are first asked for; the policy may raise AdvisorError.
    """

    cover: Cover
    front: Front
    policy: "Callable[[], Policy]"
    desk: Callable[[], Desk]
    examples: Callable[[], tuple[ExamplePlan, ...]] = field(default=tuple)
    opened: Opened | None = None
