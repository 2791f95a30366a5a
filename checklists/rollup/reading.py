"""Read many meetings: unchanged ones from the index, the others on all cores."""

import contextlib
import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path

from checklists.base.errors import HuiqianError
from checklists.base.language import Language, _, get_language, ngettext, set_language
from checklists.rollup.facts import Facts, Plans, RollUpChecklist, collect_facts
from checklists.rollup.finding import MeetingFolder
from checklists.rollup.index import Index
from checklists.store.assembling import Reading
from checklists.store.folder import Folder

CHUNK = 16
"""Meetings read by a process at a time."""
FEW = 24
"""Meetings; fewer are read sooner in this process than another one starts."""
SETTLED_NS = 2_000_000_000
"""Nanoseconds; a file changed so recently may change again within the clock's resolution."""

UnitAnswer = tuple[Facts | None, str]
"""A meeting's facts, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Read:
    """A folder as read."""

    found: MeetingFolder
    facts: Facts | None
    problem: str
    is_known: bool = False
    """Whether the facts come from the index."""


def count_cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_all(
    founds: list[MeetingFolder], index: Index, *, workers: int = 0, clock: Callable[[], int] = time.time_ns
) -> Iterator[Read]:
    """Yield every folder once it is read, unchanged ones first; without `workers`, all cores read.

    Closing the iterator ends the processes; what was read stays in the index.
    """
    changed: list[MeetingFolder] = []
    for found in founds:
        if found.problem:
            yield Read(found, None, found.problem)
        elif known := index.get(found):
            yield Read(found, known, "", is_known=True)
        else:
            changed.append(found)
    plans: dict[str, RollUpChecklist] = {}
    begun = clock()
    for found, (facts, problem) in _read(changed, workers or count_cores()):
        if facts:  # another process sends its plans again with each chunk
            facts = facts._replace(plan=plans.setdefault(facts.plan.key, facts.plan))  # noqa: PLW2901 - the same facts
        if facts and not problem and begun - found.newest > SETTLED_NS:
            index.put(found, facts)
        else:
            index.forget(found.path)
        yield Read(found, facts, problem)


def _read(changed: list[MeetingFolder], workers: int) -> Iterator[tuple[MeetingFolder, UnitAnswer]]:
    if len(changed) <= FEW or workers < 2:
        reader = MeetingReader()
        for found in changed:
            yield found, reader.read(found.path)
        return
    chunks = [changed[start : start + CHUNK] for start in range(0, len(changed), CHUNK)]
    lost: list[MeetingFolder] = []
    for chunk, answers in _read_in_processes(chunks, workers):
        if answers is None:
            lost += chunk
        else:
            yield from zip(chunk, answers, strict=True)
    for found in lost:  # one of these ended its process: each gets its own
        for _chunk, answers in _read_in_processes([[found]], 1):
            yield found, answers[0] if answers else (None, _("the files could not be read: the reading process ended"))


def _read_in_processes(
    chunks: list[list[MeetingFolder]], workers: int
) -> Iterator[tuple[list[MeetingFolder], list[UnitAnswer] | None]]:
    """Yield each chunk with its answers, or ``None`` if its process ended first."""
    left = deque(chunks)
    while left:
        yield from _read_in_pool(left, workers)


def _read_in_pool(
    left: deque[list[MeetingFolder]], workers: int
) -> Iterator[tuple[list[MeetingFolder], list[UnitAnswer] | None]]:
    """Read until nothing is left or the pool is broken, with only as much submitted as keeps the processes busy."""
    running: dict[Future[list[UnitAnswer]], list[MeetingFolder]] = {}
    pool = ProcessPoolExecutor(min(workers, len(left)), choose_context(), _begin, (get_language(),))
    is_broken = False
    try:
        while running or (left and not is_broken):
            while left and not is_broken and len(running) < 2 * workers:
                try:
                    running[pool.submit(_read_chunk, [found.path for found in left[0]])] = left[0]
                except BrokenProcessPool:
                    is_broken = True
                else:
                    left.popleft()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                chunk = running.pop(future)
                try:
                    answers = future.result()
                except BrokenProcessPool:
                    is_broken = True
                    yield chunk, None
                else:
                    yield chunk, answers
    finally:
        _end(pool)


def _end(pool: ProcessPoolExecutor) -> None:
    """End the processes at once."""
    processes = list((pool._processes or {}).values())  # noqa: SLF001 - there is no other way before Python 3.14
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()


def choose_context() -> BaseContext:
    """Return the way to start processes: fork if this process has no other thread, as all is imported already."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return get_context("fork")
    if sys.platform != "win32":
        from multiprocessing import resource_tracker  # noqa: PLC0415 - Windows has none

        # standard error is inherited, and an app may have replaced it by something that is no file
        with contextlib.redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()
    return get_context("spawn")


class MeetingReader:
    """Reads one meeting after the other."""

    def __init__(self) -> None:
        self._plans = Plans()

    def read(self, path: str) -> UnitAnswer:
        """Read a meeting's folder: its facts if its files can be read, and its first fault."""
        try:
            reading = Folder(Path(path)).read()
        except HuiqianError as error:
            return None, str(error)
        meeting = reading.meeting
        facts = collect_facts(meeting, self._plans.get_plan(meeting.checklist)) if meeting else None
        return facts, describe_faults(reading)


def describe_faults(reading: Reading) -> str:
    """Return the first fault of a meeting's files, and the number of others."""
    faults = [str(fault) for fault in reading.faults if fault.severity != "notice"]
    if not faults:
        return ""
    more = len(faults) - 1
    counted = ngettext("{fault} (and {count} more fault)", "{fault} (and {count} more faults)", more)
    return counted.format(fault=faults[0], count=more) if more else faults[0]


_reader = MeetingReader()
"""The reader of a process."""


def _begin(language: Language) -> None:
    """Begin a reading process; interrupts are handled by the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.enable()  # the command line disables it, which is too costly for thousands of meetings
    set_language(language)


def _read_chunk(paths: list[str]) -> list[UnitAnswer]:
    return [_reader.read(path) for path in paths]
