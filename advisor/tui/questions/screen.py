"""The Questions place: outline, card and live verdict; only the card where there is no room for all three."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import OptionList

from advisor.plan.look_again import waiting
from advisor.plan.session import Session
from advisor.policy.model import Policy
from advisor.tui.change import Touched
from advisor.tui.commands import Where, bindings
from advisor.tui.progress import ACTIVITIES, END, Spot, Standing
from advisor.tui.questions.card import after_the_end, card
from advisor.tui.questions.choosing import activity_toggled, answered
from advisor.tui.questions.head import CardHead
from advisor.tui.questions.layout import CardView
from advisor.tui.questions.outline import ADD_USE, Outline, row_id, spot_of
from advisor.tui.questions.panes import CARD, OUTLINE, VERDICT, PaneCommands
from advisor.tui.questions.strip import VerdictStrip
from advisor.tui.requests import Edit, GoTo, Place, Run
from advisor.tui.widgets.choices import Marked
from advisor.tui.widgets.frames import Below, Beside
from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.place import PolicyScreen
from advisor.tui.widgets.verdict import finding_of, progress_line, strip, verdict_rows
from advisor.tui.work import Work

SpotChange = Callable[[Session, Spot], Session]


class QuestionsScreen(PaneCommands, PolicyScreen):
    """The interview. `spot` is the card shown; everything else is drawn from the work."""

    AUTO_FOCUS = f"#{CARD}"
    PLACE = Place.QUESTIONS
    CSS_PATH = "questions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.QUESTIONS)]

    def __init__(self, policy: Policy) -> None:
        """Begin at the first card."""
        super().__init__(policy)
        self._going_on = False
        self._fresh = True
        self._begun = False
        self._shape_drawn: tuple[str, bool] | None = None
        self._outline = Outline()

    def body(self) -> Iterator[Widget]:
        """Outline, card, verdict; and a strip that stands in for the verdict."""
        with Beside(id="panes"):
            yield Listing(id=OUTLINE, classes="pane")
            with Below(id="card-pane"):
                yield CardHead(id="card-head")
                yield CardView(self.marked, id=CARD, has_focus=self.app.app_focus)
                yield VerdictStrip(id="strip")
            yield Listing(id=VERDICT, classes="pane")

    def draw(self) -> None:
        """Show the work, moving off a spot that is no longer there."""
        work = self.work
        if work is None:
            return
        if not self._begun:
            self.begin(work)
        self._move_on(work)
        self._draw(work)

    def _move_on(self, work: Work) -> None:
        """Before the work is drawn: take the spot that is to be shown of it."""
        going_on, self._going_on = self._going_on, False
        self._leave_what_is_gone(work)
        if self.awaited is not None and self._exists(work, self.awaited):
            awaited, self.awaited = self.awaited, None
            self._take(awaited)
            self._show_pane(CARD)
        if going_on:
            self._take(self._next(work))
            self._show_pane(CARD)

    def _leave_what_is_gone(self, work: Work) -> None:
        if not self._exists(work, self.spot):
            self._take(self._first(work))

    def _take(self, spot: Spot) -> None:
        """Have another card shown when the work is drawn next."""
        self._fresh = self._fresh or spot != self.spot
        self.set_reactive(QuestionsScreen.spot, spot)

    def begin(self, work: Work) -> None:
        """Show where a plan just opened goes on."""
        self._begun = self._fresh = True
        self._take(self._first(work))

    def _first(self, work: Work) -> Spot:
        return work.progress.next_open(END) if work.session.plan.uses else ACTIVITIES

    def _exists(self, work: Work, spot: Spot) -> bool:
        return spot in (ACTIVITIES, END) or spot in work.progress.standings

    def _draw(self, work: Work) -> None:
        shown = card(work, self.spot)
        after = after_the_end(work) if self.spot == END else ()
        self.query_one("#card", CardView).show(shown, after, fresh=self._fresh, low=self.low)
        self.query_one("#card-head", CardHead).show(shown.whose, shown.topic, self._progress(work))
        for pane in (OUTLINE, VERDICT):
            self._draw_pane(work, pane, fresh=self._fresh)
        if self.shape != "-wide":
            self.query_one("#strip", VerdictStrip).show(strip(work, self.spot.part))
        if self._fresh and not self._in_pane():
            self._focus_card()
        self._fresh = False
        self._shape_drawn = self.shape, self.low

    def _draw_pane(self, work: Work, pane: str, *, fresh: bool) -> None:
        """Draw the outline or the verdict, if it is to be seen; `fresh`, with the cursor on what is asked."""
        if not self._shows(pane):
            return
        if pane == OUTLINE:
            rows = self._outline.rows(work, here=self.spot, columns=self.shape != "-wide")
            self.query_one("#outline", Listing).draw(rows, at=row_id(self.spot) if fresh else None)
        else:
            self.query_one("#verdict", Listing).draw(verdict_rows(work))

    def pane_shown(self, pane: str) -> None:
        """A pane came into sight: it may have been left as it was."""
        if self.work:
            self._draw_pane(self.work, pane, fresh=True)

    def on_resize(self, event: Resize) -> None:
        """Where the window turned wide, narrow or low, show what there is room for now."""
        if self.work and self._shape_drawn not in (None, (self.shape, self.low)) and self.is_current_place:
            self._draw(self.work)
        super().on_resize(event)

    def _progress(self, work: Work) -> str:
        """How far the interview is, and what the last step made of it; the verdict beside it says the former too."""
        done = work.progress
        words = "" if self._shows(VERDICT) else progress_line(done)
        if work.last and work.last.asked and work.session.past:
            words += f" · {work.last.asked} new"
        elif work.last and work.last.needless:
            words += f" · {work.last.needless} no longer needed"
        return words.removeprefix(" · ")

    def watch_spot(self) -> None:
        """Turn to another card; what was chosen may be gone since."""
        self._fresh = True
        if self.work and self.is_mounted:
            self._leave_what_is_gone(self.work)
            self._draw(self.work)

    # What choices mean

    def marked(self, mark: Marked) -> None:
        """A choice was pointed at: an answer, or an activity of the first card."""
        work, spot, choice = self.work, self.spot, mark.choice
        if work is None or spot == END or mark.about != spot:  # a second key, quicker than the next question came
            return
        if spot == ACTIVITIES:
            self._activity(work, choice, go_on=mark.go_on)
            return
        given = work.session.plan.part(spot.part).answered().get(spot.question, ())
        several = self.policy.question(spot.question).several
        if mark.go_on and ((several and given) or given == (choice,)):
            self._keep(work, spot)
            return
        self._going_on = mark.go_on
        self.app.post_message(Edit(lambda session: answered(session, spot, choice)))

    def _keep(self, work: Work, spot: Spot) -> None:
        """Go on with the answer as it is, which confirms one that was to be looked at again."""
        if work.progress.standings[spot] is Standing.AGAIN:
            self._going_on = True
            self.app.post_message(Edit(lambda session: session.confirm(spot.part, spot.question)))
        else:
            self.action_go_on()

    def _activity(self, work: Work, activity: str, *, go_on: bool) -> None:
        uses = [use for use in work.session.plan.uses if use.activity == activity]
        if go_on and work.session.plan.uses:
            self.action_go_on()
        elif len(uses) > 1:
            self.tell("There are several uses of this kind; remove them one by one (D).")
        else:
            self._going_on = go_on
            self.app.post_message(Edit(lambda session: activity_toggled(session, activity)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A row of the outline, of the verdict or of the last card was chosen."""
        event.stop()
        row = event.option.id or ""
        match event.option_list.id:
            case "outline" if row == ADD_USE:
                self.pick_use()
            case "outline":
                self.turn_to(spot_of(row))
            case "verdict":
                part, rule = finding_of(row)
                self._show_pane(CARD)
                self.post_message(GoTo(Place.CHECKLIST, part=part, rule=rule))
            case _:
                self._after(row)

    def _after(self, row: str) -> None:
        match row:
            case "activities":
                self.turn_to(ACTIVITIES)
            case "undecided" if self.work:
                standings = self.work.progress.standings.items()
                self.turn_to(next(spot for spot, standing in standings if standing is Standing.UNDECIDED))
            case "ticks-again" if self.work:
                found = waiting(self.work.session.plan, self.policy)
                part, rule = next((one.part.id, one.rule.id) for one in found if one.rule)
                self.post_message(GoTo(Place.CHECKLIST, part=part, rule=rule))
            case "checklist" | "checklist-to-do":
                self.post_message(GoTo(Place.CHECKLIST, to_do=row == "checklist-to-do"))
            case _:
                self.post_message(Run(row))

    def turn(self, target: GoTo) -> None:
        """Show the card of a question."""
        if target.question:
            self.spot = Spot(target.part, target.question)

    def turn_to(self, spot: Spot) -> None:
        """Show a card, and go there."""
        self.spot = spot
        self._show_pane(CARD)  # last, for what has the focus then is up to the card

    def point_at(self, place: Touched) -> None:
        """Turn to the question of a step that was undone or redone."""
        part = (
            next((part for part in self.work.session.plan.parts if part.id == place.part), None) if self.work else None
        )
        if part is None or place.rule:
            return
        asked = place.question or next((q.id for q in self.policy.questions_about(part.activity)), "")
        if self.work and self._exists(self.work, Spot(part.id, asked)):
            self.turn_to(Spot(part.id, asked))

    # Commands

    def action_go_on(self) -> None:
        """Turn to the next question that is open."""
        if self.work:
            self.turn_to(self._next(self.work))

    def _next(self, work: Work) -> Spot:
        if self.spot != ACTIVITIES:
            return work.progress.next_open(self.spot)
        return work.progress.next_open(END) if work.session.plan.uses else END

    def action_next_open(self) -> None:
        """The same, by its own key."""
        self.action_go_on()

    def action_forward(self) -> None:
        """Turn to the next card."""
        if self.work:
            self.turn_to(self.work.progress.beside(self.spot, 1))

    def action_back(self) -> None:
        """Turn to the card before."""
        if self.work:
            self.turn_to(self.work.progress.beside(self.spot, -1))

    def action_undecided(self) -> None:
        """Leave the question open on purpose, and go on."""
        self._change(lambda session, spot: session.undecided(spot.part, spot.question), go_on=True)

    def action_clear(self) -> None:
        """Take the answer back, and stay."""
        self._change(lambda session, spot: session.clear(spot.part, spot.question))

    def _change(self, change: SpotChange, *, go_on: bool = False) -> None:
        spot = self.spot
        if self.work is None or spot in (ACTIVITIES, END):
            self.tell("There is no question on this card.")
            return
        self._going_on = go_on and change(self.work.session, spot) != self.work.session
        self.app.post_message(Edit(lambda session: change(session, spot)))
