"""The program under strace: which system calls one write makes, and what happens when one of them is tampered with."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

CALLS = (
    "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,"
    "mkdir,mkdirat,chmod,fchmod,fchmodat,ftruncate,flock"
)
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


@cache
def why_not() -> str:
    """Return why nothing can be traced here; empty where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(
        ["strace", "-o", os.devnull, "-e", "trace=none", "true"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()[:100]}"


def skip_without_strace() -> None:
    """Skip the test where nothing can be traced, with the reason."""
    if reason := why_not():
        pytest.skip(reason)


def traced(log: Path, *arguments: object, inject: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a command under strace, in English; `inject` is as strace has it."""
    tampering = ["-e", f"inject={inject}"] if inject else []
    strace = ["strace", "-f", "-o", str(log), "-e", f"trace={CALLS}", *tampering]
    return subprocess.run(
        [*strace, sys.executable, "-m", "tui", *map(str, arguments)],
        env={**os.environ, "HUIQIAN_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


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
