"""What the answer-set program says of whole plans: the plan's verdict, and how few changes lift a prohibition.

Every part has a world of its own; what is answered about the bot is the same in all of them.
"""

from collections.abc import Mapping, Sequence

import clingo

from tests.assess.naive import LADDER, Facts
from tests.proof.asp import VERDICT, Judged, Program, brave, question_facts, quiet, text


def plan_verdicts(programs: Mapping[str | None, Program], parts: Sequence[Facts]) -> set[str]:
    """Every verdict that the plan may come to; what is open about the bot is the same for every part."""
    about_bot = {question.id for question in next(iter(programs.values())).policy.questions if question.about_bot}
    bot = parts[0]
    lines = [_PLAN, VERDICT]
    for number, part in enumerate(parts):
        program, world = programs[part.activity], f"w{number}"
        own = program.text + "\n" + program.facts({**bot.answers, **part.answers}, part.ticked)
        lines.append(
            own.replace("world(W)", f"world{world}(W)")
            .replace("open(", f"open{world}(")
            .replace("given(", f"given{world}(")
        )
        lines.append(f"world(W) :- world{world}(W). world{world}({world}). in({world},Q,O) :- given{world}(Q,O).")
        for question in program.questions:
            name = text(question.id)
            if question.id in about_bot:
                lines.append(f"shared({name}) :- open{world}({name}). in({world},{name},O) :- bot({name},O).")
            else:
                bound = "" if question.several else " 1"
                lines.append(f"1 {{ in({world},{name},O) : option({name},O) }}{bound} :- open{world}({name}).")
    lines.append("use(W) :- world(W), W != w0.")
    found = {symbol.arguments[0].number for symbol in brave("\n".join(lines)) if symbol.name == "plan"}
    if len(parts) == 1:
        found = {max(start, level) for start in range(1, 5) for level in found}
    return {LADDER[level] for level in found}


_PLAN = """
    1 { bot(Q,O) : option(Q,O) } 1 :- shared(Q), one(Q).
    1 { bot(Q,O) : option(Q,O) } :- shared(Q), several(Q).
    :- in(W,Q,O), alone(Q,O), in(W,Q,P), P != O.
    { harsh(W) } :- vague(W).
    level(W,4) :- harsh(W).
    level(W,V) :- worst(W,V), not harsh(W), use(W).
    level(w0,V) :- worst(w0,V), not harsh(w0), V > 1.
    level(w0,0) :- worst(w0,V), not harsh(w0), V < 2.
    plan(V) :- V = #max { X : level(W,X) }.
    #show plan/1.
"""


def fewest_changes(programs: Mapping[str | None, Program], parts: Sequence[Facts], wanted: str) -> int | None:
    """How few changed answers free the part and prohibit no other that may stand; None if no number does."""
    policy = next(iter(programs.values())).policy
    about_bot = {question.id for question in policy.questions if question.about_bot}
    bot = parts[0]
    lines: list[str] = []
    part = next(part for part in parts if part.id == wanted)
    for question in policy.questions:
        lines += question_facts(question)
    lines.append(":- in(W,Q,O), alone(Q,O), in(W,Q,P), P != O.")
    changeable = {question.id for question in policy.questions if not question.fixed}
    for question_id, answer in {**bot.answers, **part.answers}.items():
        name = text(question_id)
        lines += [f"was({name},{text(option)})." for option in answer]
        lines.append(f"answered({name}).")
        if question_id in changeable:
            lines.append(f"changeable({name}).")
    lines.append(_CHANGES)
    for number, other in enumerate(parts):
        world = f"w{number}"
        if other.id != wanted and _certainly_prohibited(programs[other.activity], bot, other):
            continue
        lines.append(_world(programs[other.activity], world, other, about_bot, wanted=other.id == wanted))
    return _least("\n".join(lines))


_CHANGES = """
    { change(Q) } :- changeable(Q).
    1 { new(Q,O) : option(Q,O) } 1 :- change(Q), one(Q).
    1 { new(Q,O) : option(Q,O) } :- change(Q), several(Q).
    :- new(Q,O), alone(Q,O), new(Q,P), P != O.
    now(Q,O) :- new(Q,O).
    now(Q,O) :- was(Q,O), not change(Q).
    #minimize { 1,Q : change(Q) }.
"""


def _certainly_prohibited(program: Program, bot: Facts, part: Facts) -> bool:
    return Judged(program, {**bot.answers, **part.answers}, part.ticked).verdicts == {LADDER[4]}


def _world(program: Program, world: str, part: Facts, about_bot: set[str], *, wanted: bool) -> str:
    """A world for one part, in which it must not be prohibited: the wanted one for certain, others as far as is clear."""
    lines = [program.text.replace("world(W)", f"world{world}(W)"), f"world{world}({world})."]
    for question in program.questions:
        name = text(question.id)
        if wanted or question.id in about_bot:
            lines.append(f"in({world},{name},O) :- now({name},O).")
            free = f"not answered({name})"
        elif question.id in part.answers:
            lines += [f"in({world},{name},{text(option)})." for option in part.answers[question.id]]
            continue
        else:
            free = ""
        bound = "" if question.several else " 1"
        lines.append(f"1 {{ in({world},{name},O) : option({name},O) }}{bound}{f' :- {free}' if free else ''}.")
    lines.append(f":- st({world},R,violated). :- st({world},R,broken), must(R).")
    if wanted:
        lines.append(f":- st({world},R,unclear), must(R).")
    return "\n".join(lines)


def _least(program: str) -> int | None:
    control = clingo.Control(["--opt-mode=opt"], logger=quiet)
    control.add("base", [], program)
    control.ground([("base", [])])
    best: int | None = None
    with control.solve(yield_=True) as solving:
        for model in solving:
            best = model.cost[0] if model.cost else 0
    return best
