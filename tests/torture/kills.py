"""A program that is killed while it saves and keeps: the file is whole, and at most one answer is lost."""

import os
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from advisor.plan.file import new_plan, open_plan, plan_source, save_plan
from advisor.plan.recovery import Recovery, left_behind
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from tests.torture.table import Row

LENDING = Path(__file__).parent.parent / "packs" / "lending"


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    times = 25 if quick else 500
    policy = load_pack(LENDING)
    torn: list[str] = []
    lost: list[str] = []
    left: list[str] = []
    for number in range(times):
        own = folder / str(number)
        own.mkdir()
        answered, saved, kept = _killed(own, policy, number)
        if saved is None or kept is None:
            torn.append(f"kill {number}")
        elif answered - max(saved, kept) > 1:
            lost.append(f"kill {number}: {answered} given, {saved} saved, {kept} kept")
        if [path.name for path in own.iterdir() if path.name.startswith(".advisor")]:
            left.append(f"kill {number}")
    yield Row.none("kill -9 during saves and recovery files: torn files", times, torn)
    yield Row.none("kill -9 during saves and recovery files: more than one answer lost", times, lost)
    yield Row.none("kill -9 during saves: temporaries left once the plan is saved again", times, left)


def _killed(folder: Path, policy: Policy, seed: int) -> tuple[int, int | None, int | None]:
    """How many answers a killed writer was given, and the last ones in its file and in its recovery file."""
    path = folder / "plan.yaml"
    save_plan(path, new_plan(policy, "0"), policy, None)
    read_end, write_end = os.pipe()
    writer = get_context("fork").Process(target=_write, args=(path, policy, write_end))
    writer.start()
    os.close(write_end)
    os.read(read_end, 1)  # it has begun
    time.sleep(random.Random(seed).uniform(0, 0.02))
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    answered = 1
    while chunk := os.read(read_end, 1 << 16):
        answered += len(chunk)
    os.close(read_end)
    try:
        source = open_plan(path)
        saved = int(source.plan(policy).name)
        kept = [int(leftover.source().plan(policy).name) for leftover in left_behind(path)]
        save_plan(path, new_plan(policy, "again"), policy, source.data)
    except Exception:  # noqa: BLE001 - whatever it is, the file was torn
        return answered, None, None
    return answered, saved, max(kept, default=0)


def _write(path: Path, policy: Policy, told: int) -> None:
    """Answer, keep, and save every third time, as a person who is very quick."""
    recovery = Recovery()
    data = path.read_bytes()
    for number in count(1):
        os.write(told, b".")
        plan = replace(new_plan(policy, str(number)), notes={"plan": "x" * 20_000})
        recovery.keep(path, plan, policy)
        if number % 3 == 0:
            data = save_plan(path, plan, policy, data)
            assert plan_source(data).plan(policy) == plan
