import shutil
from pathlib import Path

import pytest

from advisor.policy.pack import load_pack
from advisor.report.sheet import signed
from tests.cli.program import PACK, PLANS, Program
from tests.report.reported import SHA256

PLAN = PLANS / "mixed.yaml"


def golden() -> str:
    """The golden file with the pack's own hash, and the seal that belongs to that."""
    text, _, _ = (PLANS.parent / "golden" / "mixed.md").read_text(encoding="utf-8").rpartition("\n<!-- advisor")
    return signed(text.replace(SHA256[:12], load_pack(Path(PACK)).sha256[:12]))


GOLDEN = golden()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "CHECKLIST.md"


def test_without_a_file_the_checklist_goes_to_standard_output(advisor: Program) -> None:
    ran = advisor("export", PLAN)
    assert (ran.code, ran.out, ran.err) == (0, GOLDEN, "")
    assert advisor("export", PLAN, "-o", "-").out == GOLDEN


def test_the_checklist_is_written_and_only_talk_goes_to_stderr(advisor: Program, file: Path) -> None:
    ran = advisor("export", PLAN, "-o", file)
    assert (ran.code, ran.out, ran.err) == (0, "", f"{file} written.\n")
    assert file.read_text(encoding="utf-8") == GOLDEN


def test_exporting_again_changes_nothing_and_says_so(advisor: Program, file: Path) -> None:
    advisor("export", PLAN, "-o", file)
    before = file.stat().st_mtime_ns
    ran = advisor("export", PLAN, "-o", file)
    assert (ran.code, ran.err) == (0, f"{file} is as it was.\n")
    assert file.stat().st_mtime_ns == before


def test_ticks_and_lines_of_people_are_kept_and_ticks_that_the_plan_lacks_are_told(
    advisor: Program, file: Path
) -> None:
    edited = GOLDEN.replace("- [ ] **Kept dry**", "- [x] **Kept dry**").replace(
        "<!-- atlas/care.weather -->", "<!-- atlas/care.weather -->\n  - two bags, see the shelf"
    )
    file.write_text(edited, encoding="utf-8")
    ran = advisor("export", PLAN, "-o", file, "--set", "card=own")
    assert ran.err == f"{file} written; ticked there and not in the plan: atlas/care.weather.\n"
    text = file.read_text(encoding="utf-8")
    assert "  - two bags, see the shelf\n" in text
    assert "- [x] **Kept dry**" in text
    assert "Met by design: A card of one's own" in text


@pytest.mark.parametrize("content", [b"# Notes\n", b"\xff\xfe", b"# Checklist\n\n- [ ] ours\n"])
def test_a_file_that_is_no_checklist_stays_unless_forced(advisor: Program, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    ran = advisor("export", PLAN, "-o", file)
    assert ran.code == 2
    assert ran.err == f"{file}: is no checklist of this program and stays as it is; name another file, or use --force\n"
    assert file.read_bytes() == content
    assert advisor("export", PLAN, "-o", file, "--force").code == 0
    assert file.read_text(encoding="utf-8") == GOLDEN


def test_an_empty_file_is_nobodys_and_is_filled(advisor: Program, file: Path) -> None:
    file.touch()
    assert advisor("export", PLAN, "-o", file).code == 0
    assert file.read_text(encoding="utf-8") == GOLDEN


def test_the_plan_itself_is_never_written_over(advisor: Program, tmp_path: Path) -> None:
    plan = tmp_path / "bot-plan.yaml"
    shutil.copy(PLAN, plan)
    ran = advisor("export", plan, "-o", tmp_path / "." / "bot-plan.yaml", "--force")
    assert (ran.code, ran.err) == (2, f"{plan}: is the plan itself; name another file\n")
    assert plan.read_bytes() == PLAN.read_bytes()


def test_other_formats_are_written_but_never_over_a_file_that_is_there(advisor: Program, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    assert advisor("export", PLAN, "-o", file, "--format", "json").code == 0
    written = file.read_bytes()
    ran = advisor("export", PLAN, "-o", file, "--format", "text")
    assert (ran.code, ran.err) == (2, f"{file}: exists already; name another file, or replace it with --force\n")
    assert file.read_bytes() == written


@pytest.mark.parametrize("target", ["", "gone/CHECKLIST.md"])
def test_where_nothing_can_be_written_there_is_one_line(advisor: Program, tmp_path: Path, target: str) -> None:
    path = tmp_path / target
    ran = advisor("export", PLAN, "-o", path)
    assert ran.code == 2
    assert ran.err.startswith(f"{path}: ")
    assert ran.err.count("\n") == 1


def test_a_link_is_followed_and_stays_a_link(advisor: Program, tmp_path: Path, file: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(file)
    file.write_text(GOLDEN, encoding="utf-8")
    assert advisor("export", PLAN, "-o", link, "--set", "card=own").code == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") != GOLDEN
