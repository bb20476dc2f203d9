"""The panes beside the card: which of them has the focus, and which is shown where there is room for one only."""

from advisor.tui.questions.asides import AsideCommands
from advisor.tui.widgets.listing import Listing

CARD, OUTLINE, VERDICT = "card", "outline", "verdict"


class PaneCommands(AsideCommands):
    """The commands that go from the card to the outline or the verdict, and back."""

    def action_outline(self) -> None:
        """Show the outline, or go back to the card."""
        self._show_pane(CARD if self._in_pane(OUTLINE) else OUTLINE)

    def action_verdict(self) -> None:
        """Show the verdict, or go back to the card."""
        self._show_pane(CARD if self._in_pane(VERDICT) else VERDICT)

    def _in_pane(self, *panes: str) -> bool:
        return any(self.query_one(f"#{pane}", Listing).has_focus for pane in panes or (OUTLINE, VERDICT))

    def _shows(self, pane: str) -> bool:
        """Whether a pane is to be seen: beside the card where there is room, else in its place."""
        return self.shape == "-wide" or self.has_class(f"show-{pane}")

    def pane_shown(self, pane: str) -> None:
        """A pane came into sight."""
        raise NotImplementedError

    def _show_pane(self, pane: str) -> None:
        for other in (OUTLINE, VERDICT):
            seen = self._shows(other)
            self.set_class(other == pane, f"show-{other}")
            if self._shows(other) and not seen:
                self.pane_shown(other)
        if pane == CARD:
            self._focus_card()
        else:
            self.query_one(f"#{pane}", Listing).focus()

    def _focus_card(self) -> None:
        listing = self.query_one(f"#{CARD}", Listing)
        if not listing.has_focus:
            listing.focus(scroll_visible=False)

    def key_escape(self) -> None:
        """Back to the card."""
        self._show_pane(CARD)
