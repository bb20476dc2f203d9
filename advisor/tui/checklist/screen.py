"""The Checklist place: the lines on one side, and why each stands there on the other."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import OptionList

from advisor.assess.finding import Finding
from advisor.assess.remedy import Remedy
from advisor.policy.model import BOT, Policy
from advisor.report.checklist import tickable
from advisor.source.safe_text import one_line
from advisor.tui.change import Touched
from advisor.tui.checklist.detail import finding_page, part_page, remedy_line
from advisor.tui.checklist.rows import Filter, look_again, rows
from advisor.tui.commands import Where, bindings
from advisor.tui.requests import Edit, GoTo, Place
from advisor.tui.widgets.asking import ask, pick
from advisor.tui.widgets.frames import Scroll
from advisor.tui.widgets.hanging import Hanging
from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.place import PolicyScreen
from advisor.tui.widgets.verdict import finding_id, finding_of
from advisor.tui.widgets.words import Words


class ChecklistScreen(PolicyScreen):
    """What follows from the plan, to work through."""

    PLACE = Place.CHECKLIST
    CSS_PATH = "checklist.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.CHECKLIST)]

    shown: var[Filter] = var(Filter.ALL, init=False)

    def __init__(self, policy: Policy) -> None:
        """Begin with all lines."""
        super().__init__(policy)
        self._remedies: tuple[Remedy, ...] = ()
        self._wanted: str | None = None

    def body(self) -> Iterator[Widget]:
        """The lines, and the page about the one under the cursor."""
        with Container(id="checklist"):
            with Vertical(id="lines-pane"):
                yield Words(id="filter")
                yield Listing(id="lines")
            with Scroll(id="detail", can_focus=True):
                yield Words(id="page")

    def draw(self) -> None:
        """Show the lines, the cursor where it was or where it was sent."""
        if self.work is None:
            return
        self._remedies = self.work.session.remedies()
        listing = self.query_one("#lines", Listing)
        listing.draw(rows(self.work, self.shown), at=self._wanted)
        self._wanted = None
        others = " · ".join(f"[{kind.value}]" if kind is self.shown else kind.value for kind in Filter)
        self.query_one("#filter", Words).show(Content.assemble(("f ", "bold $accent"), (others, "$muted")))
        self._tell(listing.current)
        if self.focused is None:
            listing.focus()

    def turn(self, target: GoTo) -> None:
        """Put the cursor on the finding that is meant."""
        self.show(target.part, target.rule, to_do=target.to_do)

    def show(self, part: str, rule: str, *, to_do: bool) -> None:
        """Put the cursor on a finding, or with an empty rule on a part; or show only what is to do."""
        if to_do:
            self._stale = True
            self.set_reactive(ChecklistScreen.shown, Filter.TO_DO)
        if part:
            self._wanted = finding_id(part, rule)
            self._stale = True
            self.set_reactive(ChecklistScreen.shown, Filter.ALL)
        self.catch_up()

    def point_at(self, place: Touched) -> None:
        """Put the cursor on the line of a step that was undone or redone, if it is shown."""
        if place.rule:
            self.query_one("#lines", Listing).move_to(finding_id(place.part, place.rule))

    def watch_shown(self) -> None:
        """Show other lines."""
        if self.is_mounted:
            self.draw()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say why the line under the cursor, which may have moved on since, stands there; lines of another work are gone soon."""
        event.stop()
        if not self._stale:
            self._tell(self.query_one("#lines", Listing).current)

    def _tell(self, row: str | None) -> None:
        page = self.query_one("#page", Words)
        if self.work is None or row is None:
            page.show(Content(""))
            return
        session, (part, rule) = self.work.session, finding_of(row)
        finding = session.assessment.finding(part, rule) if rule else None
        if finding:
            page.show(Hanging(finding_page(session, finding, self._remedies)))
        else:
            page.show(Hanging(part_page(session, session.assessment.part(part), self._remedies)))
        self.query_one("#detail").scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click, on a line that can be ticked ticks it; on another one it shows the page."""
        event.stop()
        finding = self._finding()
        if finding and tickable(finding):
            self.action_tick()
        else:
            self.action_detail()

    def _spot(self) -> tuple[str, str]:
        row = self.query_one("#lines", Listing).current
        return finding_of(row) if row else ("", "")

    def _finding(self) -> Finding | None:
        part, rule = self._spot()
        return self.work.session.assessment.finding(part, rule) if self.work and rule else None

    # Commands

    def action_tick(self) -> None:
        """Tick the safeguard, or take the tick away."""
        finding = self._finding()
        if finding is None or self.work is None:
            return
        if not tickable(finding):
            said = "It is broken by an answer; mend that first." if finding.blocks else "There is nothing to tick here."
            self.tell(said)
            return
        part, rule = finding.part, finding.rule.id
        if look_again(self.work.session, finding):
            self.post_message(Edit(lambda session: session.confirm(part, rule)))
            self.tell("It stays ticked; once more takes the tick away.")
            return
        done = not self.work.session.plan.part(part).ticked(rule)
        self.post_message(Edit(lambda session: session.tick(part, rule, done=done)))

    def action_remark(self) -> None:
        """Write a note on the line."""
        finding = self._finding()
        if finding is None or self.work is None:
            return
        part, rule = finding.part, finding.rule
        if not rule.safeguard:
            self.tell("Only a safeguard's line holds a note.")
            return
        tick = self.work.session.plan.part(part).safeguards.get(rule.id)

        def noted(text: str | None) -> None:
            if text is not None:
                self.post_message(Edit(lambda session: session.remark(part, rule.id, one_line(text))))

        ask(self.app, noted, "A note on this line", rule.title, tick.note if tick else "")

    def action_mend(self) -> None:
        """Apply the best of the smallest fixes."""
        self.action_mend_with(0)

    def action_mend_with(self, number: int) -> None:
        """Apply one of the smallest fixes."""
        found = self._fixes()
        if not found:
            self.tell("Nothing is prohibited here, so there is nothing to mend.")
        elif number < len(found):
            remedy = found[number]
            if remedy.gives_up and remedy.part == BOT:
                self.tell("No answer can be changed to mend this.")
                return
            self.post_message(Edit(lambda session: session.apply(remedy)))
            self.tell("Applied. z takes it back.")

    def _fixes(self) -> list[Remedy]:
        part, _ = self._spot()
        return [remedy for remedy in self._remedies if remedy.part == part]

    def action_mend_other(self) -> None:
        """Pick among the smallest fixes."""
        found = self._fixes()
        if self.work is None or len(found) < 2:
            self.action_mend()
            return
        session = self.work.session
        choices = [(str(number), remedy_line(session, remedy)) for number, remedy in enumerate(found)]

        def picked(number: str | None) -> None:
            if number is not None:
                self.action_mend_with(int(number))

        pick(self.app, picked, "The smallest fixes", choices)

    def action_filter(self) -> None:
        """Show other lines."""
        self.shown = self.shown.next

    def action_read_rule(self) -> None:
        """Open the rule behind the line."""
        _, rule = self._spot()
        if rule:
            self.post_message(GoTo(Place.RULES, rule=rule))

    def action_answer_open(self) -> None:
        """Go to the first question that decides the line, or that decided it."""
        part, _ = self._spot()
        if self.work is None or not part:
            return
        finding = self._finding()
        if finding:
            questions = finding.open or tuple(given.question for given in finding.because)
        else:
            questions = self.work.session.assessment.part(part).decides
        if not questions:
            self.tell("No answer decides this.")
            return
        first = self.policy.question(questions[0])
        self.action_answer(BOT if first.about_bot else part, first.id)

    def action_answer(self, part: str, question: str) -> None:
        """Go to a question."""
        self.post_message(GoTo(Place.QUESTIONS, part=part, question=question))

    def action_detail(self) -> None:
        """Show the page alone, or the lines again; where both fit, move between them."""
        detail = self.query_one("#detail", Scroll)
        alone = not self.has_class("show-detail")
        self.set_class(alone, "show-detail")
        if alone:
            detail.focus()
        else:
            self.query_one("#lines", Listing).focus()

    def key_escape(self) -> None:
        """Back to the lines."""
        self.remove_class("show-detail")
        self.query_one("#lines", Listing).focus()
