"""`advisor drift` as it is called: an author marks a page, records it, and asks later what changed."""

import json
import re
import shutil
from pathlib import Path

import pytest

from advisor.prove.recording import marked_passages
from advisor.report import rule_book
from tests.cli.program import PACK, Program

JSON = (Path(rule_book.__file__).parent / "JSON.md").read_text("utf-8").partition("`advisor drift")[2]
PAGES = Path(__file__).parent.parent / "prove" / "pages"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PACK, "lending")
    for page in PAGES.iterdir():
        shutil.copy(page, page.name)
    return "./lending"


def altered(old: str, new: str) -> str:
    text = Path("hall.html").read_text("utf-8")
    assert old in text
    Path("later.html").write_text(text.replace(old, new), "utf-8")
    return "later.html"


def test_a_page_is_recorded_compared_and_told_by_clause_with_the_rules_to_read_again(
    advisor: Program, pack: str
) -> None:
    made = advisor("drift", pack, "hall.marked.txt", "--record", "--page", "hall.html")
    assert made.code == 0
    assert made.out == "lending/fingerprints.yaml: 14 clauses in 17 sentences, 8 passages elsewhere on the page\n"
    same = advisor("drift", pack, "hall.html")
    assert (same.code, same.out) == (
        0,
        "hall.html: 14 clauses: 14 unchanged, 0 changed, 0 gone; 0 passages new on the page\n",
    )
    later = advisor("drift", pack, altered("two weeks", "three weeks"))
    assert later.code == 1
    assert later.out.splitlines() == [
        "lending/policy.yaml:21:71: the clause 'II.A.days' has changed; read again: home.days",
        "later.html:24:8: II.A.days now: 'They come back after three weeks at most.'",
        "later.html: 14 clauses: 13 unchanged, 1 changed, 0 gone; 0 passages new on the page",
    ]
    assert advisor("lint", pack).code == 0


def test_json_says_the_same(advisor: Program, pack: str) -> None:
    advisor("drift", pack, "hall.marked.txt", "--record", "--page", "hall.html")
    ran = advisor("drift", pack, altered("<p>Be kind", "<p>No dogs.</p><p>Be kind"), "--format", "json")
    assert ran.code == 1
    found = json.loads(ran.out)
    assert {one["fate"] for one in found["clauses"].values()} == {"unchanged"}
    assert found["new"] == [{"text": "No dogs.", "line": 15, "column": 8}]
    assert {key for key in (*found, "fate", "now", *found["new"][0]) if f"`{key}`" not in JSON} == set()


