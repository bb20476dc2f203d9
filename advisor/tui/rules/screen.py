"""The Rules place: the policy's tree and its search on one side, a page for the rule under the cursor on the other."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.reactive import var
from textual.style import Style
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from advisor.policy.model import BOT, Policy, Rule
from advisor.search.browse import Filter, browse
from advisor.search.search import SearchIndex
from advisor.tui import signs
from advisor.tui.commands import Where, bindings
from advisor.tui.requests import GoTo, Place
from advisor.tui.rules.page import answerable
from advisor.tui.rules.reading import Page
from advisor.tui.rules.search_line import SearchLine
from advisor.tui.rules.tree import after, kinds, listed_activities, rule_row, statuses, tree, worst_findings
from advisor.tui.widgets.asking import pick
from advisor.tui.widgets.frames import Below, Beside
from advisor.tui.widgets.listing import Listing
from advisor.tui.widgets.place import PolicyScreen
from advisor.tui.widgets.rows import Heading
from advisor.tui.widgets.words import Words
from advisor.tui.work import Work
from advisor.values import replace

FOUND_AT_MOST = 50


class RulesScreen(PolicyScreen):
    """Every rule, to be found by any word."""

    PLACE = Place.RULES
    CSS_PATH: ClassVar[CSSPathType | None] = ["rules.tcss", "../widgets/input.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.RULES)]

    shown: var[Filter] = var(Filter(), init=False)

    def __init__(self, policy: Policy, index: Callable[[Policy], SearchIndex]) -> None:
        """Begin with the whole tree."""
        super().__init__(policy)
        self._index = index
        self._read: list[str] = []
        self._told: tuple[Rule | None, Work | None] | None = None
        self._at = -1

    def body(self) -> Iterator[Widget]:
        """Search, filters and list; page."""
        with Container(id="rules"):
            with Below(id="find-pane"):
                with Beside(id="search-line"):
                    yield Words(Content.styled("/ ", "bold $accent"), id="search-sign")
                    yield SearchLine(self.typed, id="search")
                yield Words(id="filters")
                yield Listing(id="found")
            yield Page(id="rule")

    def draw(self) -> None:
        """Show the list, and the page of the rule under the cursor."""
        self._draw()

    def _draw(self, *, at_first: bool = False) -> None:
        """Draw the list with the cursor where it was, or on the first rule."""
        listing, rows = self.query_one("#found", Listing), self._rows()
        first = next((row.id for row in rows if row.id is not None), None)
        listing.draw(rows, at=first if at_first else None)
        self.query_one("#filters", Words).show(self._filters())
        self._tell(listing.current)
        if self.focused is None:
            listing.focus()

    def _rows(self) -> list[Option]:
        assessment = self.work.session.assessment if self.work else None
        told = worst_findings(assessment) if assessment else {}
        index = self._index(self.policy)
        listing = browse(index, self.shown, assessment, FOUND_AT_MOST if self.shown.text.strip() else None)
        if listing.result.nothing is not None:
            return [_said(str(listing.result.nothing))]
        if not listing.rules:
            return [_said("These filters leave no rule.")]
        if not self.shown.text.strip():
            return tree(self.policy, listing.rules, told)
        return [
            rule_row(rule, told.get(rule.id), marks=index.spans(listing.result, rule.title)) for rule in listing.rules
        ]

    def _filters(self) -> Content:
        shown = self.shown
        kind = signs.MODALITIES[shown.modality].word if shown.modality else "all kinds"
        activity = self.policy.activity(shown.activity).title if shown.activity else "all activities"
        parts = [_filter("m", kind, on=shown.modality is not None, action="modality")]
        parts.append(_filter("a", activity, on=shown.activity is not None, action="activity"))
        if self.work:
            parts.append(
                _filter("p", "my plan only" if shown.applies else "my plan or not", on=shown.applies, action="mine")
            )
            status = signs.STATUSES[shown.status].word if shown.status else "any status"
            parts.append(_filter("f", status, on=shown.status is not None, action="status"))
        return Content("  ").join(parts)

    # Reading

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the page of the rule under the cursor, which may have moved on since."""
        event.stop()
        self._tell(self.query_one("#found", Listing).current)

    def _tell(self, rule_id: str | None, *, opening: bool = False) -> None:
        """Show the page of a rule, where there is room for it or it is being opened."""
        rule = self._rule(rule_id)
        if self._told == (rule, self.work) or not (opening or self.shape == "-wide" or self.has_class("show-page")):
            return
        self._told = rule, self.work
        self.query_one("#rule", Page).read(self.policy, rule, self.work)

    def _rule(self, rule_id: str | None) -> Rule | None:
        return next((rule for rule in self.policy.rules if rule.id == rule_id), None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the page of a rule, and remember having been there."""
        event.stop()
        if event.option.id:
            self._remember(event.option.id)
            self._open_page(event.option.id)

    def turn(self, target: GoTo) -> None:
        """Show the page of a rule."""
        if target.rule:
            self.app.call_later(self.show, target.rule)

    def show(self, rule_id: str) -> None:
        """Read a rule, whatever the list shows."""
        if self._rule(rule_id) is None:
            return
        current = self.query_one("#found", Listing).current if self.is_mounted else None
        if current and not self._read:
            self._remember(current)
        self._remember(rule_id)
        self._jump(rule_id)

    def _jump(self, rule_id: str) -> None:
        if self._rule(rule_id) and not self._listed(rule_id):
            self.shown = Filter()
            self.query_one("#search", Input).value = ""
        self.query_one("#found", Listing).move_to(rule_id)
        self._open_page(rule_id)

    def _listed(self, rule_id: str) -> bool:
        return any(row.id == rule_id for row in self._rows())

    def _open_page(self, rule_id: str) -> None:
        self._tell(rule_id, opening=True)
        self.add_class("show-page")
        self.query_one("#rule").focus()

    def _remember(self, rule_id: str) -> None:
        if self._at >= 0 and self._read[self._at] == rule_id:
            return
        self._read = [*self._read[: self._at + 1], rule_id]
        self._at = len(self._read) - 1

    def action_back_rule(self) -> None:
        """Back to the rule read before."""
        if self._at > 0:
            self._at -= 1
            self._jump(self._read[self._at])

    def action_forward_rule(self) -> None:
        """Forward again."""
        if self._at < len(self._read) - 1:
            self._at += 1
            self._jump(self._read[self._at])

    def action_read(self, rule_id: str) -> None:
        """Follow a link to another rule."""
        self.show(rule_id)

    # Finding

    def typed(self, words: str) -> None:
        """Search on every keystroke; the best hit is under the cursor at once."""
        if words != self.shown.text:
            self.set_reactive(RulesScreen.shown, replace(self.shown, text=words))
            self._draw(at_first=True)

    def on_resize(self, event: Resize) -> None:
        """Where there is room for the page now, show it."""
        if self.is_mounted:
            self._tell(self.query_one("#found", Listing).current)
        super().on_resize(event)

    def on_input_submitted(self) -> None:
        """Enter goes from the words to what they found."""
        self.query_one("#found", Listing).focus()

    def key_down(self) -> None:
        """So does the arrow."""
        if isinstance(self.focused, Input):
            self.query_one("#found", Listing).focus()

    def watch_shown(self) -> None:
        """Draw the list anew."""
        if self.is_mounted:
            self.draw()

    def action_search(self) -> None:
        """Begin to type."""
        self.remove_class("show-page")
        self.set_focus(self.query_one("#search", Input))  # at once: what is typed next is meant for it

    def action_modality(self) -> None:
        """Only rules of the next modality."""
        self.shown = replace(self.shown, modality=after(self.shown.modality, kinds(self.policy)))

    def action_activity(self) -> None:
        """Only rules about the next activity."""
        self.shown = replace(self.shown, activity=after(self.shown.activity, listed_activities(self.policy)))

    def action_mine(self) -> None:
        """Only rules that say something about the plan, or all."""
        if self.work:
            self.shown = replace(self.shown, applies=not self.shown.applies)
        else:
            self.tell("Open a plan first, or start one.")

    def action_status(self) -> None:
        """Only rules that have the next status in the plan."""
        if self.work:
            found = statuses(self.work.session.assessment)
            self.shown = replace(self.shown, status=after(self.shown.status, found))
        else:
            self.tell("Open a plan first, or start one.")

    def action_leave(self) -> None:
        """From the page or the search to the list; from the list, to all rules."""
        listing = self.query_one("#found", Listing)
        if not listing.has_focus:
            self.remove_class("show-page")
            listing.focus()
        elif self.shown != Filter():
            self.shown = Filter()
            self.query_one("#search", Input).value = ""

    def action_answer_now(self) -> None:
        """Go to a question that decides the rule under the cursor."""
        rule = self._rule(self.query_one("#found", Listing).current)
        if rule is None or self.work is None:
            return
        spots = answerable(self.work.session, rule)
        if not spots:
            self.tell("No question of your plan decides this rule.")
        elif len(spots) == 1:
            self.action_answer(*spots[0])
        else:
            plan = self.work.session.plan
            rows = [
                (
                    f"{part} {question}",
                    Content.assemble(
                        self.policy.question(question).prompt,
                        ("" if part == BOT else f"  · {plan.part(part).title}", "$muted"),
                    ),
                )
                for part, question in spots
            ]
            pick(self.app, self._picked, "Questions that decide this rule", rows)

    def _picked(self, row: str | None) -> None:
        if row:
            part, _, question = row.partition(" ")
            self.action_answer(part, question)

    def action_answer(self, part: str, question: str) -> None:
        """Go to a question."""
        self.post_message(GoTo(Place.QUESTIONS, part=part, question=question))


def _said(text: str) -> Heading:
    return Heading(Content.styled(f"\n  {text}", "$muted"))


def _filter(key: str, word: str, *, on: bool, action: str) -> Content:
    text = Content.assemble((key, "bold $accent"), " ", (word, "bold" if on else "$muted"))
    return text.stylize(Style.from_meta({"@click": f"screen.{action}"}))
