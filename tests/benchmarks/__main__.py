"""Measure what a user feels, each figure against a floor taken in the same run. Run with ``make bench``."""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from checklists import founding
from checklists.checklist import BUILTIN
from checklists.meeting import Mark, Member, Settings, Sheet
from checklists.reading import read_checklist
from tests.terminal import HUIQIAN, Terminal

ROUNDS = 9
TODAY = "2026-11-24"
HELLO = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Hello(App):\n"
    "    def compose(self):\n"
    "        yield Static('hello world')\n"
    "Hello().run()\n"
)


def make_meeting(path: Path, members: int) -> Path:
    """Make a meeting with notes on about two thirds of the duties, as sheets look in practice."""
    content = (BUILTIN / "democratic-life.toml").read_bytes()
    checklist, _faults = read_checklist(content)
    assert checklist is not None
    roster = {
        f"m{number:03}": Member(
            name=f"成员{number:03}",
            post="副书记",
            role="principal" if number == 1 else "member",
            units=("县委办公室", "县发展改革局", "县教育局"),
            branch="县委办公室党支部",
        )
        for number in range(1, members + 1)
    }
    settings = Settings(
        unit="云溪县委常委会", title="2026年度民主生活会", theme="主题", date=date(2026, 12, 18), members=roster
    )
    mark = Mark(
        status="doing", on=date(2026, 11, 20), note="学习笔记已经交会务专班，等待归档。", evidence=("学习笔记.docx",)
    )
    sheets = {
        subject: Sheet(marks={item.id: mark for n, item in enumerate(checklist.by_scope["member"]) if n % 3})
        for subject in roster
    }
    founding.create(path, settings, content, sheets)
    return path


def run_process(command: list[str]) -> float:
    """Return the milliseconds of one process."""
    begun = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - begun) * 1000


def first_frame(command: list[str], needle: bytes, environment: dict[str, str]) -> tuple[float, float]:
    """Return milliseconds from start until the text is written, and the peak memory in MiB."""
    begun = time.perf_counter()
    with Terminal(command, environment=environment) as terminal:
        terminal.wait_for_bytes(needle)
        taken = (time.perf_counter() - begun) * 1000
        terminal.settle()
        return taken, terminal.peak_memory() / 2**20


def key_times(path: Path, environment: dict[str, str]) -> dict[str, list[float]]:
    """Return the milliseconds from a key to the first byte of its repaint, or to the word that it is saved."""
    found: dict[str, list[float]] = {"move": [], "change": []}
    command = [*HUIQIAN, "--lang", "en", "open", str(path)]
    with Terminal(command, environment=environment) as terminal:
        terminal.wait_for("Subject")
        terminal.type("2")
        terminal.wait_for("Due")
        terminal.settle(0.5)
        for number in range(24):
            begun = time.perf_counter()
            terminal.type("j" if number % 2 else "k")
            while not terminal.read(1.0):
                pass
            found["move"].append((time.perf_counter() - begun) * 1000)
            terminal.settle(0.08)
        for _round in range(12):
            begun = time.perf_counter()
            terminal.type("space")
            terminal.wait_for_bytes(b"Saved")
            found["change"].append((time.perf_counter() - begun) * 1000)
            terminal.settle(0.1)
    return found


def median(figures: list[float]) -> float:
    """Return the middle one."""
    return statistics.median(figures)


def repeat(measure: Callable[[], float], rounds: int = ROUNDS) -> list[float]:
    """Measure several times, after one round that warms the caches."""
    measure()
    return [measure() for _round in range(rounds)]


def line(name: str, figures: list[float], floor: float, aim: str, unit: str = "ms") -> None:
    """Print one figure with its spread, its ratio to the floor and the aim."""
    spread = f"{min(figures):.0f}–{max(figures):.0f}"
    ratio = f"{median(figures) / floor:5.2f} ×" if floor else "      –"
    print(f"{name:<44} {median(figures):8.1f} {unit}  {spread:>11}  {ratio:>8}  {aim}")


def main() -> None:
    """Print the table."""
    machine = platform.processor() or platform.machine()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {machine}; median of {ROUNDS} rounds\n")
    # a module compiled anew at each start would be measured as the program's own time
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"{'':<44} {'median':>11}  {'spread':>11}  {'ratio':>8}  aim")
    with tempfile.TemporaryDirectory() as place:
        environment = {"HUIQIAN_STATE": f"{place}/state"}
        nine = make_meeting(Path(place) / "nine", 9)
        many = make_meeting(Path(place) / "many", 300)
        bare = repeat(lambda: run_process([sys.executable, "-c", "pass"]))
        line("python -c pass", bare, 0, "floor")
        model = "import os; os.environ['PYDANTIC_DISABLE_PLUGINS'] = '__all__'; from pydantic import BaseModel"
        built = f"{model}\nclass One(BaseModel): number: int\nOne(number=1)"
        line(
            "python -c, one pydantic model",
            repeat(lambda: run_process([sys.executable, "-c", built])),
            median(bare),
            "",
        )
        for name, path, aim in (("summary, 9 members", nine, "≤ 10 ×"), ("summary, 300 members", many, "")):
            command = [*HUIQIAN, "summary", str(path), "--today", TODAY]
            line(name, repeat(lambda command=command: run_process(command)), median(bare), aim)  # type: ignore[misc]
        hello = [first_frame([sys.executable, "-c", HELLO], b"hello world", environment) for _round in range(ROUNDS)]
        floor = median([taken for taken, _memory in hello])
        line("textual hello world, first frame", [taken for taken, _memory in hello], 0, "floor")
        with_model = [
            first_frame([sys.executable, "-c", f"{built}\n{HELLO}"], b"hello world", environment)[0]
            for _round in range(ROUNDS)
        ]
        line("the same with one pydantic model", with_model, floor, "")
        memory_floor = median([memory for _taken, memory in hello])
        line("textual hello world, peak memory", [memory for _taken, memory in hello], 0, "floor", "MiB")
        for name, path, aim in (("9 members", nine, "≤ 1.5 ×"), ("300 members", many, "≤ 2 ×")):
            command = [*HUIQIAN, "open", str(path)]
            frames = [first_frame(command, "成员".encode(), environment) for _round in range(ROUNDS)]
            line(f"first useful frame, {name}", [taken for taken, _memory in frames], floor, aim)
            line(f"peak memory, {name}", [memory for _taken, memory in frames], memory_floor, "", "MiB")
        for name, path in (("9 members", nine), ("300 members", many)):
            times = key_times(path, environment)
            line(f"key to repaint: move, {name}", times["move"], 0, "≤ 5 ms")
            line(f"key to painted and durable: status, {name}", times["change"], 0, "≤ 25 ms")


if __name__ == "__main__":
    main()
