"""A policy compiled once: a variable for each question, a diagram of the status of each rule.

A question with several answers becomes one yes-or-no variable an option. Combinations that cannot be given (nothing
chosen, or "none" beside another) are not excluded afterwards: every one is read as a combination that can be given
(nothing chosen is the first exclusive option, or else the last option; a further exclusive option stands alone, whatever
else is set), so each assignment stands for an answer and each answer has an assignment. Values, open questions and
shortest paths are then exact without a side condition.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property, reduce

from advisor.assess.case import Answer
from advisor.assess.diagram import Diagram, Node, TooLarge
from advisor.assess.diagram_data import DiagramData, diagram_data, read_diagram
from advisor.assess.finding import Severity, Status
from advisor.policy.condition import All, AnyOf, Condition, Is, Not
from advisor.policy.model import Modality, Policy, Question, Rule, Scope
from advisor.typed import cast

MOST_STEPS = 20_000
"""How many steps compiling a rule may take: a fraction of a second, and a hundred times what the rules of a real pack take."""
MOST_STEPS_TOGETHER = 400_000
"""The same for all rules of a pack, beside a hundred a rule: some hundred megabytes."""

MOST_ANSWERS = 1_000
"""Of how many answers to a question it is remembered how they are read."""


class TooIntricate(Exception):  # noqa: N818 - the pack's fault; whoever reads packs makes an error of it
    """The condition of a rule has no diagram of reasonable size."""

    def __init__(self, rule: str) -> None:
        """Name the rule by its id."""
        super().__init__(rule)
        self.rule = rule


class Block:
    """The variables of one question: one, or one an option."""

    def __init__(self, question: Question, first: int) -> None:
        """Number the variables from `first`."""
        self.question = question
        exclusive = [option.id for option in question.options if option.exclusive]
        self.empty_means = exclusive[0] if exclusive else question.options[-1].id
        self.alone = tuple(exclusive[1:])
        if question.several:
            self.names = (*self.alone, *(option.id for option in question.options if not option.exclusive))
            self.sizes = (2,) * len(self.names)
        else:
            self.names = tuple(option.id for option in question.options)
            self.sizes = (len(question.options),)
        self.variables = tuple(range(first, first + len(self.sizes)))
        self.ways = 1 + (
            len(self.alone) + (1 << len(self.names) - len(self.alone)) if question.several else len(self.names)
        )
        """How many answers can be given, with none at all."""
        self._read: dict[Answer, Answer] = {}

    def encode(self, answer: Answer, only: Iterable[int] | None = None) -> dict[int, int]:
        """The values of the question's variables under an answer; of some of them, where `only` names these."""
        if self.question.several:
            first = self.variables[0]
            return {v: int(self.names[v - first] in answer) for v in (self.variables if only is None else only)}
        return {self.variables[0]: self.names.index(answer[0])}

    def read(self, answer: Answer) -> Answer:
        """The answer itself, or what one that cannot be given is read as; its options in the order of the variables."""
        found = self._read.get(answer)
        if found is None:
            if len(self._read) >= MOST_ANSWERS:
                self._read.clear()
            found = self._read[answer] = self.decode(self.encode(answer))
        return found

    def decode(self, values: Mapping[int, int]) -> Answer:
        """The answer that a value for each of the question's variables stands for; never empty."""
        if not self.question.several:
            return (self.names[values[self.variables[0]]],)
        chosen = tuple(name for v, name in zip(self.variables, self.names, strict=True) if values[v])
        if chosen and chosen[0] in self.alone:
            return chosen[:1]
        return chosen or (self.empty_means,)


