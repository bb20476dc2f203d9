"""How long a command takes from nothing to its last byte, against a Python that does nothing.

The program is the installed one, as a person runs it. Without a cache means that nothing is kept from run to run.
Once by the clock on the wall, for that is what a person waits, and once by the processor's, for a busy machine.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from advisor.plan.text import plan_text
from tests.benchmarks.frame import Row, environment, in_turns, process, processor_time
from tests.benchmarks.packs import example_plan, real_pack, size, write_pack

TURNS = 41
NOTHING = "python -c pass"
PACK_BYTES = 60 * 1024
PROGRAM = Path(sys.executable).with_name("advisor")


def rows() -> Iterator[Row]:
    """Version and check, with the real pack and with one of 60 KB."""
    with TemporaryDirectory() as temporary:
        here = Path(temporary)
        folder, policy = real_pack()
        plan = here / "plan.yaml"
        plan.write_text(plan_text(example_plan(folder, policy), policy), encoding="utf-8")
        written = here / "garden"
        gardens = write_pack(written, PACK_BYTES)
        real = f"advisor check PLAN, a pack of {size(folder) // 1024} KB"
        small = f"advisor check PLAN, a pack of {size(written) // 1024} KB"
        kept = environment(XDG_CACHE_HOME=str(here / "cache"))
        cold = {**kept, "ADVISOR_CACHE": ""}
        commands = {
            "advisor --version": (["--version"], kept),
            f"{small}, cached": (["check", "--policy", str(written), str(gardens)], kept),
            f"{small}, no cache": (["check", "--policy", str(written), str(gardens)], cold),
            f"{real}, cached": (["check", str(plan)], kept),
            f"{real}, no cache": (["check", str(plan)], cold),
        }
        most = dict(zip(commands, (2.5, 5, 7, None, None), strict=True))
        for clock, added, targets in ((perf_counter, "", most), (processor_time, ", processor time", {})):
            reference = NOTHING + added
            timed = in_turns(
                {
                    reference: process([sys.executable, "-c", "pass"], kept, clock=clock),
                    **{
                        what + added: process(command, variables, _code(command, variables), clock)
                        for what, (arguments, variables) in commands.items()
                        for command in [[str(PROGRAM), *arguments]]
                    },
                },
                TURNS,
            )
            yield timed.alone(reference)
            for what in commands:
                yield timed.row(what + added, reference, targets.get(what))


def _code(command: list[str], variables: dict[str, str]) -> int:
    """The exit code of a command, which has to be one of a verdict."""
    ran = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1, 3), ran.stderr
    return ran.returncode
