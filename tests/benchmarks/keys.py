"""Group 3: from a key to its repaint, and to what it changes being durable on disk; and the idle processor."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from checklists.edits.records import add_record
from checklists.model.meeting import Meeting
from checklists.readiness.duties import assess
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.benchmarks.measuring import Table, timed
from tests.benchmarks.meetings import HELD, TODAY, make_meeting
from tests.terminal import HUIQIAN, Terminal

IDLE_SECONDS = 10.0


def key_to_repaint(terminal: Terminal, *keys: str) -> float:
    """Return the milliseconds from a key to the first byte of its repaint."""
    begun = time.perf_counter()
    terminal.type(*keys)
    if not terminal.read(10.0):
        raise TimeoutError(f"{keys} changed nothing on the screen")
    taken = (time.perf_counter() - begun) * 1000
    terminal.settle(0.08)
    return taken


def change_times(terminal: Terminal, folder: Path) -> tuple[float, float]:
    """Return the milliseconds from a key to the word that it is saved, and to the file being replaced."""
    before = inodes(folder)
    durable = 0.0
    start = len(terminal.raw)
    begun = time.perf_counter()
    terminal.type("space")
    while b"Saved" not in terminal.raw[start:] or not durable:
        terminal.read(0.0005)
        if not durable and inodes(folder) != before:
            durable = (time.perf_counter() - begun) * 1000
        if time.perf_counter() - begun > 10:
            raise TimeoutError("nothing was saved")
    painted = (time.perf_counter() - begun) * 1000
    terminal.settle(0.1)
    return painted, durable


def inodes(folder: Path) -> dict[str, int]:
    """Return which file stands in which place; a replaced one is another."""
    return {
        entry.name: entry.inode()
        for place in (folder, folder / "members")
        for entry in os.scandir(place)
        if entry.name.endswith(".toml") and not entry.name.startswith(".")
    }


def processor_share(pid: int, seconds: float) -> float:
    """Return the percentage of one core that a process uses while nothing is done."""
    before = _ticks(pid)
    time.sleep(seconds)
    return (_ticks(pid) - before) / os.sysconf("SC_CLK_TCK") / seconds * 100


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def measure_app(table: Table, folder: Path, members: int) -> None:
    """Measure keys in the running app."""
    environment = {"HUIQIAN_STATE": str(folder.parent / "state")}
    with Terminal([*HUIQIAN, "--lang", "en", "open", str(folder)], environment=environment) as terminal:
        terminal.wait_for("Subject", 60.0)
        terminal.type("1")
        terminal.wait_for("Due")
        terminal.settle(0.5)
        moves = [key_to_repaint(terminal, "k" if number % 2 else "j") for number in range(24)]
        table.line(f"key to repaint: move, {members} members", moves, aim="≤ 5 ms")
        go_to_manual(terminal, folder)
        changes = [change_times(terminal, folder) for _round in range(12)]
        table.line(f"key to painted: status, {members} members", [one[0] for one in changes], aim="≤ 25 ms")
        table.line(f"key to durable: status, {members} members", [one[1] for one in changes], aim="≤ 30 ms")
        filtering = []
        for _round in range(6):
            terminal.type("/")
            terminal.settle(0.3)
            filtering += [key_to_repaint(terminal, letter) for letter in "pla"]
            terminal.type("escape")
            terminal.settle(0.3)
        table.line(f"key to repaint: a letter of the filter, {members} members", filtering, aim="≤ 25 ms")
        terminal.settle(2.0)
        share = processor_share(terminal.pid, IDLE_SECONDS)
        table.line(f"idle processor over {IDLE_SECONDS:.0f} s, {members} members", [share], aim="< 0.5 %", unit="%")


def go_to_manual(terminal: Terminal, folder: Path) -> None:
    """Put the cursor on a duty that is marked by hand."""
    for _step in range(20):
        before = inodes(folder)
        terminal.type("space")
        terminal.settle(0.3)
        if inodes(folder) != before:
            return
        terminal.type("j")
        terminal.settle(0.1)
    raise TimeoutError("no duty here is marked by hand")


def recording(folder: Path) -> Callable[[], object]:
    """Return what records one more talk and judges the meeting anew."""
    source = Folder(folder)
    state = {"readiness": assess(_meeting(source), TODAY)}
    members = list(_meeting(source).settings.members)
    numbers = iter(range(10_000))

    def record() -> None:
        number = next(numbers)
        values = {"kind": "unit", "member": members[number % len(members)], "unit": "县委办公室", "held": HELD}
        _key, edit = add_record(_meeting(source), KINDS["talk"], values)
        reading = source.apply(edit).reading
        assert reading.meeting is not None
        state["readiness"] = assess(reading.meeting, TODAY, reading.faults, state["readiness"])

    return record


def _meeting(source: Folder) -> Meeting:
    meeting = source.read().meeting
    assert meeting is not None
    return meeting


def run(table: Table, place: Path) -> None:
    """Measure the group."""
    table.heading("keys")
    for members in (9, 300):
        folder = make_meeting(place / f"keys{members}", members)
        measure_app(table, folder, members)
        full = make_meeting(place / f"talks{members}", members, is_full=True)
        record = recording(full)
        record()
        taken = [timed(record) for _round in range(15)]
        count = len(_meeting(Folder(full)).ledgers.talks.talks)
        table.line(f"record a talk among {count}: durable and judged, no screen", taken, aim="≤ 30 ms")
