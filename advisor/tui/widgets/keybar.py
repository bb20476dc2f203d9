"""The last line of a place: the keys that matter here, as many as fit, each to be clicked as well."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import var
from textual.style import Style

from advisor.tui.commands import Command, Where, commands
from advisor.tui.widgets.bar import Bar
from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.tui.work import Work

ALWAYS = ("palette", "help")


class KeyBar(Bar):
    """Draws the footer commands of a place, then those of everywhere; to find and to get help always."""

    work: "var[Work | None]" = var(None)

    def __init__(self, where: Where) -> None:
        """Take the place."""
        super().__init__()
        own = [command for command in commands(where) if command.footer]
        all_over = [command for command in commands(Where.EVERYWHERE) if command.footer]
        self._shown = [*own, *all_over]

    def watch_work(self, before: "Work | None", work: "Work | None") -> None:
        """Draw what can be done with a plan only once there is one."""
        if (before is None) != (work is None):
            self.refresh()

    def lines(self) -> Sequence[Content]:
        """The keys in one line."""
        usable = [command for command in self._shown if self.work or not command.plan]
        return [key_line(usable, self.size.width)]


def key_line(shown: list[Command], width: int) -> Content:
    """As many keys as fit; the last two, by which everything else is found, always."""
    always = [command for command in shown if command.id in ALWAYS]
    room = width - sum(map(_width, always))
    line: list[Content] = []
    for command in shown:
        if command in always:
            continue
        if _width(command) > room:
            break
        room -= _width(command)
        line.append(_key(command))
    return Content("").join([*line, *map(_key, always)])


def _width(command: Command) -> int:
    return len(command.key) + len(command.footer) + 3


def _key(command: Command) -> Content:
    namespace = "app" if command.where is Where.EVERYWHERE else "screen"
    text = Content.assemble(" ", (command.key, "bold $accent"), " ", (command.footer, "$muted"), " ")
    return text.stylize(Style.from_meta({"@click": f"{namespace}.{command.id}"}))
