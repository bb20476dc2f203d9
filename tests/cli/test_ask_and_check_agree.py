"""Every example of every pack, answered once more in the plain prompts: what `check` says of both plans is the same."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.assess.assess import Assessor
from advisor.assess.finding import Status
from advisor.plan.example import Example, load_examples
from advisor.plan.file import new_plan, save_plan
from advisor.plan.model import Part, Plan
from advisor.plan.session import Session
from advisor.policy.installed import pack_folders
from advisor.policy.pack import load_pack
from tests.cli.program import PACK, Program

pytestmark = pytest.mark.usefixtures("kept")

FOLDERS = (*map(Path, pack_folders()), Path(PACK))
ASSESSORS = {folder: Assessor(load_pack(folder)) for folder in FOLDERS}
EXAMPLES = [
    pytest.param(folder, example, id=f"{folder.name}:{example.id}")
    for folder in FOLDERS
    for example in load_examples(folder, ASSESSORS[folder].policy)
]


def typed(plan: Plan, assessor: Assessor) -> Iterator[str]:
    """What a person types who has this plan in mind: every question that is asked, then every safeguard offered."""
    yield ",".join(str(use.activity) for use in plan.uses)
    session = Session(assessor, new_plan(assessor.policy))
    for use in plan.uses:
        session = session.add_use(str(use.activity))
    meant = dict(zip([part.id for part in session.plan.parts], plan.parts, strict=True))
    while asked := next(iter(session.to_ask()), None):
        reply = meant[asked.part].answered().get(asked.question.id)
        yield ",".join(reply or ("u",))
        if reply:
            session = session.answer(asked.part, asked.question.id, reply)
        else:
            session = session.undecided(asked.part, asked.question.id)
    findings = list(session.assessment.findings)
    yield from (_in_place(meant[one.part], one.rule.id) for one in findings if one.to_do)
    expected = [one for one in findings if one.status is Status.REQUIRED and not one.to_do]
    if expected:
        yield "y"
        yield from (_in_place(meant[one.part], one.rule.id) for one in expected)
    yield "" if session.remedies() else "q"
    yield "q"


def _in_place(part: Part, rule: str) -> str:
    return "y" if rule in part.safeguards and part.safeguards[rule].done else "n"


def said(advisor: Program, path: Path, pack: Path) -> dict[str, object]:
    """What `check` says, without the names that the prompts make up, and without the remedies.

    A remedy starts from the answers there are, and the prompts do not ask for those that change no finding.
    """
    found = json.loads(advisor("check", path, "--format", "json", "--all", "--policy", pack).out)
    numbers = {part["part"]: number for number, part in enumerate(found["parts"])}
    for one in (*found["parts"], *found["findings"]):
        one["part"] = numbers[one["part"]]
    for part in found["parts"]:
        part.pop("title")
    del found["plan"], found["remedies"]
    return dict(found)


@pytest.mark.parametrize(("pack", "example"), EXAMPLES)
def test_the_plain_prompts_and_check_say_the_same(
    advisor: Program, tmp_path: Path, pack: Path, example: Example
) -> None:
    assessor = ASSESSORS[pack]
    written, asked = tmp_path / "written.yaml", tmp_path / "asked.yaml"
    save_plan(written, example.plan, assessor.policy, None)
    lines = "".join(f"{line}\n" for line in typed(example.plan, assessor))
    ran = advisor("ask", asked, "--policy", pack, typed=lines)
    assert (ran.code, ran.err) == (0, "")
    assert said(advisor, asked, pack) == said(advisor, written, pack)
