"""The installed program: built as a wheel, put into a clean environment, and run from another folder.

The environment borrows the libraries of this one by a path file, so that the test needs no network; the program itself
and its pack come from the wheel alone.
"""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def installed(place: Path) -> Path:
    """Build it, install it into an environment in that folder, and tell where the commands are."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(place)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    venv.create(place / "clean", with_pip=False)
    (wheel,) = place.glob("*.whl")
    python = place / "clean" / "bin" / "python"
    subprocess.run(
        [*pip, "--python", str(python), "install", "--no-deps", "--no-index", "--no-compile", str(wheel)], check=True
    )
    (packages,) = (place / "clean" / "lib").glob("python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python.parent


def test_the_installed_program_carries_its_pack_and_runs_from_anywhere(tmp_path: Path) -> None:
    place, folder = tmp_path / "wheel", tmp_path / "elsewhere"
    folder.mkdir()
    commands = installed(place)

    def run(*words: str, command: str = "advisor") -> "subprocess.CompletedProcess[str]":
        ran = [str(commands / command), *words]
        return subprocess.run(ran, cwd=folder, capture_output=True, text=True, check=False, timeout=60)

    assert str(place) in run("-c", "import advisor; print(advisor.__file__)", command="python").stdout
    found = run("rules", "auto", "follow", "back")
    assert found.returncode == 0, found.stderr
    assert "follow" in found.stdout.lower()
    answers = ["--set", "likes.activity=like", "--set", "likes.like_by=program", "--set", "likes.account=own"]
    checked = run("check", *answers)
    assert checked.returncode == 1, checked.stderr
    assert "prohibited" in checked.stdout.lower()
    assert run("lint").returncode == 0
