"""The shape of the tree, kept by failing tests: who imports whom, how long things get, and that policies are data."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.policy.installed import knowledge_folder
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack

ROOT = Path(__file__).parent.parent
ADVISOR = ROOT / "advisor"
MODULES = sorted(ADVISOR.rglob("*.py"))
MODULE_LINES = 300
FUNCTION_LINES = 60
APP_LINES = 150
LIGHT = ("check", "export", "ask", "rules", "rule", "lint", "diff")
HEAVY = (
    "textual",
    "rich",
    "ruamel",
    "pydantic",
    "asyncio",
    "importlib.metadata",
    "importlib.resources",
    "dataclasses",
    "inspect",
    "hashlib",
    "random",
    "shutil",
    "subprocess",
    "tempfile",
    "yaml",
)

ALLOWED = (
    "argparse",
    "gettext",  # argparse
    "gc",
    "importlib",
    "warnings",  # importlib
    "json",
)
"""Of the standard library, what `advisor check` imports beside `re` and what that brings. Each module more is felt by whoever
commits: weigh it, and where it is worth its time add it here."""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(code: str) -> set[str]:
    """The modules that a fresh interpreter has after running the code."""
    program = f"import sys\n{code}\nsys.stderr.write(' '.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(ran.stderr.split())


def test_check_imports_neither_textual_nor_rich_nor_anything_slow() -> None:
    code = (
        "from advisor.cli.main import main\n"
        "for form in ('text', 'json', 'markdown'):\n"
        "    assert main(['check', 'tests/report/plans/mixed.yaml', '--policy', 'tests/packs', '--format', form]) == 1"
    )
    found = imported(code)
    assert "advisor.report.markdown" in found
    assert not found & set(HEAVY)


def test_check_imports_no_more_of_the_standard_library_than_it_did() -> None:
    check = (
        "from advisor.cli.main import main\n"
        "for _ in range(2):\n"  # the second time from what was kept
        "    assert main(['check', 'tests/report/plans/mixed.yaml', '--policy', 'tests/packs']) == 1\n"
    )
    found = {module.split(".")[0] for module in imported(check)} & set(sys.stdlib_module_names)
    every_program_has = {module.split(".")[0] for module in imported("import re")}
    assert {module for module in found - every_program_has if not module.startswith("_")} - set(ALLOWED) == set()


@pytest.mark.parametrize("command", LIGHT)
def test_no_command_but_the_app_imports_textual(command: str) -> None:
    found = imported(f"import advisor.cli.{command}")
    assert not found & {"textual", "rich"}


def test_the_app_needs_no_parser_for_a_plan_alone_or_nothing_at_all() -> None:
    assert "argparse" not in imported("from advisor.cli.main import main\nassert main([]) == main(['a.yaml']) == 2")


def test_textual_is_imported_without_encryption_which_stays_there_for_whoever_needs_it() -> None:
    begun = "from advisor.cli.open_app import _import_asyncio\n_import_asyncio()\nimport textual.app"
    found = imported(begun)
    assert "asyncio" in found
    assert not found & {"ssl", "_ssl"}
    assert {"ssl", "_ssl"} <= imported(f"{begun}\nimport ssl\nssl.create_default_context()")


def test_the_engine_and_the_model_import_the_standard_library_alone() -> None:
    found = imported("import advisor.assess.assess, advisor.assess.interview, advisor.assess.remedy")
    allowed = set(sys.stdlib_module_names) | {"advisor"}
    before = {module.split(".")[0] for module in imported("")}
    assert {module.split(".")[0] for module in found} <= allowed | before
    inner = {".".join(module.split(".")[:2]) for module in found if module.startswith("advisor.")}
    assert inner == {"advisor.assess", "advisor.policy", "advisor.typed", "advisor.values"}


def test_a_module_can_be_read_in_one_go() -> None:
    limits = {**dict.fromkeys(MODULES, MODULE_LINES), ADVISOR / "tui" / "app.py": APP_LINES}
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name(path): lines[path] for path in limits if lines[path] > limits[path]} == {}


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Each module's name, and its syntax."""
    return ((name(path), ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES)


def test_a_function_can_be_seen_at_once() -> None:
    long = [
        f"{module}: {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for module, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]
    assert not long


def test_a_module_says_what_it_owns_and_has_a_name_that_says_something() -> None:
    assert [module for module, tree in trees() if not ast.get_docstring(tree)] == []
    nothing = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base"}
    assert [name(path) for path in MODULES if path.stem in nothing] == []


@pytest.fixture(scope="module")
def policies() -> tuple[Policy, ...]:
    return tuple(load_pack(path.parent) for path in sorted(Path(knowledge_folder()).glob("*/policy.yaml")))


def words_of(policies: tuple[Policy, ...]) -> Iterator[str]:
    """What only a pack may name: ids of policies and rules, of questions that are no ordinary words, and publishers."""
    for policy in policies:
        yield policy.id
        yield policy.publisher
        yield from (rule.id for rule in policy.rules if re.search(r"[.-]", rule.id))
        yield from (question.id for question in policy.questions if re.search(r"[._-]", question.id))


@pytest.fixture(scope="module")
def of_a_pack(policies: tuple[Policy, ...]) -> re.Pattern[str]:
    """Matches what only a pack may name."""
    longest_first = sorted(set(words_of(policies)), key=len, reverse=True)
    return re.compile(rf"(?<![\w.-])({'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


def test_no_file_of_the_program_names_a_policy(of_a_pack: re.Pattern[str]) -> None:
    of_any = re.compile(r"(?i)\b(twitter|tweet|retweet|mastodon|reddit|facebook)")
    texts = {name(path): path.read_text(encoding="utf-8") for path in [*MODULES, *ADVISOR.rglob("*.tcss")]}
    assert [
        (file, found[0]) for file, text in texts.items() if (found := of_a_pack.search(text) or of_any.search(text))
    ] == []


def test_the_policies_are_there_to_be_named(policies: tuple[Policy, ...], of_a_pack: re.Pattern[str]) -> None:
    assert policies
    assert len(list(words_of(policies))) > 20
    assert all(of_a_pack.search(f"'{word}'") for word in words_of(policies))
