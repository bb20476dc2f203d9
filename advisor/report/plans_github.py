"""Plans as annotations on the lines of a pull request."""

from collections.abc import Sequence

from advisor.report.gathered import Checked
from advisor.report.github import github
from advisor.report.plan_remarks import remarks


def render(checked: Sequence[Checked], *, everything: bool) -> str:  # noqa: ARG001 - what is fine needs no annotation
    """The remarks, worst first, at most ten of a level."""
    return github(remarks(checked))
