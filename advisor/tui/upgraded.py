"""What a newer pack means for a plan just opened: what changed, what is not understood any more, what to look at again.

Nothing is decided here: the answers stand as they are, and each waits at its question to be confirmed or changed.
"""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from advisor.assess.finding import Finding, Status
from advisor.plan.model import entry_key
from advisor.plan.reading import Outdated
from advisor.plan.session import Session
from advisor.plan.upgrade import Upgrade
from advisor.policy.model import Rule
from advisor.report.wording import look_again_words, part_title
from advisor.tui import signs
from advisor.tui.widgets.dialog import Dialog
from advisor.tui.widgets.dialogs import buttons
from advisor.tui.widgets.hanging import Hanging
from advisor.tui.widgets.words import Words

HANG = 4


class Upgraded(Dialog[str | None]):
    """Tells it, and gives a word if the person goes to what is to be looked at again."""

    BINDINGS = [("enter", "go", "Look again"), ("escape", "close", "Later")]  # noqa: RUF012 - Textual's way

    def __init__(self, session: Session, upgrade: Upgrade) -> None:
        """Take the plan as it was carried over."""
        super().__init__()
        self._session = session
        self._upgrade = upgrade

    def compose(self) -> ComposeResult:
        """Title, page, the ways on."""
        changes, policy = self._upgrade.changes, self._session.policy
        again = bool(self._session.plan.look_again)
        with Vertical(classes="dialog large"):
            yield Words(Content.styled("The pack changed since this plan was made", "bold $accent"))
            yield Words(
                Content.styled(f"Made with version {changes.since}, held against {policy.version} now.", "$muted")
            )
            with VerticalScroll():
                yield Words(Hanging(page(self._session, self._upgrade), HANG))
            ways = [("enter", "Look again, one by one", "screen.go"), ("esc", "Later", "screen.close")]
            yield Words(buttons(*(ways if again else [("esc", "Close", "screen.close")])))

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def action_go(self) -> None:
        """Go to the first."""
        self.dismiss("again" if self._session.plan.look_again else None)

    def action_close(self) -> None:
        """Leave it for later."""
        self.dismiss(None)


def page(session: Session, upgrade: Upgrade) -> Content:
    """What there is to tell, under a heading each."""
    changes = upgrade.changes
    again = list(look_again_words(session.policy, session.plan))
    blocks = [
        _block("Look again", "the rules behind these changed", [Content(f"  ↻ {words}") for words in again]),
        _block(
            "Not understood any more",
            "left open; kept as a note",
            [Content(f"  ? {_outdated(one)}") for one in upgrade.outdated],
        ),
        _block("Rules that changed", "as they now stand", [_rule(session, rule) for rule in changes.rules]),
        _block("Rules that are gone", "", [Content(f"  – {rule}") for rule in changes.removed]),
    ]
    return Content("\n\n").join([block for block in blocks if block.plain])


def _block(title: str, about: str, lines: list[Content]) -> Content:
    if not lines:
        return Content("")
    head = Content.assemble((f"{title} ({len(lines)})", "bold"), (f"  {about}", "$muted"))
    return Content("\n").join([head, *lines])


def _rule(session: Session, rule: Rule) -> Content:
    """A rule with what it comes to for each part that it speaks to, alike ones together."""
    found: dict[str, tuple[signs.Mark, list[str]]] = {}
    for finding in _of_rule(session, rule):
        shown = signs.status(finding)
        found.setdefault(shown.word, (shown, []))[1].append(part_title(session.assessment, finding.part))
    if not found:
        return Content.assemble(("  · ", "$muted"), rule.title, ("  says nothing about this plan", "$muted"))
    said = [
        Content.assemble((f"{shown.sign} {shown.word}", shown.style), (f" ({', '.join(parts)})", "$muted"))
        for shown, parts in found.values()
    ]
    return Content.assemble(("  · ", "$muted"), rule.title, "  ", Content("  ").join(said))


def _of_rule(session: Session, rule: Rule) -> Iterator[Finding]:
    for finding in session.assessment.findings:
        if finding.rule.id == rule.id and finding.status is not Status.DOES_NOT_APPLY:
            yield finding


def _outdated(one: Outdated) -> str:
    what = f"{one.problem.message}; {one.problem.hint}" if one.problem.hint else one.problem.message
    said = f": {one.text}" if one.text else ""
    return f"{entry_key(one.part, one.name)}{said}  ({what})"
