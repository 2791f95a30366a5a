"""The program under strace: which system calls one write makes, and what happens when one of them is tampered with.

To start Python and import the program under strace takes ten times as long as the command. So one process imports it
once, and each command is a fork of it that strace is attached to before it begins.
"""

import atexit
import ctypes
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryFile

import pytest

import checklists
import tui.cli

CALLS = (
    "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,"
    "mkdir,mkdirat,chmod,fchmod,fchmodat,ftruncate,flock"
)
PR_SET_PDEATHSIG, PR_SET_PTRACER = 1, 0x59616D61
_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)")


@dataclass(frozen=True)
class Call:
    """One system call, counted among those of its name since the program began."""

    name: str
    ordinal: int
    line: str

    @property
    def is_mutating(self) -> bool:
        """Tell whether it could change anything on disk, or the lock."""
        if self.name == "openat":
            return any(flag in self.line for flag in ("O_CREAT", "O_WRONLY", "O_RDWR"))
        return self.name != "write" or not self.line.startswith(("1,", "2,"))


@dataclass(frozen=True)
class Traced:
    """How a command under strace ended, and what it told."""

    returncode: int
    stdout: str
    stderr: str


@cache
def _commands() -> "subprocess.Popen[str]":
    """Start the process that the commands are forks of; it ends with this one, as its input does."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.tracing"],
        env={**os.environ, "HUIQIAN_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(started.communicate)
    return started


@cache
def why_not() -> str:
    """Return why nothing can be traced here; empty where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    try:
        traced(Path(os.devnull), "--version")
    except PermissionError as error:
        return f"strace may not trace here: {error}"
    return ""


def skip_without_strace() -> None:
    """Skip the test where nothing can be traced, with the reason."""
    if reason := why_not():
        pytest.skip(reason)


def traced(log: Path, *arguments: object, inject: str = "") -> Traced:
    """Run a command under strace, in English; `inject` is as strace has it. Raises `PermissionError`."""
    commands = _commands()
    assert commands.stdin is not None
    assert commands.stdout is not None
    commands.stdin.write(json.dumps([str(log), inject, [*map(str, arguments)]]) + "\n")
    commands.stdin.flush()
    found = json.loads(commands.stdout.readline())
    if isinstance(found, str):
        raise PermissionError(found)
    return Traced(*found)


def calls_in(log: Path) -> list[Call]:
    """Read what strace wrote."""
    counted: dict[str, int] = {}
    found = []
    for line in log.read_text(errors="replace").splitlines():
        if match := _CALL.match(line):
            name = match[1]
            counted[name] = counted.get(name, 0) + 1
            found.append(Call(name, counted[name], match[2]))
    return found


def _become_command(arguments: list[str], begin: int, out: int, err: int) -> None:
    """Be the process of a command, which begins once strace is there."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    libc.prctl(PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)  # where only a parent may trace
    for number, handle in enumerate((os.open(os.devnull, os.O_RDONLY), out, err)):
        os.dup2(handle, number)
    os.read(begin, 1)
    sys.argv = ["huiqian", *arguments]


def _run_traced(log: str, inject: str, arguments: list[str]) -> tuple[int, str, str] | str | None:
    """Return what came of a command, or why it cannot be traced; ``None`` in the command's own process."""
    begin, let_go = os.pipe()
    with TemporaryFile("w+") as out, TemporaryFile("w+") as err:
        pid = os.fork()
        if pid == 0:
            os.close(let_go)
            _become_command(arguments, begin, out.fileno(), err.fileno())
            return None
        os.close(begin)
        tampering = ["-e", f"inject={inject}"] if inject else []
        command = ["strace", "-f", "-p", str(pid), "-o", log, "-e", f"trace={CALLS}", *tampering]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as strace:
            assert strace.stderr is not None
            told = strace.stderr.readline()
            if not (is_there := "attached" in told):
                os.kill(pid, signal.SIGKILL)
            os.close(let_go)
            _pid, status = os.waitpid(pid, 0)
            strace.stderr.read()
        out.seek(0)
        err.seek(0)
        return (os.waitstatus_to_exitcode(status), out.read(), err.read()) if is_there else told.strip()


def main() -> None:
    """Import the program; run a command for each line."""
    for package in (checklists, tui.cli):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    for line in sys.stdin:
        found = _run_traced(*json.loads(line))
        if found is None:
            raise SystemExit(tui.cli.main())
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
