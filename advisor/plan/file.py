"""The file a plan lives in: opened strictly, saved so that nothing is lost.

One of the two readers of YAML. Opening has two steps, because the file says which policy it has to be read against.
Saving over a file changes the lines that changed and no other; what was read is compared with what is there now, and
what is to be written is read back first, so that the file holds the old plan or the new one whatever happens.
"""

import json
import os
import sys

from advisor.plan.changes import changes_since
from advisor.plan.model import Part, Plan
from advisor.plan.reading import KEYS, UNNAMED, Outdated, check_format, cleaned, read_plan
from advisor.plan.upgrade import Upgrade, carried
from advisor.policy.model import Policy
from advisor.source.digest import sha256
from advisor.source.disk import Pathname, read_bytes, shown
from advisor.source.error import AdvisorError, Place, fail
from advisor.source.fields import Fields, Problems
from advisor.source.tree import ENCODING, PLAN_BYTES, Mapping, parse_tree
from advisor.source.yaml_events import YAMLError
from advisor.values import dataclass

STDIN = "-"
_BOM = b"\xef\xbb\xbf"
_ELSEWHERE = "save it under another name, and tell the makers of this program"
_SURPRISES = (YAMLError, ValueError, LookupError, AttributeError, AssertionError, RecursionError)
"""What changing a text can run into when somebody found a layout that nobody thought of."""


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A plan file that is well-formed, and says which policy it is for. `data` are its bytes as read."""

    path: str
    data: bytes
    tree: Mapping
    policy: str
    """The policy's id."""
    policy_place: Place
    version: str
    """The pack version the plan was made with, if it says so."""

    def plan(self, policy: Policy) -> Plan:
        """The plan under its policy, carried over if it was made with an older pack. Raises AdvisorError."""
        return self.opened(policy)[0]

    def opened(self, policy: Policy) -> tuple[Plan, Upgrade]:
        """The plan under its policy, and what is to be told if it was made with another pack. Raises AdvisorError."""
        plan, upgrade = self.as_written(policy)
        return carried(plan, policy, upgrade), upgrade

    def as_written(self, policy: Policy) -> tuple[Plan, Upgrade]:
        """The plan as far as the policy knows its words, before it is carried over. Raises AdvisorError."""
        problems = Problems(self.path)
        changes = changes_since(self.version, policy)
        outdated: list[Outdated] = []
        plan = read_plan(problems, self.tree, policy, outdated if changes.older else None)
        if problems.found:
            raise AdvisorError(*sorted(problems.found))
        return plan, Upgrade(changes, tuple(outdated))


def open_plan(path: Pathname) -> PlanSource:
    """Read a plan file, or standard input for `-`. Raises AdvisorError."""
    if os.fspath(path) == STDIN:
        return plan_source(sys.stdin.buffer.read(PLAN_BYTES + 1))
    return plan_source(read_bytes(path, PLAN_BYTES), shown(path))


def plan_source(data: bytes, path: str = STDIN) -> PlanSource:
    """Read the bytes of a plan; `path` is what messages call them. Raises AdvisorError."""
    return tree_source(parse_tree(data, path), path, data)


def tree_source(tree: Mapping, path: str = STDIN, data: bytes = b"") -> PlanSource:
    """Take the tree of a plan, wherever it comes from. Raises AdvisorError."""
    if tree.entries.keys() >= {"plan", "expect"} and "policy" not in tree.entries:
        raise fail("is an example of a pack", "its plan is what stands under 'plan'", Place(path))
    if not tree.entries.keys() & {"advisor", "policy"}:
        hint = "a plan begins with `advisor: 1` and `policy: …`"
        raise fail("is no plan: it has neither 'advisor' nor 'policy'", hint, Place(path, tree.line, tree.column))
    problems = Problems(path)
    fields = Fields(problems, tree, "the plan", KEYS, ("advisor", "policy"))
    policy, version = fields.scalar("policy"), fields.line("version")
    if not check_format(fields) or policy is None:
        raise AdvisorError(*sorted(problems.found))
    return PlanSource(path, data, tree, policy.text, problems.place(policy), version)


def new_plan(policy: Policy, name: str = UNNAMED) -> Plan:
    """A plan with nothing answered."""
    return Plan(name, policy.id, policy.version)


def save_plan(path: Pathname, plan: Plan, policy: Policy, previous: bytes | None) -> bytes:
    """Save a plan, and give back the bytes the file now holds.

    `previous` are the bytes the plan was read from, or last saved as; None for a file that does not exist yet. Raises
    AdvisorError, with the file as it was, if the file is not as it was or cannot be written.
    """
    from pathlib import Path  # reading a plan does without what saving needs

    from advisor.source.replace import replace_bytes

    data = saved_bytes(plan, policy, previous, shown(path))
    replace_bytes(Path(path), data, previous)
    return data


def saved_bytes(plan: Plan, policy: Policy, previous: bytes | None, path: str = STDIN) -> bytes:
    """What saving would write: the previous file with the changes, or a new one. Read back before it is given out."""
    from advisor.plan.text import plan_text  # what saving needs, reading a plan does not wait for

    wanted = cleaned(plan, policy)
    data = plan_text(wanted, policy).encode() if previous is None else _changed(previous, wanted, policy, path)
    _check_readable(data, wanted, policy, path)
    return data


def plan_over(plan: Plan, policy: Policy, there: bytes | None, held: bytes | None, path: str = STDIN) -> bytes:
    """What to write over a file that somebody else changed: `there` with the plan's changes if it can be read.

    Where it cannot, `held` with the changes, which the file was when it was read; else a new file. Raises AdvisorError.
    """
    for base in (there, held):
        if base is not None:
            try:
                return saved_bytes(plan, policy, base)
            except AdvisorError:
                continue
    return saved_bytes(plan, policy, None, path)


def _changed(previous: bytes, new: Plan, policy: Policy, path: str) -> bytes:
    from advisor.plan.patch import patched
    from advisor.plan.text import plan_entries, with_gone

    old, upgrade = plan_source(previous, path).as_written(policy)
    wanted = plan_entries(new, policy)
    was = with_gone(plan_entries(old, policy), upgrade.outdated, wanted)
    try:
        text = patched(previous.decode(ENCODING), was, wanted, path)
    except _SURPRISES as error:
        raise fail("is written in a way that cannot be changed in place", _ELSEWHERE, Place(path)) from error
    return (_BOM if previous.startswith(_BOM) else b"") + text.encode()


def _check_readable(data: bytes, wanted: Plan, policy: Policy, path: str) -> None:
    try:
        same = plan_source(data).as_written(policy)[0] == wanted
    except AdvisorError as error:
        reason = error.problems[0].message
        raise fail(f"cannot be saved, for it could not be read again: {reason}", place=Place(path)) from None
    if not same:
        raise fail("cannot be saved, for it would not read as the same plan", _ELSEWHERE, Place(path))


def canonical_sha256(plan: Plan) -> str:
    """The hash of what a plan says: the order of entries and comments have no part in it."""
    entries: dict[str, object] = {
        "policy": [plan.policy, plan.policy_version],
        "name": plan.name,
        "bot": _canonical(plan.bot),
        "uses": {use.id: _canonical(use) for use in plan.uses},
        "notes": dict(plan.notes),
    }
    if plan.look_again:
        entries["look_again"] = list(plan.look_again)
    return sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()


def _canonical(part: Part) -> list[object]:
    ticks = {rule: [tick.done, tick.note] for rule, tick in part.safeguards.items()}
    return [part.title, part.activity, dict(part.answers), ticks]
