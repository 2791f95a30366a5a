"""One pass over the folders: find, read, judge, and compare with the manifest."""

import os
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklists.base.text import show, show_path
from checklists.rollup.finding import MeetingFolder, Roots, find, resolve_roots
from checklists.rollup.index import Index
from checklists.rollup.judging import Unit, judge
from checklists.rollup.manifest import Expected, Manifest
from checklists.rollup.reading import Read, read_all


@dataclass(frozen=True)
class Request:
    """The options of a pass."""

    roots: tuple[Path, ...]
    today: date
    manifest: Manifest | None = None
    checklist: str = ""
    """Only meetings with this checklist, or with an unknown one; empty for all."""


class Gathering:
    """A pass over all units, one by one."""

    def __init__(
        self, request: Request, index: Path | None, workers: int = 0, clock: Callable[[], int] = time.time_ns
    ) -> None:
        self.request = request
        self.roots: Roots = resolve_roots(list(request.roots))
        self.units: list[Unit] = []
        """The units read so far."""
        self.found = 0
        """The folders to read."""
        self.read = 0
        self.unchanged = 0
        """How many of those read came from the index."""
        self.is_complete = False
        """Whether the pass reached its end."""
        self._index = index
        self._workers = workers
        self._clock = clock

    def run(self) -> Generator[Unit, None, None]:
        """Yield each unit as it is read, and units that have not begun last. Closing the iterator stops the pass."""
        request = self.request
        collector = Collector(self.roots.paths, request.today, request.manifest)
        founds = list(find(self.roots.paths))
        self.found = len(founds)
        index = Index(self._index)
        try:
            for root in self.roots.paths:
                for gone in set(index.folders(root)).difference(found.path for found in founds):
                    index.forget(gone)
            for read in read_all(founds, index, workers=self._workers, clock=self._clock):
                self.read += 1
                self.unchanged += read.is_known
                one = collector.judge_unit(read)
                if not request.checklist or one.plan is None or one.plan.id == request.checklist:
                    self.units.append(one)
                    yield one
        finally:
            index.close()
        for one in collector.list_missing_units():
            self.units.append(one)
            yield one
        self.is_complete = True


class Collector:
    """Makes units of folders, and at the end of those in the manifest without a folder."""

    def __init__(self, roots: list[str], today: date, manifest: Manifest | None = None) -> None:
        self.today = today
        self._roots = roots
        self._manifest = manifest
        self._by_folder = manifest.index_by_folder(roots) if manifest else {}
        self._by_name = manifest.index_by_name() if manifest else {}
        self._seen: set[Expected] = set()

    def judge_unit(self, read: Read) -> Unit:
        """Return a folder as a unit."""
        found, facts = read.found, read.facts
        expected = self._expected(found, facts.unit if facts else "")
        district = expected.district if expected else self._district(found)
        path, is_expected = Path(found.path), expected is not None or self._manifest is None
        if facts is None:
            name = expected.unit if expected else show_path(path.name, 60)
            day = expected.day if expected else None
            return Unit(
                path, found.shown, district, name, "faulty", self.today, day=day, problem=read.problem,
                is_expected=is_expected,
            )  # fmt: skip
        return judge(
            facts, self.today, path=path, folder=found.shown, district=district, problem=read.problem,
            is_expected=is_expected,
        )  # fmt: skip

    def list_missing_units(self) -> Iterator[Unit]:
        """Yield the manifest's units without a folder."""
        for one in self._manifest.units if self._manifest else ():
            if one not in self._seen:
                path = Path(self._roots[0] if self._roots else ".", one.folder)
                yield Unit(path, show_path(one.folder), one.district, one.unit, "not-begun", self.today, day=one.day)

    def _expected(self, found: MeetingFolder, unit: str) -> Expected | None:
        """Return the manifest's entry for a folder: of itself, of the nearest one above it, or of the unit's name."""
        path = found.path
        while self._by_folder and len(path) >= len(found.root):
            if one := self._by_folder.get(path):
                self._seen.add(one)
                return one
            path = os.path.dirname(path) if path != "/" else ""  # noqa: PTH120 - text, quicker than a Path
        if unit and (named := self._by_name.get(unit)):
            self._seen.add(named)
            return named
        return None

    @staticmethod
    def _district(found: MeetingFolder) -> str:
        """Return the district without a manifest: the first folder below the root, if the meeting is deeper."""
        first, deeper, _rest = found.path[len(found.root) :].lstrip(os.sep).partition(os.sep)
        return show(first) if deeper else ""
