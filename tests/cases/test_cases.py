"""58 real bots: what the advisor makes of them beside what a careful reader made of them.

The plans were written from descriptions of the bots, by people who had not seen the verdicts. A row that names a
behaviour is compared with the verdict of its use; what another row of the same bot singles out about that use (the text
never changes, say) is judged there, by the findings that cite the row's clauses, and set aside here. Where the two
readings differ, `disagreements.py` says which of them is wrong, and by which clause.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml

from advisor.assess.assess import Assessor
from advisor.assess.finding import Assessment, Finding, Status
from advisor.plan.file import open_plan
from advisor.policy.installed import find_pack
from advisor.policy.model import BOT, Policy
from advisor.policy.pack import load_pack
from tests.cases.disagreements import DISAGREEMENTS

HERE = Path(__file__).parent
VERDICTS = yaml.safe_load((HERE / "verdicts.yaml").read_text("utf-8"))
ROWS = yaml.safe_load((HERE / "rows.yaml").read_text("utf-8"))
SAME = {
    "prohibited": {"prohibited"},
    "permitted_with_safeguards": {"safeguards missing", "permitted"},
    "permitted": {"permitted"},
    "needs_approval": {"needs approval"},
    "cannot_determine": {"undecided"},
    "not_covered": {"not covered"},
}
BREACH = {Status.VIOLATED, Status.BROKEN}
DOUBT = {Status.UNCLEAR, Status.OPEN}
FINDINGS_SAY: dict[str, Callable[[set[Status]], bool]] = {
    "prohibited": lambda found: bool(found & BREACH),
    "permitted_with_safeguards": lambda found: bool(found) and not found & (BREACH | DOUBT),
    "permitted": lambda found: bool(found) and not found & (BREACH | DOUBT),
    "needs_approval": lambda found: Status.APPROVAL in found,
    "cannot_determine": lambda found: bool(found & DOUBT),
    "not_covered": lambda found: not found & BREACH,
}


@dataclass(frozen=True)
class Row:
    bot: str
    activity: str
    read: str
    said: str
    agrees: bool
    doubts: frozenset[str]
    """Clauses and open questions that an undecided verdict names."""

    @property
    def key(self) -> tuple[str, str]:
        return self.bot, self.activity


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_pack(find_pack("twitter-automation-2017-11-03"))


@pytest.fixture(scope="module")
def rows(policy: Policy) -> list[Row]:
    assessor = Assessor(policy)
    return [row for bot in VERDICTS for row in compared(assessor, bot)]


def compared(assessor: Assessor, bot: str) -> Iterator[Row]:
    case = open_plan(HERE / f"{bot}.yaml").plan(assessor.policy).case(assessor.policy)
    whole = assessor.assess(case)
    for read, where in zip(VERDICTS[bot], ROWS[bot], strict=True):
        assert read["activity"] == where["activity"]
        if where.get("hypothetical") or where.get("by_hand"):
            continue
        assessment = whole
        if "use" in where:
            if elsewhere := judged_elsewhere(bot, where["use"]):
                assessment = Assessor(without(assessor.policy, elsewhere)).assess(case)
            said = assessment.part(where["use"]).verdict.value
            agrees = said in SAME[read["verdict"]]
            found = list(assessment.part(where["use"]).findings)
        else:
            found = citing(assessment, where["finding"], set(read["clauses"]))
            said = ", ".join(f"{finding.rule.id} {finding.status.value}" for finding in found) or "no finding"
            agrees = FINDINGS_SAY[read["verdict"]]({finding.status for finding in found})
        doubts = {name for finding in found if finding.status in DOUBT for name in (*finding.rule.cites, *finding.open)}
        yield Row(bot, read["activity"], read["verdict"], said, agrees, frozenset(doubts))


def judged_elsewhere(bot: str, use: str) -> set[str]:
    """The clauses of the rows that single out a property of the use."""
    rows = zip(VERDICTS[bot], ROWS[bot], strict=True)
    return {clause for read, where in rows if where.get("finding") == use for clause in read["clauses"]}


def without(policy: Policy, clauses: set[str]) -> Policy:
    """The policy without the rules that are there for one of the clauses (their first)."""
    return replace(policy, rules=tuple(rule for rule in policy.rules if rule.cites[0] not in clauses))


def citing(assessment: Assessment, part: str, clauses: set[str]) -> list[Finding]:
    """The findings of the part, and of the bot as a whole, that cite one of the clauses."""
    parts = [assessment.part(BOT)] if part == BOT else [assessment.part(BOT), assessment.part(part)]
    return [finding for judged in parts for finding in judged.findings if set(finding.rule.cites) & clauses]


def test_at_least_95_of_100_rows_agree(rows: list[Row], record_property: Callable[[str, object], None]) -> None:
    agreeing = sum(row.agrees for row in rows)
    left_out = sum(len(read) for read in VERDICTS.values()) - len(rows)
    lines = [
        f"58 real bots: {agreeing} of {len(rows)} rows agree ({100 * agreeing / len(rows):.1f} %); {left_out} left out by name"
    ]
    for row in rows:
        if not row.agrees:
            wrong, why = DISAGREEMENTS.get(row.key, ("?", "not explained"))
            lines.append(f"  {row.bot} “{row.activity}”: read {row.read}, advisor {row.said}. Wrong: {wrong}. {why}")
    record_property("figures", "\n".join(lines))
    assert agreeing / len(rows) >= 0.95, "\n".join(lines)


def test_every_disagreement_is_explained_and_no_explanation_is_stale(rows: list[Row]) -> None:
    assert {row.key for row in rows if not row.agrees} == set(DISAGREEMENTS)


def test_an_undecided_row_names_what_leaves_it_undecided(rows: list[Row]) -> None:
    assert [row.key for row in rows if row.agrees and row.read == "cannot_determine" and not row.doubts] == []


def test_all_58_bots_have_a_plan_that_belongs_to_the_policy(policy: Policy) -> None:
    plans = sorted(path.stem for path in HERE.glob("bot-*.yaml"))
    assert plans == sorted(VERDICTS) == sorted(ROWS)
    assert len(plans) == 58
    assert {open_plan(HERE / f"{name}.yaml").policy for name in plans} == {policy.id}
