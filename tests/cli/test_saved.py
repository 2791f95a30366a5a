"""What every command that saves says where its result cannot be printed, or the disk confirms nothing."""

import errno
import io
import os
import sys
from pathlib import Path

import pytest

from checklists.base.language import set_language
from checklists.store import files
from tests.cli.running import TODAY
from tui.cli import main

SAVING = (
    "mark {} sign-off --status doing",
    "opinions add {} opinion --text 意见 --about m02",
    "talks plan {} --all --planned 2026-12-10",
    "layout {} --date none",
    "draft rules {} slip --off",
    "opinions import {} {}/opinions.csv --yes",
    "draft take {}/draft.txt {} --for m01",
    "undo {}",
    "history restore {}",
    "kept restore {} study.toml",
    "history prune {} --before 2099-01-01 --yes",
    "demo {}/sample --no-open",
)
"""In this order, on the same meeting."""
_CONFIRMS_FIRST = ("history restore", "kept restore", "history prune", "demo")
"""What is refused, or not reported, where the disk does not confirm it."""


class _Full(io.StringIO):
    """A standard output that takes nothing."""

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


@pytest.mark.parametrize("trouble", ["full", "unconfirmed"])
def test_what_is_saved_is_said_to_be_saved(
    trouble: str, full: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUIQIAN_LANG", "en")
    set_language("en")
    (full / "opinions.csv").write_text("意见,对象\n学习不够,班子\n")
    (full / "draft.txt").write_text("对照检查材料\n一、存在问题\n（一）Loyalty方面\n1.学习不够深入。只看标题。\n")
    (full / "study.toml").write_text("# by hand\nformat = 1\n")
    assert main(["study", "add", str(full), "session", "--topic", "a", "--date", TODAY, "--today", TODAY]) == 0

    def refuse(_folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    for line in SAVING:
        command = line.format(full, full) if line.count("{}") > 1 else line.format(full)
        if command.startswith("history restore"):
            (full / "opinions.toml").write_text("format = 1\n")  # cut short
        before = _everything(full)
        capsys.readouterr()
        with monkeypatch.context() as patched:
            if trouble == "full":
                patched.setattr(sys, "stdout", _Full())
            elif not line.startswith(_CONFIRMS_FIRST):
                patched.setattr(files, "sync_folder", refuse)
            code = main([*command.split(), *(["--today", TODAY] if line.startswith(("mark", "opinions")) else [])])
        printed, said = capsys.readouterr()
        assert _everything(full) != before, (line, said)
        if trouble == "full" or not line.startswith(_CONFIRMS_FIRST):
            sentence = "Saved; only the result could not be printed" if trouble == "full" else "Stored, not confirmed"
            assert code == 4, (line, said)
            assert sentence in said, (line, said)
            assert not printed, "nothing is called saved that is not confirmed"
