"""Paths that are typed, and folders whose names are no text here: in a zip from Windows, or under another locale."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checklists.base.language import set_language
from tests.screens.conftest import TODAY
from tests.terminal import HUIQIAN, Terminal, make_locale
from tui.base.recent import read_recent, remember_exports, remember_meeting
from tui.base.typed_path import parse_path

LIMIT = 60
EACH = """
from tui.base.encoding import get_arguments
from tui.cli import main
words = get_arguments()
while words:
    end = words.index(";")
    assert main(words[:end]) == 0, words[:end]
    print(";")
    del words[: end + 1]
"""
"""A program that runs one command after another, each ended by a semicolon: most of a command is its start."""
NO_UTF8 = b"\xb7\xd6a"
"""The name of a folder as a zip from Windows brings it."""
NO_GBK = "会议".encode()
"""A name in UTF-8, of which GBK makes neither sense nor the same bytes again by way of the C library."""


@pytest.mark.parametrize(("names", "charmap"), [((NO_UTF8,), ""), ((NO_GBK, "汇总".encode()), "GBK")])
def test_a_folder_whose_name_is_no_text_is_worked_in_as_any_other(
    names: tuple[bytes, ...], charmap: str, tmp_path: Path
) -> None:
    given = {"HUIQIAN_STATE": str(tmp_path / "state"), "HUIQIAN_CACHE": str(tmp_path / "cache")}
    given |= make_locale(tmp_path / "locales", "zh_CN", charmap) if charmap else {}
    papers = (b"summary.docx", "汇总.xlsx".encode())
    commands: list[tuple[bytes | str, ...]] = []
    for name in names:
        (tmp_path / os.fsdecode(name)).mkdir()
        meeting = name + b"/m"
        commands += [
            ("demo", meeting, "--no-open", "--today", TODAY.isoformat()),
            ("check", meeting),
            ("mark", meeting, "plan", "--status", "doing", "--note", "改过".encode(charmap or "utf-8")),
            *(("summary", meeting, "--output", name + b"/" + paper) for paper in papers),
            ("rollup", name, "--output", name + b"/rollup.html"),
            ("next", meeting, "--json"),
        ]
    words = [word for command in commands for word in (*command, ";")]
    done = subprocess.run(
        [sys.executable, "-c", EACH, *words],
        env={**os.environ, **given}, cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    outputs = done.stdout.split(b";\n")
    for number, name in enumerate(names, 1):
        folder = tmp_path / os.fsdecode(name)
        assert all((folder / os.fsdecode(paper)).stat().st_size for paper in (*papers, b"rollup.html"))
        assert json.loads(outputs[number * len(commands) // len(names) - 1])
    folder = tmp_path / os.fsdecode(names[0])  # the app starts with each name that the locale cannot read
    with Terminal(
        [*HUIQIAN, "open", os.fsdecode(names[0] + b"/m")],
        environment=given,
        folder=tmp_path,
        encoding=charmap or "utf-8",
    ) as terminal:
        terminal.wait_for("下一步", LIMIT)
        terminal.settle()
        terminal.type("s", "e")
        terminal.wait_for("Ctrl+S 导出", LIMIT)
        terminal.settle()
        terminal.type("ctrl+s")
        terminal.wait_for("已导出", LIMIT)
        terminal.type("q")
        assert terminal.end(LIMIT) == 0
    assert {one.name for one in folder.glob("*.docx")} > {"summary.docx"}
    with Terminal(HUIQIAN, environment=given, folder=tmp_path, encoding=charmap or "utf-8") as terminal:
        terminal.wait_for("云溪县委常委会", LIMIT)
        terminal.settle()
        terminal.type("down", "enter")
        terminal.wait_for("下一步", LIMIT)
        terminal.type("q")
        assert terminal.end(LIMIT) == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a\x1bb", "invisible characters"),
        ("a\u202eb", "invisible characters"),
        ("~nobody-of-this-name/x", "no user ~nobody-of-this-name"),
        (f"/tmp/{'x' * 300}", "the name is too long"),
    ],
)
def test_a_path_that_cannot_be_is_told(typed: str, said: str) -> None:
    set_language("en")
    with pytest.raises(ValueError, match=said):
        parse_path(typed)


def test_a_name_that_the_system_cannot_write_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    set_language("en")
    monkeypatch.setattr("os.fsencode", lambda text: text.encode("gbk", "surrogateescape"))
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "gbk")
    with pytest.raises(ValueError, match=r"“✔” cannot stand in the name of a file here: names are written in GBK\."):
        parse_path("a✔b")


def test_a_path_that_was_dropped_on_the_terminal_is_a_path(tmp_path: Path) -> None:
    name = os.fsdecode(NO_UTF8)
    assert parse_path(f"'{tmp_path}/{name}'") == tmp_path / name
    assert parse_path(f"file://{tmp_path}/a%20b") == tmp_path / "a b"
    assert parse_path("~") == Path.home()


def test_what_is_remembered_is_the_same_name_under_another_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path("/nowhere") / os.fsdecode(NO_UTF8)
    remember_meeting(folder)
    remember_exports(folder)
    assert read_recent().meetings == (str(folder),)
    assert read_recent().exports == str(folder)
    monkeypatch.setattr("os.fsdecode", lambda name: name.decode("gb18030", "surrogateescape"))
    assert read_recent().meetings == ("/nowhere/分a",)
