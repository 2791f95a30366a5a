"""Hostile text in every field and hostile files in every place, through every command: raw bytes, memory, no crash."""

import re
import shutil
from itertools import count
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
NAMES = [*STRINGS]
ALIKE = 4
"""So many texts or files in a row are of a kind: each place meets one text of each kind."""
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


@pytest.mark.parametrize("first", range(0, len(NAMES), ALIKE), ids=lambda first: NAMES[first])
def test_hostile_text_in_every_field_of_every_file_and_in_every_argument(first: int, tmp_path: Path) -> None:
    texts = [STRINGS[name] for name in NAMES[first : first + ALIKE]]
    source = hostile_meeting(tmp_path / "meeting", HERE)
    replaced = count()
    for file in source.path.rglob("*.toml"):
        if file.name != "checklist.toml":
            written = re.sub(f'"{HERE}"', lambda _: as_toml(texts[next(replaced) % ALIKE]), file.read_text())
            assert HERE not in written, "the placeholder stands alone everywhere"
            file.write_text(written)
    assert next(replaced) > 100
    (source.path / DRAFT).write_text(a_draft("".join(texts)), errors="ignore")
    group = source.path / "group.toml"
    group.write_bytes(b"# by hand\n" + group.read_bytes())  # so that a copy is kept
    taking = [commands[at % ALIKE] for at, commands in enumerate(zip(*map(taking_commands, texts), strict=True))]
    commands = [*reading_commands(), *taking, *telling_commands(), *listing_commands()]
    (end,) = ends(Life(commands, str(source.path)))
    harmless(end)
    for path in source.path.glob("*.out.*"):
        assert controls_in(path.read_text().replace("\r\n", "\n")) == [], path.name


@pytest.mark.parametrize("first", range(ALIKE))
def test_a_hostile_file_in_every_place(first: int, tmp_path: Path) -> None:
    source = hostile_meeting(tmp_path / "meeting", "x")
    names = [*FILES][first::ALIKE]
    lives = []
    for name in names:
        commands = []
        for number, (place, shown_by) in enumerate(PLACES.items()):
            path = tmp_path / name / str(number)
            shutil.copytree(source.path, path)
            (path / place).write_bytes(FILES[name])
            of_place = (("check", "."), ("mark", ".", "chair-script", "--note", "x"), shown_by)
            commands += [[str(number) if word == "." else word for word in command] for command in of_place]
        lives.append(Life(commands, str(tmp_path / name)))
    for name, end in zip(names, ends(*lives), strict=True):
        harmless(end)
        assert end.peak < MEMORY
        for number, place in enumerate(PLACES):
            if f"error: {place}".encode() in end.out:
                left = (tmp_path / name / str(number) / place).read_bytes()
                assert left == FILES[name], "what is faulty is never rewritten"


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
