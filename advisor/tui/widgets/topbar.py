"""The first lines of every place: which plan, whether it is saved, which policy; the three places; the verdict."""

from collections.abc import Callable, Hashable, Sequence

from textual.content import Content
from textual.geometry import Region
from textual.reactive import var
from textual.style import Style

from advisor.tui.commands import COMMANDS
from advisor.tui.desk import Cover
from advisor.tui.requests import Place
from advisor.tui.widgets.bar import MOST_LINES, Bar
from advisor.tui.widgets.hanging import same_words
from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.assess.finding import Outcome
    from advisor.tui.signs import Piece
    from advisor.tui.work import Work

TABS = (Place.HOME, Place.QUESTIONS, Place.CHECKLIST, Place.RULES)


class TopBar(Bar):
    """Two lines; the second one is the tabs. Each says as much as fits."""

    work: "var[Work | None]" = var(None)

    def __init__(self, place: Place, cover: Cover) -> None:
        """Take the place that is to be marked as the one shown, and what is said of the policy while no plan is open."""
        super().__init__()
        self._place = place
        self._policy_cover = cover
        self._known: dict[Hashable, Content] = {}
        self._lines: Sequence[Content] = ()

    def watch_work(self) -> None:
        """Draw the lines that say something else."""
        before, now, width = self._lines, self.lines(), self.content_size.width
        if len(before) == len(now):
            differ = [y for y, lines in enumerate(zip(before, now, strict=True)) if not same_words(*lines)]
            if differ:
                self.refresh(*[Region(0, y, width, 1) for y in differ])
        else:
            self.refresh()

    def lines(self) -> Sequence[Content]:
        """Name, state and policy; tabs and verdict. What either line said before is remembered as it was made."""
        width, work = self.content_size.width, self.work
        policy = work.session.policy if work else self._policy_cover
        name, outcome = (work.session.plan.name, work.session.assessment.outcome) if work else (None, None)
        title = f"{policy.title} · {policy.date}" if width >= 100 else policy.date
        state = saved_state(work)
        self._lines = (
            self._line(
                (title, name, state, width),
                lambda: _apart(self._plan(name, state, width), Content.styled(title, "$muted"), width),
            ),
            self._line(
                (outcome, width),
                lambda: _apart(
                    self._tabs(plan=work is not None, narrow=width < 60), self._verdict(outcome, width), width
                ),
            ),
        )
        return self._lines

    def _line(self, about: Hashable, made: Callable[[], Content]) -> Content:
        if about not in self._known:
            if len(self._known) >= MOST_LINES:
                self._known.clear()
            self._known[about] = made()
        return self._known[about]

    def _plan(self, plan: str | None, state: "Piece", width: int) -> Content:
        name = Content.styled("No plan open", "$muted") if plan is None else Content.styled(plan, "bold")
        name = name.truncate(width * 45 // 100, ellipsis=True)
        rename, save = (Style.from_meta({"@click": f"app.{command}"}) for command in ("rename_plan", "save"))
        return Content.assemble(" ", name.stylize(rename), "  ", Content.styled(*state).stylize(save))

    def _tabs(self, *, plan: bool, narrow: bool) -> Content:
        keys = {command.title: command for command in COMMANDS}
        parts: list[Content] = []
        for place in TABS:
            command = keys[place.value]
            if place is self._place:
                text = Content.styled(f" {place.value} ", "bold $cursor-text on $cursor")
                parts.append(text.stylize("underline") if narrow else Content.assemble(" ", text, " "))
                continue
            if (command.plan and not plan) or (place is Place.HOME and narrow):
                continue
            tab = Content.assemble(" ", (command.key, "bold $accent"), " ", (place.value, "$muted"), " ")
            parts.append(tab.stylize(Style.from_meta({"@click": f"app.{command.id}"})))
        return Content("" if narrow else " ").join(parts)

    def _verdict(self, outcome: "Outcome | None", width: int) -> Content:
        if outcome is None:
            return Content("")
        from advisor.tui import signs  # of verdicts, which only a plan has

        shown = signs.verdict(outcome)
        if width >= 100 and signs.span(outcome):
            return Content.assemble(shown, " ", signs.span(outcome))
        return Content.styled(shown.plain[0], signs.VERDICTS[outcome.verdict].style) if width < 50 else shown


def _apart(left: Content, right: Content, width: int) -> Content:
    """A line with one content at each end; the right one is cut where both do not fit."""
    room = max(width - left.cell_length - 2, 0)
    right = right.truncate(room, ellipsis=True)
    return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)


def saved_state(work: "Work | None") -> "Piece":
    """Whether the plan is saved, in words."""
    if work is None:
        return "", ""
    if work.session.unsaved:
        return "* unsaved" if work.path else "* not saved yet", "$verdict-safeguards"
    return "saved", "$muted"
