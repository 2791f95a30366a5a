"""The ledgers' pages: first frame, cursor, and a letter of the filter; 300 members are 90,000 cells."""

import sys
from pathlib import Path

from tests.benchmarks.frames import frames, hello
from tests.benchmarks.keys import key_to_repaint
from tests.benchmarks.measuring import Table
from tests.benchmarks.meetings import make_meeting
from tests.benchmarks.one_page import PAGES
from tests.terminal import Terminal

NEEDLES = {"opinions": "第1"}
"""What the first frame shows of a page; of a matrix the first member."""


def run(table: Table, place: Path) -> None:
    """Measure the group; the floor reads the same meeting and shows nothing of it."""
    environment = {"HUIQIAN_STATE": str(place / "state")}
    table.heading("ledger pages")
    floor, _memory = hello(table, environment)
    for members, opinions in ((9, 300), (300, 5000)):
        folder = make_meeting(place / f"pages{members}", members, opinions=opinions, is_full=True)
        table.note(f"{members} members, {members * members} cells, {opinions} opinions")
        reading = [sys.executable, "-m", "tests.benchmarks.one_page", "nothing", str(folder)]
        taken, memory = frames(reading, b"hello world", environment, 5)
        bare = table.line(f"read and judge, then hello world, {members} members", taken, floor)
        table.line(f"its peak memory, {members} members", memory, unit="MiB")
        for name in PAGES:
            measure(table, name, folder, bare, environment)


def measure(table: Table, name: str, folder: Path, floor: float, environment: dict[str, str]) -> None:
    """Measure one page."""
    command = [sys.executable, "-m", "tests.benchmarks.one_page", name, str(folder)]
    needle = NEEDLES.get(name, "成员001").encode()
    taken, _memory = frames(command, needle, environment, 5)
    table.line(f"{name}: first frame", taken, floor)
    with Terminal(command, environment=environment) as terminal:
        terminal.wait_for_bytes(needle, 60.0)
        terminal.settle(0.5)
        terminal.type("j", "j")
        terminal.settle(0.3)
        moves = [key_to_repaint(terminal, "k" if number % 2 else "j") for number in range(20)]
        table.line(f"{name}: key to repaint, a row", moves, aim="≤ 5 ms")
        if name != "opinions":
            sideways = [key_to_repaint(terminal, "h" if number % 2 else "l") for number in range(20)]
            table.line(f"{name}: key to repaint, a column", sideways, aim="≤ 5 ms")
        terminal.type("/")
        terminal.settle(0.5)
        letters = [key_to_repaint(terminal, key) for _round in range(4) for key in ("1", "2", "backspace", "backspace")]
        table.line(f"{name}: key to repaint, a letter of the filter", letters, aim="≤ 25 ms")
