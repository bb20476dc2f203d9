"""questions/*.yaml: what is asked, of the bot or of a use, in the order of files and lines."""

from advisor.policy.model import BOT, Option, Question
from advisor.policy.pack_limits import MOST_OPTIONS
from advisor.policy.pack_names import USES, PackNames
from advisor.source.fields import Fields, Problems, names_in
from advisor.source.safe_text import quoted
from advisor.source.tree import Mapping, Node, Scalar, Sequence

_QUESTION = ("id", "about", "prompt", "short", "help", "choose", "fixed", "options")
_OPTION = ("id", "label", "help", "exclusive")


def read_questions(problems: Problems, root: Mapping, names: PackNames) -> list[Question]:
    """Read one file of questions."""
    fields = Fields(problems, root, "a file of questions", ("topic", "questions"), ("topic", "questions"))
    topic = fields.line("topic")
    return [_question(problems, node, names, topic) for node in fields.items("questions")]


def _question(problems: Problems, node: Node, names: PackNames, topic: str) -> Question:
    at = node.get("id") if isinstance(node, Mapping) else None
    what = f"the question {quoted(at.text)}" if isinstance(at, Scalar) else "a question"
    fields = Fields(problems, node, what, _QUESTION, ("id", "about", "prompt", "options"))
    question_id = names.claim(problems, "question", fields.scalar("id"))
    question = Question(
        question_id,
        fields.line("prompt"),
        _options(fields, names, question_id),
        _about(fields, names),
        topic,
        fields.text("help"),
        _several(fields),
        fields.flag("fixed"),
        fields.line("short"),
    )
    if question_id and names.questions is not None:
        names.questions.setdefault(question_id, question)
    return question


def _several(fields: Fields) -> bool:
    node = fields.scalar("choose")
    if node is None or node.text == "one":
        return False
    if node.text != "several":
        fields.problems.unknown(node, "'choose' cannot be", ("one", "several"))
    return True


def _about(fields: Fields, names: PackNames) -> tuple[str, ...]:
    """The activities whose uses are asked; none for the bot."""
    node = fields.node_of("about")
    known = names.activities
    match node:
        case None:
            return ()
        case Scalar(text=text) if text == BOT:
            return ()
        case Scalar(text=text) if text == USES:
            return tuple(known or ())
        case Scalar():
            hint = f"write [{node.text}]" if known and node.text in known else ""
            fields.problems.add(node, f"'about' cannot be {quoted(node.text)}", hint or "write bot, uses, or a list")
            return ()
        case Sequence(items=items):
            listed = names_in(fields.problems, items, "about")
            if not items:
                fields.problems.add(node, "'about' lists no activity", "write bot, uses, or a list")
            if known is None:
                return tuple(name.text for name in listed)
            good = fields.problems.resolve(listed, "activity", known)
            return tuple(activity for activity in known if activity in good)
        case Mapping():
            fields.problems.add(node, "'about' has to be bot, uses, or a list of activities")
            return ()


def _options(fields: Fields, names: PackNames, question_id: str) -> tuple[Option, ...]:
    problems = fields.problems
    options: list[Option] = []
    exclusive: Option | None = None
    nodes = fields.items("options")
    if len(nodes) > MOST_OPTIONS:
        message = f"{quoted(question_id)} has more than {MOST_OPTIONS} options"
        problems.add(nodes[MOST_OPTIONS], message, "nobody reads them all; ask in two steps")
    for node in nodes[:MOST_OPTIONS]:
        option_fields = Fields(problems, node, f"an option of {quoted(question_id)}", _OPTION, ("id", "label"))
        at = option_fields.scalar("id")
        option = Option(
            names.claim(problems, "option", at, within=question_id),
            option_fields.line("label"),
            option_fields.text("help"),
            option_fields.flag("exclusive"),
        )
        options.append(option)
        if option.exclusive and exclusive:
            hint = f"{exclusive.id!r} is one already; a question has at most one"
            problems.add(option_fields.at("exclusive"), f"{quoted(option.id)} cannot be exclusive", hint)
        exclusive = exclusive or (option if option.exclusive else None)
    if "options" in fields and len(options) < 2:
        problems.add(fields.at("options"), f"{quoted(question_id)} needs two options or more")
    return tuple(options)
