"""Group 4: the roll-up over many units, against reading their bytes, parsing them, and asking for their state."""

import gc
import os
import subprocess
import sys
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from checklists.model.file_names import MEMBERS_FOLDER
from checklists.rollup.collecting import Gathering, Request
from checklists.rollup.finding import find
from checklists.rollup.reading import count_cores
from checklists.rollup.totals import compute_totals, sort_units
from checklists.store.decoding import read_file
from tests.benchmarks.keys import key_to_repaint
from tests.benchmarks.measuring import Table, Work, repeat, run_process, timed
from tests.benchmarks.meetings import TODAY, files_of, make_units
from tests.benchmarks.summary import read_and_parse
from tests.terminal import HUIQIAN, Terminal

SIZES = (100, 1000, 3000)
CHUNK = 256


def rounds_for(units: int) -> int:
    """Return how often a figure is taken."""
    return 5 if units < 1000 else 3 if units == 1000 else 2


def measure(table: Table, place: Path, units: int) -> None:
    """Measure one size."""
    root = make_units(place / f"units{units}", units)
    paths = files_of(root)
    size = sum(Path(path).stat().st_size for path in paths)
    time.sleep(2.5)  # what was written just now is not trusted yet
    rounds = rounds_for(units)
    gc.collect()
    gc.freeze()
    gc.disable()  # as the command line does
    table.note(f"{units} units, {len(paths)} files, {size / units / 1024:.0f} KiB a unit")
    asking, parsing = Work(lambda: stat_all(paths)), Work(lambda: read_and_parse(paths))
    stat = table.line(f"{units} units: stat", repeat(asking, 5), aim="floor")
    reading = repeat(lambda: timed(lambda: read_all(paths)), rounds)
    read = table.line(f"{units} units: read the bytes", reading, aim="floor")
    one = table.line(f"{units} units: read and parse, one core", repeat(parsing, rounds), read, "floor")
    over = repeat(lambda: timed(lambda: parse_over(paths)), rounds)
    every = table.line(f"{units} units: read and parse, {count_cores()} cores", over, read, "floor")
    index = place / f"index{units}" / "rollup.sqlite"
    validating = Work(lambda: read_and_validate(paths))
    table.line(f"{units} units: read, parse and validate, one core", repeat(validating, rounds), one)
    alone = Work(lambda: gather(root, index, 1, is_cold=True))
    table.line(f"{units} units: roll-up, cold, one core", repeat(alone, rounds), one, "≤ 2 ×")
    cold = repeat(lambda: timed(lambda: gather(root, index, is_cold=True)), rounds)
    table.line(f"{units} units: roll-up, cold, {count_cores()} cores", cold, every, "≤ 2 ×")
    looking = Work(lambda: deque(find([str(root)]), 0))
    table.line(f"{units} units: find the folders and their states", repeat(looking, 5), stat)
    known = Work(lambda: gather(root, index))
    table.line(f"{units} units: roll-up, warm, nothing changed", repeat(known, 5), stat)
    few = [changed(root, index, number) for number in range(5)]
    table.line(f"{units} units: roll-up, warm, 1 % changed", few, stat, "≤ 3 ×")
    table.note(
        f"by processor time, one core: cold {ratio(alone, parsing)} × parsing "
        f"({min(alone.processor) / units:.2f} ms a unit; validating alone is {ratio(validating, parsing)} ×), "
        f"warm {ratio(known, asking)} × stat "
        f"({min(known.processor) / units:.3f} ms a unit; finding alone is {ratio(looking, asking)} ×)"
    )
    command = [*HUIQIAN, "rollup", str(root), "--today", str(TODAY)]
    cache = {"HUIQIAN_CACHE": str(place / f"cache{units}")}
    run_process(command, cache)
    table.line(f"{units} units: the whole process, warm", repeat(lambda: run_process(command, cache), 5), stat)
    table.line(f"{units} units: peak memory, warm", [peak_memory(command, cache)], unit="MiB")
    cold_cache = {"HUIQIAN_CACHE": str(place / f"cold{units}")}
    table.line(
        f"{units} units: peak memory of the largest process, cold", [peak_memory(command, cold_cache)], unit="MiB"
    )
    screen(table, root, units, cache)
    gc.enable()


def ratio(work: Work, floor: Work) -> str:
    """Say how many times the processor time of the floor it took."""
    return f"{min(work.processor) / min(floor.processor):.2f}"


def screen(table: Table, root: Path, units: int, cache: dict[str, str]) -> None:
    """Measure the roll-up's screen."""
    command = [*HUIQIAN, "--lang", "en", "rollup", str(root), "--today", str(TODAY), "--open"]
    begun = time.perf_counter()
    with Terminal(command, environment=cache) as terminal:
        terminal.wait_for(f"{units} units", 120.0)
        terminal.wait_for("Most often late", 120.0)
        table.line(f"{units} units: the screen complete, warm", [(time.perf_counter() - begun) * 1000])
        terminal.settle(0.5)
        moves = [key_to_repaint(terminal, "k" if number % 2 else "j") for number in range(20)]
        table.line(f"{units} units: key to repaint, a row", moves, aim="≤ 5 ms")
        pages = [key_to_repaint(terminal, "pageup" if number % 2 else "pagedown") for number in range(20)]
        table.line(f"{units} units: key to repaint, a page", pages, aim="≤ 25 ms")


def stat_all(paths: list[str]) -> None:
    """Ask for the state of every file."""
    for path in paths:
        os.stat(path)  # noqa: PTH116 - the cheapest way


def read_all(paths: list[str]) -> None:
    """Read every file."""
    for path in paths:
        with open(path, "rb") as file:  # noqa: PTH123 - the cheapest way
            file.read()


def read_and_validate(paths: list[str]) -> None:
    """Read every file as the models do, and judge nothing."""
    for path in paths:
        content = Path(path).read_bytes()
        name = "/".join(Path(path).parts[-2:]) if Path(path).parent.name == MEMBERS_FOLDER else Path(path).name
        read_file(name, content)


def parse_over(paths: list[str]) -> None:
    """Read and parse every file over all cores; nothing comes back."""
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    with ProcessPoolExecutor(count_cores(), get_context("fork")) as pool:
        for _done in pool.map(read_and_parse, chunks):
            pass


def gather(root: Path, index: Path, workers: int = 0, *, is_cold: bool = False) -> None:
    """Do what the command does, up to the lines and their totals."""
    if is_cold:
        index.unlink(missing_ok=True)
    gathering = Gathering(Request((root,), TODAY), index, workers)
    for _unit in gathering.run():
        pass
    sort_units(gathering.units, "risk")
    compute_totals(gathering.units)


def changed(root: Path, index: Path, number: int) -> float:
    """Change every hundredth unit and return the milliseconds of a roll-up."""
    for place, path in enumerate(sorted(root.glob("*/*/group.toml"))):
        if place % 100 == number:
            content = path.read_bytes()
            path.write_bytes(content)
            old = time.time_ns() - 10**10 - number
            os.utime(path, ns=(old, old))
    return timed(lambda: gather(root, index))


def peak_memory(command: list[str], environment: dict[str, str]) -> float:
    """Return the peak memory in MiB of a process, or of the largest one that it started."""
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], env={**os.environ, **environment}, capture_output=True, check=True
    )
    return int(done.stdout) * (1 if sys.platform == "darwin" else 1024) / 2**20


def run(table: Table, place: Path) -> None:
    """Measure the group."""
    table.heading("roll-up")
    for units in SIZES:
        measure(table, place, units)
