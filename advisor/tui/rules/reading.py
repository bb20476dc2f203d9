"""The page of a rule, in lines to be read: there is nothing in it to choose, so that the keys of a list scroll."""

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import ScrollableContainer

from advisor.policy.model import Policy, Rule
from advisor.tui.rules.page import page
from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.rows import Heading
from advisor.tui.work import Work

TEXT_AT_MOST = 84
"""Cells up to which a line is easy to read."""
KEPT = 64
"""How many pages are remembered, so that one that is read again is neither folded nor drawn again."""


class Page(Listing, inherit_bindings=False):
    """Shows a page from its top."""

    BINDINGS: ClassVar[list[BindingType]] = [*ScrollableContainer.BINDINGS]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Show nothing yet."""
        super().__init__(id=id)
        self._work: Work | None = None
        self._pages: dict[str, Heading] = {}

    def read(self, policy: Policy, rule: Rule | None, work: Work | None) -> None:
        """Show the page of a rule, with what it says of the work; or nothing."""
        if work is not self._work or len(self._pages) >= KEPT:
            self._work = work
            self._pages.clear()
        self.scroll_home(animate=False, immediate=True)
        self.draw([self._page(policy, rule)] if rule else [])

    def _page(self, policy: Policy, rule: Rule) -> Heading:
        if rule.id not in self._pages:
            text = page(policy, rule, self._work.session if self._work else None)
            self._pages[rule.id] = Heading(text, most=TEXT_AT_MOST)
        return self._pages[rule.id]
