"""The first lines of every place: which plan, whether it is saved, which policy; the three places; the verdict."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style

from advisor.policy.model import Policy
from advisor.tui import signs
from advisor.tui.commands import COMMANDS
from advisor.tui.widgets.words import Words
from advisor.tui.work import Place, Work

TABS = (Place.HOME, Place.QUESTIONS, Place.CHECKLIST, Place.RULES)


class TopBar(Vertical):
    """Two lines; the second one is the tabs."""

    work: reactive[Work | None] = reactive(None)

    def __init__(self, place: Place, policy: Policy) -> None:
        """Take the place that is to be marked as the one shown, and the policy in case no plan is open."""
        super().__init__()
        self._place = place
        self._policy = policy

    def compose(self) -> ComposeResult:
        """Name, state and policy; tabs and verdict."""
        with Horizontal(classes="top"):
            yield Words(id="plan-name")
            yield Words(id="plan-state")
            yield Words(id="policy")
        with Horizontal(classes="tabs"):
            yield Words(id="tabs")
            yield Words(id="plan-verdict")

    def on_mount(self) -> None:
        """Draw once even if no plan is open."""
        self.watch_work(self.work)

    def on_resize(self) -> None:
        """Say as much as fits."""
        self.watch_work(self.work)

    def watch_work(self, work: Work | None) -> None:
        """Draw the work."""
        if not self.is_mounted:
            return
        policy = work.session.policy if work else self._policy
        name = work.session.plan.name if work else "No plan open"
        rename, save = (Style.from_meta({"@click": f"app.{command}"}) for command in ("rename_plan", "save"))
        self.query_one("#plan-name", Words).show(Content.styled(name, "bold" if work else "$muted").stylize(rename))
        self.query_one("#plan-state", Words).show(saved_state(work).stylize(save))
        wide = self.size.width >= 100
        title = f"{policy.title} · {policy.date}" if wide else policy.date
        self.query_one("#policy", Words).show(Content.styled(title, "$muted"))
        self.query_one("#tabs", Words).show(self._tabs(work))
        self.query_one("#plan-verdict", Words).show(self._verdict(work))

    def _tabs(self, work: Work | None) -> Content:
        keys = {command.title: command for command in COMMANDS}
        parts: list[Content] = []
        narrow = self.size.width < 60
        for place in TABS:
            command = keys[place.value]
            if place is self._place:
                text = Content.styled(f" {place.value} ", "bold $cursor-text on $cursor")
                parts.append(text.stylize("underline") if narrow else Content.assemble(" ", text, " "))
                continue
            if (command.plan and work is None) or (place is Place.HOME and narrow):
                continue
            tab = Content.assemble(" ", (command.key, "bold $accent"), " ", (place.value, "$muted"), " ")
            parts.append(tab.stylize(Style.from_meta({"@click": f"app.{command.id}"})))
        return Content("" if narrow else " ").join(parts)

    def _verdict(self, work: Work | None) -> Content:
        if work is None:
            return Content("")
        outcome = work.session.assessment.outcome
        shown = signs.verdict(outcome)
        if self.size.width >= 100 and signs.span(outcome):
            return Content.assemble(shown, " ", signs.span(outcome))
        return Content.styled(shown.plain[0], signs.VERDICTS[outcome.verdict].style) if self.size.width < 50 else shown


def saved_state(work: Work | None) -> Content:
    """Whether the plan is saved, in words."""
    if work is None:
        return Content("")
    if work.session.unsaved:
        return Content.styled("* unsaved" if work.path else "* not saved yet", "$verdict-safeguards")
    return Content.styled("saved", "$muted")
