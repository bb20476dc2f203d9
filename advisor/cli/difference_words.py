"""The difference of two packs, and what it does to a plan, in words: a paragraph for each thing that changed.

Answers stand as `--set` takes them, so that a line can be copied and tried.
"""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator

from advisor.assess.finding import Finding, Outcome
from advisor.plan.model import Plan, entry_key
from advisor.policy.model import BOT, Policy, Question, Rule, Scope
from advisor.prove.difference import ActivityChange, Difference, Kind, QuestionChange, RuleChange
from advisor.prove.plan_difference import Left, PlanDifference, Turned
from advisor.prove.showing import State, Witness
from advisor.report.wording import outcome_words
from advisor.source.safe_text import safe_text

WIDTH = 100
_PLACES = {
    None: "not judged",
    Scope.BOT: "judged of the bot as a whole",
    Scope.EVERY_USE: "judged of every use",
    Scope.ACTIVITIES: "judged by name",
}


def difference_text(found: Difference, plan: Plan | None, of_plan: PlanDifference | None) -> str:
    """Everything, as lines for a person; the plan first."""
    blocks: list[list[str]] = [[line for text in (summary(found), *_untold(found)) for line in _folded(text)]]
    if plan is not None and of_plan is not None:
        blocks.append([line for text in plan_lines(found, plan, of_plan) for line in _folded(text)])
    paragraphs = [*(_rule(found, change) for change in found.rules), *map(_question, found.questions)]
    paragraphs += map(_activity, found.activities)
    blocks += [[line for text in paragraph for line in _folded(text)] for paragraph in paragraphs]
    return "\n\n".join("\n".join(safe_text(line) for line in block) for block in blocks if block) + "\n"


def summary(found: Difference) -> str:
    """One line: the packs, and how many of what changed."""
    packs = f"{named(found.before)} to {named(found.after)}"
    counted = [
        *_counted("rule", found.rules),
        *_counted("question", found.questions),
        *_counted("activity", found.activities),
    ]
    if not counted:
        return f"{packs}: the same rules, questions and activities"
    note = "" if found.by_effect else "; none of it changes what any plan comes to"
    return f"{packs}: {', '.join(counted)}{note}"


def _untold(found: Difference) -> Iterator[str]:
    """What keeps plans of the older pack from being told."""
    if found.before.id != found.after.id or not found.untold:
        return
    version = found.after.version
    raised = "" if version != found.before.version else f"Both packs have the version {version}: raise it. "
    yield f"{raised}A plan is told what its pack’s history names; under the new version it lacks: {', '.join(found.untold)}"


def named(policy: Policy) -> str:
    """A pack and its version."""
    return f"{policy.id} {policy.version}"


def _counted(what: str, changes: Iterable[RuleChange | QuestionChange | ActivityChange]) -> Iterator[str]:
    counts = Counter(change.kind for change in changes)
    for kind in Kind:
        if number := counts[kind]:
            plural = what if number == 1 else f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
            yield f"{number} {plural} {kind.value}"


def _rule(found: Difference, change: RuleChange) -> Iterator[str]:
    rule = change.rule
    yield f"Rule {change.kind.value}: {rule.title} [{rule.id}]"
    written = f"  Written differently: {', '.join(change.fields)}."
    if change.kind is Kind.WORDING:
        asked_anew = any(rule.id in question.read_by for question in found.questions if question.kind is Kind.EFFECT)
        answers = "for every answer that both packs know" if asked_anew else "whatever is answered"
        yield f"{written} It comes to the same {answers}."
        return
    for placed in change.placed:
        whom = f"Of the activity {placed.activity}" if placed.activity else "Of the bot as a whole"
        yield f"  {whom}: {_PLACES[placed.before]} before, {_PLACES[placed.after]} now."
    if change.witness:
        yield from _witness(change, change.witness)
    if change.new_questions:
        yield f"  It depends on what was not asked before: {', '.join(change.new_questions)}."
    if change.gone_questions:
        yield f"  It depended on what is not asked any more: {', '.join(change.gone_questions)}."
    if change.fields:
        yield written


def _witness(change: RuleChange, witness: Witness) -> Iterator[str]:
    for title, state, rule in (("before", witness.before, change.before), ("now", witness.after, change.after)):
        yield f"  {title}: {_state(state, rule)}"
    old, new = (" ".join(settings(witness.activity, state)) for state in (witness.before, witness.after))
    if change.kind is Kind.ADDED or old == new:
        yield f"  with: {new or 'no answer at all'}"
    elif change.kind is Kind.REMOVED:
        yield f"  with: {old or 'no answer at all'}"
    else:
        yield f"  with: {old or 'no answer at all'} (before); {new or 'no answer at all'} (now)"


def _state(state: State, rule: Rule | None) -> str:
    status = state.status.value if state.status else "not judged" if rule else "no such rule"
    return f"{status}; verdict: {outcome_words(state.outcome) if state.outcome else 'the activity is not known'}"


