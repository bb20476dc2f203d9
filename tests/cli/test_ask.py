import json
import re
from pathlib import Path

import pytest

from tests.cli.program import PLANS, Program, Ran

# The answers of plans/fine.yaml: what it does, the card, the pages, the thing, how long, where, how carried.
FINE = ["1", "1", "4", "1", "1", "1,2", "1"]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "bot-plan.yaml"


def ask(advisor: Program, path: Path, *lines: str) -> Ran:
    ran = advisor("ask", path, typed="".join(f"{line}\n" for line in lines))
    assert "\x1b" not in ran.out
    assert all(len(line) <= 80 for line in ran.out.splitlines() if str(path) not in line)
    assert ran.err == ""
    return ran


def test_the_same_answers_give_the_same_json_as_a_plan_written_by_hand(advisor: Program, plan: Path) -> None:
    ran = ask(advisor, plan, *FINE, "y", "One book for a fortnight")
    assert ran.code == 0
    assert f"Saved as {plan}." in " ".join(ran.out.split())
    asked, written = (
        json.loads(advisor("check", path, "--format", "json", "--all").out) for path in (plan, PLANS / "fine.yaml")
    )
    assert asked["verdict"] == "permitted"
    for one in (*asked["parts"], *asked["findings"], *written["parts"], *written["findings"]):
        one["part"] = "bot" if one["part"] == "bot" else "use"
        one["title"] = "" if "activity" in one else one["title"]
    assert [asked[key] for key in ("verdict", "parts", "findings")] == [
        written[key] for key in ("verdict", "parts", "findings")
    ]


def test_names_of_options_serve_as_well_as_numbers(advisor: Program, plan: Path, tmp_path: Path) -> None:
    ask(advisor, plan, *FINE, "y", "x")
    other = tmp_path / "other.yaml"
    ask(advisor, other, "borrow", "own", "nothing", "BOOK", "short", "indoors, garden", "dry", "yes", "x")
    assert other.read_bytes() == plan.read_bytes()


def test_every_answer_tells_in_a_line_what_it_changed(advisor: Program, plan: Path) -> None:
    out = " ".join(ask(advisor, plan, "1", "2", "4", "3").out.split())
    assert "to be built: “A card of one's own”" in out
    assert "Now: Takes a thing home is prohibited; prohibited by “Works of reference stay”;" in out


def test_what_no_longer_matters_is_not_asked(advisor: Program, plan: Path) -> None:
    out = ask(advisor, plan, "1", "1", "4", "3", "1", "1").out
    assert "For how long?" not in out
    assert "Nothing is left to ask." in out


def test_why_names_the_rules_that_wait(advisor: Program, plan: Path) -> None:
    out = ask(advisor, plan, "?", "1", "?").out
    assert "Each thing the bot does is judged by itself." in out
    assert "- A card of one's own (requirement, I.card)" in out


def test_back_shows_the_answer_so_far_and_enter_keeps_it(advisor: Program, plan: Path) -> None:
    out = ask(advisor, plan, "1", "2", "b", "").out
    assert out.count("Who holds the card?") == 2
    assert "So far: A child I read to. Enter keeps it." in out
    assert "card: child" in plan.read_text()


def test_back_at_the_first_question_says_so(advisor: Program, plan: Path) -> None:
    assert "This is the first question." in ask(advisor, plan, "b", "q").out


def test_undecided_is_kept_and_not_asked_again(advisor: Program, plan: Path) -> None:
    ask(advisor, plan, "1", "u", "q", "x")
    assert "card: undecided" in plan.read_text()
    assert "Who holds the card?" not in ask(advisor, plan, "q").out


def test_an_earlier_answer_can_be_changed_with_nothing_else_lost(advisor: Program, plan: Path) -> None:
    ask(advisor, plan, "1", "1", "4", "3", "c", "2", "2", "q", "x")
    text = plan.read_text()
    assert "card: child" in text
    assert "marks: nothing" in text
    assert "kind: reference" in text


