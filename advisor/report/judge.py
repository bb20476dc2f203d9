"""Judging plans as a function of plain data, to be mapped over as many as there are, in any process.

What goes in and what comes out is what JSON can say, and the function itself may be sent anywhere: it takes its policy
along, reads no file, and gives for a plan the same whatever it was given before.
"""

from collections.abc import Mapping

from advisor.assess.assess import Assessor
from advisor.plan.file import canonical_sha256, tree_source
from advisor.plan.session import Session
from advisor.policy.model import Policy
from advisor.report.json_object import FORMAT, as_object
from advisor.report.judged import Judged
from advisor.source.error import AdvisorError
from advisor.source.json_tree import tree_of
from advisor.values import replace


class Judge:
    """From a plan, as in a plan file, to the object that `advisor check --format json` writes for it."""

    def __init__(self, policy: Policy, *, everything: bool = False, remedied: bool = True) -> None:
        """Compile the policy; `everything` and `remedied` as in `Judged`."""
        self.policy = policy
        self.everything = everything
        self.remedied = remedied
        self._assessor = Assessor(policy)

    def __call__(self, plan: Mapping[str, object]) -> dict[str, object]:
        """The object; for a plan that cannot be used, `format` and `errors`, a line each. Raises nothing."""
        try:
            source = tree_source(tree_of(plan, "plan"), "plan")
            read, upgrade = source.opened(self.policy)
            judged = Judged.of(Session(self._assessor, read), None, canonical_sha256(read), remedied=self.remedied)
        except AdvisorError as error:
            return {"format": FORMAT, "errors": [str(problem) for problem in error.problems]}
        return as_object(replace(judged, upgrade=upgrade or None), everything=self.everything)

    def __getstate__(self) -> dict[str, object]:
        """What is sent along: not what was compiled and remembered, which is made again where it arrives."""
        return {"policy": self.policy, "everything": self.everything, "remedied": self.remedied}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Begin anew where it arrived."""
        self.__init__(**state)  # type: ignore[misc]
