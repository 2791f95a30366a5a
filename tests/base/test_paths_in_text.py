"""Paths in what is told: the file's name stays, and a command can be copied and run."""

import os
import subprocess
from pathlib import Path

import pytest

from checklists.base.cells import count_cells
from checklists.base.errors import LockedError, NotConfirmedError, NotSavedError, PartlySavedError, UnreadableError
from checklists.base.language import LANGUAGES, set_language
from checklists.base.text import clean_line, quote_shell_word, show_path
from tests.hostile import STRINGS, controls_in

LONG = Path("/home/某县/" + "很长的文件夹名" * 9) / ("x" * 150) / ("y" * 150) / "group.toml"


def test_a_long_path_is_cut_in_the_middle() -> None:
    assert show_path("/a/b.toml") == "/a/b.toml"
    for limit in (40, 80, 200):
        shown = show_path(LONG, limit)
        assert limit - 2 <= count_cells(shown) <= limit
        assert shown.endswith("/group.toml")
        assert shown.startswith("/home/某县")
        assert shown.count("…") == 1
    name = "n" * 100
    assert show_path(f"/a/{name}", 40) == "…" + "n" * 39


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reason_and_the_files_name_come_before_the_folder(language: str) -> None:
    set_language(language)  # type: ignore[arg-type]
    for error in (NotSavedError, NotConfirmedError, UnreadableError):
        told = str(error(LONG, "WHY"))
        assert max(told.index("WHY"), told.index("group.toml")) < 60
        assert told.index("…") > max(told.index("WHY"), told.index("group.toml"))
    assert str(PartlySavedError(LONG)).index("group.toml") < 40
    assert str(LockedError(LONG.parent, OSError("WHY"))).index("OSError") < 40
    assert "/" not in str(NotSavedError(Path("group.toml"), "WHY"))


@pytest.mark.parametrize(
    "text", ["2026 年会议", "it's", "-x", "~", '$HOME `id` "*"', "a\nb", str(LONG), *STRINGS.values()]
)
def test_a_path_in_a_command_is_what_the_shell_reads(text: str) -> None:
    text = text.replace("\0", "")
    word = quote_shell_word(text)
    assert controls_in(word) == []
    assert "\n" not in word
    assert clean_line(word) == word, "what tells it changes nothing of it"
    done = subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, check=True)
    assert done.stdout == (b"./" if text.startswith("-") else b"") + os.fsencode(text)
