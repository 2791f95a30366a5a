"""Group 2: the first useful frame and peak memory in a terminal, against a Textual hello-world."""

import sys
import time
from pathlib import Path

from tests.benchmarks.measuring import Table, imports, median
from tests.benchmarks.meetings import make_meeting
from tests.benchmarks.summary import BUILT
from tests.terminal import HUIQIAN, Terminal

ROUNDS = 7
HELLO = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Hello(App):\n"
    "    def compose(self):\n"
    "        yield Static('hello world')\n"
    "Hello().run()\n"
)


def first_frame(command: list[str], needle: bytes, environment: dict[str, str]) -> tuple[float, float]:
    """Return milliseconds from start until the text is written, and the peak memory in MiB."""
    begun = time.perf_counter()
    with Terminal(command, environment=environment) as terminal:
        terminal.wait_for_bytes(needle, 60.0)
        taken = (time.perf_counter() - begun) * 1000
        terminal.settle()
        return taken, terminal.peak_memory() / 2**20


def frames(
    command: list[str], needle: bytes, environment: dict[str, str], rounds: int = ROUNDS
) -> tuple[list[float], list[float]]:
    """Return the milliseconds and the memory of several starts, after one that warms the caches."""
    first_frame(command, needle, environment)
    found = [first_frame(command, needle, environment) for _round in range(rounds)]
    return [taken for taken, _memory in found], [memory for _taken, memory in found]


def hello(table: Table, environment: dict[str, str]) -> tuple[float, float]:
    """Measure the floor: milliseconds and MiB of a Textual hello-world."""
    taken, memory = frames([sys.executable, "-c", HELLO], b"hello world", environment)
    return (
        table.line("textual hello world, first frame", taken, aim="floor"),
        table.line("textual hello world, peak memory", memory, aim="floor", unit="MiB"),
    )


def run(table: Table, place: Path) -> None:
    """Measure the group."""
    environment = {"HUIQIAN_STATE": str(place / "state")}
    table.heading("the app's first frame")
    floor, memory_floor = hello(table, environment)
    with_model, _memory = frames([sys.executable, "-c", f"{BUILT}\n{HELLO}"], b"hello world", environment)
    table.line("the same with one pydantic model", with_model, floor)
    for members, opinions in ((9, 0), (9, 5000), (300, 0), (300, 5000)):
        folder = make_meeting(place / f"frame{members}-{opinions}", members, opinions=opinions)
        name = f"{members} members, {opinions} opinions"
        taken, memory = frames([*HUIQIAN, "open", str(folder)], "成员".encode(), environment)
        table.line(f"first useful frame, {name}", taken, floor, "≤ 1.5 ×" if members == 9 else "≤ 2 ×")
        limit = "< 60 MiB" if members == 9 else "< 110 MiB"
        table.line(f"peak memory, {name}", memory, memory_floor, limit, unit="MiB")
    found = imports("import os; os.environ['PYDANTIC_DISABLE_PLUGINS'] = '__all__'\nimport tui.app.app, rtoml", 10)
    table.note("imports of the app, ms: " + ", ".join(f"{package} {took:.0f}" for package, took in found))
    table.note(f"imports in all: {sum(took for _package, took in found):.0f} ms; hello world {median([floor]):.0f} ms")
