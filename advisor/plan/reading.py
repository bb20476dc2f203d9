"""From the tree of a plan file to a `Plan`: every name checked, every problem with its place.

A plan that comes out holds only what its policy knows. Free text (names, titles, notes) is clean by then: the tree has
made control characters visible.
"""

from collections.abc import Iterable, Mapping as Lookup

from advisor.assess.case import Answer
from advisor.plan.look_again import in_step
from advisor.plan.model import UNDECIDED, Part, Plan, Reply, Tick, entry_key
from advisor.plan.session import check_answer
from advisor.policy.model import BOT, Policy, Question, Rule
from advisor.source.error import AdvisorError, Problem
from advisor.source.fields import Fields, Problems, is_empty, names_in
from advisor.source.safe_text import one_line, quoted, safe_text
from advisor.source.tree import Mapping, Node, Scalar, Sequence
from advisor.values import dataclass, replace

FORMAT = "1"
KEYS = ("advisor", "policy", "version", "look_again", "name", "bot", "safeguards", "uses", "notes")
USE_KEYS = ("activity", "title", "answers", "safeguards")
UNNAMED = "Unnamed bot"
NOTES_OF_THE_PLAN = "plan"
"""The key of notes that are one text instead of entries."""
MOST_USES = 500
_BOT_TITLE = Plan("", "").bot.title


@dataclass(frozen=True, slots=True)
class Outdated:
    """An entry that the pack does not know: of which part and section, its name, what it says, and what is wrong."""

    part: str
    section: str
    name: str
    text: str
    problem: Problem


def read_plan(problems: Problems, root: Node, policy: Policy, outdated: list[Outdated] | None = None) -> Plan:
    """The plan; only to be used if no problem was added.

    With a list for what is `outdated`, names that the policy does not know are no problems but go there, and their entries
    are left out.
    """
    fields = Fields(problems, root, "the plan", KEYS, ("advisor", "policy"))
    check_format(fields)
    named = fields.scalar("policy")
    if named is not None and named.text != policy.id:
        problems.add(named, f"the plan is for the policy {quoted(named.text)}, not {policy.id!r}")
    reader = _PartReader(problems, policy, outdated)
    bot = Part(
        BOT,
        _BOT_TITLE,
        None,
        reader.answers(BOT, None, fields.mapping("bot")),
        reader.safeguards(BOT, None, fields.mapping("safeguards")),
    )
    listed = list(fields.mapping("uses").values())
    if len(listed) > MOST_USES:
        problems.add(listed[MOST_USES][0], f"the plan has more than {MOST_USES} uses", "a plan is one bot; divide it")
    uses = [reader.use(key, node) for key, node in listed[:MOST_USES]]
    name = fields.line("name") or UNNAMED
    plan = Plan(name, policy.id, fields.line("version"), bot, tuple(uses), _notes(fields.node_of("notes")))
    return replace(plan, look_again=_look_again(problems, fields, plan, policy)) if "look_again" in fields else plan


def check_format(fields: Fields) -> bool:
    """Whether the plan is written in the format of this program; a problem if not."""
    node = fields.scalar("advisor")
    if node is not None and node.text != FORMAT:
        hint = f"this program reads format {FORMAT}"
        fields.problems.add(node, f"the plan has format {quoted(node.text)}", hint)
        return False
    return True


def cleaned(plan: Plan, policy: Policy) -> Plan:
    """The plan as it comes back from a file: free text made safe, empty ticks and notes left out."""
    notes = {one_line(key): safe_text(text, lines=True).strip() for key, text in plan.notes.items()}
    return replace(
        in_step(plan, plan),
        name=one_line(plan.name) or UNNAMED,
        policy_version=one_line(plan.policy_version),
        bot=_cleaned(plan.bot, _BOT_TITLE),
        uses=tuple(_cleaned(use, policy.activity(str(use.activity)).title) for use in plan.uses),
        notes={key: text for key, text in notes.items() if text},
    )


