"""Processes die and many write at once: what was said to be saved is there, and the next writer is not held up."""

from pathlib import Path

from tests.faults.rounds import rounds
from tests.faults.writers import done

WRITERS, TIMES = 8, 15


def test_kill_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    wanted = rounds(200)
    told = done(tmp_path / "meeting", "kill", wanted)
    assert told["rounds"] == wanted
    assert told["acknowledged"] > wanted, "they did get to write"
    assert (told["lost"], told["torn"], told["stray"], told["extra"]) == ([], [], [], [])


def test_writers_at_once_keep_every_record_they_add(tmp_path: Path) -> None:
    told = done(tmp_path / "meeting", "add", WRITERS, TIMES)
    assert told == {"acknowledged": WRITERS * TIMES, "kept": WRITERS * TIMES, "extra": 0}


def test_writers_at_once_keep_every_edit_of_one_record(tmp_path: Path) -> None:
    told = done(tmp_path / "meeting", "edit", WRITERS, TIMES)
    assert told.pop("refused") > 0, "they did meet"
    assert told == {"acknowledged": WRITERS * TIMES, "kept": WRITERS * TIMES, "extra": 0}


def test_two_fields_of_one_record_changed_at_once_are_both_kept(tmp_path: Path) -> None:
    wanted = rounds(25)
    assert done(tmp_path / "meeting", "fields", wanted) == {"rounds": wanted, "kept": wanted}
