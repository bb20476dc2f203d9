"""Answer, undo, redo, tick, note, save, reopen in any order: the session agrees with a list of plans and an index."""

from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from advisor.assess.assess import Assessor
from advisor.plan.file import plan_source, saved_bytes
from advisor.plan.model import Part, Plan
from advisor.plan.reading import cleaned
from advisor.plan.session import Session
from advisor.policy.installed import pack_folders
from advisor.policy.model import BOT, Policy
from advisor.policy.pack import load_pack

LENDING = Path(__file__).parent.parent / "packs" / "lending"
TEXTS = st.sampled_from(
    ["", "A name", "  spaced  ", "[b]bold[/b]", "\x1b]52;c;eA==\x07", "yes", "12", "ä\u202e\n: x", "#"]
)


class SessionMachine(RuleBasedStateMachine):
    """A session beside what it should be: every plan on the way, where one stands, and the bytes last saved."""

    policy: ClassVar[Policy]
    assessor: ClassVar[Assessor]
    fresh: ClassVar[Assessor]

    @initialize()
    def begin(self) -> None:
        self.session = Session(self.assessor, Plan("Plan", self.policy.id, self.policy.version))
        self.plans = [self.session.plan]
        self.at = 0
        self.saved: Plan | None = None
        self.file: bytes | None = None

    def went(self, session: Session) -> None:
        """Note a change; one that changes nothing is no step."""
        self.session = session
        if session.plan != self.plans[self.at]:
            self.plans = [*self.plans[: self.at + 1], session.plan]
            self.at += 1

    def some_part(self, data: st.DataObject) -> Part:
        return data.draw(st.sampled_from(self.session.plan.parts))

    def some_use(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(self.session.plan.uses)).id

    def has_uses(self) -> bool:
        return bool(self.session.plan.uses)

    # Answers

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        part = self.some_part(data)
        questions = self.policy.questions_about(part.activity)
        if questions:
            question = data.draw(st.sampled_from(questions))
            free = [option.id for option in question.options if not option.exclusive]
            alone = [(option.id,) for option in question.options if option.exclusive or not question.several]
            several = st.lists(st.sampled_from(free), min_size=1, max_size=3).map(tuple) if question.several else None
            kinds = [*([st.sampled_from(alone)] if alone else []), *([several] if several is not None else [])]
            answer = data.draw(st.one_of(kinds))
            self.went(self.session.answer(part.id, question.id, answer))
            given = self.session.plan.part(part.id).answers[question.id]
            assert set(given) == set(answer)

    @rule(data=st.data(), clear=st.booleans())
    def leave_open(self, data: st.DataObject, *, clear: bool) -> None:
        part = self.some_part(data)
        questions = self.policy.questions_about(part.activity)
        if questions:
            question = data.draw(st.sampled_from(questions)).id
            change = self.session.clear if clear else self.session.undecided
            self.went(change(part.id, question))
            if not clear:
                assert (part.id, question) not in [(asked.part, asked.question.id) for asked in self.session.to_ask()]

    @precondition(lambda self: self.session.to_ask())
    @rule(data=st.data())
    def answer_what_is_asked(self, data: st.DataObject) -> None:
        asked = self.session.to_ask()[0]
        option = data.draw(st.sampled_from(asked.question.options))
        before = set(self.session.assessment.part(asked.part).outcome.possible)
        self.went(self.session.answer(asked.part, asked.question.id, (option.id,)))
        assert set(self.session.assessment.part(asked.part).outcome.possible) <= before

    # Uses, boxes and words

    @precondition(lambda self: len(self.session.plan.uses) < 4)
    @rule(data=st.data(), title=TEXTS)
    def add_use(self, data: st.DataObject, title: str) -> None:
        self.went(self.session.add_use(data.draw(st.sampled_from(self.policy.activities)).id, title))

    @precondition(has_uses)
    @rule(data=st.data(), title=TEXTS)
    def rename_use(self, data: st.DataObject, title: str) -> None:
        self.went(self.session.rename_use(self.some_use(data), title))

    @precondition(lambda self: 0 < len(self.session.plan.uses) < 4)
    @rule(data=st.data())
    def duplicate_use(self, data: st.DataObject) -> None:
        self.went(self.session.duplicate_use(self.some_use(data)))

    @precondition(has_uses)
    @rule(data=st.data())
    def remove_use(self, data: st.DataObject) -> None:
        self.went(self.session.remove_use(self.some_use(data)))

    @rule(data=st.data(), done=st.booleans(), note=TEXTS)
    def tick_or_remark(self, data: st.DataObject, *, done: bool, note: str) -> None:
        part = self.some_part(data)
        boxes = [each.id for each in self.policy.rules_for(part.activity) if each.safeguard]
        if boxes:
            box = data.draw(st.sampled_from(boxes))
            self.went(self.session.tick(part.id, box, done=done))
            self.went(self.session.remark(part.id, box, note))

    @rule(data=st.data(), text=TEXTS)
    def note(self, data: st.DataObject, text: str) -> None:
        part = self.some_part(data)
        questions = self.policy.questions_about(part.activity)
        if questions:
            question = data.draw(st.sampled_from(questions)).id
            self.went(self.session.note(question if part.id == BOT else f"{part.id}.{question}", text))

    @rule(name=TEXTS)
    def rename(self, name: str) -> None:
        self.went(self.session.rename(name))

    @precondition(lambda self: self.session.remedies())
    @rule(data=st.data())
    def apply_a_remedy(self, data: st.DataObject) -> None:
        remedy = data.draw(st.sampled_from(self.session.remedies()))
        self.went(self.session.apply(remedy))
        if not remedy.gives_up:
            assert self.session.assessment.part(remedy.part).outcome == remedy.outcome

    # Back and forth, to the file and back

    @rule(steps=st.integers(1, 3))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            self.session = self.session.undo()
            self.at = max(0, self.at - 1)

    @rule(steps=st.integers(1, 3))
    def redo(self, steps: int) -> None:
        for _ in range(steps):
            self.session = self.session.redo()
            self.at = min(len(self.plans) - 1, self.at + 1)

    @rule()
    def undo_everything_and_redo_it(self) -> None:
        there = self.session
        for _ in range(len(self.plans)):
            there = there.undo()
        assert there.plan == self.plans[0]
        for _ in range(self.at):
            there = there.redo()
        assert there == self.session

    @rule()
    def save(self) -> None:
        self.file = saved_bytes(self.session.plan, self.policy, self.file)
        self.session = self.session.mark_saved()
        self.saved = self.session.plan

    @precondition(lambda self: self.file is not None)
    @rule()
    def reopen(self) -> None:
        assert self.file is not None
        assert self.saved is not None
        plan = plan_source(self.file).plan(self.policy)
        assert plan == cleaned(self.saved, self.policy)
        self.session = Session(self.assessor, plan, plan)
        self.plans, self.at, self.saved = [plan], 0, plan

    @invariant()
    def the_session_stands_where_it_should(self) -> None:
        assert self.session.plan == self.plans[self.at]
        assert len(self.session.past) == self.at
        assert len(self.session.future) == len(self.plans) - 1 - self.at

    @invariant()
    def unsaved_means_different_from_what_was_saved(self) -> None:
        assert self.session.unsaved == (self.session.plan != self.saved)

    @invariant()
    def the_assessment_is_what_a_fresh_one_would_be(self) -> None:
        self.fresh._sheets.clear()
        assert self.session.case == self.session.plan.case(self.policy)
        assert self.session.assessment == self.fresh.assess(self.session.case)


def machine(pack: Path) -> type[SessionMachine]:
    policy = load_pack(pack)
    attributes = {"policy": policy, "assessor": Assessor(policy), "fresh": Assessor(policy)}
    return type("Machine", (SessionMachine,), attributes)


RUNS = settings(
    max_examples=30,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestLending = machine(LENDING).TestCase
TestLending.settings = RUNS
TestPack = machine(Path(pack_folders()[-1])).TestCase
TestPack.settings = RUNS
