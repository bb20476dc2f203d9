"""The commands of the Questions place that are about the uses of the bot: add, rename, duplicate, remove."""

from collections.abc import Callable

from textual.reactive import var

from advisor.plan.session import Session
from advisor.policy.model import BOT
from advisor.source.safe_text import one_line
from advisor.tui.progress import ACTIVITIES, END, Spot
from advisor.tui.questions.outline import spot_of
from advisor.tui.requests import Edit
from advisor.tui.widgets.asking import ask, pick
from advisor.tui.widgets.listing import Listing
from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.tui.widgets.place import PolicyScreen as Part
else:
    Part = object  # as in `tui.saving`: the screen alone is one of Textual's classes

SessionChange = Callable[[Session], Session]


class UseCommands(Part):
    """A place with a spot in the interview; the use meant is the one of the outline's row, else of the card."""

    spot: var[Spot] = var(ACTIVITIES, init=False)
    awaited: Spot | None = None
    """The card to turn to once the work has it."""

    def turn_to(self, spot: Spot) -> None:
        """Show a card."""
        raise NotImplementedError

    def _use(self) -> str | None:
        part = self.spot.part
        listing = self.query_one("#outline", Listing)
        if listing.has_focus and listing.current:
            part = spot_of(listing.current).part
        if self.work and any(use.id == part for use in self.work.session.plan.uses):
            return part
        self.tell("Go to a question of a use first; this one is about the bot as a whole.")
        return None

    def action_add_use(self) -> None:
        """Add another use of the same kind, or of a kind to be picked."""
        if self.work is None:
            return
        part = self.spot.part
        if part and part != BOT:
            self._new_use(self.work.session.plan.part(part).activity)
        else:
            self.pick_use()

    def pick_use(self) -> None:
        """Add a use of a kind to be picked."""
        rows = [(activity.id, activity.title) for activity in self.policy.activities]
        pick(self.app, self._new_use, "Add a use: what does it do?", rows)

    def _new_use(self, activity: str | None) -> None:
        if activity is not None:
            self._edit_and_turn(lambda session: session.add_use(activity))

    def action_duplicate_use(self) -> None:
        """Copy this use."""
        use = self._use()
        if use:
            self._edit_and_turn(lambda session: session.duplicate_use(use))

    def _edit_and_turn(self, change: SessionChange) -> None:
        """Make a change that adds a use, and turn to its first question."""
        if self.work is None:
            return
        before = {part.id for part in self.work.session.plan.parts}
        after = change(self.work.session)
        self.post_message(Edit(change))
        new = next(part for part in after.plan.uses if part.id not in before)
        first = next(iter(after.policy.questions_about(new.activity)), None)
        target = Spot(new.id, first.id) if first else END
        self.awaited = target

    def action_rename_use(self) -> None:
        """Give the use another title."""
        use = self._use()
        if use is None or self.work is None:
            return

        def named(title: str | None) -> None:
            if title and one_line(title):
                self.post_message(Edit(lambda session: session.rename_use(use, one_line(title))))

        ask(self.app, named, "Rename this use", "What is it called?", self.work.session.plan.part(use).title)

    def action_remove_use(self) -> None:
        """Remove the use; undo brings it back."""
        use = self._use()
        if use is None or self.work is None:
            return
        title = self.work.session.plan.part(use).title
        self.post_message(Edit(lambda session: session.remove_use(use)))
        self.tell(f"Removed “{title}”. z brings it back.")