def test_a_use_can_be_added_renamed_and_removed(advisor: Program, plan: Path) -> None:
    ask(advisor, plan, "1,3", "c", "1", "1", "c", "2", "My books", "c", "3", "-", "q", "x")
    text = plan.read_text()
    assert "title: My books" in text
    assert "activity: read" not in text
    assert text.count("activity: borrow") == 2


def test_a_plan_is_gone_on_with_where_it_was_left(advisor: Program, plan: Path) -> None:
    ask(advisor, plan, *FINE[:3], "q", "One book")
    out = ask(advisor, plan, *FINE[3:], "y").out
    assert "Who holds the card?" not in out
    assert advisor("check", plan).code == 0


def test_changing_a_plan_keeps_its_comments(advisor: Program, plan: Path) -> None:
    plan.write_text("# ours\nadvisor: 1\npolicy: lending\nname: x # and ours\n")
    ask(advisor, plan, *FINE, "y")
    text = plan.read_text()
    assert text.startswith("# ours\n")
    assert "name: x # and ours\n" in text


def test_input_may_end_anywhere_and_what_was_answered_is_saved(advisor: Program, tmp_path: Path) -> None:
    whole = [*FINE, "y", "One book"]
    for length in range(len(whole) + 1):
        plan = tmp_path / f"{length}.yaml"
        ran = ask(advisor, plan, *whole[:length])
        assert ran.code == 0
        assert plan.exists() == (length > 0)
        if length == 0:
            assert "Nothing changed, and nothing was saved." in ran.out


