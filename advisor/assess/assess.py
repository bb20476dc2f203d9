"""From a case to its assessment, exactly.

Each rule is settled alone, from the few answers it asks for; a part's verdict is settled over all its rules together,
because rules that are each open can still agree on what the part comes to.
"""

from collections.abc import Mapping

from advisor.assess.case import Answer, Case, CasePart
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.finding import Assessment, Outcome, PartAssessment
from advisor.assess.settle import RuleTable
from advisor.assess.settled import Sheet
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
from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.assess.tables import Tables


class Assessor:
    """Assesses cases under one policy; a rule met with the same answers before is not worked out again."""

    def __init__(self, policy: Policy, largest: int = LARGEST, compiled: CompiledPolicy | None = None) -> None:
        """Compile the policy. `largest` bounds the effort spent on joining rules before answers are searched for."""
        self.policy = policy
        self.compiled = compiled or CompiledPolicy(policy)
        self.verdicts = Verdicts(self.compiled, largest)
        self._rules: dict[str, RuleTable] = {}
        self._sheets: dict[str | None, Sheet] = {}
        self.tables = _ByActivity(self.compiled, self._rules)
        """What the rules of an activity (None: the bot as a whole) come to, to be looked up."""

    def assess(self, case: Case) -> Assessment:
        """Every finding and verdict of a case."""
        verdicts = self.verdicts.begin()
        about_bot = case.bot.answers
        bot, of_bot = self._part(verdicts, case.bot, about_bot)
        parts, shares = [bot], []
        for use in case.uses:
            part, share = self._part(verdicts, use, about_bot)
            parts.append(part)
            shares.append(share)
        whole = verdicts.of_plan(NOT_COVERED_ALONE if shares else ANYTHING_COVERED, of_bot, shares)
        return Assessment(outcome(whole), tuple(parts))

    def assess_part(self, case: Case, part_id: str) -> PartAssessment:
        """The assessment of one part of a case. Raises KeyError."""
        for part in case.parts:
            if part.id == part_id:
                return self._part(self.verdicts.begin(), part, case.bot.answers)[0]
        raise KeyError(part_id)

    def outcome(self, case: Case) -> Outcome:
        """The outcome that `assess` finds for the plan, and nothing else."""
        return outcome(self._at_once(case) or self._in_the_end(case))

    def values(self, case: Case) -> list[bytes]:
        """What each rule comes to for each part, in the pack's order and ticks aside: its place in `Status`."""
        bot, of_activity = case.bot.answers, self.tables
        found: list[bytes] = []
        for part in (case.bot, *case.uses):
            tables = of_activity[part.activity]
            if key_of := tables.key_alone:  # as the tables do: asking them takes as long again as the looking up
                try:
                    found.append(tables.values_alone[key_of(part.answers)])
                    continue
                except KeyError:  # something is open, or met for the first time
                    pass
            found.append(tables.values_of(part.answers, bot))
        return found

    def _at_once(self, case: Case) -> int:
        """The severities of a plan on which open questions have no bearing; 0 if one has, or may have."""
        about_bot, tables = case.bot.answers, self.tables
        found = tables[None].certain(about_bot, about_bot, case.bot.ticked)
        if found == PROHIBITED_ALONE:
            return found
        whole = combine(NOT_COVERED_ALONE if case.uses else ANYTHING_COVERED, permits_nothing(found))
        for use in case.uses:
            found = tables[use.activity].certain(use.answers, about_bot, use.ticked)
            if found == PROHIBITED_ALONE:
                return found
            whole = combine(whole, found)  # 0 once one of them is
        return whole

    def _in_the_end(self, case: Case) -> int:
        """The severities of any plan, over all answers to its open questions."""
        verdicts = self.verdicts.begin()
        bot = case.bot.answers
        shares = []
        for part in case.parts:
            tables = self.tables[part.activity]
            shares.append(tables.scale.share(tables.rows(part.answers, bot), part.ticked, verdicts.store))
        return verdicts.of_plan(NOT_COVERED_ALONE if case.uses else ANYTHING_COVERED, shares[0], shares[1:])

    def may_be_prohibited(self, case: Case, part_id: str) -> bool:
        """Whether some completion, or some reading of an unclear rule, prohibits the part; cheaper than assessing it."""
        (part,) = (part for part in case.parts if part.id == part_id)
        rows = self._sheet(part.activity).rows(part.answers, case.bot.answers)
        return not all(
            harmless(settled.rule, status, certainly=True)
            for row in rows
            for settled in row.settled
            for status in settled.possible or (settled.status,)
        )

    def _part(
        self, verdicts: Verdicts, part: CasePart, about_bot: Mapping[str, Answer]
    ) -> tuple[PartAssessment, Share]:
        sheet = self._sheets.get(part.activity) or self._sheet(part.activity)
        rows = sheet.rows(part.answers, about_bot)
        share = sheet.scale.share(rows, part.ticked, verdicts.store)
        possible, decides = verdicts.of_part(share)
        settled = sheet.settled(rows, part.ticked)
        return PartAssessment(part.id, part.title, part.activity, outcome(possible), settled, decides), share

    def _sheet(self, activity: str | None) -> Sheet:
        found = self._sheets.get(activity)
        if found is None:
            found = self._sheets[activity] = Sheet(self.compiled, activity, self._rules)
        return found


class _ByActivity(dict["str | None", "Tables"]):
    def __init__(self, compiled: CompiledPolicy, of_rules: dict[str, RuleTable]) -> None:
        super().__init__()
        self._compiled = compiled
        self._of_rules = of_rules

    def __missing__(self, activity: str | None) -> "Tables":
        from advisor.assess.tables import Tables  # a single plan is assessed without

        found = self[activity] = Tables(self._compiled, activity, self._of_rules)
        return found
