"""Small file systems for a test: a disk whose image can be copied, and one that is full. Only root mounts anything."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import gettempdir

import pytest

NEVER = 300
"""Seconds; what nobody asks the disk to keep is not written within a test."""


def _run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@cache
def why_no_tmpfs() -> str:
    """Return why no file system can be mounted here; empty where it can."""
    if os.name == "nt" or os.getuid() != 0:
        return "only root mounts a file system"
    if shutil.which("mount") is None:
        return "mount is not installed"
    return _tried("-t", "tmpfs", "-o", "size=64k", "none")


@cache
def why_no_disk() -> str:
    """Return why no disk image can be mounted here; empty where it can."""
    if reason := why_no_tmpfs():
        return reason
    if shutil.which("mkfs.ext4") is None:
        return "mkfs.ext4 is not installed"
    image = Path(gettempdir()) / f"huiqian-disk-{os.getpid()}"
    try:
        make_disk(image)
        return _tried("-o", "loop", str(image))
    finally:
        image.unlink(missing_ok=True)


def _tried(*what: str) -> str:
    place = Path(gettempdir()) / f"huiqian-mount-{os.getpid()}"
    place.mkdir()
    done = _run("mount", *what, str(place))
    if done.returncode == 0:
        _run("umount", str(place))
    place.rmdir()
    return "" if done.returncode == 0 else f"mounting is not possible here: {done.stderr.strip()[:100]}"


def make_disk(image: Path, size: int = 16 << 20) -> None:
    """Make an empty disk image."""
    with image.open("wb") as file:
        file.truncate(size)
    done = _run("mkfs.ext4", "-q", "-F", "-m", "0", "-b", "1024", str(image))
    if done.returncode:
        raise OSError(done.stderr)


@contextlib.contextmanager
def mounted(place: Path, *what: str) -> Iterator[Path]:
    """Mount something for a while."""
    place.mkdir(exist_ok=True)
    done = _run("mount", *what, str(place))
    if done.returncode:
        raise OSError(done.stderr)
    try:
        yield place
    finally:
        if _run("umount", str(place)).returncode:  # something still looks at it: it goes once that is done
            _run("umount", "--lazy", str(place))


def disk(image: Path, place: Path) -> contextlib.AbstractContextManager[Path]:
    """Mount a disk image that writes what it must, and the rest as late as it may."""
    if reason := why_no_disk():
        pytest.skip(reason)
    return mounted(place, "-o", f"loop,commit={NEVER}", str(image))


def small_disk(place: Path, size: str = "400k") -> contextlib.AbstractContextManager[Path]:
    """Mount a file system in memory that is soon full."""
    if reason := why_no_tmpfs():
        pytest.skip(reason)
    return mounted(place, "-t", "tmpfs", "-o", f"size={size},mode=700", "none")
