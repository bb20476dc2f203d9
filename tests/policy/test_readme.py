"""knowledge/README.md tells authors how to write a pack; what it says has to be so."""

import re
import shutil
from pathlib import Path

import pytest

from advisor.assess.assess import Assessor
from advisor.assess.finding import Status, Verdict
from advisor.plan.example import load_examples
from advisor.policy import pack_files, pack_head, pack_limits, pack_questions, pack_rules
from advisor.policy.model import Modality
from advisor.policy.pack import load_pack
from advisor.prove.kinds import ADVICE, Kind
from advisor.source.disk import PACK_FILE_BYTES
from advisor.source.tree import MOST_CHARACTERS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "knowledge" / "README.md").read_text("utf-8")
RULE, EXAMPLE = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
KEYS = [*pack_head._KEYS, *pack_questions._QUESTION, *pack_questions._OPTION, *pack_rules._RULE]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(ROOT / "tests" / "packs" / "lending", tmp_path / "lending"))
    (folder / "rules" / "9-readme.yaml").write_text(RULE, "utf-8")
    (folder / "examples" / "9-readme.yaml").write_text(EXAMPLE, "utf-8")
    return folder


def test_the_limits_of_a_pack_are_as_they_are_told() -> None:
    limits = (
        f"{pack_files.MOST_FILES:,} files of\n{PACK_FILE_BYTES >> 20} MiB",
        f"{pack_files.MOST_BYTES >> 20} MiB in all",
        f"{pack_limits.MOST_RULES:,} rules",
        f"{pack_limits.MOST_QUESTIONS:,} questions of {pack_limits.MOST_OPTIONS} options",
        f"{pack_limits.MOST_ACTIVITIES} activities",
        f"{pack_limits.MOST_ASKED} things\nare asked",
        f"No text is longer than {MOST_CHARACTERS:,} characters",
    )
    assert [limit for limit in limits if limit not in TEXT] == []


@pytest.mark.parametrize("key", sorted(set(KEYS)))
def test_every_key_is_explained(key: str) -> None:
    assert f"`{key}`" in TEXT or f"`{key}: " in TEXT


@pytest.mark.parametrize("word", [*Modality, *Status, *Verdict], ids=str)
def test_every_word_of_a_closed_vocabulary_is_listed(word: Modality | Status | Verdict) -> None:
    assert f"`{word.value}`" in TEXT


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_every_kind_of_mistake_is_listed_as_the_program_means_it(kind: Kind) -> None:
    mistakes, advice = TEXT.split("These are warnings; they stop nothing")
    assert f"| `{kind.value}` | {kind.meaning} |" in (advice if kind in ADVICE else mistakes)


def test_the_worked_rule_belongs_to_a_sound_pack(pack: Path) -> None:
    rule = load_pack(pack).rule("renew.new-slip")
    assert rule.cites == ("II.B.slip",)


def test_the_example_comes_out_as_it_says(pack: Path) -> None:
    policy = load_pack(pack)
    example = next(example for example in load_examples(pack, policy) if example.id == "9-readme")
    assessment = Assessor(policy).assess(example.plan.case(policy))
    assert assessment.verdict is example.verdict
    assert {part.id: part.verdict for part in assessment.parts} == example.parts
    assert assessment.finding("again", "renew.waiting") is not None


def test_no_key_is_explained_that_nobody_reads() -> None:
    explained = set(re.findall(r"^\| ((?:`[a-z_-]+`(?:, )?)+) \|", TEXT, re.MULTILINE))
    keys = {key for cell in explained for key in re.findall(r"`([a-z_-]+)`", cell)}
    known = set(KEYS) | {word.value for word in (*Modality, *Kind)} | {"clauses", "text", "title"}
    assert keys <= known
