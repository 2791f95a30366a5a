"""Short lives of the program: each runs commands in a child of one warm process, its raw bytes and its memory known.

``python -m tests.faults.lives FOLDER`` reads lives as JSON, a line for each test that asks, and prints what became of
them. A child of its own is what a limit, another user or a crash needs; that it is forked saves the half second in
which a program is loaded.
"""

import atexit
import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from checklists.store.folder import Folder
from tests.builders import a_folder
from tests.catalogues import ROOT

NOBODY = 65534
LONGEST = 60
"""Seconds for one life; only what hangs needs them."""


@dataclass(frozen=True)
class Life:
    """What is done: commands one after the other, and as whom."""

    commands: Sequence[Sequence[str]]
    folder: str = "."
    """Where it is; commands may name it by ``.``, also where another user could not come to it."""
    user: int = 0
    umask: int = 0o022
    file_limit: int = 0
    """Bytes that one file may have; 0: no limit."""


@dataclass(frozen=True)
class End:
    """What became of it."""

    codes: list[int]
    """The exit code of each command; fewer than there were commands where it died."""
    out: bytes
    err: bytes
    peak: int
    """Peak memory in KiB."""
    status: int = 0
    """0 where all commands were run; else the signal, negative."""
    seconds: float = 0.0
    """What it cost the processor; told, never judged."""
    commands: Sequence[Sequence[str]] = field(default=(), repr=False)


@cache
def _program() -> "subprocess.Popen[str]":
    """Start the warm process, once; it ends with the one that asked for it."""
    folder = TemporaryDirectory(prefix="huiqian-warm-")
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.lives", folder.name],
        cwd=ROOT,
        env={
            **os.environ,
            "HUIQIAN_LANG": "en",
            "HUIQIAN_STATE": str(Path(folder.name) / "state"),
            "HUIQIAN_CACHE": str(Path(folder.name) / "cache"),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def end() -> None:
        started.communicate()
        folder.cleanup()

    atexit.register(end)
    return started


def ends(*lives: Life) -> list[End]:
    """Run all lives, one after the other."""
    warm = _program()
    assert warm.stdin
    assert warm.stdout
    with TemporaryDirectory(prefix="huiqian-lives-") as name:
        folder = Path(name)
        warm.stdin.write(json.dumps([name, [asdict(life) for life in lives]]) + "\n")
        warm.stdin.flush()
        line = warm.stdout.readline()
        assert line, "the warm process died"
        found = []
        for number, (life, told) in enumerate(zip(lives, json.loads(line), strict=True)):
            out, err = ((folder / f"{number}.{name}").read_bytes() for name in ("out", "err"))
            found.append(End(told["codes"], out, err, told["peak"], told["status"], told["seconds"], life.commands))
    return found


def _live(life: dict[str, Any], number: int, folder: Path, told: int) -> None:
    """Be one life: in the child."""
    from tui.cli import main

    for handle, name in ((1, "out"), (2, "err")):
        file = os.open(folder / f"{number}.{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, handle)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # what comes there is not for it
    signal.alarm(LONGEST)
    os.chdir(life["folder"])
    os.umask(life["umask"])
    if life["file_limit"]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (life["file_limit"], life["file_limit"]))
    if life["user"]:
        os.setgroups([])
        os.setgid(life["user"])
        os.setuid(life["user"])
    for command in life["commands"]:
        code = main(command)
        with contextlib.suppress(OSError):  # standard output may be what is full
            sys.stdout.flush()
            sys.stderr.flush()
        os.write(told, f"{code}\n".encode())


def _of(life: dict[str, Any], number: int, folder: Path) -> dict[str, Any]:
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            _live(life, number, folder, theirs)
            code = 0
        finally:
            if code:
                sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours) as file:
        codes = [int(line) for line in file.read().split()]
    _pid, status, used = os.wait4(pid, 0)
    return {
        "codes": codes,
        "status": os.waitstatus_to_exitcode(status),
        "peak": used.ru_maxrss,
        "seconds": used.ru_utime + used.ru_stime,
    }


def _warm(folder: Path) -> None:
    """Run what is run later, so that no child needs to load a module: another user may not even be able to."""
    from tui.cli import main

    path = folder / "warm"
    a_folder(path)
    (folder / "opinions.csv").write_text("意见\nx\n")
    (folder / "draft.txt").write_text("一、存在的问题\n1.学习不够。\n")
    (path / "group.toml").write_bytes(b"# by hand\nformat = 1\n")
    name, draft = str(path), str(folder / "draft.txt")
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        for command in [
            ("mark", name, "reading", "--member", "m01", "--note", "x"),
            ("mark", name, "nothing", "--note", "x"),
            ("talks", "add", name, "--member", "m01", "--partner", "m02"),
            ("talks", "list", name),
            ("talks", "todo", name),
            ("opinions", "list", name, "--json"),
            ("opinions", "import", name, str(folder / "opinions.csv"), "--yes"),
            *(("summary", name, "--format", form) for form in ("text", "markdown", "json")),
            ("summary", name, "--output", str(folder / "summary.txt")),
            ("next", name),
            ("next", name, "--json"),
            ("check", name),
            ("checklist", "check", str(path / "checklist.toml")),
            ("mark", name, "notice", "--status", "done"),
            ("history", name),
            ("kept", "list", name),
            ("undo", name),
            ("rollup", name),
            ("day", "list", name),
            ("draft", "check", draft, name, "--for", "m01"),
            ("draft", "compare", draft, draft),
            *(("export", name, "summary", "--output", str(folder / f"x.{form}")) for form in ("txt", "md", "ics")),
        ]:
            main(command)
    Folder(path).tidy()


def _main() -> None:
    folder = Path(sys.argv[1])
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _warm(folder)
    for line in sys.stdin:
        name, lives = json.loads(line)
        print(json.dumps([_of(life, number, Path(name)) for number, life in enumerate(lives)]), flush=True)


if __name__ == "__main__":
    _main()
