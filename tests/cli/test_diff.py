"""`advisor diff` as it is called, over the lending pack and a second version of it that each test writes."""

import json
import shutil
from pathlib import Path

import pytest

from advisor.policy.pack import load_pack
from tests.cli.program import PACK, Program


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK, tmp_path / "newer" / "lending"))


def change(pack: Path, *edits: tuple[str, str, str]) -> None:
    for file, old, new in edits:
        text = (pack / file).read_text("utf-8")
        assert old in text
        (pack / file).write_text(text.replace(old, new), "utf-8")


BROKEN = ("rules/1-ground.yaml", "broken_when: {all: [{weather: boat}, {not: {weather: [indoors, garden]}}]}")
STRICTER = (*BROKEN, "broken_when: {weather: boat}")
WORDED = ("rules/2-things.yaml", "Works of reference stay", "Works of reference stay here")
NO_FILM = (
    ("questions/2-things.yaml", "      - {id: film, label: A film}\n", ""),
    ("rules/2-things.yaml", "[book, film]", "[book]"),
    ("rules/1-ground.yaml", "{kind: film}", "{kind: book}"),
)
PLAN = """\
advisor: 1
policy: lending
version: 1.1.0
name: A night out
bot: {card: own, marks: [nothing]}
uses:
  out:
    activity: renew
    answers: {kind: film, days: short, weather: [garden, boat], waiting: no, times: never}
    safeguards:
      care.weather: {done: true}
"""


def test_a_pack_does_not_differ_from_itself_and_exits_0(advisor: Program) -> None:
    ran = advisor("diff", PACK, PACK)
    assert ran.code == 0
    assert ran.out == "lending 1.1.0 to lending 1.1.0: the same rules, questions and activities\n"


def test_words_alone_are_told_and_exit_0(advisor: Program, newer: Path) -> None:
    change(newer, WORDED)
    ran = advisor("diff", PACK, newer)
    assert ran.code == 0
    assert "1 rule reworded; none of it changes what any plan comes to" in ran.out
    assert "Written differently: title. It comes to the same whatever is answered." in ran.out


def test_an_effect_is_told_with_answers_that_check_tells_apart(advisor: Program, newer: Path) -> None:
    change(newer, STRICTER)
    ran = advisor("diff", PACK, newer, "--format", "json")
    assert ran.code == 1
    (rule,) = json.loads(ran.out)["rules"]
    assert (rule["id"], rule["kind"]) == ("care.weather", "changed")
    for pack, state in ((PACK, rule["witness"]["before"]), (str(newer), rule["witness"]["after"])):
        words = [word for text in state["set"] for word in text.split()]
        checked = json.loads(advisor("check", *words, "--all", "--format", "json", "--policy", pack).out)
        found = [one["status"] for one in checked["findings"] if one["rule"] == "care.weather"]
        assert found == [state["status"]]
        (part,) = [part for part in checked["parts"] if part["part"] == rule["witness"]["activity"]]
        assert part["verdict"] == state["verdict"]
    assert rule["witness"]["before"]["verdict"] != rule["witness"]["after"]["verdict"]


def test_an_option_that_is_gone_is_told_and_the_rules_compared_where_both_packs_know_the_answer(
    advisor: Program, newer: Path
) -> None:
    change(newer, *NO_FILM)
    found = json.loads(advisor("diff", PACK, newer, "--format", "json").out)
    (question,) = found["questions"]
    assert (question["id"], question["options_removed"]) == ("kind", ["film"])
    kinds = {rule["id"]: rule["kind"] for rule in found["rules"]}
    assert kinds["home.permitted"] == "reworded"
    assert kinds["care.weather"] == "changed"  # what was unclear of a film is unclear of a book now


