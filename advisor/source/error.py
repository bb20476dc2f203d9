"""What can go wrong with a person's input, as one exception and one value.

A `Problem` is a value so that a reader can report all of them in one run; `AdvisorError` carries one or more of
them up to the command line, which alone catches it.
"""

from advisor.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file: `line` and `column` count from 1; 0 means that the problem is the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`path:line:column`, the form editors can jump to."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it. A `warning` stops nothing.

    `kind` and `about` name it for programs: what sort of mistake, and the ids it is about.
    """

    place: Place | None
    message: str
    hint: str = ""
    warning: bool = False
    kind: str = ""
    about: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Where and what, without the advice, for who offers better."""
        return f"{self.place}: {self.message}" if self.place else self.message

    def __str__(self) -> str:
        """One line: `path:line:column: message; hint`."""
        where = f"{self.place}: " if self.place else ""
        kind = "warning: " if self.warning else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where}{kind}{self.message}{hint}"


class AdvisorError(Exception):
    """Input that cannot be used. `problems` holds at least one entry, in the order of their places."""

    def __init__(self, *problems: Problem) -> None:
        """Take the problems as they should be shown."""
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class ConflictError(AdvisorError):
    """A file that is not as it was when it was read. `gone`: nothing is there any more."""

    def __init__(self, problem: Problem, *, gone: bool = False) -> None:
        """Take what is told of it."""
        super().__init__(problem)
        self.gone = gone


def fail(message: str, hint: str = "", place: Place | None = None) -> AdvisorError:
    """Build the error for a single problem, to be raised by the caller."""
    return AdvisorError(Problem(place, message, hint))