def test_without_a_file_one_is_asked_for_at_the_end(
    advisor: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = "\n".join([*FINE, "y", "One book", ""]) + "\n"
    assert "Saved as bot-plan.yaml." in advisor("ask", typed=typed).out
    assert advisor("check", "bot-plan.yaml").code == 0


def test_without_a_file_the_end_of_input_saves_nothing_and_says_so(
    advisor: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = advisor("ask", typed="1\n")
    assert ran.out.endswith("Nothing was saved.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_is_not_written_over_and_another_is_asked_for(
    advisor: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bot-plan.yaml").write_text("mine\n")
    ran = advisor("ask", typed="1\nq\nx\n\nother.yaml\n")
    assert "bot-plan.yaml: exists already" in ran.out
    assert (tmp_path / "bot-plan.yaml").read_text() == "mine\n"
    assert (tmp_path / "other.yaml").exists()


def test_the_smallest_fix_is_offered_and_taken(advisor: Program, plan: Path) -> None:
    out = ask(advisor, plan, "1", "1", "4", "3", "1", "1", "2", "1", "x").out
    assert "The smallest fixes:" in out
    assert "kind: book" in plan.read_text()
    assert advisor("check", plan).code == 0


def test_answers_may_be_given_beforehand(advisor: Program, plan: Path) -> None:
    words = [
        "--set",
        "card=own",
        "--undecided",
        "marks",
        "--set",
        "hall.activity=read",
        "--set",
        "hall.weather=indoors",
    ]
    ran = advisor("ask", plan, *words, typed="In the hall\n")
    assert "Nothing is left to ask." in ran.out
    assert "name: In the hall" in plan.read_text()


def test_a_slip_is_told_and_the_question_stays(advisor: Program, plan: Path) -> None:
    out = ask(advisor, plan, "1", "4", "owm", "", "1,2", "1").out
    assert "'4' is not on the list; it goes from 1 to 3" in out
    assert "'owm' is not on the list; did you mean 'own'?" in out
    assert "Type a number, or ?" in out
    assert "'card' takes one option, not 2" in out
    assert "card: own" in plan.read_text()


def test_a_newer_pack_says_what_changed_and_asks_again_only_what_that_touches(advisor: Program, plan: Path) -> None:
    plan.write_text((PLANS / "fine.yaml").read_text(encoding="utf-8").replace("1.1.0", "1.0.0"), encoding="utf-8")
    out = ask(advisor, plan, "", "").out
    assert "made with pack version 1.0.0" in out
    asked = [prompt for prompt in ("Who holds", "What is it?", "For how long?", "Where will it be?") if prompt in out]
    assert asked == ["What is it?", "Where will it be?"]
    assert "version: 1.1.0" in plan.read_text()


def test_hostile_names_stay_text(advisor: Program, plan: Path) -> None:
    out = ask(advisor, plan, "1", "c", "2", "\x1b]0;x\x07[/b]", "s", "q", "\u202e plan").out
    assert "␛]0;x␇[/b]" in out


def test_a_file_that_is_there_is_compared_and_written_over_only_when_told(
    advisor: Program, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    plan.write_text("somebody's\n")
    ran = advisor("ask", typed="\n".join([*FINE, "y", "x", plan.name, "d", "o", ""]))
    out = " ".join(ran.out.split())
    assert ran.code == 0, out
    assert "bot-plan.yaml: exists already; open it, or choose another name" in out
    assert "- somebody's + advisor: 1" in out
    assert f"What it held is in {tmp_path}/state" in out
    assert "Saved as bot-plan.yaml." in out
    assert plan.read_text().startswith("advisor: 1\n")
    (kept,) = tmp_path.rglob("replaced/*-bot-plan.yaml")
    assert kept.read_text() == "somebody's\n"


def test_a_tick_whose_rule_changed_is_asked_about_again(advisor: Program, plan: Path) -> None:
    plan.write_text((PLANS / "fine.yaml").read_text(encoding="utf-8").replace("1.1.0", "1.0.0"), encoding="utf-8")
    out = " ".join(ask(advisor, plan, "", "", "?", "n", "n").out.split())
    assert "Look at it again, for a rule behind it changed." in out
    assert "Ticked for" in out
    assert "Still in place? y yes, n not yet:" in out
    assert "care.weather" not in plan.read_text()
    assert "look_again" not in plan.read_text()


def test_what_was_not_looked_at_before_the_end_waits_in_the_file(advisor: Program, plan: Path) -> None:
    plan.write_text((PLANS / "fine.yaml").read_text(encoding="utf-8").replace("1.1.0", "1.0.0"), encoding="utf-8")
    ask(advisor, plan, "", "q")
    assert "version: 1.1.0\nlook_again: [book.weather, book.care.weather]\n" in plan.read_text()
    out = ask(advisor, plan, "", "y").out
    assert "made with pack version" not in out
    assert "look_again" not in plan.read_text()


def test_what_the_policy_is_vague_about_is_said_when_it_is_answered_and_at_the_end(
    advisor: Program, plan: Path
) -> None:
    out = " ".join(ask(advisor, plan, "1", "1", "1", "1", "1", "1", "1").out.split())
    assert "left vague by the policy: “No ink on the pages”. The rules do not say whether pencil and folds" in out
    assert "The policy is vague, The bot as a whole: No ink on the pages" in out
    assert "Ask at the front desk before you take anything home." in out


def test_an_answer_given_already_says_which_rules_it_decides(advisor: Program, plan: Path) -> None:
    plan.write_text((PLANS / "fine.yaml").read_text(encoding="utf-8").replace("1.1.0", "1.0.0"), encoding="utf-8")
    out = " ".join(ask(advisor, plan, "?", "", "", "y").out.split())
    assert "Your answer helps to decide these rules: - " in out
    assert "depends on it" not in out


def test_the_next_step_names_the_pack_that_was_named(advisor: Program, plan: Path) -> None:
    out = " ".join(ask(advisor, plan, *FINE, "y", "x").out.split())
    assert f"Next: advisor check {plan} --policy " in out


def test_ask_names_the_policy_and_the_hash_of_its_pack(advisor: Program, plan: Path) -> None:
    assert re.search(
        r"under Lending rules of a small library, 2020-01-31\.\nPack: lending 1\.1\.0 · sha256 [0-9a-f]{12}\n",
        ask(advisor, plan, "q").out,
    )
