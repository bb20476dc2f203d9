"""Every command, declared once: keys, palette, help, footer and the keys page derive from this table.

A command's id is the name of its action. Commands of a place are actions of that screen, `EVERYWHERE` ones of the app,
and `LIST` and `CHOICES` ones of the lists that screens are made of.
"""

from collections.abc import Iterable
from enum import Enum

from textual.binding import Binding

from advisor.tui.requests import Place
from advisor.values import dataclass


class Where(Enum):
    """Where a command can be given; the value heads its keys in the help."""

    EVERYWHERE = "Everywhere"
    HOME = "Home"
    QUESTIONS = "Questions"
    CHECKLIST = "Checklist"
    RULES = "Rules"
    LIST = "In a list"
    CHOICES = "Among answers"

    @classmethod
    def at(cls, place: Place) -> "Where":
        """The commands' place for a place of the app."""
        return cls[place.name]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can ask for. The first key is the one shown."""

    id: str
    where: Where
    keys: tuple[str, ...]
    title: str
    help: str
    footer: str = ""
    """The short name in the footer; without one the command is not shown there."""
    plan: bool = False
    """Whether it needs an open plan."""
    palette: bool = True
    """Whether the palette offers it; moving a cursor is no use there."""
    each: bool = False
    """Whether the action is told which key was pressed."""

    @property
    def key(self) -> str:
        """The first key, as a person reads it."""
        return key_name(self.keys[0])

    @property
    def all_keys(self) -> str:
        """Every key, as a person reads them."""
        if self.each:
            return f"{key_name(self.keys[0])}–{key_name(self.keys[-1])}"
        return "  ".join(key_name(key) for key in self.keys)


W = Where
COMMANDS = (
    # Everywhere
    Command("questions", W.EVERYWHERE, ("q",), "Questions", "Go to the questions", plan=True),
    Command("checklist", W.EVERYWHERE, ("c",), "Checklist", "Go to the checklist", plan=True),
    Command("rules", W.EVERYWHERE, ("r",), "Rules", "Go to the rules"),
    Command("home", W.EVERYWHERE, ("h",), "Home", "Go home: new plan, open a plan, examples"),
    Command("save", W.EVERYWHERE, ("s", "ctrl+s"), "Save", "Save the plan to its file", "save", plan=True),
    Command("save_as", W.EVERYWHERE, ("S",), "Save as…", "Save the plan to another file", plan=True),
    Command("export", W.EVERYWHERE, ("e",), "Export…", "Write the checklist to a file, with a preview", "export", plan=True),
    Command("copy", W.EVERYWHERE, ("y",), "Copy the checklist", "Copy the checklist as Markdown", plan=True),
    Command("undo", W.EVERYWHERE, ("z", "ctrl+z"), "Undo", "Take back the last step", "undo", plan=True),
    Command("redo", W.EVERYWHERE, ("Z", "ctrl+y"), "Redo", "Do the step again that was taken back", plan=True),
    Command("edit_file", W.EVERYWHERE, ("E",), "Open in the editor", "Edit the file in $EDITOR, and come back", plan=True),
    Command("rename_plan", W.EVERYWHERE, ("P",), "Rename the plan", "Give the plan another name", plan=True),
    Command("theme", W.EVERYWHERE, ("t",), "Next theme", "Change the colours; the choice is remembered"),
    Command("palette", W.EVERYWHERE, ("colon", "ctrl+p"), "Find anything", "Commands, questions and rules by any word", "find", palette=False),
    Command("help", W.EVERYWHERE, ("question_mark", "f1"), "Help", "The keys of where you are", "help"),
    Command("quit", W.EVERYWHERE, ("ctrl+q", "f10", "ctrl+c"), "Quit", "Leave; asks if anything is unsaved", "quit"),
    # Home
    Command("new", W.HOME, ("n",), "New plan", "Start a plan from nothing", "new"),
    Command("open", W.HOME, ("o",), "Open a plan…", "Open a plan by its path", "open"),
    # Questions
    Command("undecided", W.QUESTIONS, ("u",), "Leave undecided", "Leave the question open on purpose", "undecided", plan=True),
    Command("clear", W.QUESTIONS, ("x",), "Clear the answer", "Take the answer back", "clear", plan=True),
    Command("note", W.QUESTIONS, ("n",), "Note", "Write a note on the question", "note", plan=True),
    Command("why", W.QUESTIONS, ("w",), "Why is this asked?", "Read the rules that wait for this answer", "why", plan=True),
    Command("forward", W.QUESTIONS, ("right_square_bracket", "right"), "Next question", "Go on to the next question", plan=True),
    Command("back", W.QUESTIONS, ("left_square_bracket", "left"), "Previous question", "Go back to the question before", plan=True),
    Command("next_open", W.QUESTIONS, ("full_stop",), "Next open question", "Jump to the next question not yet answered", plan=True),
    Command("outline", W.QUESTIONS, ("o",), "Outline", "Every question, to jump to; and the uses of the bot", "outline", plan=True),
    Command("verdict", W.QUESTIONS, ("v",), "Verdict", "What the plan comes to so far, part by part", "verdict", plan=True),
    Command("add_use", W.QUESTIONS, ("a",), "Add another use", "Add another use of the same kind as this one", plan=True),
    Command("rename_use", W.QUESTIONS, ("N",), "Rename this use", "Give this use another title", plan=True),
    Command("duplicate_use", W.QUESTIONS, ("d",), "Duplicate this use", "Copy this use with its answers", plan=True),
    Command("remove_use", W.QUESTIONS, ("D",), "Remove this use", "Remove this use and its answers; undo brings it back", plan=True),
    # Checklist
    Command("tick", W.CHECKLIST, ("space",), "Tick", "Tick the safeguard, or take the tick away", "tick", plan=True),
    Command("remark", W.CHECKLIST, ("n",), "Note", "Write a note on the line", "note", plan=True),
    Command("mend", W.CHECKLIST, ("m",), "Apply the smallest fix", "Apply the fix shown for this part; undo takes it back", "mend", plan=True),
    Command("mend_other", W.CHECKLIST, ("M",), "Another fix…", "Pick among the other smallest fixes", plan=True),
    Command("filter", W.CHECKLIST, ("f",), "Filter", "Show all, only what is to do, or only what blocks", "filter", plan=True),
    Command("read_rule", W.CHECKLIST, ("w",), "Read the rule", "Open the rule behind the line", plan=True),
    Command("answer_open", W.CHECKLIST, ("a",), "Answer what is open", "Go to the question that decides this line", plan=True),
    Command("detail", W.CHECKLIST, ("v",), "Detail", "The whole line: because, clause, consequence, examples", plan=True),
    # Rules
    Command("search", W.RULES, ("slash",), "Search", "Find rules by any word", "search"),
    Command("modality", W.RULES, ("m",), "Filter by what rules do", "Only prohibitions, only requirements, …", "kind"),
    Command("activity", W.RULES, ("a",), "Filter by activity", "Only rules about one activity", "activity"),
    Command("mine", W.RULES, ("p",), "Only rules that apply to my plan", "Hide rules that say nothing about the plan", "my plan", plan=True),
    Command("status", W.RULES, ("f",), "Filter by status", "Only rules that are violated, to do, met, … in the plan", "status", plan=True),
    Command("answer_now", W.RULES, ("w",), "Answer this now", "Go to a question that decides this rule", "answer", plan=True),
    Command("back_rule", W.RULES, ("left_square_bracket", "left"), "Back", "Back to the rule read before", "back"),
    Command("forward_rule", W.RULES, ("right_square_bracket", "right"), "Forward", "Forward again"),
    Command("leave", W.RULES, ("escape",), "Back to the list", "Leave the search or the page; once more shows all rules"),
    # In a list
    Command("cursor_down", W.LIST, ("j", "down"), "Down", "Move down", palette=False),
    Command("cursor_up", W.LIST, ("k", "up"), "Up", "Move up", palette=False),
    Command("first", W.LIST, ("g", "home"), "First", "Move to the first line", palette=False),
    Command("last", W.LIST, ("G", "end"), "Last", "Move to the last line", palette=False),
    Command("page_down", W.LIST, ("pagedown",), "Page down", "Move down a page", palette=False),
    Command("page_up", W.LIST, ("pageup",), "Page up", "Move up a page", palette=False),
    Command("select", W.LIST, ("enter",), "Choose", "Choose the line, or go on", palette=False),
    # Among answers
    Command("mark", W.CHOICES, ("space",), "Mark", "Mark the answer, or take the mark away; stay on the question", palette=False),
    Command("pick", W.CHOICES, tuple("123456789"), "Pick by number", "Mark the answer with that number", palette=False, each=True),
)  # fmt: skip


def commands(*where: Where) -> tuple[Command, ...]:
    """The commands of those places, in the table's order."""
    return tuple(command for command in COMMANDS if command.where in where)


def bindings(where: Where, *, priority: Iterable[str] = ()) -> list[Binding]:
    """The key bindings of a place; the commands in `priority` work while text is being typed as well."""
    first = set(priority)
    return [
        Binding(
            key,
            f"{command.id}('{key}')" if command.each else command.id,
            command.title,
            show=False,
            tooltip=command.help,
            priority=command.id in first and (key.startswith("ctrl+") or (key[0] == "f" and key[1:].isdigit())),
        )
        for command in commands(where)
        for key in command.keys
    ]


KEY_NAMES = {
    "colon": ":",
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
}


def key_name(key: str) -> str:
    """A key as a person reads it: `ctrl+s` as `^s`."""
    return KEY_NAMES.get(key, key.replace("ctrl+", "^"))
