"""The first lines of every place: which plan, whether it is saved, which policy; the three places; the verdict."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style

from advisor.tui.commands import COMMANDS
from advisor.tui.desk import Cover
from advisor.tui.requests import Place
from advisor.tui.widgets.bar import Bar
from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.tui.work import Work

TABS = (Place.HOME, Place.QUESTIONS, Place.CHECKLIST, Place.RULES)


class TopBar(Bar):
    """Two lines; the second one is the tabs. Each says as much as fits."""

    work: "reactive[Work | None]" = reactive(None)

    def __init__(self, place: Place, cover: Cover) -> None:
        """Take the place that is to be marked as the one shown, and what is said of the policy while no plan is open."""
        super().__init__()
        self._place = place
        self._policy_cover = cover
        self._tabs_known: dict[tuple[bool, bool], Content] = {}

    def lines(self) -> Sequence[Content]:
        """Name, state and policy; tabs and verdict."""
        width, work = self.content_size.width, self.work
        policy = work.session.policy if work else self._policy_cover
        title = f"{policy.title} · {policy.date}" if self.size.width >= 100 else policy.date
        return (
            _apart(self._plan(work, width), Content.styled(title, "$muted"), width),
            _apart(self._tabs(work), self._verdict(work), width),
        )

    def _plan(self, work: "Work | None", width: int) -> Content:
        name = Content.styled(work.session.plan.name if work else "No plan open", "bold" if work else "$muted")
        name = name.truncate(width * 45 // 100, ellipsis=True)
        rename, save = (Style.from_meta({"@click": f"app.{command}"}) for command in ("rename_plan", "save"))
        return Content.assemble(" ", name.stylize(rename), "  ", saved_state(work).stylize(save))

    def _tabs(self, work: "Work | None") -> Content:
        key = work is None, self.size.width < 60
        if key not in self._tabs_known:
            self._tabs_known[key] = self._tabs_said(plan=work is not None, narrow=key[1])
        return self._tabs_known[key]

    def _tabs_said(self, *, plan: bool, narrow: bool) -> Content:
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

    def _verdict(self, work: "Work | None") -> Content:
        if work is None:
            return Content("")
        from advisor.tui import signs  # of verdicts, which only a plan has

        outcome = work.session.assessment.outcome
        shown = signs.verdict(outcome)
        if self.size.width >= 100 and signs.span(outcome):
            return Content.assemble(shown, " ", signs.span(outcome))
        return Content.styled(shown.plain[0], signs.VERDICTS[outcome.verdict].style) if self.size.width < 50 else shown


def _apart(left: Content, right: Content, width: int) -> Content:
    """A line with one content at each end; the right one is cut where both do not fit."""
    room = max(width - left.cell_length - 2, 0)
    right = right.truncate(room, ellipsis=True)
    return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)


def saved_state(work: "Work | None") -> Content:
    """Whether the plan is saved, in words."""
    if work is None:
        return Content("")
    if work.session.unsaved:
        return Content.styled("* unsaved" if work.path else "* not saved yet", "$verdict-safeguards")
    return Content.styled("saved", "$muted")
