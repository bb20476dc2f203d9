"""What the parts of the screen ask of the app: messages that go up, and the places they name.

A change of the plan is a function from session to session, sent up as an `Edit`.
"""

from collections.abc import Callable
from enum import Enum

from textual.message import Message

from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.plan.session import Session


class Place(Enum):
    """Where one is; the value is the name on the screen, and the mode of the app in lower case."""

    HOME = "Home"
    QUESTIONS = "Questions"
    CHECKLIST = "Checklist"
    RULES = "Rules"

    @property
    def mode(self) -> str:
        """The name of the screen among the app's modes."""
        return self.value.lower()


class Edit(Message):
    """Asks for a change of the plan."""

    def __init__(self, change: "Callable[[Session], Session]") -> None:
        """Take the change as a function from the session before to the session after."""
        super().__init__()
        self.change = change


class GoTo(Message):
    """Asks to show a place, and in it a rule, a question of a part, a finding (both), or only what is to do."""

    def __init__(
        self, place: Place, *, rule: str = "", part: str = "", question: str = "", to_do: bool = False
    ) -> None:
        """Take the target; what is left empty stays as it is."""
        super().__init__()
        self.place = place
        self.rule = rule
        self.part = part
        self.question = question
        self.to_do = to_do


class Run(Message):
    """Asks to run one of the app's own commands."""

    def __init__(self, command: str) -> None:
        """Take the command's id."""
        super().__init__()
        self.command = command


class OpenPlan(Message):
    """Asks to open a plan by its path."""

    def __init__(self, path: str) -> None:
        """Take the path as the person knows it."""
        super().__init__()
        self.path = path


class SeeExample(Message):
    """Asks to open a worked example as a new plan."""

    def __init__(self, example: str) -> None:
        """Take the example's id."""
        super().__init__()
        self.example = example
