"""A script: the mutants of some modules, tried with the tests of one folder, whose results `survivors` reads.

mutmut makes the mutants, all of a module in one file with a switch between them. Its runner starts pytest anew for each,
which takes most of the time; here pytest collects once, each test is run once to learn which functions it goes through,
and every mutant is a fork of that process, in which just the tests of its function run: those of its module's own file
first, the fast ones before the slow ones, and before all of them the ones that noticed the function's last mutants.

It is no module to import, for the copy of the tests, which has the same name, could not be imported then.

    python tests/mutation/try_mutants.py WORKERS TESTS MODULE.py…
"""

import gc
import json
import math
import os
import resource
import shutil
import sys
import tempfile
import time
from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.format_utils import get_mutant_name, mangled_name_from_mutant_name

MUTANTS = Path("mutants")
COPIED = ("advisor", "tests", "knowledge", "pyproject.toml", "README.md", "CHANGELOG.md")
FEW = 12
"""How many examples of a property test are tried, the same ones each time: a mutant must not live or die by chance."""
CHOSEN = "not proof and not slow"
"""Which tests are tried: a mutant that only one of the others would notice lives."""
ENOUGH = 10.0
"""For how many seconds of its tests a mutant may live, beyond those of its module's own file; then it does live."""
NO_TEST, TIMEOUT = 33, 36


class Trial:
    """A plugin that runs the tests once, and then each mutant with those that go through it."""

    def __init__(self, mutants: dict[str, list[str]], workers: int, scratch: Path) -> None:
        self.results: dict[str, dict[str, int | None]] = {path: dict.fromkeys(each) for path, each in mutants.items()}
        self.workers = workers
        self.scratch = scratch
        self.seconds: dict[str, float] = {}
        self.through: dict[str, list[pytest.Item]] = defaultdict(list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            test: Any = getattr(item, "obj", None)
            test = getattr(test, "__func__", test)
            own = getattr(test, "_hypothesis_internal_use_settings", None)
            if own is not None:
                few = settings(own, max_examples=min(own.max_examples, FEW), derandomize=True, database=None)
                test._hypothesis_internal_use_settings = few

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.listen(session)
        if session.testsfailed:
            return True
        gc.freeze()  # what there is by now stays shared with the forks
        waiting = [(path, name) for path, names in self.results.items() for name in names]
        running: dict[int, tuple[str, str, float]] = {}
        while waiting or running:
            while waiting and len(running) < self.workers:
                path, name = waiting.pop()
                tests = self.through[mangled_name_from_mutant_name(name)]
                if not tests:
                    self.results[path][name] = NO_TEST
                    continue
                needed = sum(self.seconds[test.nodeid] for test in tests)
                running[self.fork(session, name, tests)] = path, name, time.monotonic() + 60 + 20 * needed
            self.reap(running)
        return True

    def listen(self, session: pytest.Session) -> None:
        """Run each test once, and note how long it takes and which functions it goes through."""
        set_mutant_under_test("stats")
        for item, following in zip(session.items, [*session.items[1:], None], strict=True):
            state()._stats.clear()
            started = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self.seconds[item.nodeid] = time.process_time() - started
            for name in state()._stats:
                self.through[name].append(item)
        for name, tests in self.through.items():
            mirror = f"test_{name.split('.')[-2]}.py"
            tests.sort(key=lambda test: (mirror not in test.nodeid, self.seconds[test.nodeid]))
            until = list(accumulate(self.seconds[test.nodeid] for test in tests))
            own = sum(mirror in test.nodeid for test in tests)
            del tests[max(own, bisect(until, ENOUGH)) :]
        set_mutant_under_test("")

    def fork(self, session: pytest.Session, mutant: str, tests: Sequence[pytest.Item]) -> int:
        child = os.fork()
        if child:
            return child
        gc.disable()
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        own = self.scratch / str(os.getpid())
        own.mkdir()
        factory: Any = session.config
        factory._tmp_path_factory._basetemp = own
        set_mutant_under_test(mutant)
        for test, following in zip(tests, [*tests[1:], None], strict=True):
            end = time.process_time() + 2 + 5 * self.seconds[test.nodeid]  # a loop without end has one
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(end), most))
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
            if session.testsfailed:
                own.with_suffix(".killer").write_text(test.nodeid, "utf-8")
                os._exit(1)
        os._exit(0)

    def reap(self, running: dict[int, tuple[str, str, float]]) -> None:
        """Take in the mutants that are done, and end those that would never be."""
        for child, (path, name, deadline) in list(running.items()):
            done, status = os.waitpid(child, os.WNOHANG)
            if not done and time.monotonic() > deadline:
                os.kill(child, 9)
                done, status = os.waitpid(child, 0)
            if done:
                code = os.waitstatus_to_exitcode(status)
                self.results[path][name] = TIMEOUT if code < 0 else code
                self.put_first(name, self.scratch / f"{child}.killer")
                self.tell()
                shutil.rmtree(self.scratch / str(child), ignore_errors=True)
                del running[child]
        time.sleep(0.005)

    def put_first(self, mutant: str, killer: Path) -> None:
        """Let the test that noticed a mutant be the first to try the next one of the same function."""
        if killer.exists():
            name = killer.read_text("utf-8")
            self.through[mangled_name_from_mutant_name(mutant)].sort(key=lambda test: test.nodeid != name)

    def tell(self) -> None:
        """Say how far it is, now and then."""
        codes = [code for results in self.results.values() for code in results.values()]
        done = len(codes) - codes.count(None)
        if done % 50 == 0:
            lived = codes.count(0) + codes.count(NO_TEST)
            os.write(2, f"{done} of {len(codes)} tried, {lived} live\n".encode())


def make(modules: Sequence[str]) -> dict[str, list[str]]:
    """A copy of the project with the mutants of the modules in it, by the modules' paths."""
    shutil.rmtree(MUTANTS, ignore_errors=True)
    MUTANTS.mkdir()
    for name in COPIED:
        if Path(name).is_dir():
            shutil.copytree(name, MUTANTS / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(name, MUTANTS / name)
    names: dict[str, list[str]] = {}
    for path in modules:
        mutated = mutate_file_contents(path, Path(path).read_text("utf-8"))
        (MUTANTS / path).write_text(mutated.code, "utf-8")
        names[path] = [get_mutant_name(Path(path), name) for name in mutated.mutant_names]
    return names


def main(workers: int, tests: str, modules: Sequence[str]) -> int:
    mutants = make(modules)
    os.chdir(MUTANTS)
    sys.path[0] = str(Path.cwd())
    with tempfile.TemporaryDirectory() as scratch:
        trial = Trial(mutants, workers, Path(scratch))
        quick = ["-p", "no:cacheprovider", "--capture=sys", "--tb=no", "--assert=plain"]
        options = [*quick, f"--basetemp={scratch}/all", "--rootdir=.", "--disable-warnings", "-m", CHOSEN]
        code = int(pytest.main([tests, *options], plugins=[trial]))
    for path, results in trial.results.items():
        Path(f"{path}.meta").write_text(json.dumps({"exit_code_by_key": results}), "utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
