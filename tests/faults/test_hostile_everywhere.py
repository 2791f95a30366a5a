"""Hostile text in every field and hostile files in every place, through every command: raw bytes, memory, no crash."""

import shutil
from pathlib import Path

import pytest

from tests.faults.everywhere import (
    DRAFT,
    a_draft,
    hostile_meeting,
    listing_commands,
    reading_commands,
    taking_commands,
    telling_commands,
)
from tests.faults.lives import End, Life, ends
from tests.hostile import FILES, NODES, STRINGS, controls_in, make_node

MEMORY = 100_000
"""KiB, of a whole process."""
HERE = "PLACEHOLDER"
NAMES = sorted(STRINGS)
BATCH = 4
PLACES: dict[str, tuple[str, ...]] = {
    "meeting.toml": ("summary", ".", "--check"),
    "checklist.toml": ("next", "."),
    "group.toml": ("outline", "list", "."),
    "members/m01.toml": ("criticism", "list", "."),
    "study.toml": ("study", "list", "."),
    "opinions.toml": ("opinions", "list", "."),
    "talks.toml": ("talks", "list", "."),
    "day.toml": ("summary", "."),
    "rectification.toml": ("rectify", "list", "."),
}
"""Where a file can stand, and what shows it beside the check."""
FINE = {0, 1, 2, 3, 4, 5}


def harmless(end: End) -> None:
    """No crash, no forbidden byte."""
    assert (end.status, len(end.codes)) == (0, len(end.commands)), end.err[-2000:]
    assert {*end.codes} <= FINE
    out, err = end.out.decode(), end.err.decode()
    assert controls_in(out) == []
    assert controls_in(err) == []
    assert all(text.startswith("huiqian: ") for text in err.splitlines())


def as_toml(text: str) -> str:
    """Write a string with every character escaped that is no letter; a lone surrogate cannot be written."""
    kept = (char for char in text if not "\ud800" <= char <= "\udfff")
    return '"' + "".join(char if char.isascii() and char.isalnum() else f"\\U{ord(char):08x}" for char in kept) + '"'


@pytest.mark.parametrize("first", range(0, len(NAMES), BATCH))
def test_hostile_text_in_every_field_of_every_file_and_in_every_argument(first: int, tmp_path: Path) -> None:
    source = hostile_meeting(tmp_path / "meeting", HERE)
    lives = []
    for name in NAMES[first : first + BATCH]:
        path = tmp_path / name
        shutil.copytree(source.path, path)
        replaced = 0
        for file in path.rglob("*.toml"):
            if file.name != "checklist.toml":
                content = file.read_text()
                replaced += content.count(HERE)
                file.write_text(content.replace(f'"{HERE}"', as_toml(STRINGS[name])))
                assert HERE not in file.read_text(), "the placeholder stands alone everywhere"
        assert replaced > 100
        (path / DRAFT).write_text(a_draft(STRINGS[name]), errors="ignore")
        (path / "group.toml").write_bytes(b"# by hand\n" + (path / "group.toml").read_bytes())  # so that a copy is kept
        commands = [*reading_commands(), *taking_commands(STRINGS[name]), *telling_commands(), *listing_commands()]
        lives.append(Life(commands, str(path)))
    told = ends(*lives)
    for end, life in zip(told, lives, strict=True):
        harmless(end)
        for path in Path(life.folder).glob("*.out.*"):
            assert controls_in(path.read_text().replace("\r\n", "\n")) == [], path.name
    print(f"{len(told)} texts, {sum(len(end.commands) for end in told)} commands")


@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_file_in_every_place(place: str, tmp_path: Path) -> None:
    source = hostile_meeting(tmp_path / "meeting", "x")
    commands = [("check", "."), ("mark", ".", "chair-script", "--note", "x"), PLACES[place]]
    lives = []
    for name, content in FILES.items():
        path = tmp_path / name
        shutil.copytree(source.path, path)
        (path / place).write_bytes(content)
        lives.append(Life(commands, str(path)))
    told = ends(*lives)
    for name, end in zip(FILES, told, strict=True):
        harmless(end)
        assert end.peak < MEMORY
        if f"error: {place}".encode() in end.out:
            assert (tmp_path / name / place).read_bytes() == FILES[name], "what is faulty is never rewritten"
    slowest = max(told, key=lambda end: end.seconds)
    print(
        f"{len(told)} files, at most {max(end.peak for end in told)} KiB;"
        f" {len(commands)} commands with the slowest took {slowest.seconds:.1f} s"
    )


@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_file_in_every_place(place: str, tmp_path: Path) -> None:
    source = hostile_meeting(tmp_path / "meeting", "x")
    lives = []
    for kind in NODES:
        path = tmp_path / kind
        shutil.copytree(source.path, path)
        make_node(path / place, kind)
        lives.append(Life([("check", "."), PLACES[place]], str(path)))
    for kind, end in zip(NODES, ends(*lives), strict=True):
        harmless(end)
        assert kind == "closed" or end.codes[0] == 3  # the superuser reads what is closed to others
