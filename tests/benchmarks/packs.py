"""Packs and plans to measure with: the real one, and one written to a size."""

from itertools import count, cycle, islice
from pathlib import Path

from advisor.plan.example import load_examples
from advisor.plan.model import Plan
from advisor.plan.text import plan_text
from advisor.policy.installed import pack_folders
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack

QUESTIONS = 40
ACTIVITIES = ("sow", "water", "prune", "harvest", "fence", "label")
WORDS = (
    (
        "A row of beans wants its own bed and room to climb before the frost of a late spring night comes over the hill; "
        "whoever digs there asks the neighbour first, notes the day on the shed door and leaves tools clean and dry."
    )
    .replace(",", "")
    .replace(";", "")
    .split()
)


def real_pack() -> tuple[Path, Policy]:
    """The first pack of the program's own."""
    folder = Path(pack_folders()[0])
    return folder, load_pack(folder)


def example_plan(folder: Path, policy: Policy) -> Plan:
    """The plan with the most to say among a pack's examples."""
    return max(
        (example.plan for example in load_examples(folder, policy)), key=lambda plan: len(plan_text(plan, policy))
    )


def size(folder: Path) -> int:
    """The bytes that are read to load a pack."""
    return sum(path.stat().st_size for part in ("", "questions", "rules") for path in (folder / part).glob("*.yaml"))


def write_pack(folder: Path, most: int) -> Path:
    """Write a pack of as many rules as fit in so many bytes, and a plan that answers all of it; gives the plan's path."""
    for name in ("questions", "rules"):
        (folder / name).mkdir(parents=True)
    (folder / "questions" / "all.yaml").write_text(_questions(), encoding="utf-8")
    rules: list[str] = []
    for number in count():
        rule = _rule(number)
        head = _head(folder.name, len(rules) + 1)
        if len(head) + len(_questions()) + sum(map(len, rules)) + len(rule) + 60 > most:
            break
        rules.append(rule)
    (folder / "rules" / "all.yaml").write_text("section: all\nrules:\n" + "".join(rules), encoding="utf-8")
    (folder / "policy.yaml").write_text(_head(folder.name, len(rules)), encoding="utf-8")
    plan = folder.parent / f"{folder.name}-plan.yaml"
    plan.write_text(_plan(folder.name), encoding="utf-8")
    return plan


def _head(name: str, clauses: int) -> str:
    listed = ", ".join(f"c.{number}" for number in range(clauses))
    texts = "".join(f"{key}: Rules of a garden\n" for key in ("title", "publisher", "audience", "summary", "ask"))
    activities = "".join(f"  - {{id: {name}, title: To {name}}}\n" for name in ACTIVITIES)
    return (
        f"advisor-pack: 1\nid: {name}\nversion: 1.0.0\n{texts}date: 2020-01-31\n"
        f"sections:\n  - {{id: all, title: All, clauses: [{listed}]}}\nactivities:\n{activities}"
        "consequences: []\nnot_rules: {}\nsynonyms: []\nhistory:\n  1.0.0: []\n"
    )


def _questions() -> str:
    lines = ["topic: The garden\nquestions:\n"]
    for number in range(QUESTIONS):
        about = "bot" if number % 4 == 0 else "uses"
        options = "".join(f"      - {{id: o{each}, label: {_words(number + each, 6)!r}}}\n" for each in range(4))
        lines.append(
            f"  - id: q{number}\n    about: {about}\n    prompt: {_words(number, 7)!r}\n"
            f"    help: {_words(number + 3, 18)!r}\n    options:\n{options}"
        )
    return "".join(lines)


def _rule(number: int) -> str:
    first, second, third = (f"q{(number * step + 1) % QUESTIONS}" for step in (1, 7, 11))
    modality = ("prohibition", "requirement", "recommendation", "requirement")[number % 4]
    task = f"    do: {_words(number + 5, 30)!r}\n" if modality == "requirement" else ""
    when = f"{{any: [{{{first}: [o0, o1]}}, {{all: [{{{second}: o2}}, {{not: {{{third}: o3}}}}]}}]}}"
    return (
        f"  - id: r.{number}\n    modality: {modality}\n    title: {_words(number, 6)!r}\n"
        f"    text: {_words(number + 2, 40)!r}\n{task}    concerns: [{ACTIVITIES[number % len(ACTIVITIES)]}]\n"
        f"    when: {when}\n    cites: [c.{number}]\n    keywords: [{', '.join(dict.fromkeys(_words(number, 8).split()))}]\n"
    )


def _words(start: int, number: int) -> str:
    return " ".join(islice(cycle(WORDS), start, start + number))


def _plan(name: str) -> str:
    answers = {
        about: "".join(f"{{}}q{n}: o1\n" for n in range(QUESTIONS) if (n % 4 == 0) is about) for about in (True, False)
    }
    uses = "".join(
        f"  {activity}:\n    activity: {activity}\n    title: To {activity}\n    answers:\n"
        + answers[False].replace("{}", "      ")
        for activity in ACTIVITIES[:3]
    )
    return f"advisor: 1\npolicy: {name}\nversion: 1.0.0\nname: A garden\nbot:\n{answers[True].replace('{}', '  ')}uses:\n{uses}"
