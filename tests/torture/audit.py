"""What the program asks of the system, by Python's own audit events: no network, no program but the editor, no code from data.

Each command runs as a process of its own with a hook that writes down every event of a forbidden kind; files are watched
as well, and may be written only where the person's plan is and in the program's own folders.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.report.reported import PACK, PLANS
from tests.terminal.window import Window, surroundings
from tests.torture.table import Row

WATCHER = """
import os, sys
told = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
import json
names = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "pty.spawn", "pickle.",
         "ftplib.", "http.", "smtplib.", "urllib.", "webbrowser.", "ctypes.dlopen")
def hook(event, given):
    if event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        name = given[0] if isinstance(given[0], (str, bytes)) else ""
        os.write(told, (json.dumps(["write", os.fsdecode(name)]) + "\\n").encode())
    elif event == "compile" and not os.path.exists(os.fsdecode(given[1] or "")):
        caller = sys._getframe(1).f_code.co_filename
        os.write(told, (json.dumps([event, caller]) + "\\n").encode())
    elif event.startswith(names):
        os.write(told, (json.dumps([event, repr(given)[:200]]) + "\\n").encode())
import advisor.cli.main
sys.addaudithook(hook)
if len(sys.argv) == 3 and sys.argv[1] == "planted":
    exec(sys.argv[2])
sys.exit(advisor.cli.main.main())
"""
PLANTED = {
    "socket.": "import socket; socket.getaddrinfo('127.0.0.1', 9)",
    "subprocess.Popen": "import subprocess; subprocess.run(['true'])",
    "compile": "eval('1')",
    "pickle.": "import pickle; pickle.loads(pickle.dumps(sys.exit))",
    "write": "open('/dev/full', 'w')",
}
"""What must be noticed, or the watcher sleeps."""
HARMLESS = {
    ("socket.__new__",): "asyncio makes a pair of sockets in the process to wake itself",
}
_GENERATING = (
    "/dataclasses.py",
    "/advisor/values.py",
    "/collections/__init__.py",
    "/typing.py",
    "/attr/_make.py",
    "<frozen importlib._bootstrap_external>",
)
"""Who makes code from the names of fields in the source, and who imports."""


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    plan = folder / "plan.yaml"
    plan.write_bytes((PLANS / "mixed.yaml").read_bytes())
    pack = ["--policy", str(PACK)]
    commands = [["check", str(plan), *pack], ["ask", str(plan), *pack], ["rules", "ink", *pack], ["lint", str(PACK)]]
    if not quick:
        commands += [
            ["check", str(plan), "--format", form, *pack] for form in ("json", "markdown", "github", "sarif", "junit")
        ]
        commands += [
            ["export", str(plan), "-o", str(folder / "list.md"), *pack],
            ["rule", "care.marks", *pack],
            ["diff", str(PACK), str(PACK), str(plan)],
        ]
        commands += [
            ["--version"],
            ["--help"],
            ["check", "/nowhere.yaml"],
            ["drift", "/nowhere.html"],
            ["lint"],
            ["rules"],
        ]
    bad = [f"{words[0]}: {what}" for words in commands for what in _of_command(folder, words)]
    planted = [
        event
        for event, code in PLANTED.items()
        if any(what.startswith(event) for what in _of_command(folder, ["planted", code]))
    ]
    yield Row.all("planted events that the watcher notices", len(planted), len(PLANTED))
    yield Row.none("commands watched: network, programs, code from data, files elsewhere", len(commands), bad)
    runs = [""] if quick else ["", "true"]
    yield Row.none(
        "the app watched: the same", len(runs), [what for editor in runs for what in _of_app(folder, plan, editor)]
    )


def _quiet(folder: Path, **more: str) -> dict[str, str]:
    """Surroundings in which Python writes down no compiled modules, which is no doing of the program's."""
    return surroundings(folder, PYTHONDONTWRITEBYTECODE="1", **more)


def _of_command(folder: Path, words: list[str]) -> Iterator[str]:
    log = folder / "events"
    log.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "-c", WATCHER, log, *words],
        cwd=folder,
        env=_quiet(folder),
        input=b"q\n",
        capture_output=True,
        check=False,
    )
    yield from _forbidden(folder, log, "")


def _of_app(folder: Path, plan: Path, editor: str) -> Iterator[str]:
    log = folder / "events"
    log.unlink(missing_ok=True)
    command: list[str | Path] = [sys.executable, "-c", WATCHER, log, "--policy", PACK, plan]
    with Window(command, folder, _quiet(folder, EDITOR=editor or "false")) as window:
        window.wait_for("undecided")
        terminal = os.ttyname(window.slave)
        for key in (
            "c",
            "r",
            "/",
            "ink",
            "\x1b",
            "h",
            "q",
            "?",
            "\x1b",
            ":",
            "\x1b",
            "e",
            "\r",
            "y",
            "s",
            *(["E"] if editor else []),
        ):
            window.press(key)
        window.press("\x11")
        if (code := window.ended()) != 0:
            yield f"exit {code}"
    yield from _forbidden(folder, log, editor, terminal)


def _forbidden(folder: Path, log: Path, editor: str, terminal: str = "") -> Iterator[str]:
    if not log.exists():
        yield "nothing was watched"
        return
    for line in log.read_text().splitlines():
        event, what = json.loads(line)
        if (event,) in HARMLESS or (event == "compile" and what.endswith(_GENERATING)):
            continue
        if event == "write" and (
            what in ("", os.devnull, terminal) or Path(what).is_relative_to(folder) or not Path(what).is_absolute()
        ):
            continue
        if (
            editor
            and event in ("subprocess.Popen", "os.posix_spawn", "os.fork", "os.exec")
            and (editor in what or event == "os.fork")
        ):
            continue
        yield f"{event} {what}"
