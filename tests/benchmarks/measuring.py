"""Repeat, take the middle, print a table of ratios against floors of the same run."""

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROUNDS = 9
NAME_CELLS = 58


@dataclass
class Table:
    """What was measured, printed line by line."""

    figures: dict[str, float] = field(default_factory=dict)
    """Every median by its name."""

    def heading(self, title: str) -> None:
        """Begin a group."""
        print(f"\n{title:<{NAME_CELLS}} {'median':>11}  {'spread':>15}  {'ratio':>8}  aim", flush=True)

    def line(self, name: str, figures: list[float], floor: float = 0.0, aim: str = "", unit: str = "ms") -> float:
        """Print one figure with its spread, its ratio to the floor and the aim; return the median."""
        middle = median(figures)
        self.figures[name] = middle
        digits = 1 if middle < 1000 else 0
        spread = f"{min(figures):.{digits}f}–{max(figures):.{digits}f}"
        ratio = f"{middle / floor:5.2f} ×" if floor else "–"
        print(
            f"{name:<{NAME_CELLS}} {middle:8.{digits}f} {unit:<3} {spread:>15}  {ratio:>8}  {aim}".rstrip(), flush=True
        )
        return middle

    def note(self, text: str) -> None:
        """Print a remark."""
        print(f"  {text}", flush=True)


def median(figures: list[float]) -> float:
    """Return the middle one."""
    return statistics.median(figures)


def repeat(measure: Callable[[], float], rounds: int = ROUNDS) -> list[float]:
    """Measure several times, after one round that warms the caches."""
    measure()
    return [measure() for _round in range(rounds)]


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds of some work."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


@dataclass
class Work:
    """Work in this process, measured by the clock and by the processor time it took: others' load slows only one."""

    work: Callable[[], object]
    processor: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """Return the milliseconds by the clock."""
        begun = time.process_time()
        taken = timed(self.work)
        self.processor.append((time.process_time() - begun) * 1000)
        return taken


def run_process(command: list[str], environment: dict[str, str] | None = None) -> float:
    """Return the milliseconds of one process."""
    begun = time.perf_counter()
    subprocess.run(
        command,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
    )
    return (time.perf_counter() - begun) * 1000


def imports(code: str, most: int = 8) -> list[tuple[str, float]]:
    """Return the milliseconds that importing takes, by package, the slowest first."""
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", code], check=True, capture_output=True, text=True)
    found: dict[str, float] = {}
    for line in done.stderr.splitlines():
        own, _bar, rest = line.removeprefix("import time:").partition("|")
        if own.strip().isdigit():
            package = rest.partition("|")[2].strip().partition(".")[0]
            name = (
                "standard library"
                if package.lstrip("_") in sys.stdlib_module_names or package in sys.stdlib_module_names
                else package
            )
            found[name] = found.get(name, 0.0) + int(own) / 1000
    return sorted(found.items(), key=lambda entry: -entry[1])[:most]


def machine() -> str:
    """Say on what it was measured, and how busy that was."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        name = models[0] if models else name
    load = f"; load at the start {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"Python {platform.python_version()}, {platform.system()}, {cores} cores, {name}{load}"