def settings(activity: str | None, state: State) -> Iterator[str]:
    """A witness as words of the command line."""
    yield from (f"--set {question}={','.join(answer)}" for question, answer in state.bot.items())
    if activity is not None and state.outcome is not None:
        yield f"--set {activity}.activity={activity}"
        yield from (f"--set {activity}.{question}={','.join(answer)}" for question, answer in state.use.items())


def _activity(change: ActivityChange) -> Iterator[str]:
    yield f"Activity {change.kind.value}: {change.activity.title} [{change.activity.id}]"


def _question(change: QuestionChange) -> Iterator[str]:
    yield f"Question {change.kind.value}: {change.question.prompt} [{change.question.id}]"
    if change.options_added:
        yield f"  New to choose: {', '.join(change.options_added)}."
    if change.options_removed:
        yield f"  No longer to choose: {', '.join(change.options_removed)}; plans that did are asked again."
    if change.kind is Kind.EFFECT and change.before and change.after:
        yield from _asked_otherwise(change.before, change.after)
    if change.kind in (Kind.ADDED, Kind.EFFECT) and change.read_by:
        yield f"  Rules that depend on it: {', '.join(change.read_by)}."
    written = [name for name in change.fields if name != "options"]
    if written:
        yield f"  Written differently: {', '.join(written)}."
    if change.before and change.after:
        for now in change.after.options:
            was = change.before.option(now.id)
            if was is not None and (was.label, was.help) != (now.label, now.help):
                yield f"  The option {now.id}: “{was.label}” before, “{now.label}” now{'' if was.help == now.help else '; its help is another'}."


def _asked_otherwise(was: Question, now: Question) -> Iterator[str]:
    if set(was.about) != set(now.about):
        yield f"  Asked of {_whom(was)} before, of {_whom(now)} now."
    if was.several != now.several:
        yield f"  It takes {'several options' if now.several else 'one option'} now."


def _whom(question: Question) -> str:
    return "the bot as a whole" if question.about_bot else ", ".join(question.about)


# A plan


def plan_lines(found: Difference, plan: Plan, of_plan: PlanDifference) -> Iterator[str]:
    """What becomes of one plan."""
    yield f"{plan.name}: {_turn(of_plan.before, of_plan.after)}"
    for part in of_plan.parts:
        title = "The bot as a whole" if part.id == BOT else part.title
        if part.after is None:
            yield f"- {title}: {outcome_words(part.before)} before; its activity is gone, so it cannot be judged"
            continue
        yield f"- {title}: {_turn(part.before, part.after)}"
        yield from (f"  {_turned(found, turned)}" for turned in part.turned)
        if part.flipped and not part.turned:
            yield "  What the policy covers is not the same."
    yield from (f"- Not understood any more: {left_words(left)}" for left in of_plan.left)
    for asked in of_plan.again:
        yield f"- Look at your answer again: {asked.question.prompt} [{entry_key(asked.part, asked.question.id)}]"
    for asked in of_plan.to_ask:
        yield f"- To be answered now: {asked.question.prompt} [{entry_key(asked.part, asked.question.id)}]"
    for tick in of_plan.ticks:
        why = "means something else now" if tick.kind is Kind.EFFECT else "is worded anew"
        yield f"- Look at your tick again, for the rule {why}: {tick.rule.title} [{entry_key(tick.part, tick.rule.id)}]"


def left_words(left: Left) -> str:
    """An entry that a pack does not understand, and why."""
    return f"{entry_key(left.part, left.name)}: {left.reason}{f'; {left.hint}' if left.hint else ''}"


def _turn(before: Outcome, after: Outcome | None) -> str:
    if after is None:
        return f"{outcome_words(before)} before; it cannot be judged now, for a use of it cannot"
    if before == after:
        return f"{outcome_words(after)}, as before"
    return f"{outcome_words(before)} before, {outcome_words(after)} now"


def _turned(found: Difference, turned: Turned) -> str:
    before, after = (_status(finding) for finding in (turned.before, turned.after))
    because = turned.after or turned.before
    assert because is not None, "a rule that turned was judged at least once"
    answers = ", ".join(f"{given.question}={','.join(given.answer)}" for given in because.because)
    open_ = ", ".join(because.open)
    why = f", because of {answers}" if answers else f", depending on {open_}" if open_ else ""
    kind = next((change.kind.value for change in found.rules if change.rule.id == turned.rule.id), "the same")
    return f"{turned.rule.title} [{turned.rule.id}], {kind}: {before} before, {after} now{why}"


def _status(finding: Finding | None) -> str:
    return finding.status.value if finding else "not judged"


def _folded(text: str) -> list[str]:
    indent = " " * (len(text) - len(text.lstrip()))
    return textwrap.wrap(text, WIDTH, subsequent_indent=f"{indent}  ", break_on_hyphens=False, break_long_words=False)
