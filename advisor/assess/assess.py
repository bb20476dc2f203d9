"""From a case to its assessment, exactly.

Each rule is settled alone, from the few answers it asks for; a part's verdict is settled over all its rules together,
because rules that are each open can still agree on what the part comes to.
"""

from collections.abc import Mapping

from advisor.assess.case import Answer, Case, CasePart
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Node
from advisor.assess.finding import Assessment, Outcome, PartAssessment
from advisor.assess.paths import Paths
from advisor.assess.settle import RuleTable
from advisor.assess.settled import Row, Sheet
from advisor.assess.severities import ANYTHING_COVERED, NOT_COVERED_ALONE, combine, harmless, outcome, permits_nothing
from advisor.assess.verdict import LARGEST, Share, Verdicts
from advisor.policy.model import Policy


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
        """The outcome that `assess` finds for the plan, and nothing else: at once where every question is answered."""
        severities = self._at_once(case)
        return self.assess(case).outcome if severities is None else outcome(severities)

    def _at_once(self, case: Case) -> int | None:
        """The severities of a plan without a rule that is open; None if there is one."""
        paths, given = self._paths(None), case.bot.answers
        bot = paths.severities(paths.left(given), case.bot.ticked)
        if bot is None:
            return None
        whole = combine(NOT_COVERED_ALONE if case.uses else ANYTHING_COVERED, permits_nothing(bot))
        for use in case.uses:
            paths = self._paths(use.activity)
            found = paths.severities(paths.left(given) & paths.left(use.answers), use.ticked)
            if found is None:
                return None
            whole = combine(whole, found)
        return whole

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
        still_open: list[Node] = []
        for row in rows:
            settled = combine(settled, row.severities)
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
