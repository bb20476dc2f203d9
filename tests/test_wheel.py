"""The installed program: built as a wheel, put into a clean environment, and run from another folder.

The environment borrows the libraries of this one by a path file, so that the test needs no network; the program itself
and its pack come from the wheel alone.
"""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(place), str(ROOT)], check=True
    )
    venv.create(place / "clean", with_pip=False)
    (wheel,) = place.glob("*.whl")
    python = place / "clean" / "bin" / "python"
    subprocess.run(
        [*pip, "--python", str(python), "install", "--no-deps", "--no-index", "--no-compile", str(wheel)], check=True
    )
    (packages,) = (place / "clean" / "lib").glob("python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python.parent


def run(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(installed / "advisor"), *words], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_installed_program_carries_its_pack_and_runs_from_anywhere(installed: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [str(installed / "python"), "-c", "import advisor; print(advisor.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(installed.parent) in where.stdout
    found = run(installed, tmp_path, "rules", "auto", "follow", "back")
    assert found.returncode == 0, found.stderr
    assert "follow" in found.stdout.lower()


def test_the_installed_program_checks_and_exports_a_plan(installed: Path, tmp_path: Path) -> None:
    answers = ["--set", "likes.activity=like", "--set", "likes.like_by=program", "--set", "likes.account=own"]
    checked = run(installed, tmp_path, "check", *answers)
    assert checked.returncode == 1, checked.stderr
    assert "prohibited" in checked.stdout.lower()
    assert run(installed, tmp_path, "lint").returncode == 0
