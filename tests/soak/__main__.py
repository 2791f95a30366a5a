"""Walk at random through the app for as long as is wanted: ``make soak SEED=1 KEYS=2000``.

Says how many words a second were walked and what was found, each with its seed and the shortest way there that was
found in a bounded number of tries: ``python -m tests.soak --seed 1 --way "2 | t | burst:space,f2"`` walks it again.
"""

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from random import Random
from traceback import extract_tb
from typing import Any, TypeVar

import checklists
import tui
from tests.screens.conftest import parse_sheets_once, wait_for_rest
from tests.soak.walk import LOOK, Finding, Start, begun, bounded, take_words
from tui.base.matching import get_ready

COMPARED = 500
"""After so many words all views are compared with those of an app that is opened then."""
TRIES = 40
"""So many ways are tried to shorten one that leads to a finding."""
APART = " | "
Result = TypeVar("Result")


def resident_kilobytes() -> int:
    """Return what the program holds in memory now; nothing where the system does not tell."""
    path = Path("/proc/self/statm")
    return int(path.read_text().split()[1]) * resource.getpagesize() // 1024 if path.exists() else 0


async def search(seed: int, keys: int) -> tuple[list[str], str]:
    """Walk at random; return the words and what was found."""
    random, words = Random(seed), list[str]()
    try:
        async with begun(Path.cwd(), Start.of(seed)) as walk:
            for number in range(1, keys + 1):
                words.append(walk.next_word(random))
                await walk.take(words[-1])
                if number % LOOK == 0:
                    await walk.look()
                if number % COMPARED == 0 or number == keys:
                    await walk.compare()
                    walk.see_memory(resident_kilobytes)
    except Finding as finding:
        return words, str(finding)
    except Exception as error:  # noqa: BLE001 - whatever is raised is a finding
        return words, raised_text(error)
    return words, ""


async def follow(seed: int, words: Sequence[str]) -> str:
    """Walk a given way; return what was found."""
    try:
        async with begun(Path.cwd(), Start.of(seed)) as walk:
            await take_words(walk, words)
            await walk.compare()
    except Exception as error:  # noqa: BLE001 - whatever is raised is a finding
        return str(error) if isinstance(error, Finding) else raised_text(error)
    return ""


def raised_text(error: BaseException) -> str:
    """Say what was raised, and where."""
    error = error.__cause__ or error
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)]
    return f"{error!r} at {' < '.join(reversed(places[-5:]))}"


def alone(make: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Run one walk in a folder of its own."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place,
        bounded(Path(place)),
        wait_for_rest(),
        parse_sheets_once(),
    ):
        return asyncio.run(make())


def shorten(seed: int, words: list[str], most: int) -> list[str]:
    """Leave out what is not needed, first large parts, then small ones, as far as the tries reach."""
    size, tries = len(words) // 2, 0
    while size and tries < most:
        start = 0
        while start < len(words) and tries < most:
            less = [*words[:start], *words[start + size :]]
            tries += 1
            is_found = bool(less) and alone(partial(follow, seed, less)) != ""
            if is_found:
                words = less
            else:
                start += size
        size //= 2
    return words


def load_all() -> None:
    """Load what is loaded when it is first needed: what it takes is no growth."""
    for package in (checklists, tui):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    for name in ("docx", "openpyxl", "icalendar"):
        import_module(name)
    get_ready()


def main() -> int:
    """Walk from one seed on, as many words as are wanted; return 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keys", type=int, default=2000, help="words in all: keys, texts, sizes, edits from outside")
    parser.add_argument("--each", type=int, default=1000, help="words of one walk; the next has the next seed")
    parser.add_argument("--tries", type=int, default=TRIES, help="ways that are tried to shorten one to a finding")
    parser.add_argument("--way", default="", help="walk this way instead")
    options = parser.parse_args()
    if options.way:
        found = alone(partial(follow, options.seed, options.way.split(APART)))
        print(found or "nothing found")
        return int(bool(found))
    load_all()
    begin, seed = time.monotonic(), options.seed
    walked = findings = 0
    while walked < options.keys:
        words, found = alone(partial(search, seed, min(options.each, options.keys - walked)))
        walked += len(words)
        pace = walked / (time.monotonic() - begin)
        print(f"seed {seed}: {len(words)} words, {walked} in all, {pace:.1f} a second: {found or 'nothing found'}")
        if found:
            findings += 1
            print(f"  the way: {APART.join(shorten(seed, words, options.tries))}")
        sys.stdout.flush()
        seed += 1
    print(f"{walked} words over {seed - options.seed} seeds, {findings} findings")
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main())
