"""A plan being worked on: answers, undo and redo, what is unsaved. Knows no screen and no file.

A session is a value: every change gives a new one and leaves the old one as it was, so undo is only looking back.
"""

from advisor.assess.assess import Assessor
from advisor.assess.case import Answer, Case
from advisor.assess.finding import Assessment
from advisor.assess.interview import Asked, still_matters, to_ask
from advisor.assess.solver import TooEntangled
from advisor.plan.look_again import confirmed, in_step
from advisor.plan.model import UNDECIDED, Part, Plan, Reply, Tick, entry_key
from advisor.policy.model import BOT, Policy, Question
from advisor.source.error import fail
from advisor.source.near import did_you_mean
from advisor.typed import TYPE_CHECKING
from advisor.values import dataclass, field, replace

if TYPE_CHECKING:
    from advisor.assess.remedy import Remedy

UNDO_DEPTH = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """A plan on the way, and what was done to leave it, in words."""

    plan: Plan
    did: str


@dataclass(frozen=True, slots=True)
class Session:
    """One plan under one policy. `saved` is the plan as last saved; None if it never was."""

    assessor: Assessor
    plan: Plan
    saved: Plan | None = None
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    case: Case = field(init=False, compare=False, repr=False)
    _assessed: list[Assessment] = field(init=False, compare=False, repr=False, default_factory=list)
    _matters: list[tuple[Asked, ...]] = field(init=False, compare=False, repr=False, default_factory=list)

    def __post_init__(self) -> None:
        """Turn the plan into the case that is assessed."""
        object.__setattr__(self, "case", self.plan.case(self.policy))

    @property
    def assessment(self) -> Assessment:
        """What follows from the plan, worked out once, when it is first asked for: whoever undoes ten steps asks once.

        Raises AdvisorError where a pack is so entangled that it would take for ever.
        """
        if not self._assessed:
            with InTime():
                self._assessed.append(self.assessor.assess(self.case))
        return self._assessed[0]

    @property
    def policy(self) -> Policy:
        """The policy the plan is held against."""
        return self.assessor.policy

    @property
    def unsaved(self) -> bool:
        """Whether the plan differs from what was last saved."""
        return self.plan != self.saved

    # What follows from the plan

    def remedies(self) -> "tuple[Remedy, ...]":
        """The smallest changes that lift each prohibition. Raises AdvisorError as `assessment` does."""
        from advisor.assess.remedy import remedies  # what follows is known, and shown, without them

        assessment = self.assessment
        with InTime():
            return remedies(self.assessor, self.case, assessment)

    def to_ask(self) -> tuple[Asked, ...]:
        """The questions to ask next, in order."""
        return tuple(to_ask(self.policy, self.case, self.assessment))

    def still_matters(self) -> tuple[Asked, ...]:
        """The questions that can still change something, undecided ones included; worked out once."""
        if not self._matters:
            self._matters.append(tuple(still_matters(self.policy, self.case, self.assessment)))
        return self._matters[0]

    # Changes

    def answer(self, part_id: str, question_id: str, answer: Answer) -> "Session":
        """Give an answer. Raises AdvisorError for an unknown part, question or option, or an empty answer."""
        part, question = self._asked(part_id, question_id)
        return self._answered(part, question, check_answer(question, answer), f"answer “{question.prompt}”")

    def undecided(self, part_id: str, question_id: str) -> "Session":
        """Leave a question open on purpose."""
        part, question = self._asked(part_id, question_id)
        return self._answered(part, question, UNDECIDED, f"leave “{question.prompt}” undecided")

    def clear(self, part_id: str, question_id: str) -> "Session":
        """Take an answer back; the question is asked again if it still matters."""
        part, question = self._asked(part_id, question_id)
        answers = {other: reply for other, reply in part.answers.items() if other != question_id}
        return self._changed(self.plan.with_part(replace(part, answers=answers)), f"clear “{question.prompt}”")

    def confirm(self, part_id: str, name: str) -> "Session":
        """Keep an answer or a tick that had to be looked at again, as it is."""
        return self._changed(confirmed(self.plan, entry_key(part_id, name)), "confirm what the pack’s changes touch")

    def tick(self, part_id: str, rule_id: str, *, done: bool) -> "Session":
        """Tick a safeguard, or take the tick away."""
        old = self._part(part_id).safeguards.get(rule_id, Tick())
        plan, title = self._ticked(part_id, rule_id, replace(old, done=done))
        return self._changed(confirmed(plan, entry_key(part_id, rule_id)), f"{'tick' if done else 'untick'} “{title}”")

    def remark(self, part_id: str, rule_id: str, note: str) -> "Session":
        """Note something on a safeguard's line."""
        old = self._part(part_id).safeguards.get(rule_id, Tick())
        plan, title = self._ticked(part_id, rule_id, replace(old, note=note))
        return self._changed(plan, f"note on “{title}”")

    def note(self, key: str, text: str) -> "Session":
        """Note something on a question (`question` or `use.question`); an empty text removes the note."""
        notes = {other: value for other, value in self.plan.notes.items() if other != key}
        if text:
            notes[key] = text
        return self._changed(replace(self.plan, notes=notes), "change a note")

    def rename(self, name: str) -> "Session":
        """Give the plan another name."""
        return self._changed(replace(self.plan, name=name), "rename the plan")

    def add_use(self, activity_id: str, title: str = "") -> "Session":
        """Add a use of an activity; its id is made from the activity's and is new."""
        self._known_activity(activity_id)
        activity, use_id = self.policy.activity(activity_id), self._new_id(activity_id)
        number = sum(use.activity == activity_id for use in self.plan.uses) + 1
        title = title or (activity.title if number == 1 else f"{activity.title} ({number})")
        uses = (*self.plan.uses, Part(use_id, title, activity_id))
        return self._changed(replace(self.plan, uses=uses), f"add “{title}”")

    def choose_activities(self, activity_ids: tuple[str, ...]) -> "Session":
        """Make one use of each activity that has none yet, as one step."""
        session = self
        for activity_id in activity_ids:
            if all(use.activity != activity_id for use in session.plan.uses):
                session = session.add_use(activity_id)
        return self._changed(session.plan, "choose what it does")

    def rename_use(self, use_id: str, title: str) -> "Session":
        """Give a use another title; its id stays."""
        use = self._use(use_id)
        return self._changed(self.plan.with_part(replace(use, title=title)), f"rename “{use.title}”")

    def duplicate_use(self, use_id: str) -> "Session":
        """Add a use with the same answers, right after the first; ticks are not taken over."""
        use = self._use(use_id)
        copy = replace(use, id=self._new_id(str(use.activity)), title=f"{use.title} (copy)", safeguards={})
        at = self.plan.uses.index(use) + 1
        uses = (*self.plan.uses[:at], copy, *self.plan.uses[at:])
        again = [entry_key(copy.id, name) for name in use.answers if entry_key(use.id, name) in self.plan.look_again]
        plan = replace(self.plan, uses=uses, look_again=(*self.plan.look_again, *again))
        return self._changed(plan, f"duplicate “{use.title}”")

    def remove_use(self, use_id: str) -> "Session":
        """Remove a use with its answers and the notes on them: another use may get its id."""
        gone = self._use(use_id)
        uses = tuple(use for use in self.plan.uses if use.id != use_id)
        notes = {key: text for key, text in self.plan.notes.items() if not key.startswith(f"{use_id}.")}
        return self._changed(replace(self.plan, uses=uses, notes=notes), f"remove “{gone.title}”")

    def apply(self, remedy: "Remedy") -> "Session":
        """Make a remedy's changes as one step; a remedy without changes gives up its use."""
        if remedy.gives_up:
            return self.remove_use(remedy.part) if remedy.part != BOT else self
        plan = self.plan
        for change in remedy.changes:
            part = plan.part(change.part)
            plan = plan.with_part(replace(part, answers={**part.answers, change.question: change.after}))
        return self._changed(plan, "apply a remedy")

    # Back and forth

    def undo(self) -> "Session":
        """The session one step back; itself when there is none."""
        if not self.past:
            return self
        *past, step = self.past
        return self._moved(step.plan, tuple(past), (Step(self.plan, step.did), *self.future))

    def redo(self) -> "Session":
        """The session one undone step forward; itself when there is none."""
        if not self.future:
            return self
        step, *future = self.future
        return self._moved(step.plan, (*self.past, Step(self.plan, step.did)), tuple(future))

    def mark_saved(self) -> "Session":
        """The same session, its plan now saved."""
        return Session(self.assessor, self.plan, self.plan, self.past, self.future)

    def replaced(self, plan: Plan) -> "Session":
        """The session with a plan edited elsewhere, as one step."""
        return self._changed(plan, "edit the file")

    # Within

    def _changed(self, plan: Plan, did: str) -> "Session":
        plan = in_step(self.plan, plan)
        if plan == self.plan:
            return self
        return self._moved(plan, (*self.past, Step(self.plan, did))[-UNDO_DEPTH:], ())

    def _moved(self, plan: Plan, past: tuple[Step, ...], future: tuple[Step, ...]) -> "Session":
        return Session(self.assessor, plan, self.saved, past, future)

    def _answered(self, part: Part, question: Question, reply: Reply, did: str) -> "Session":
        plan = self.plan.with_part(replace(part, answers={**part.answers, question.id: reply}))
        return self._changed(confirmed(plan, entry_key(part.id, question.id)), did)

    def _ticked(self, part_id: str, rule_id: str, tick: Tick) -> tuple[Plan, str]:
        """The plan with the tick, and the rule's title."""
        part = self._part(part_id)
        rules = {rule.id: rule for rule in self.policy.rules_for(part.activity) if rule.safeguard}
        if rule_id not in rules:
            raise fail(f"no safeguard of {part_id!r} is called {rule_id!r}", did_you_mean(rule_id, rules))
        safeguards = {other: old for other, old in part.safeguards.items() if other != rule_id}
        if tick != Tick():
            safeguards[rule_id] = tick
        return self.plan.with_part(replace(part, safeguards=safeguards)), rules[rule_id].title

    def _part(self, part_id: str) -> Part:
        try:
            return self.plan.part(part_id)
        except KeyError:
            ids = [part.id for part in self.plan.parts]
            raise fail(f"the plan has no use {part_id!r}", did_you_mean(part_id, ids)) from None

    def _use(self, use_id: str) -> Part:
        if use_id == BOT:
            raise fail("the bot as a whole is not a use", "name one of its uses")
        return self._part(use_id)

    def _asked(self, part_id: str, question_id: str) -> tuple[Part, Question]:
        part = self._part(part_id)
        about = {question.id: question for question in self.policy.questions_about(part.activity)}
        if question_id not in about:
            asked = f"of {part_id!r}" if part.activity else "of the bot as a whole"
            raise fail(f"no question {question_id!r} is asked {asked}", did_you_mean(question_id, about))
        return part, about[question_id]

    def _known_activity(self, activity_id: str) -> None:
        ids = [activity.id for activity in self.policy.activities]
        if activity_id not in ids:
            raise fail(f"no activity is called {activity_id!r}", did_you_mean(activity_id, ids))

    def _new_id(self, stem: str) -> str:
        taken = {part.id for part in self.plan.parts}
        number, use_id = 1, stem
        while use_id in taken:
            number += 1
            use_id = f"{stem}-{number}"
        return use_id


