"""Damaged plans and packs: a plan or an error of ours, never another exception, never two lines for one problem.

Damage of three kinds: bytes changed at random, pieces of YAML put where they do not belong, and whole trees written with
keys and values from anywhere in the format. What can still be read is also changed and saved.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from advisor.plan.file import plan_source, saved_bytes
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack, read_pack
from advisor.source.error import AdvisorError
from tests.plan.layouts import Writer, changed_plan, random_layout, random_plan
from tests.torture.table import Row

LENDING = Path(__file__).parent.parent / "packs" / "lending"
PIECES = (
    *("\n", "  ", "\t", ": ", "- ", "[", "]", "{", "}", ",", "'", '"', "|\n", ">-\n", "&a ", "*a", "!!str ", "? ", "#"),
    *("---\n", "...\n", "%YAML 1.2\n", "<<: ", "\\", "\x00", "\x1b[2J", "\x85", "\u2028", "\ufeff", "\ud7ff", "\r"),
    *("undecided", "advisor: ", "policy: ", "uses:", "bot:", "answers:", "null", "~", "1e999", "é" * 50, "x" * 5000),
)


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    policy = load_pack(LENDING)
    plans, packs = (400, 30) if quick else (20_000, 2_000)
    yield Row.none("damaged plans: a foreign exception, or more than a line", plans, _each(range(plans), policy))
    pack = folder / "lending"
    shutil.copytree(LENDING, pack)
    found = [what for seed in range(packs) if (what := _pack(pack, Random(seed)))]
    yield Row.none("damaged packs: a foreign exception, or more than a line", packs, found)


def _each(seeds: range, policy: Policy) -> Iterator[str]:
    for seed in seeds:
        random = Random(seed)
        damage = random.choice((_bytes, _bytes, _grown, _written))
        data = damage(random, policy)
        if what := _told(lambda data=data, random=random: _plan(data, random, policy)):  # type: ignore[misc]
            yield f"seed {seed}: {what}"


def _plan(data: bytes, random: Random, policy: Policy) -> None:
    """Read a plan; and where that can be done, change it and save."""
    plan = plan_source(data, "p").plan(policy)
    change = changed_plan(random, plan, policy)
    assert plan_source(saved_bytes(change, policy, data)).plan(policy) == change


def _pack(pack: Path, random: Random) -> str:
    path = random.choice(sorted(pack.rglob("*.yaml")))
    whole = path.read_bytes()
    path.write_bytes(_damaged(random, whole))
    try:
        return _told(lambda: _read_pack(pack))
    finally:
        path.write_bytes(whole)


def _read_pack(pack: Path) -> None:
    _, problems = read_pack(pack)
    assert all("\n" not in str(problem) for problem in problems)


def _told(action: Callable[[], None]) -> str:
    """What is wrong with how an action ends."""
    try:
        action()
    except AdvisorError as error:
        return "" if all("\n" not in str(problem) for problem in error.problems) else f"two lines: {error}"
    except Exception as error:  # noqa: BLE001 - nothing else may come out
        return f"{type(error).__name__}: {error}"
    return ""


def _file(random: Random, policy: Policy) -> bytes:
    return Writer(random, random_layout(random)).file(random_plan(random, policy), policy)


def _bytes(random: Random, policy: Policy) -> bytes:
    return _damaged(random, _file(random, policy))


def _damaged(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at = random.randint(0, len(changed))
        match random.randint(0, 3):
            case 0:
                changed[at:at] = random.choice(PIECES).encode()
            case 1:
                del changed[at : at + random.randint(1, 30)]
            case 2:
                changed[at:at] = random.randbytes(random.randint(1, 4))
            case _:
                changed[at:at] = changed[random.randint(0, at) : at][:200]
    return bytes(changed)


def _grown(random: Random, policy: Policy) -> bytes:
    """Lines of a good file repeated, moved and indented otherwise."""
    lines = _file(random, policy).decode("utf-8-sig").splitlines()
    for _ in range(random.randint(1, 5)):
        at = random.randrange(len(lines))
        lines.insert(random.randint(0, len(lines)), " " * random.randint(0, 6) + lines[at].strip())
        if random.random() < 0.5:
            lines[at] = " " * random.randint(0, 3) + lines[at]
    return "\n".join(lines).encode()


def _written(random: Random, policy: Policy) -> bytes:
    """A tree of known words in unknown places."""
    words = [
        "advisor",
        "policy",
        "name",
        "bot",
        "uses",
        "notes",
        "activity",
        "answers",
        "safeguards",
        "done",
        "note",
        "1",
    ]
    words += [policy.id, "true", "undecided", "", "~", *(question.id for question in policy.questions)]
    words += [option.id for question in policy.questions for option in question.options]
    words += [activity.id for activity in policy.activities] + [rule.id for rule in policy.rules]

    def value(depth: int) -> str:
        if depth > 5 or random.random() < 0.4:
            return random.choice(words)
        items = [value(depth + 1) for _ in range(random.randint(0, 4))]
        if random.random() < 0.3:
            return f"[{', '.join(items)}]"
        return "{" + ", ".join(f"{random.choice(words) or 'x'}: {item}" for item in items) + "}"

    body = "".join(f"{key}: {value(0)}\n" for key in random.sample(words[:9], random.randint(0, 6)) if key)
    return f"advisor: 1\npolicy: {policy.id}\n{body}".encode()