class CompiledPolicy:
    """The diagrams of a policy. Bot questions come first in the order, so that uses can be folded away below them."""

    def __init__(self, policy: Policy, data: object = None) -> None:
        """Compile every rule, or take what `to_data` once made of this policy.

        Raises TooIntricate for a rule that cannot be compiled, and ValueError for data of anything else.
        """
        self.policy = policy
        self.blocks: dict[str, Block] = {}
        self.question_of: list[str] = []
        bot = [question for question in policy.questions if question.about_bot]
        uses = [question for question in policy.questions if not question.about_bot]
        self.first_use_variable = 0
        for question in [*bot, *uses]:
            block = Block(question, len(self.question_of))
            self.blocks[question.id] = block
            self.question_of += [question.id] * len(block.variables)
            if question.about_bot:
                self.first_use_variable = len(self.question_of)
        self.order = {question.id: number for number, question in enumerate(policy.questions)}
        sizes = [size for block in self.blocks.values() for size in block.sizes]
        if data is None:
            self.diagram = Diagram(sizes)
            self.status = self._compiled()
        else:
            self.diagram, roots = read_diagram(sizes, data, Status)
            self.status = dict(zip([rule.id for rule in policy.rules], roots, strict=True))
        self.asks = {rule.id: self.questions(self.diagram.support(self.status[rule.id])) for rule in policy.rules}

    def _compiled(self) -> dict[str, Node]:
        diagram, rules = self.diagram, self.policy.rules
        together = MOST_STEPS_TOGETHER + 100 * len(rules)
        found = {}
        for rule in rules:
            diagram.limit(min(MOST_STEPS, together - diagram.steps))
            try:
                found[rule.id] = self._status(rule)
            except (TooLarge, RecursionError):  # the second where it takes turns with hundreds of questions
                raise TooIntricate(rule.id) from None
        diagram.limit(None)
        return found

    def to_data(self) -> DiagramData:
        """What compiling found, as lists of numbers and words, to be kept and given back with the same policy."""
        return diagram_data(self.diagram, self.status.values(), lambda status: cast(Status, status).value)

    def questions(self, variables: Iterable[int]) -> tuple[str, ...]:
        """The questions the variables belong to, in the pack's order."""
        return tuple(sorted({self.question_of[v] for v in variables}, key=self.order.__getitem__))

    def encode(self, answers: Mapping[str, Answer], only: Iterable[str]) -> dict[int, int]:
        """The values of the variables that the answers fix, for the questions in `only`."""
        fixed: dict[int, int] = {}
        for question in only:
            if question in answers:
                fixed.update(self.blocks[question].encode(answers[question]))
        return fixed

    def condition(self, condition: Condition) -> Node:
        """The Boolean diagram of a condition."""
        diagram = self.diagram
        match condition:
            case Is(question, options):
                return self._atom(self.blocks[question], options)
            case All(parts):
                return reduce(diagram.both, map(self.condition, parts), diagram.terminal(True))
            case AnyOf(parts):
                return reduce(diagram.either, map(self.condition, parts), diagram.terminal(False))
            case Not(part):
                return diagram.negated(self.condition(part))

    def _atom(self, block: Block, options: tuple[str, ...]) -> Node:
        diagram = self.diagram
        true, false = diagram.terminal(True), diagram.terminal(False)
        if not block.question.several:
            return diagram.node(block.variables[0], tuple(true if name in options else false for name in block.names))
        # From the last variable up: is a wanted option among those from here on, given whether any was chosen before?
        on_empty = true if block.empty_means in options else false
        nothing_yet, something = on_empty, false
        for variable, name in zip(reversed(block.variables), reversed(block.names), strict=True):
            if name in block.alone:
                nothing_yet = diagram.node(variable, (nothing_yet, true if name in options else false))
                continue
            chosen = true if name in options else something
            nothing_yet, something = (
                diagram.node(variable, (nothing_yet, chosen)),
                diagram.node(variable, (something, chosen)),
            )
        return nothing_yet

    def _status(self, rule: Rule) -> Node:
        diagram = self.diagram

        def leaf(status: Status) -> Node:
            return diagram.terminal(status)

        def pick(condition: Condition, then: Node, otherwise: Node) -> Node:
            return diagram.choose(self.condition(condition), then, otherwise)

        match rule.modality:
            case Modality.PROHIBITION:
                unclear = pick(rule.unclear_when, leaf(Status.UNCLEAR), leaf(Status.CLEAR))
                return pick(rule.when, leaf(Status.VIOLATED), unclear)
            case Modality.REQUIREMENT:
                met = pick(rule.met_when, leaf(Status.MET), leaf(Status.REQUIRED))
                unclear = pick(rule.unclear_when, leaf(Status.UNCLEAR), met)
                applies = pick(rule.broken_when, leaf(Status.BROKEN), unclear)
            case Modality.APPROVAL:
                applies = leaf(Status.APPROVAL)
            case Modality.PERMISSION:
                required = (self.policy.rule(rule_id) for rule_id in rule.requires)
                defeated = AnyOf(tuple(All((other.when, other.broken_when)) for other in required))
                granted = All((rule.when, Not(defeated)))
                return pick(granted, leaf(Status.GRANTED), leaf(Status.NOT_GRANTED))
            case Modality.RECOMMENDATION:
                applies = leaf(Status.ADVICE)
            case Modality.INTERPRETATION | Modality.NOTICE | Modality.ENCOURAGEMENT:
                applies = leaf(Status.NOTE)
        return pick(rule.when, applies, leaf(Status.DOES_NOT_APPLY))

    @cached_property
    def _judged(self) -> Mapping[str | None, tuple[Rule, ...]]:
        activities = (None, *(activity.id for activity in self.policy.activities))
        return {activity: self.policy.rules_for(activity) for activity in activities}

    def rules_for(self, activity: str | None) -> tuple[Rule, ...]:
        """The rules judged for the bot (None), or for a use of the activity, in the pack's order."""
        return self._judged[activity]

    @cached_property
    def base(self) -> Mapping[str | None, Severity]:
        """What a part comes to when no rule adds anything, by activity; None is the bot as a whole.

        Where rules list the activity and none of them permits it, the policy only sets limits: permitted. Where some
        permit it, one of them has to; where none lists it, nothing covers it.
        """
        found: dict[str | None, Severity] = {None: Severity.PERMITTED}
        for activity in self.policy.activities:
            listing = any(_lists(rule, activity.id) and _acts(rule) for rule in self.policy.rules)
            only_limits = listing and activity.id not in self._permitted_by_name
            found[activity.id] = Severity.PERMITTED if only_limits else Severity.NOT_COVERED
        return found

    @cached_property
    def _permitted_by_name(self) -> frozenset[str]:
        """The activities that some permission lists."""
        permissions = [rule for rule in self.policy.rules if rule.modality is Modality.PERMISSION]
        return frozenset(
            activity.id for activity in self.policy.activities if any(_lists(rule, activity.id) for rule in permissions)
        )

    def covers(self, rule: Rule, activity: str | None) -> bool:
        """Whether the rule, a permission that is granted, is enough to permit the activity.

        A permission for every use says on which terms anything may be done; where the policy has permissions for the
        activity itself, one of those has to be granted.
        """
        return rule.scope is not Scope.EVERY_USE or activity not in self._permitted_by_name


def _lists(rule: Rule, activity: str) -> bool:
    return rule.scope is Scope.ACTIVITIES and activity in rule.activities


def _acts(rule: Rule) -> bool:
    """Whether the rule itself settles what may be done, rather than explaining or advising."""
    return rule.modality in (Modality.PROHIBITION, Modality.REQUIREMENT, Modality.APPROVAL, Modality.PERMISSION)
