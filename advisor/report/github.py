"""Remarks as GitHub workflow commands: annotations beside the lines of a pull request.

The runner shows ten annotations of a level and drops the rest without a word, so the worst come first and the rest are
counted. Nothing that is quoted can begin a command of its own: a command begins a line, and no line break survives.
"""

from collections.abc import Iterable

from advisor.report.remark import Level, Remark, worst_first
from advisor.source.safe_text import safe_text

MOST = 10
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def github(remarks: Iterable[Remark]) -> str:
    """The remarks, at most ten of a level, worst first; a line each."""
    listed = worst_first(remarks)
    lines: list[str] = []
    for level, command in _COMMANDS.items():
        those = [remark for remark in listed if remark.level is level]
        lines += [_command(command, remark) for remark in those[:MOST]]
        if len(those) > MOST:
            lines.append(
                f"{len(those) - MOST} more of level {command} are not annotated; another format shows them all"
            )
    return "".join(f"{line}\n" for line in lines)


def _command(command: str, remark: Remark) -> str:
    place = remark.place
    properties = {"file": place.path} if place else {}
    if place and place.line:
        properties |= {"line": str(place.line), "col": str(place.column)}
    properties["title"] = remark.kind
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {listed}::{_data(remark.message)}"


def _data(text: str) -> str:
    """Text as it may stand after the second `::`; the percent sign first, or it would be escaped twice."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return safe_text(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
