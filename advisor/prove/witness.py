"""Answers that show what a rule can come to: a witness where it can, and proof that it cannot where there is none.

A rule's diagram covers every way to answer, so what is not found in it does not exist.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping

from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import Status
from advisor.assess.severities import harmless
from advisor.assess.solver import Conflict, Goal, Solver
from advisor.plan.model import Part, Plan
from advisor.policy.model import BOT, Policy, Rule, Scope

Answers = Mapping[str, Answer]

SILENT = (Status.CLEAR, Status.NOT_GRANTED, Status.DOES_NOT_APPLY)
"""The statuses of a rule that does not speak."""


def speaks(rule: Rule, status: Status) -> bool:
    """Whether the status is that of a rule whose `when` holds."""
    return status not in (*SILENT, Status.OPEN) and not (status is Status.UNCLEAR and not rule.safeguard)


def witnesses(compiled: CompiledPolicy, rule: Rule) -> dict[Status, Answers]:
    """Every status the rule can have, ticks aside, with answers that settle it."""
    root = compiled.status[rule.id]
    found: dict[Status, Answers] = {}
    for status in Status:
        path = path_to(compiled.diagram, root, lambda value, wanted=status: value is wanted)  # type: ignore[misc]
        if path is not None:
            found[status] = answers_on(compiled, path)
    return found


def granted(compiled: CompiledPolicy, rule: Rule, activity: str | None) -> Answers | None:
    """Answers under which a permission is granted and for certain nothing prohibits the part, or the bot as a whole."""
    return unprohibited(compiled, rule, (Status.GRANTED,), activity, certainly=True)


def unprohibited(
    compiled: CompiledPolicy, rule: Rule, statuses: Iterable[Status], activity: str | None, *, certainly: bool
) -> Answers | None:
    """Answers that give the rule one of the statuses while nothing prohibits the part, or the bot as a whole.

    `certainly`: a rule that is unclear counts as one that prohibits.
    """
    goals = [Goal(compiled.status[rule.id], frozenset(statuses))]
    for part in dict.fromkeys((activity, None)):
        for other in compiled.policy.rules_for(part):
            root = compiled.status[other.id]
            reached = compiled.diagram.values(root)
            goals.append(Goal(root, frozenset(each for each in reached if harmless(other, each, certainly=certainly))))
    found = Solver(compiled.diagram, goals).solve({})
    if isinstance(found, Conflict):
        return None
    return answers_on(compiled, {key[1]: value for key, value in found.items()})


def path_to(diagram: Diagram, root: Node, wanted: Callable[[Hashable], bool]) -> dict[int, int] | None:
    """Values of variables that lead from the root to a terminal that is wanted; None if none do."""
    dead: set[Node] = set()

    def walk(node: Node) -> dict[int, int] | None:
        if diagram.is_terminal(node):
            return {} if wanted(diagram.value(node)) else None
        if node in dead:
            return None
        for value, child in enumerate(diagram.children(node)):
            rest = walk(child)
            if rest is not None:
                return {diagram.variable(node): value, **rest}
        dead.add(node)
        return None

    return walk(root)


def answers_on(compiled: CompiledPolicy, path: Mapping[int, int]) -> Answers:
    """The answers a path stands for; of a question with several answers, what the path leaves open is not chosen."""
    questions = compiled.questions(path)
    blocks = [compiled.blocks[question] for question in questions]
    return {
        block.question.id: block.decode({variable: path.get(variable, 0) for variable in block.variables})
        for block in blocks
    }


def witness_plan(policy: Policy, rule: Rule, answers: Answers, activity: str | None) -> Plan:
    """A plan with these answers and one use of the activity; None for a bot without a use."""
    about_bot = {question.id for question in policy.questions_about(None)}
    bot = Part(BOT, "The bot as a whole", None, {q: answer for q, answer in answers.items() if q in about_bot})
    uses: tuple[Part, ...] = ()
    if activity is not None:
        own = {question: answer for question, answer in answers.items() if question not in about_bot}
        uses = (Part(activity, policy.activity(activity).title, activity, own),)
    return Plan(f"Witness of {rule.id}", policy.id, policy.version, bot, uses)


def judged_for(policy: Policy, rule: Rule) -> tuple[str | None, ...]:
    """The activities the rule is judged for; None stands for the bot as a whole."""
    if rule.scope is Scope.BOT:
        return (None,)
    return tuple(activity.id for activity in policy.activities if rule in policy.rules_for(activity.id))


def told(answers: Answers) -> str:
    """Answers in the form of the command line: `question=option,option`."""
    return " ".join(f"{question}={','.join(answer)}" for question, answer in answers.items()) or "no answer at all"
