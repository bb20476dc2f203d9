"""What the places have in common: top bar, key line, and how they draw the work they are bound to.

A place that is not shown does not draw; it catches up when it is shown again.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.geometry import Size
from textual.reactive import var
from textual.widget import Widget

from advisor.source.safe_text import safe_text
from advisor.tui.commands import Where
from advisor.tui.desk import Cover
from advisor.tui.requests import GoTo, Place
from advisor.tui.widgets.keybar import KeyBar
from advisor.tui.widgets.painting import PaintedScreen
from advisor.tui.widgets.sized import Sized
from advisor.tui.widgets.topbar import TopBar
from advisor.tui.widgets.words import Words
from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.policy.model import Policy
    from advisor.tui.change import Touched
    from advisor.tui.work import Work

HINT = "New here? Arrows and enter are enough; ? shows every key."
WIDTHS = [(0, "-tiny"), (40, "-narrow"), (60, "-middle"), (110, "-wide")]
HEIGHTS = [(0, "-flat"), (12, "-low"), (22, "-tall")]


class PlaceScreen(Sized, PaintedScreen, inherit_css=False):
    """One place of the workspace."""

    BLANK = True  # all that it shows is in its parts
    COMPONENT_CLASSES: ClassVar[set[str]] = {"screen--selection"}
    AUTO_FOCUS: ClassVar[str] = ""  # each place knows best where to begin
    PLACE: ClassVar[Place]

    work: "var[Work | None]" = var(None)

    def __init__(self, cover: Cover) -> None:
        """Take what is said of the policy while no plan is open."""
        super().__init__()
        self._policy_cover = cover
        self._stale = True

    def compose(self) -> ComposeResult:
        """The bars around what the place shows."""
        yield TopBar(self.PLACE, self._policy_cover).data_bind(PlaceScreen.work)
        yield from self.body()
        yield Words(Content(HINT), id="hint")
        yield KeyBar(Where.at(self.PLACE)).data_bind(PlaceScreen.work)
        yield Words(Content("This window is too small.\nAt least 40 columns and 12 lines, please."), id="too-small")

    def body(self) -> Iterator[Widget]:
        """What stands between the bars."""
        raise NotImplementedError

    def draw(self) -> None:
        """Show the work."""
        raise NotImplementedError

    def turn(self, target: GoTo) -> None:
        """Show what in the place was meant, once the place is shown; where nothing more is meant, nothing happens."""

    def point_at(self, place: "Touched") -> None:
        """Turn to where a step was undone or redone, where the place shows that."""

    def begin(self, work: "Work") -> None:
        """Show where a plan just opened goes on, where the place does that."""

    def shaped(self, size: Size) -> None:
        """Take the classes of a size before Textual gives them, so that the place is right when it is drawn first."""
        self.add_class(*_shape(size), update=False)

    def on_resize(self, event: Resize) -> None:
        """Leave out a size for which all is laid out already; a screen that opens is told its size three times."""
        super().on_resize(event)
        if event.size == self.outer_size and self.has_class(*_shape(event.size)):
            event.prevent_default()

    def _compositor_refresh(self) -> None:
        """Draw what is to be drawn; while nothing is shown, as when the app starts, it waits. Textual draws it in vain."""
        if not self.app._batch_count:  # noqa: SLF001 - nothing public says so
            super()._compositor_refresh()

    def tell(self, text: str) -> None:
        """Say something in passing, in place of what was said before; never as markup."""
        self.app.clear_notifications()
        self.notify(safe_text(text, lines=True), markup=False)

    def watch_work(self) -> None:
        """Draw, if this is what is shown."""
        self._stale = True
        self.catch_up()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Catch up with what changed meanwhile; to begin with nothing did, and the styles are those of just now."""
        if not self.stack_updates:
            event.refresh_styles = False
        self.catch_up()

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.catch_up()

    def catch_up(self) -> None:
        """Draw what is not drawn yet; a place that is not shown waits."""
        if self._stale and self.is_mounted and self.is_current_place:
            self._stale = False
            self.draw()

    @property
    def is_current_place(self) -> bool:
        """Whether this is the place shown, be it under a dialog."""
        return self in self.app.screen_stack

    @property
    def shape(self) -> str:
        """How wide the place is, as the class that says so, or is about to."""
        return _class_of(self.app.size.width, WIDTHS)

    @property
    def low(self) -> bool:
        """Whether the place has too few lines to leave any empty, as its class says or is about to."""
        return _class_of(self.app.size.height, HEIGHTS) != "-tall"


class PolicyScreen(PlaceScreen):
    """A place that shows the policy itself."""

    def __init__(self, policy: "Policy") -> None:
        """Take the policy, which is all there is while no plan is open."""
        super().__init__(policy)
        self._policy = policy

    @property
    def policy(self) -> "Policy":
        """The policy of the open plan, else the one the app started with."""
        return self.work.session.policy if self.work else self._policy


def _shape(size: Size) -> tuple[str, str]:
    return _class_of(size.width, WIDTHS), _class_of(size.height, HEIGHTS)


def _class_of(extent: int, bounds: Sequence[tuple[int, str]]) -> str:
    return next(name for least, name in reversed(bounds) if extent >= least)
