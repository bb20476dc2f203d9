"""A pack's examples: whole plans with the verdicts expected of them, to be shown and to be run as tests."""

from collections.abc import Mapping as Lookup
from pathlib import Path

from advisor.assess.finding import Status, Verdict
from advisor.plan.model import Plan
from advisor.plan.reading import read_plan
from advisor.policy.model import BOT, Policy
from advisor.policy.pack_files import PackReader, TooMuchError, pack_files
from advisor.source.disk import Pathname, shown
from advisor.source.error import AdvisorError, Place, Problem
from advisor.source.fields import Fields, Problems
from advisor.source.safe_text import quoted
from advisor.source.tree import Mapping, Node, Scalar
from advisor.typed import TypeVar
from advisor.values import dataclass

FOLDER = "examples"
BOUNDARY = "examples/boundary"
_Known = TypeVar("_Known", Status, Verdict)
_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_STATUSES = {status.value: status for status in Status}


@dataclass(frozen=True, slots=True)
class Example:
    """One example; `id` is the file's name. What is not expected may be anything."""

    id: str
    title: str
    about: str
    plan: Plan
    verdict: Verdict
    parts: Lookup[str, Verdict]
    findings: Lookup[str, Lookup[str, Status]]
    """Part -> rule -> status."""
    place: Place
    places: Lookup[tuple[str, str], Place]
    """(part, rule) -> where its status is expected; (part, "") a part's verdict; ("", "") the plan's."""


def load_examples(pack_folder: Pathname, policy: Policy, folder: str = FOLDER) -> tuple[Example, ...]:
    """The examples of a pack, in the order of their files' names. Raises AdvisorError with every problem of all.

    Those of the folder BOUNDARY are as good as the others, and not worth showing to anybody: one answer apart from each
    other, they hold every condition of every rule in its place.
    """
    examples: list[Example] = []
    found: list[Problem] = []
    reader = PackReader(pack_folder)
    for path in pack_files(pack_folder)[0][folder]:
        try:
            examples.append(_example(Problems(shown(path)), reader.tree(path), policy, Path(path).stem))
        except AdvisorError as error:
            found += error.problems
            if isinstance(error, TooMuchError):
                break
    if found:
        raise AdvisorError(*found)
    return tuple(examples)


def _example(problems: Problems, root: Mapping, policy: Policy, stem: str) -> Example:
    fields = Fields(problems, root, "an example", ("title", "about", "plan", "expect"), ("title", "plan", "expect"))
    intended, expected = fields.node_of("plan"), fields.node_of("expect")
    plan = read_plan(problems, intended, policy) if intended is not None else None
    if plan is None or expected is None:
        raise AdvisorError(*sorted(problems.found))
    expect = Fields(problems, expected, "'expect'", ("verdict", "parts", "findings"), ("verdict",))
    title, about = fields.line("title"), fields.text("about")
    verdict = _value(problems, expect.scalar("verdict"), "verdict", _VERDICTS)
    parts, findings = _parts(problems, expect, plan), _findings(problems, expect, plan, policy)
    if problems.found or verdict is None:
        raise AdvisorError(*sorted(problems.found))
    return Example(stem, title, about, plan, verdict, parts, findings, problems.place(root), _places(problems, expect))


def _places(problems: Problems, expect: Fields) -> dict[tuple[str, str], Place]:
    found = {("", ""): problems.place(expect.at("verdict"))}
    for part, _ in expect.mapping("parts").values():
        found[part.text, ""] = problems.place(part)
    for part, node in expect.mapping("findings").values():
        assert isinstance(node, Mapping)  # for anything else would have been a problem
        found |= {(part.text, rule.text): problems.place(rule) for rule, _ in node.entries.values()}
    return found


def _parts(problems: Problems, expect: Fields, plan: Plan) -> dict[str, Verdict]:
    found: dict[str, Verdict] = {}
    for key, node in expect.mapping("parts").values():
        _is_part(problems, key, plan)
        verdict = _value(problems, node, "verdict", _VERDICTS)
        if verdict is not None:
            found[key.text] = verdict
    return found


def _findings(problems: Problems, expect: Fields, plan: Plan, policy: Policy) -> dict[str, dict[str, Status]]:
    found: dict[str, dict[str, Status]] = {}
    for key, node in expect.mapping("findings").values():
        if not isinstance(node, Mapping):
            problems.add(node, f"the findings of {quoted(key.text)} have to be `rule: status` entries")
        elif _is_part(problems, key, plan):
            found[key.text] = _statuses(problems, node, plan.part(key.text).activity, policy)
    return found


def _statuses(problems: Problems, node: Mapping, activity: str | None, policy: Policy) -> dict[str, Status]:
    rules = {rule.id for rule in policy.rules}
    here = [rule.id for rule in policy.rules_for(activity)]
    found: dict[str, Status] = {}
    for key, value in node.entries.values():
        if key.text in rules and key.text not in here:
            problems.add(key, f"the rule {key.text!r} is not judged for this part")
        elif key.text not in rules:
            problems.unknown(key, "there is no rule", here)
        status = _value(problems, value, "status", _STATUSES)
        if status is not None:
            found[key.text] = status
    return found


def _is_part(problems: Problems, key: Scalar, plan: Plan) -> bool:
    ids = [BOT, *(use.id for use in plan.uses)]
    if key.text in ids:
        return True
    problems.unknown(key, "the plan has no part", ids)
    return False


def _value(problems: Problems, node: Node | None, what: str, known: Lookup[str, _Known]) -> _Known | None:
    if isinstance(node, Scalar):
        if node.text not in known:
            problems.unknown(node, f"there is no {what}", known)
        return known.get(node.text)
    if node is not None:
        problems.add(node, f"a {what} has to be a word")
    return None
