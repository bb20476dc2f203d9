"""From a case to its assessment, exactly.

Each rule is settled alone, from the few answers it asks for; a part's verdict is settled over all its rules together,
because rules that are each open can still agree on what the part comes to.
"""

from collections.abc import Mapping

from advisor.assess.case import Answer, Case, CasePart
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Node
from advisor.assess.finding import Assessment, Outcome, PartAssessment, Status
from advisor.assess.paths import Paths
from advisor.assess.settle import RuleTable
from advisor.assess.settled import Row, Sheet
from advisor.assess.severities import (
    ANYTHING_COVERED,
    NOT_COVERED_ALONE,
    PROHIBITED_ALONE,
    combine,
    harmless,
    outcome,
    permits_nothing,
)
from advisor.assess.verdict import LARGEST, Share, Verdicts
from advisor.policy.model import Policy

MOST_BOTS = 1_000
"""For how many sets of answers about the bot the paths they leave are remembered."""


class Assessor:
    """Assesses cases under one policy; a rule met with the same answers before is not worked out again."""

    def __init__(self, policy: Policy, largest: int = LARGEST, compiled: CompiledPolicy | None = None) -> None:
        """Compile the policy. `largest` bounds the effort spent on joining rules before answers are searched for."""
        self.policy = policy
        self.compiled = compiled or CompiledPolicy(policy)
        self.verdicts = Verdicts(self.compiled, largest)
        self._tables: dict[str, RuleTable] = {}
        self._sheets: dict[str | None, Sheet] = {}
        self._ways: dict[str | None, Paths] = {}
        self._about_bot = tuple(question.id for question in policy.questions_about(None))
        self._left: dict[tuple[Answer | None, ...], dict[str | None, int]] = {}

    def assess(self, case: Case) -> Assessment:
        """Every finding and verdict of a case."""
        verdicts = self.verdicts.begin()
        judged = [self._part(verdicts, part, case.bot.answers) for part in case.parts]
        bot, *uses = (share for _, share in judged)
        whole = verdicts.of_plan(NOT_COVERED_ALONE if uses else ANYTHING_COVERED, bot, uses)
        return Assessment(outcome(whole), tuple(part for part, _ in judged))

    def assess_part(self, case: Case, part_id: str) -> PartAssessment:
        """The assessment of one part of a case. Raises KeyError."""
        for part in case.parts:
            if part.id == part_id:
                return self._part(self.verdicts.begin(), part, case.bot.answers)[0]
        raise KeyError(part_id)

    def outcome(self, case: Case) -> Outcome:
        """The outcome that `assess` finds for the plan, and nothing else: at once where no open question bears on it."""
        severities = self._at_once(case)
        return outcome(severities) if severities else self.assess(case).outcome

    def statuses(self, case: Case) -> list[tuple[Status, ...]]:
        """What each rule comes to for each part, in the pack's order and ticks aside: the values and nothing about them."""
        about_bot = self._left_by_bot(case.bot.answers)
        found = []
        for part in case.parts:
            paths = self._paths(part.activity)
            if not paths.usable:
                answers = {**case.bot.answers, **part.answers}
                rows = self._sheet(part.activity).rows(answers, frozenset())
                found.append(tuple(finding.status for finding in self._sheet(part.activity).findings(rows, part.id)))
                continue
            left = about_bot.get(part.activity)
            if left is None:
                left = about_bot[part.activity] = paths.left(case.bot.answers)
            found.append(paths.statuses(left & paths.left(part.answers) if part.activity else left))
        return found

    def _at_once(self, case: Case) -> int:
        """The severities of a plan on which open questions have no bearing; 0 if one has, or may have."""
        whole = NOT_COVERED_ALONE if case.uses else ANYTHING_COVERED
        about_bot = self._left_by_bot(case.bot.answers)
        certain = True
        for part in case.parts:
            paths = self._paths(part.activity)
            left = about_bot.get(part.activity)
            if left is None:
                left = about_bot[part.activity] = paths.left(case.bot.answers)
            found = paths.severities(left & paths.left(part.answers) if part.activity else left, part.ticked)
            if found == PROHIBITED_ALONE:
                return PROHIBITED_ALONE
            if not found:
                certain = False
            elif certain:
                whole = combine(whole, found if part.activity else permits_nothing(found))
        return whole if certain else 0

    def _left_by_bot(self, answers: Mapping[str, Answer]) -> dict[str | None, int]:
        """The paths that answers about the bot leave, by activity: most plans share theirs with many others."""
        key = tuple(map(answers.get, self._about_bot))
        found = self._left.get(key)
        if found is None:
            if len(self._left) >= MOST_BOTS:
                self._left.clear()
            found = self._left[key] = {}
        return found

    def may_be_prohibited(self, case: Case, part_id: str) -> bool:
        """Whether some completion, or some reading of an unclear rule, prohibits the part; cheaper than assessing it."""
        (part,) = (part for part in case.parts if part.id == part_id)
        rows = self._sheet(part.activity).rows({**case.bot.answers, **part.answers}, part.ticked)
        return not all(
            harmless(rule, status, certainly=True)
            for row in rows
            for rule, settled in zip(row.rules, row.settled, strict=True)
            for status in settled.possible or (settled.status,)
        )

    def _part(
        self, verdicts: Verdicts, part: CasePart, about_bot: Mapping[str, Answer]
    ) -> tuple[PartAssessment, Share]:
        sheet = self._sheet(part.activity)
        rows = sheet.rows({**about_bot, **part.answers}, part.ticked)
        share = self._share(verdicts, sheet.base, rows)
        possible, decides = verdicts.of_part(share)
        findings = sheet.findings(rows, part.id)
        return PartAssessment(part.id, part.title, part.activity, outcome(possible), findings, decides), share

    def _share(self, verdicts: Verdicts, settled: int, rows: list[Row]) -> Share:
        """What shapes the part's verdict; rules that are open without bearing on it are left out."""
        for severities in {row.severities for row in rows}:
            settled = combine(settled, severities)
        still_open: list[Node] = []
        for row in rows:
            if row.open:
                still_open += row.nodes(self.compiled.diagram, verdicts.store)
        return Share(settled, tuple(still_open))

    def _sheet(self, activity: str | None) -> Sheet:
        found = self._sheets.get(activity)
        if found is None:
            found = self._sheets[activity] = Sheet(self.compiled, activity, self._tables)
        return found

    def _paths(self, activity: str | None) -> Paths:
        found = self._ways.get(activity)
        if found is None:
            found = self._ways[activity] = Paths(self.compiled, activity)
        return found
