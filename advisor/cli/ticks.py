"""`--tick`: safeguards that the command line says are in place, and a word on those where that changes nothing.

A tick is kept even where it has no effect, as one in a plan is; but whoever gives it here expects one, and is told.
"""

from collections.abc import Iterable, Iterator

from advisor.assess.finding import Status
from advisor.plan.session import Session
from advisor.source.error import fail
from advisor.source.near import did_you_mean
from advisor.source.safe_text import quoted, safe_text

_IDLE = {
    Status.BROKEN: "the answers defeat it, and a tick does not mend that",
    Status.MET: "the answers meet it already",
    Status.DOES_NOT_APPLY: "it does not apply to this plan",
    Status.OPEN: "whether it applies is still open",
    Status.UNCLEAR: "the policy leaves open whether the plan breaks it",
}
"""Why a tick changes nothing, likeliest to matter first."""


def ticked(session: Session, name: str) -> Session:
    """The session with the safeguard ticked. Raises AdvisorError if the name means none."""
    parts, rule_id = _meant(session, name)
    for part_id in parts:
        session = session.tick(part_id, rule_id, done=True)
    return session


def idle_ticks(session: Session, names: Iterable[str]) -> Iterator[str]:
    """A line for each of the ticks that changes nothing; the session is one that has them."""
    for name in names:
        parts, rule_id = _meant(session, name)
        found = {one.status for one in session.assessment.findings if one.rule.id == rule_id and one.part in parts}
        if Status.TICKED not in found:
            reason = next((why for status, why in _IDLE.items() if status in found), "it does not apply to this plan")
            yield f"--tick {safe_text(name)} changes nothing: {reason}."


def _meant(session: Session, name: str) -> tuple[list[str], str]:
    """The parts and the rule that a name means: those of one use if it begins with its id, else all it concerns."""
    policy, plan = session.policy, session.plan
    safeguards = {rule.id: rule for rule in policy.rules if rule.safeguard}
    if name in safeguards:
        parts = [part.id for part in plan.parts if safeguards[name] in policy.rules_for(part.activity)]
        if not parts:
            raise fail(f"the safeguard {name!r} concerns nothing in this plan", "make the use first")
        return parts, name
    for part in plan.parts:
        if name.startswith(f"{part.id}."):
            rule_id = name.removeprefix(f"{part.id}.")
            here = [rule.id for rule in policy.rules_for(part.activity) if rule.safeguard]
            if rule_id not in here:
                raise fail(f"{part.id!r} has no safeguard {quoted(rule_id)}", did_you_mean(rule_id, here))
            return [part.id], rule_id
    raise fail(f"there is no safeguard {quoted(name)}", did_you_mean(name, safeguards))