def _cleaned(part: Part, default_title: str) -> Part:
    ticks = {rule: Tick(tick.done, safe_text(tick.note, lines=True).strip()) for rule, tick in part.safeguards.items()}
    return replace(
        part,
        title=one_line(part.title) or default_title,
        safeguards={rule: tick for rule, tick in ticks.items() if tick != Tick()},
    )


def _look_again(problems: Problems, fields: Fields, plan: Plan, policy: Policy) -> tuple[str, ...]:
    """What stands and is still to be confirmed; of what was taken out by hand nothing is left to confirm."""
    parts = [part for part in plan.parts if part.activity in (None, *(activity.id for activity in policy.activities))]
    known = [
        entry_key(part.id, name)
        for part in parts
        for name in (
            *(question.id for question in policy.questions_about(part.activity)),
            *(rule.id for rule in policy.rules_for(part.activity)),
        )
    ]
    listed = problems.resolve(fields.names("look_again"), "answer or tick called", known)
    return in_step(plan, replace(plan, look_again=listed)).look_again


def _notes(node: Node | None) -> Lookup[str, str]:
    """The notes that are text; whatever else stands there is the person's own, and kept in the file."""
    if isinstance(node, Scalar):
        return {NOTES_OF_THE_PLAN: node.text.strip()} if node.text.strip() else {}
    if not isinstance(node, Mapping):
        return {}
    texts = {
        one_line(key.text): value.text.strip() for key, value in node.entries.values() if isinstance(value, Scalar)
    }
    return {key: text for key, text in texts.items() if text}


