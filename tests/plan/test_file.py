"""Plan files with one thing wrong each."""

import io
import os
import sys
from pathlib import Path

import pytest

from advisor.plan import reading
from advisor.plan.file import new_plan, open_plan, plan_source, tree_source
from advisor.plan.model import UNDECIDED, Part, Plan, Tick
from advisor.plan.reading import read_plan
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError
from advisor.source.fields import Problems
from advisor.source.tree import PLAN_BYTES, parse_tree

POLICY = load_pack(Path(__file__).parent.parent / "packs" / "lending")

KINDS = "; write undecided, book, film, reference, rare"
FILE = """\
advisor: 1
policy: lending
version: 1.1.0
name: Summer
bot:
  card: own
  marks: undecided
safeguards:
  card.needed: {done: true}
uses:
  books:
    activity: borrow
    title: Two books
    answers:
      kind: book
      weather: [garden, indoors]
    safeguards:
      care.weather: {done: true, note: a bag}
  hall: {activity: read}
  later:
    activity: renew
    answers: {waiting: no}
notes:
  card: lost once
  mine: [1, 2]
"""


def problems_of(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(AdvisorError) as caught:
        plan_source(data, "p").plan(POLICY)
    return [str(problem) for problem in caught.value.problems]


def test_a_plan_is_read_as_written() -> None:
    books = Part(
        "books",
        "Two books",
        "borrow",
        {"kind": ("book",), "weather": ("indoors", "garden")},
        {"care.weather": Tick(True, "a bag")},
    )
    hall = Part("hall", "Reads in the hall", "read")
    later = Part("later", "Keeps a thing for longer", "renew", {"waiting": ("no",)})
    bot = Part("bot", "The bot as a whole", None, {"card": ("own",), "marks": UNDECIDED}, {"card.needed": Tick(True)})
    assert plan_source(FILE.encode()).plan(POLICY) == Plan(
        "Summer", "lending", "1.1.0", bot, (books, hall, later), {"card": "lost once"}
    )


def test_the_policy_and_version_are_known_before_the_policy_is_loaded() -> None:
    source = plan_source(FILE.encode(), "p")
    assert (source.policy, source.version, str(source.policy_place)) == ("lending", "1.1.0", "p:2:9")


def test_the_smallest_plan_has_only_a_policy() -> None:
    plan = plan_source(b"{advisor: 1, policy: lending}").plan(POLICY)
    assert plan == Plan("Unnamed bot", "lending")
    assert new_plan(POLICY) == Plan("Unnamed bot", "lending", "1.1.0")


def test_sections_without_entries_are_no_mistake() -> None:
    text = "advisor: 1\npolicy: lending\nname:\nbot:\nsafeguards: {}\nuses:\nnotes:\n"
    assert plan_source(text.encode()).plan(POLICY) == Plan("Unnamed bot", "lending")


def test_a_plan_comes_from_standard_input_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FILE.encode())))
    assert open_plan(Path("-")).path == "-"
    endless = io.BytesIO(b"x" * 300_000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(endless))
    with pytest.raises(AdvisorError, match=r"^-: is larger than 256 KiB"):
        open_plan(Path("-"))
    assert endless.tell() == PLAN_BYTES + 1  # by which it is seen to be too large


def test_a_plan_that_comes_from_no_file_has_no_bytes_and_is_called_as_what_is_piped_in() -> None:
    source = tree_source(parse_tree(FILE.encode(), "p"))
    assert (source.path, source.data) == ("-", b"")
    assert source.plan(POLICY) == plan_source(FILE.encode()).plan(POLICY)


def test_hostile_names_are_clean_once_they_are_read() -> None:
    text = FILE.replace("name: Summer", 'name: "\\e]0;x\\a[/b] plan\\u202e"').replace(
        "title: Two books", 'title: "a\\nb\\rc"'
    )
    plan = plan_source(text.replace("lost once", '"one\\ntwo\\e[2J"').encode()).plan(POLICY)
    assert plan.name == "␛]0;x␇[/b] plan⟨U+202E⟩"
    assert plan.uses[0].title == "a b␍c"
    assert plan.notes == {"card": "one\ntwo␛[2J"}


def test_notes_of_one_text_are_notes_of_the_plan() -> None:
    text = "advisor: 1\npolicy: lending\nnotes: |\n  one\n  two\n"
    assert plan_source(text.encode()).plan(POLICY).notes == {"plan": "one\ntwo"}
    assert plan_source(b"advisor: 1\npolicy: lending\nnotes: ''\n").plan(POLICY).notes == {}


def test_another_format_is_told_before_the_policy_is_looked_for() -> None:
    with pytest.raises(AdvisorError, match="the plan has format '2'; this program reads format 1"):
        plan_source(b"advisor: 2\npolicy: lending\n")


def test_a_use_without_an_activity_that_is_known_stays_a_use_of_that_name() -> None:
    problems = Problems("p")
    text = b"advisor: 1\npolicy: lending\nuses:\n  a: {activity: reed, title: T}\n  b: {title: T}\n"
    assert read_plan(problems, parse_tree(text, "p"), POLICY).uses == (Part("a", "", "reed"), Part("b", "", ""))
    assert len(problems.found) == 2


