"""The power is cut: a disk is copied right after the acknowledgement, as it is then, and the copy is read."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checklists.base.toml import dump, verify_end_mark
from checklists.edits.records import add_record
from checklists.store.folder import Folder
from tests.builders import a_folder, read
from tests.faults.mounts import disk, make_disk, why_no_disk
from tests.faults.rounds import rounds
from tests.faults.writers import OPINION

WRITES = 5
Write = Callable[[Path, str], None]


def write_as_the_program(path: Path, text: str) -> None:
    folder = Folder(path)
    folder.apply(add_record(read(folder), OPINION, {"text": text, "about": ("group",)})[1])


def write_naively(path: Path, text: str) -> None:
    """Write as most programs do: open, write, close, say it is saved."""
    meeting = read(Folder(path))
    _key, edit = add_record(meeting, OPINION, {"text": text, "about": ("group",)})
    opinions = {key: one.plain() for key, one in meeting.ledgers.opinions.opinions.items()}
    opinions[edit.changes[0].path[-1]] = edit.changes[0].after
    (path / "opinions.toml").write_bytes(dump({"format": 1, "opinions": opinions}))


def lost_after_power_cuts(folder: Path, write: Write, count: int) -> int:
    """Write, copy the disk, read the copy; in each round anew. Return how many acknowledged entries are not there."""
    lost = 0
    image, copy = folder / "image", folder / "copy"
    for number in range(count):
        make_disk(image)
        with disk(image, folder / "running") as place:
            a_folder(place / "meeting")
            acknowledged = []
            for entry in range(WRITES):
                text = f"{number}-{entry}"
                write(place / "meeting", text)
                acknowledged.append(text)
            shutil.copyfile(image, copy)
        with disk(copy, folder / "restarted") as place:
            lost += len({*acknowledged} - texts_in(place / "meeting"))
    return lost


def texts_in(path: Path) -> set[str]:
    """Return the entries of a meeting that was found after a power cut; none of what is torn."""
    if not (path / "opinions.toml").exists():
        return set()
    if verify_end_mark((path / "opinions.toml").read_bytes()) is not True:
        return set()
    return {one.text for one in read(Folder(path)).ledgers.opinions.opinions.values()}


def test_what_was_acknowledged_is_on_the_disk_and_a_naive_writer_does_lose(tmp_path: Path) -> None:
    if reason := why_no_disk():
        pytest.skip(reason)
    count = rounds(50)
    lost = lost_after_power_cuts(tmp_path, write_as_the_program, count)
    print(f"{count} power cuts: {lost} of {count * WRITES} lost")
    assert lost == 0
    naive = lost_after_power_cuts(tmp_path, write_naively, 5)
    print(f"a naive writer, 5 power cuts: {naive} of {5 * WRITES} lost")
    assert naive > 0, "the test does see a loss"