def test_a_page_printed_as_text_can_be_marked_and_recorded(advisor: Program, pack: str) -> None:
    text = advisor("drift", pack, "hall.html", "--text").out
    assert "\n\nBe kind to the people at the desk.\n\n" in text
    for clause, start in [
        line.split("|")
        for line in (
            "I.card|Whoever takes|I.kindness|Be kind|I.A.weather|What leaves|I.A.marks|You must|II.A.home|Books and|"
            "II.A.days|They come|II.A.reference|Works of|II.A.rare|Rare things|II.B.again|Nothing is renewed a|"
            "II.B.waiting|Nothing is renewed w|II.B.slip|The date|II.C.late|A thing|end.thanks|We thank|end.printed|Printed"
        )
        .replace("|I", "\nI")
        .replace("|end", "\nend")
        .splitlines()
    ]:
        assert text.count(f"\n\n{start}") == 1
        text = text.replace(f"\n\n{start}", f"\n\n[[{clause}]]\n{start}")
    Path("mine.txt").write_text(text, "utf-8")
    assert advisor("drift", pack, "mine.txt", "--record", "--page", "hall.html").code == 0
    assert advisor("drift", pack, "hall.html").code == 0


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["hall.html"], "lending/fingerprints.yaml: there are no fingerprints of the page; make them with"),
        (["hall.htm"], "hall.htm: there is no such file; did you mean 'hall.html'?"),
        (["hall.html", "--record"], "hall.html: marks no clause; put a line [[clause-id]] before each passage"),
        (["hall.html", "--page", "hall.html"], "advisor drift: --page goes with --record"),
        (["hall.html", "--replace"], "advisor drift: --replace goes with --record"),
    ],
)
def test_what_cannot_be_read_is_told_and_exits_2(advisor: Program, pack: str, words: list[str], line: str) -> None:
    ran = advisor("drift", pack, *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(line)


def test_another_page_is_not_taken_for_a_changed_one(advisor: Program, pack: str) -> None:
    advisor("drift", pack, "hall.marked.txt", "--record", "--page", "hall.html")
    Path("other.txt").write_text("The weather will be fine.\n", "utf-8")
    ran = advisor("drift", pack, "other.txt")
    assert ran.code == 2
    assert ran.err.startswith("other.txt: holds no sentence of 'lending'; ")


def test_a_page_cannot_steer_the_terminal(advisor: Program, pack: str) -> None:
    advisor("drift", pack, "hall.marked.txt", "--record", "--page", "hall.html")
    ran = advisor("drift", pack, altered("Be kind", "Be &#27;]52;c;eA==&#7; kind"))
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out


def test_a_link_in_the_place_of_the_fingerprints_is_not_written_through(advisor: Program, pack: str) -> None:
    Path("mine").write_text("precious", "utf-8")
    (Path(pack) / "fingerprints.yaml").symlink_to(Path("mine").absolute())
    ran = advisor("drift", pack, "hall.marked.txt", "--record", "--page", "hall.html")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "lending/fingerprints.yaml: is a link, and links are not followed here; remove it\n"
    assert Path("mine").read_text("utf-8") == "precious"


def test_a_clause_that_was_never_recorded_is_told(advisor: Program, pack: str) -> None:
    advisor("drift", pack, "hall.marked.txt", "--record", "--page", "hall.html")
    recorded = Path("lending/fingerprints.yaml").read_text("utf-8")
    before, clause, after = recorded.partition("  II.A.days:")
    Path("lending/fingerprints.yaml").write_text(before + after.split("\n", 1)[1], "utf-8")
    assert clause
    ran = advisor("drift", pack, "hall.html")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == (
        "lending/policy.yaml:21:71: the fingerprints do not know the clause 'II.A.days'; make them anew with --record"
    )
    assert json.loads(advisor("drift", pack, "hall.html", "--format", "json").out)["unrecorded"] == ["II.A.days"]


def test_a_clause_of_a_consequence_names_it_to_be_read_again(advisor: Program, pack: str) -> None:
    advisor("drift", pack, "hall.marked.txt", "--record", "--page", "hall.html")
    file = Path("lending/fingerprints.yaml")
    file.write_text(re.sub(r"(  II\.C\.late:).*", r"\1 [9-0123456789ab]", file.read_text("utf-8")), "utf-8")
    assert "the consequence ban" in advisor("drift", pack, "hall.html").out


RECORD = ("hall.marked.txt", "--record", "--page", "hall.html")
FILE = Path("lending/fingerprints.yaml")


def test_recording_again_says_what_changed(advisor: Program, pack: str) -> None:
    advisor("drift", pack, *RECORD)
    before = FILE.read_bytes()
    assert advisor("drift", pack, *RECORD).out.endswith("since it was last recorded: nothing changed\n")
    assert FILE.read_bytes() == before
    marked = Path("hall.marked.txt").read_text("utf-8")
    Path("hall.marked.txt").write_text(marked.replace("two weeks", "three weeks"), "utf-8")
    page = altered("two weeks", "three weeks")
    Path(page).write_text(Path(page).read_text("utf-8").replace("<p>Be kind", "<p>No dogs at all.</p><p>Be kind"))
    ran = advisor("drift", pack, "hall.marked.txt", "--record", "--page", page)
    last = ran.out.splitlines()[-1]
    assert (ran.code, last) == (0, "since it was last recorded: changed II.A.days; elsewhere 1 passages new, 0 gone")


def test_clauses_that_came_and_went_are_named(advisor: Program, pack: str) -> None:
    advisor("drift", pack, *RECORD)
    FILE.write_text(FILE.read_text("utf-8").replace("  II.A.days:", "  II.A.months:"), "utf-8")
    assert "since it was last recorded: new II.A.days; gone II.A.months\n" in advisor("drift", pack, *RECORD).out


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("clauses:", "clauses:  # read by me in May", "was changed by hand, which recording would undo"),
        ("clauses:", "causes:", "cannot be read, and recording would write over it"),
    ],
)
def test_what_was_written_into_the_file_by_hand_is_not_written_over_unasked(
    advisor: Program, pack: str, old: str, new: str, what: str
) -> None:
    advisor("drift", pack, *RECORD)
    made = FILE.read_bytes()
    mine = made.replace(old.encode(), new.encode(), 1)
    assert mine != made
    FILE.write_bytes(mine)
    ran = advisor("drift", pack, *RECORD)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{FILE}: {what}; move it away, or say --replace\n"
    assert FILE.read_bytes() == mine
    assert advisor("drift", pack, *RECORD, "--replace").code == 0
    assert FILE.read_bytes() == made


def test_what_is_known_of_the_rest_of_the_page_is_not_dropped_unasked(advisor: Program, pack: str) -> None:
    advisor("drift", pack, *RECORD)
    made = FILE.read_bytes()
    clauses = [(passage.clause, passage.text) for passage in marked_passages(Path(RECORD[0]).read_text("utf-8"), "m")]
    listed = {"clauses": [{"id": clause, "text": text} for clause, text in clauses]}
    Path("clauses.yaml").write_text(json.dumps(listed), "utf-8")
    ran = advisor("drift", pack, "clauses.yaml", "--record")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{FILE}: knows 8 passages elsewhere on the page, ")
    assert ran.err.endswith("; give the page with --page, or say --replace\n")
    assert FILE.read_bytes() == made
    assert advisor("drift", pack, "clauses.yaml", "--record", "--replace").out.endswith(
        "elsewhere 0 passages new, 8 gone\n"
    )
