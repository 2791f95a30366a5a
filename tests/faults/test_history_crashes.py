"""Writers die at any moment: the history loses nothing that was acknowledged, and holds nobody up."""

from itertools import pairwise
from pathlib import Path

from checklists.edits.marks import mark_duty
from checklists.store import journal
from checklists.store.entries import Event
from checklists.store.folder import Folder
from tests.builders import a_folder, read
from tests.faults.crashing import crashes
from tests.faults.writers import done

ROUNDS = 20
WRITERS, EDITS = 3, 25


def told(path: Path) -> list[Event]:
    return list(Folder(path).history())


def test_kill_at_any_moment_loses_no_acknowledged_entry_and_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / "meeting"
    acknowledged = done(path, "kill_noting", ROUNDS, 12)["acknowledged"]
    assert len(acknowledged) > 2 * ROUNDS, "they did get to write"
    found = [event.entry.id for event in told(path) if event.entry and event.state == "done"]
    assert set(acknowledged) <= set(found)
    assert [one for one in reversed(found) if one in set(acknowledged)] == acknowledged, "in the order they were made"
    assert len(set(found)) == len(found)
    assert len(found) <= len(acknowledged) + ROUNDS, "beside them only what was on its way"
    assert len(list((path / "history").iterdir())) > 2, "parts were put aside meanwhile"
    assert not list(path.rglob("*.tmp"))
    print(f"{ROUNDS} rounds, {len(acknowledged)} entries")


def test_a_power_cut_at_any_touch_leaves_a_history_that_fits_the_files(tmp_path: Path) -> None:
    (count,) = crashes("edit", [(a_folder(tmp_path / "0").path, 0)], tmp_path / "warm")
    assert count is not None
    assert count > 15
    places = [(a_folder(tmp_path / str(step)).path, step) for step in range(1, count + 2)]
    ends = crashes("edit", places, tmp_path / "warm-too")
    assert ends == [None] * count + [count]
    cut_off = 0
    for path, step in places:
        sheets = [(path / "members" / f"{key}.toml").read_bytes() for key in ("m01", "m02")]
        states = [event.state for event in told(path)]
        expected = {(False, False): [[], ["void"]], (True, False): [["partly"]], (True, True): [["done"]]}
        assert states in expected[b"new" in sheets[0], b"new" in sheets[1]], step
        cut_off += states == ["partly"]
        states = ["done"] if states == ["partly"] else states  # the next writer completes it
        source = Folder(path)
        source.apply(mark_duty(read(source), "m03", "reading", note="next"))
        assert [event.state for event in told(path)] == ["done", *states]
    assert cut_off, "it did die between two files"
    print(f"{count} touches")


def test_writers_at_once_each_have_every_line(tmp_path: Path) -> None:
    path = tmp_path / "meeting"
    said = done(path, "note", WRITERS, EDITS)["acknowledged"]
    events = told(path)
    assert sorted(event.entry.id for event in events if event.entry) == sorted(said)
    assert {event.state for event in events} == {"done"}
    assert len(said) == WRITERS * EDITS
    times = [event.entry.at for event in events if event.entry]
    assert all(later >= earlier for later, earlier in pairwise(times))
    assert journal.measure_journal(path)[1] > 2
    print(f"{WRITERS} writers × {EDITS} edits")
