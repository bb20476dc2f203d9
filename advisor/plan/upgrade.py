"""A plan of an older pack, carried over to the present one: nothing is lost, and nothing is taken on trust.

What the pack no longer knows is left open, which permits nothing, and stays in the plan as a note. What still stands and
rests on rules that changed is listed in `look_again`, until the person confirms or changes it.
"""

from collections.abc import Iterable

from advisor.plan.changes import Changes, touched_entries
from advisor.plan.look_again import to_confirm
from advisor.plan.model import Plan, entry_key
from advisor.plan.reading import Outdated
from advisor.policy.model import BOT, Policy
from advisor.source.error import Problem
from advisor.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What opening a plan under this pack meant: the rules that changed, and entries that the pack does not know."""

    changes: Changes
    outdated: tuple[Outdated, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.changes or self.outdated)


def carried(plan: Plan, policy: Policy, upgrade: Upgrade) -> Plan:
    """The plan as one of this pack, with what has to be looked at again and notes on what is out of date."""
    if not upgrade.changes.older:
        return plan
    touched = set(touched_entries(plan, policy, upgrade.changes))
    again = tuple(key for key in to_confirm(plan, policy) if key in touched or key in plan.look_again)
    noted = _with_notes(plan, upgrade.outdated)
    return replace(noted, policy_version=policy.version, look_again=again)


def told(one: Outdated, policy: Policy) -> Problem:
    """What is to be said of an entry that is out of date, as a warning."""
    what = f"{one.problem.message} in version {policy.version} of the pack"
    left = "the question is open again" if one.section == "answers" else "the tick counts for nothing"
    advice = f"{left}, and what was said stays as a note"
    near = one.problem.hint
    hint = f"{near} {advice[0].upper()}{advice[1:]}" if near.endswith("?") else f"{near}; {advice}" if near else advice
    return Problem(one.problem.place, what, hint, warning=True)


def section_of(one: Outdated) -> tuple[str, ...]:
    """The keys that lead to the section of the file in which an entry stands."""
    if one.part == BOT:
        return (BOT,) if one.section == "answers" else (one.section,)
    return ("uses", one.part, one.section)


def _with_notes(plan: Plan, outdated: Iterable[Outdated]) -> Plan:
    """The plan with a note for each entry, below a note that is there already."""
    notes = dict(plan.notes)
    for one in outdated:
        key = entry_key(one.part, one.name)
        there = notes.get(key, "")
        note = f"Under version {plan.policy_version}: {one.text}" if one.text else ""
        if note and note not in there.split("\n"):
            notes[key] = "\n".join(filter(None, (there, note)))
    return replace(plan, notes=notes)
