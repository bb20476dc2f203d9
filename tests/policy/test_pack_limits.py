"""A pack from anybody: too much of anything, and whatever is no file of its own, is one line with its place."""

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.assess.compiled import CompiledPolicy, TooIntricate
from advisor.plan.example import load_examples
from advisor.policy import pack, pack_files, pack_head, pack_limits, pack_questions
from advisor.policy.asked import read_asked
from advisor.policy.condition import All, Is
from advisor.policy.fingerprints import read_fingerprints
from advisor.policy.installed import find_pack, pack_folders
from advisor.policy.model import Modality, Option, Policy, Question, Rule, Scope
from advisor.policy.pack import load_pack, read_pack
from advisor.policy.pack_files import pack_sha256
from advisor.source import tree
from advisor.source.error import AdvisorError
from advisor.source.fields import Problems
from tests.policy.test_pack import HEAD, LENDING, READER, RULES, THINGS, placed, problems_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LENDING, tmp_path / "lending"))


ASK_LESS = "; ask less, or of fewer activities; each option counts where several can be chosen"
Limit = tuple[object, str, int, str]
TOO_MUCH: dict[str, Limit] = {
    "rules": (pack, "MOST_RULES", 9, f"{RULES}: the pack has more than 9 rules; a pack is one policy; divide it"),
    "questions": (
        pack,
        "MOST_QUESTIONS",
        2,
        f"{THINGS}: the pack has more than 2 questions; a pack is one policy; divide it",
    ),
    "activities": (
        pack_head,
        "MOST_ACTIVITIES",
        2,
        f"{HEAD}:«{{id: read»: the pack has more than 2 activities; a pack is one policy; divide it",
    ),
    "options": (
        pack_questions,
        "MOST_OPTIONS",
        3,
        f"{THINGS}:«{{id: rare»: 'kind' has more than 3 options; nobody reads them all; ask in two steps",
    ),
    "asked": (
        pack_limits,
        "MOST_ASKED",
        6,
        f"{THINGS}:«days»: with 'days' the bot and a use of 'borrow' are asked more than 6 things" + ASK_LESS,
    ),
    "files": (pack_files, "MOST_FILES", 6, ".: holds more than 6 files to read; a pack is one policy; divide it"),
    "entries": (pack_files, "MOST_ENTRIES", 3, ".: holds more than 3 files; this is not the folder that was meant"),
    "bytes": (
        pack_files,
        "MOST_BYTES",
        3072,
        f"{THINGS}: is the file with which the pack holds more than 0 MiB; a pack is one policy; divide it",
    ),
    "values": (
        pack_files,
        "MOST_VALUES",
        300,
        f"{THINGS}: is the file with which the pack holds more than 300 values; a pack is one policy; divide it",
    ),
    "characters": (
        tree,
        "MOST_CHARACTERS",
        100,
        f"{HEAD}:«summary: ^>-»: a text is longer than 100 characters; shorten it",
    ),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_too_much_is_told_with_its_place(kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module, name, most, line = TOO_MUCH[kind]
    assert problems_of(folder) == []
    monkeypatch.setattr(module, name, most)
    told = problems_of(folder)
    assert placed(folder, line) in told
    with pytest.raises(AdvisorError):
        load_pack(folder)


def test_no_pack_that_there_is_comes_near_a_limit() -> None:
    for each in (*map(Path, pack_folders()), LENDING):
        policy = load_pack(each)
        files, _ = pack_files.pack_files(each)
        assert sum(map(len, files.values())) * 4 < pack_files.MOST_FILES
        assert max(len(question.options) for question in policy.questions) * 4 < pack_limits.MOST_OPTIONS
        for activity in policy.activities:
            asked = [*policy.questions_about(None), *policy.questions_about(activity.id)]
            assert sum(len(one.options) if one.several else 1 for one in asked) * 4 < pack_limits.MOST_ASKED


def test_examples_share_one_measure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = load_pack(folder)
    monkeypatch.setattr(pack_files, "MOST_VALUES", 100)
    with pytest.raises(AdvisorError) as caught:
        load_examples(folder, policy)
    place = folder / "examples" / "2-boat.yaml"
    assert str(caught.value).startswith(f"{place}: is the file with which the pack holds more than 100 values")


def test_an_example_of_too_many_uses_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.plan.reading.MOST_USES", 0)
    with pytest.raises(AdvisorError, match="the plan has more than 0 uses; a plan is one bot; divide it"):
        load_examples(folder, load_pack(folder))


def linked(path: Path, outside: Path) -> None:
    path.rename(outside)
    path.symlink_to(outside)


@pytest.mark.parametrize("name", [HEAD, READER, RULES])
@pytest.mark.parametrize("inside", [False, True])
def test_a_link_is_no_file_of_a_pack(folder: Path, tmp_path: Path, name: str, *, inside: bool) -> None:
    linked(folder / name, folder / "kept.txt" if inside else tmp_path / "elsewhere.yaml")
    line = f"{name}: is a link, and links are not followed here; put the file itself there"
    assert line in problems_of(folder)
    assert pack_sha256(folder) is None


@pytest.mark.parametrize("name", ["questions", "rules", "examples", "examples/boundary"])
def test_a_link_is_no_folder_of_a_pack(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).mkdir(exist_ok=True)
    linked(folder / name, tmp_path / "elsewhere")
    line = f"{name}: is a link, and links are not followed here; put the folder itself there"
    assert line in problems_of(folder)
    assert pack_sha256(folder) is None


def test_a_link_is_no_pack_of_a_folder_of_packs(folder: Path, tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "lending").symlink_to(folder)
    assert pack_folders(packs) == ()
    with pytest.raises(AdvisorError, match="there is no policy 'lending'"):
        find_pack("lending", packs)


def test_a_link_that_is_named_itself_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(folder)
    assert load_pack(tmp_path / "current") == load_pack(folder)


@pytest.mark.parametrize("name", ["fingerprints.yaml", "searches.yaml"])
def test_a_link_beside_the_rules_is_not_followed_either(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere.yaml").write_text("fingerprints: 1\nclauses: {}\n", "utf-8")
    (folder / name).symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(AdvisorError, match=f"{name}: is a link, and links are not followed here"):
        read_fingerprints(folder) if name.startswith("f") else read_asked(folder, Problems(""))


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket has to be short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("name", [HEAD, "rules/3-more.yaml", "questions/0.yaml"])
@pytest.mark.parametrize(
    ("make", "what"),
    [
        (a_pipe, "is not a regular file"),
        (a_socket, "cannot be used: no such device or address"),
        (a_folder, "is a folder, not a file"),
    ],
)
def test_what_is_no_file_is_not_waited_for(folder: Path, name: str, make: Callable[[Path], None], what: str) -> None:
    (folder / name).unlink(missing_ok=True)
    make(folder / name)
    assert any(line.startswith(f"{name}: {what}") for line in problems_of(folder))
    assert pack_sha256(folder) is None


def test_a_pipe_that_is_not_read_is_no_trouble(folder: Path) -> None:
    os.mkfifo(folder / "notes.txt")
    (folder / "README.md").symlink_to("/dev/zero")
    assert problems_of(folder) == []


@pytest.mark.parametrize("name", ["a\x1b]0;x\x07.yaml", "b\n::error::x.yaml", "c\u202e.yaml", "d\udcff.yaml"])
def test_the_name_of_a_file_cannot_steer_a_terminal(folder: Path, name: str) -> None:
    (folder / "rules" / name).write_text("section: nowhere\n", "utf-8")
    (folder / name).write_text("", "utf-8")
    lines = [str(problem) for problem in read_pack(folder)[1]]
    assert len(lines) == 3
    assert all(line.isprintable() for line in lines)


def balanced(questions: int) -> Policy:
    """A rule that is quick to compile, and as deep as there are questions."""

    def joined(first: int, last: int) -> All | Is:
        if last - first == 1:
            return Is(f"q{first}", ("a",))
        middle = (first + last) // 2
        return All((joined(first, middle), joined(middle, last)))

    asked = tuple(Question(f"q{at}", "?", (Option("a", "A"), Option("b", "B"))) for at in range(questions))
    when = joined(0, questions)
    rule = Rule("deep", Modality.PROHIBITION, "Deep", "Deep", "I", (), Scope.BOT, when=when)
    return Policy("deep", "1.0.0", "t", "p", "2020-01-31", "a", "s", "a", (), (), asked, (rule,))


def test_a_rule_deeper_than_the_stack_is_too_intricate() -> None:
    assert CompiledPolicy(balanced(pack_limits.MOST_ASKED)).status
    with pytest.raises(TooIntricate, match="deep"):
        CompiledPolicy(balanced(1500))