def test_a_plan_is_told_what_turned_why_and_what_to_look_at_again(
    advisor: Program, newer: Path, tmp_path: Path
) -> None:
    change(newer, STRICTER)
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.replace("film", "book"), "utf-8")
    ran = advisor("diff", PACK, newer, plan)
    lines = ran.out.splitlines()
    assert "A night out: permitted before, prohibited now" in lines
    assert "- Keeps a thing for longer: permitted before, prohibited now" in lines
    turned = next(line for line in lines if "[care.weather], changed:" in line)
    assert turned.startswith("  Kept dry [care.weather], changed: ticked before, broken now, because of")
    assert "- Look at your answer again: Where will it be? [out.weather]" in lines
    assert any(line.startswith("- Look at your tick again") for line in lines)


def test_an_answer_the_newer_pack_does_not_know_is_left_open_told_and_never_permitted(
    advisor: Program, newer: Path, tmp_path: Path
) -> None:
    change(newer, *NO_FILM)
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, "utf-8")
    found = json.loads(advisor("diff", PACK, newer, plan, "--format", "json").out)["plan"]
    assert [(left["part"], left["name"]) for left in found["left"]] == [("out", "kind")]
    assert found["after"]["worst"] == "prohibited"
    assert {"part": "out", "question": "kind"} in found["to_ask"]


def test_a_use_whose_activity_is_gone_is_told_and_not_judged(advisor: Program, newer: Path, tmp_path: Path) -> None:
    change(newer, ("policy.yaml", "{id: renew, title: Keeps", "{id: prolong, title: Keeps"))
    for file in ("questions/2-things.yaml", "rules/1-ground.yaml", "rules/2-things.yaml"):
        text = (newer / file).read_text("utf-8")
        (newer / file).write_text(
            text.replace("borrow, renew]", "borrow, prolong]").replace("[renew]", "[prolong]"), "utf-8"
        )
    load_pack(newer)
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.replace("film", "book"), "utf-8")
    ran = advisor("diff", PACK, newer, plan)
    assert "- Keeps a thing for longer: permitted before; its activity is gone, so it cannot be judged" in ran.out
    assert "A night out: permitted before; it cannot be judged now" in ran.out
    assert "Activity removed: Keeps a thing for longer [renew]" in ran.out


def test_a_pack_that_is_none_exits_2(advisor: Program) -> None:
    ran = advisor("diff", PACK, "lendnig")
    assert ran.code == 2
    assert "there is no policy 'lendnig'" in ran.err


def test_a_plan_of_another_policy_exits_2_with_its_place(advisor: Program, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.replace("policy: lending", "policy: borrowing"), "utf-8")
    ran = advisor("diff", PACK, PACK, plan)
    assert ran.code == 2
    assert f"{plan}:2:9: the plan is for the policy 'borrowing', not 'lending'" in ran.err


def test_a_change_that_the_history_does_not_name_is_told_for_no_plan_will_be(advisor: Program, newer: Path) -> None:
    change(newer, STRICTER)
    same = " ".join(advisor("diff", PACK, newer).out.split())
    assert "Both packs have the version 1.1.0: raise it." in same
    assert "under the new version it lacks: care.weather" in same
    change(
        newer, ("policy.yaml", "version: 1.1.0", "version: 1.2.0"), ("policy.yaml", "history:", "history:\n  1.2.0: []")
    )
    assert json.loads(advisor("diff", PACK, newer, "--format", "json").out)["untold"] == ["care.weather"]
    change(newer, ("policy.yaml", "1.2.0: []", "1.2.0: [care.weather]"))
    told = advisor("diff", PACK, newer)
    assert "history" not in told.out
    assert json.loads(advisor("diff", PACK, newer, "--format", "json").out)["untold"] == []


def test_an_option_in_other_words_is_shown_and_whoever_chose_it_looks_again(
    advisor: Program, newer: Path, tmp_path: Path
) -> None:
    change(newer, ("questions/2-things.yaml", "label: A film}", "label: A film or a game}"))
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, "utf-8")
    ran = advisor("diff", PACK, newer, plan)
    assert "The option film: “A film” before, “A film or a game” now." in ran.out
    assert "Look at your answer again: What is it? [out.kind]" in ran.out