class InTime:
    """For what searches among many rules. Raises AdvisorError where they are so entangled that it would not end."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Tell it as a person's plan or pack is told."""
        if isinstance(error, TooEntangled):
            what = "what follows from these answers would take too long to work out: the rules are too entangled"
            raise fail(what, "answer more of the questions, or divide the pack’s rules") from None


def check_answer(question: Question, answer: Answer) -> Answer:
    """The answer in the question's own order, without repeats. Raises AdvisorError if it cannot be given."""
    options = [option.id for option in question.options]
    for option_id in answer:
        if option_id not in options:
            raise fail(f"{question.id!r} has no option {option_id!r}", did_you_mean(option_id, options))
    chosen = tuple(option for option in options if option in answer)
    if not chosen:
        raise fail(f"{question.id!r} needs an answer", f"choose from {', '.join(options)}")
    if len(chosen) > 1 and not question.several:
        raise fail(f"{question.id!r} takes one option, not {len(chosen)}", f"choose one of {', '.join(chosen)}")
    exclusive = [option.id for option in question.options if option.exclusive and option.id in chosen]
    if exclusive and len(chosen) > 1:
        raise fail(
            f"{exclusive[0]!r} excludes every other option of {question.id!r}", "choose it alone, or leave it out"
        )
    return chosen