class _PartReader:
    """Reads the bot and its uses against one policy."""

    def __init__(self, problems: Problems, policy: Policy, outdated: list[Outdated] | None) -> None:
        self.problems = problems
        self.outdated = outdated
        self.unknown = problems if outdated is None else Problems(problems.path)
        """Where names go that the policy does not know."""
        self.policy = policy
        self.activities = {activity.id: activity for activity in policy.activities}
        self.questions = {question.id: question for question in policy.questions}
        self.rules = {rule.id: rule for rule in policy.rules}

    def use(self, key: Scalar, node: Node) -> Part:
        fields = Fields(self.problems, node, f"the use {quoted(key.text)}", USE_KEYS, ("activity",))
        self._check_id(key)
        named = fields.scalar("activity")
        activity = named.text if named is not None else ""
        if activity not in self.activities:
            if named is not None:
                self.problems.unknown(named, "there is no activity", self.activities)
            return Part(key.text, "", activity)  # whose answers cannot be judged
        return Part(
            key.text,
            fields.line("title") or self.activities[activity].title,
            activity,
            self.answers(key.text, activity, fields.mapping("answers")),
            self.safeguards(key.text, activity, fields.mapping("safeguards")),
        )

    def _check_id(self, key: Scalar) -> None:
        if key.text == BOT:
            hint = "the bot's own answers stand under `bot`; choose another name"
            self.problems.add(key, f"no use can be called {BOT!r}", hint)
        elif not is_use_id(key.text):
            hint = "use letters, digits, - and _ (at most 60)"
            self.problems.add(key, f"no use can be called {quoted(key.text)}", hint)

    def _set_aside(self, part: str, section: str, key: Scalar, text: str) -> None:
        """Keep what an entry says that was found to be unknown."""
        if self.outdated is not None and self.unknown.found:
            self.outdated.append(Outdated(part, section, key.text, one_line(text), self.unknown.found[0]))
            self.unknown.found.clear()

    def answers(self, part: str, activity: str | None, entries: Lookup[str, tuple[Scalar, Node]]) -> dict[str, Reply]:
        about = {question.id: question for question in self.policy.questions_about(activity)}
        found: dict[str, Reply] = {}
        for key, node in entries.values():
            if key.text not in about:
                self._not_asked(key, activity, about)
            elif reply := self._reply(key, node, about[key.text]):
                found[key.text] = reply
            self._set_aside(part, "answers", key, _said(node))
        return found

    def _not_asked(self, key: Scalar, activity: str | None, about: Iterable[str]) -> None:
        question = self.questions.get(key.text)
        if question is None:
            self.unknown.unknown(key, "there is no question", about)
            return
        asked = "of the bot as a whole, under `bot`" if question.about_bot else f"of {_some(question.about)}"
        of_whom = f"of a use with the activity {activity!r}" if activity else "of the bot as a whole"
        self.unknown.add(key, f"{key.text!r} is not asked {of_whom}", f"it is asked {asked}")

    def _reply(self, key: Scalar, node: Node, question: Question) -> Reply | None:
        if isinstance(node, Scalar) and node.text == UNDECIDED:
            return UNDECIDED
        if is_empty(node):
            hint = f"leave the line out, or choose {UNDECIDED}, {_some([option.id for option in question.options])}"
            self.problems.add(key, f"{key.text!r} has no answer", hint)
            return None
        if isinstance(node, Mapping):
            hint = f"write {UNDECIDED}, {_some([option.id for option in question.options])}"
            self.problems.add(node, f"the answer to {key.text!r} has to be an option or a list of options", hint)
            return None
        if isinstance(node, Sequence) and any(
            isinstance(item, Scalar) and item.text == UNDECIDED for item in node.items
        ):
            self.problems.add(node, f"{UNDECIDED!r} stands alone", f"write `{key.text}: {UNDECIDED}`")
            return None
        listed = names_in(self.problems, node.items if isinstance(node, Sequence) else (node,), key.text)
        options = [option.id for option in question.options]
        chosen = self.unknown.resolve(listed, f"option of {key.text!r} called", options)
        if len(chosen) < len(listed):
            return None
        return self._checked(node, question, chosen)

    def _checked(self, node: Node, question: Question, chosen: Answer) -> Answer | None:
        try:
            return check_answer(question, chosen)
        except AdvisorError as error:
            for problem in error.problems:
                self.unknown.add(node, problem.message, problem.hint)
            return None

    def safeguards(self, part: str, activity: str | None, entries: Lookup[str, tuple[Scalar, Node]]) -> dict[str, Tick]:
        here = {rule.id: rule for rule in self.policy.rules_for(activity) if rule.safeguard}
        found: dict[str, Tick] = {}
        for key, node in entries.values():
            if key.text not in here:
                self._no_safeguard(key, activity, here)
            fields = Fields(self.problems, node, f"the safeguard {quoted(key.text)}", ("done", "note"))
            tick = Tick(fields.flag("done"), fields.text("note"))
            if key.text not in here:
                done = "in place" if tick.done else ""
                self._set_aside(part, "safeguards", key, ": ".join(filter(None, (done, tick.note))))
            elif tick != Tick():
                found[key.text] = tick
        return found

    def _no_safeguard(self, key: Scalar, activity: str | None, here: Lookup[str, Rule]) -> None:
        rule = self.rules.get(key.text)
        if rule is None:
            self.unknown.unknown(key, "there is no safeguard", here)
        elif not rule.safeguard:
            self.unknown.add(key, f"{key.text!r} is no safeguard", f"it is of the kind {rule.modality.value}")
        else:
            part = f"a use with the activity {activity!r}" if activity else "the bot as a whole"
            concerns = _some(rule.activities) if rule.activities else "another part"
            self.unknown.add(key, f"{key.text!r} is no safeguard of {part}", f"it concerns {concerns}")


def is_use_id(text: str) -> bool:
    """Whether a use may have this id: it has to fit `use.question=option` on a command line."""
    plain = text.replace("-", "").replace("_", "")
    return len(text) <= 60 and plain.isalnum() and not text.startswith("-") and text != BOT


def _said(node: Node) -> str:
    """What an answer says, as it is written."""
    if isinstance(node, Scalar):
        return node.text
    items = node.items if isinstance(node, Sequence) else ()
    return ", ".join(item.text for item in items if isinstance(item, Scalar))


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:12]) + (" …" if len(listed) > 12 else "")