def test_a_dozen_names_are_listed() -> None:
    names = [f"n{number}" for number in range(13)]
    assert reading._some(names[:12]) == ", ".join(names[:12])
    assert reading._some(names) == ", ".join(names[:12]) + " …"


WRONG: dict[str, tuple[str, str, str | list[str]]] = {
    "a misspelt key": ("name: Summer", "nmae: Summer", "p:4:1: the plan has no key 'nmae'; did you mean 'name'?"),
    "no format": ("advisor: 1\n", "", "p:1:1: the plan lacks 'advisor'; add `advisor: …`"),
    "another format": ("advisor: 1", "advisor: 2", "p:1:10: the plan has format '2'; this program reads format 1"),
    "no policy": ("policy: lending\n", "", "p:1:1: the plan lacks 'policy'; add `policy: …`"),
    "a policy without a name": ("policy: lending", "policy:", "p:2:1: 'policy' has no value"),
    "another policy": (
        "policy: lending",
        "policy: landing",
        "p:2:9: the plan is for the policy 'landing', not 'lending'",
    ),
    "a name of entries": (
        "name: Summer",
        "name: {a: b}",
        "p:4:7: 'name' has to be text; quote it if it begins with [ or {",
    ),
    "an unknown question": ("kind: book", "knid: book", "p:15:7: there is no question 'knid'; did you mean 'kind'?"),
    "a question of another activity": (
        "kind: book",
        "times: once",
        "p:15:7: 'times' is not asked of a use with the activity 'borrow'; it is asked of renew",
    ),
    "a question of the bot": (
        "kind: book",
        "card: own",
        "p:15:7: 'card' is not asked of a use with the activity 'borrow'; it is asked of the bot as a whole, under `bot`",
    ),
    "a question of a use": (
        "card: own",
        "kind: book",
        "p:6:3: 'kind' is not asked of the bot as a whole; it is asked of borrow, renew",
    ),
    "an unknown option": (
        "kind: book",
        "kind: bok",
        "p:15:13: there is no option of 'kind' called 'bok'; did you mean 'book'?",
    ),
    "an unknown option among several": (
        "[garden, indoors]",
        "[garden, gardens]",
        "p:16:25: there is no option of 'weather' called 'gardens'; did you mean 'garden'?",
    ),
    "an option twice": (
        "[garden, indoors]",
        "[garden, garden]",
        "p:16:25: 'garden' is named twice in 'weather'; leave one out",
    ),
    "no answer": (
        "kind: book",
        "kind:",
        "p:15:7: 'kind' has no answer; leave the line out, or choose undecided, book, film, reference, rare",
    ),
    "no option": ("[garden, indoors]", "[]", "p:16:16: 'weather' needs an answer; choose from indoors, garden, boat"),
    "two options of one": (
        "kind: book",
        "kind: [book, film]",
        "p:15:13: 'kind' takes one option, not 2; choose one of book, film",
    ),
    "an option beside one that excludes it": (
        "marks: undecided",
        "marks: [ink, nothing]",
        "p:7:10: 'nothing' excludes every other option of 'marks'; choose it alone, or leave it out",
    ),
    "undecided among options": (
        "[garden, indoors]",
        "[undecided]",
        "p:16:16: 'undecided' stands alone; write `weather: undecided`",
    ),
    "an answer of entries": (
        "kind: book",
        "kind: {book: true}",
        "p:15:13: the answer to 'kind' has to be an option or a list of options" + KINDS,
    ),
    "an unknown activity": (
        "activity: borrow",
        "activity: borow",
        "p:12:15: there is no activity 'borow'; did you mean 'borrow'?",
    ),
    "no activity": ("    activity: borrow\n", "", "p:12:5: the use 'books' lacks 'activity'; add `activity: …`"),
    "a use of nothing": (
        "hall: {activity: read}",
        "hall:",
        "p:19:8: the use 'hall' needs `key: value` entries; its keys are activity, title, answers, safeguards",
    ),
    "a use called bot": (
        "hall: {",
        "bot: {",
        "p:19:3: no use can be called 'bot'; the bot's own answers stand under `bot`; choose another name",
    ),
    "a use with a dot": (
        "hall: {",
        "a.b: {",
        "p:19:3: no use can be called 'a.b'; use letters, digits, - and _ (at most 60)",
    ),
    "a use twice": ("hall: {", "books: {", "p:19:3: 'books' is here twice; it is already on line 11"),
    "uses that are a list": (
        "uses:\n  books:",
        "uses:\n- books:",
        "p:11:1: 'uses' has to be `name: value` entries; write a name and a colon instead of each dash or bracket",
    ),
    "an unknown safeguard": (
        "care.weather:",
        "care.wether:",
        "p:18:7: there is no safeguard 'care.wether'; did you mean 'care.weather'?",
    ),
    "a prohibition as a safeguard": (
        "care.weather:",
        "home.reference:",
        "p:18:7: 'home.reference' is no safeguard; it is of the kind prohibition",
    ),
    "a safeguard of another part": (
        "care.weather:",
        "renew.slip:",
        "p:18:7: 'renew.slip' is no safeguard of a use with the activity 'borrow'; it concerns renew",
    ),
    "a safeguard of a use, at the bot": (
        "card.needed:",
        "home.days:",
        "p:9:3: 'home.days' is no safeguard of the bot as a whole; it concerns borrow",
    ),
    "a safeguard of the bot, at a use": (
        "care.weather:",
        "card.needed:",
        "p:18:7: 'card.needed' is no safeguard of a use with the activity 'borrow'; it concerns another part",
    ),
    "a tick that is a word": (
        "{done: true, note: a bag}",
        "true",
        "p:18:21: the safeguard 'care.weather' needs `key: value` entries; its keys are done, note",
    ),
    "a tick that is a yes": (
        "{done: true, note: a bag}",
        "{done: yes}",
        "p:18:28: 'done' is 'yes'; write true or false",
    ),
    "a tick with a misspelt key": (
        "{done: true, note: a bag}",
        "{don: true}",
        "p:18:22: the safeguard 'care.weather' has no key 'don'; did you mean 'done'?",
    ),
    "hostile names": (
        "card: own",
        '"c\\qrd": own',
        "p:6:5: is not YAML: found unknown escape character; write the character itself; in single quotes a backslash is a backslash",
    ),
    "an escape sequence as a question": (
        "card: own",
        '"\\e[2J\\u202e": own',
        "p:6:3: there is no question '␛[2J⟨U+202E⟩'; there is card, marks",
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_with_its_place_and_what_to_do(old: str, new: str, expected: str | list[str]) -> None:
    assert FILE.count(old) >= 1
    assert problems_of(FILE.replace(old, new, 1)) == ([expected] if isinstance(expected, str) else expected)


def test_all_mistakes_come_in_one_run_in_the_order_of_lines() -> None:
    text = FILE.replace("marks: undecided", "marks: inc").replace("kind: book", "kind: boook").replace("read}", "reed}")
    assert [problem.split(": ")[0] for problem in problems_of(text)] == ["p:7:10", "p:15:13", "p:19:20"]


def test_a_file_of_nothing_but_mistakes_is_refused_soon() -> None:
    lines = "".join(f"  q{number}: x\n" for number in range(9_000))
    assert len(problems_of(f"advisor: 1\npolicy: lending\nbot:\n{lines}")) <= 200
    long = "k" * 100_000
    (problem,) = problems_of(f"advisor: 1\npolicy: lending\nbot:\n  ? {long}\n  : x\n")
    assert len(problem) < 150


def test_a_file_that_is_no_plan_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(9))
    (tmp_path / "list.yaml").write_bytes(b"- a\n")
    (tmp_path / "other.yaml").write_bytes(b"services:\n  web: {}\n")
    told = {
        "empty": "is empty; it needs `key: value` lines",
        "image.png": "is not UTF-8: byte 0x89 at offset 0; save it as UTF-8",
        "list.yaml": "does not consist of `key: value` lines; this may not be the file that was meant",
        "other.yaml": "is no plan: it has neither 'advisor' nor 'policy'; a plan begins with `advisor: 1` and `policy: …`",
        ".": "is a folder, not a file; name a file in it",
        "emptty": f"there is no such file; did you mean '{tmp_path}/empty'?",
    }
    for name, message in told.items():
        with pytest.raises(AdvisorError) as caught:
            open_plan(tmp_path / name)
        assert any(str(problem).endswith(message) for problem in caught.value.problems), str(caught.value)


def test_what_is_no_plan_is_told_where_it_begins_and_by_the_name_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a\x07.yaml"
    path.write_text("# mine\n  services: {}\n")
    with pytest.raises(AdvisorError) as caught:
        open_plan(path)
    hint = "a plan begins with `advisor: 1` and `policy: …`"
    assert str(caught.value) == f"{tmp_path}/a␇.yaml:2:3: is no plan: it has neither 'advisor' nor 'policy'; {hint}"


def test_an_example_of_a_pack_and_a_crowd_of_uses_are_no_plan() -> None:
    with pytest.raises(AdvisorError) as caught:
        plan_source(b"advisor: 1\nplan: {}\nexpect: {}\n", "p")
    assert str(caught.value) == "p: is an example of a pack; its plan is what stands under 'plan'"
    with pytest.raises(AdvisorError) as caught:
        plan_source(b"plan: {}\nexpect: {}\n", "p")
    assert str(caught.value) == "p: is an example of a pack; its plan is what stands under 'plan'"
    assert [told.partition(";")[0] for told in problems_of("plan: {}\nexpect: {}\npolicy: lending\n")] == [
        "p:1:1: the plan has no key 'plan'",
        "p:1:1: the plan lacks 'advisor'",
        "p:2:1: the plan has no key 'expect'",
    ]
    uses = "".join(f"  u{number}: {{activity: read}}\n" for number in range(reading.MOST_USES + 1))
    (told,) = problems_of(f"advisor: 1\npolicy: lending\nuses:\n{uses}")
    assert f"the plan has more than {reading.MOST_USES} uses; a plan is one bot; divide it" in told
