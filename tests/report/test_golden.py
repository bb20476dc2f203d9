"""The reports as a whole, compared with files; `ADVISOR_GOLDEN=write` writes them anew, for a person to look at."""

import json
import os
import re
from pathlib import Path

import pytest

from advisor.report.judged import FORMATS, render
from tests.report.reported import assessor, judged

GOLDEN = Path(__file__).parent / "golden"
SUFFIX = {"text": "txt", "markdown": "md", "json": "json"}
CASES = [(plan, name) for plan in ("mixed", "open", "fine", "empty") for name in ("text", "markdown", "json")]


@pytest.mark.parametrize(("plan", "name"), CASES)
def test_a_report_reads_as_its_golden_file(plan: str, name: str) -> None:
    text = render(judged(plan), name)
    if name == "json":
        text = json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
        text = re.sub(r'"sha256": "[0-9a-f]{64}"', '"sha256": "…"', text)
    path = GOLDEN / f"{plan}.{SUFFIX[name]}"
    if os.environ.get("ADVISOR_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_the_pack_is_named_with_its_hash(name: str) -> None:
    policy = assessor().policy
    text = render(judged("mixed"), name).replace("\\", "")
    shown = {
        "json": f'"version":"{policy.version}","sha256":"{policy.sha256}"',
        "text": f"\nPack: lending {policy.version} · sha256 {policy.sha256[:12]}\n",
        "markdown": f"; pack lending {policy.version} · sha256 {policy.sha256[:12]}. ",
    }
    assert shown[name] in text


@pytest.mark.parametrize("name", FORMATS)
def test_everything_says_more_and_ends_with_one_line_break(name: str) -> None:
    less, more = (render(judged("mixed"), name, everything=wanted) for wanted in (False, True))
    assert len(more) > len(less)
    assert more.endswith("\n")
    assert not more.endswith("\n\n")


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_without_a_golden_file_does_not_exist(name: str) -> None:
    assert name in {format_ for _, format_ in CASES} or (GOLDEN / f"mixed.{name}").exists()
