"""One ledger page in an app of its own: ``python -m tests.benchmarks.one_page talks FOLDER``."""

import gc
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
gc.disable()  # as the program does until its first frame is out

from textual import on  # noqa: E402 - after what the program says before anything else
from textual.app import App, ComposeResult  # noqa: E402
from textual.binding import Binding  # noqa: E402
from textual.widgets import Static  # noqa: E402

from checklists.readiness.duties import Readiness, assess  # noqa: E402
from checklists.store.folder import Folder  # noqa: E402
from tui.base.messages import FilterChanged, FilterClosed  # noqa: E402
from tui.widgets.filter_line import FilterLine  # noqa: E402
from tui.widgets.grid import Grid  # noqa: E402

TODAY = date(2026, 11, 24)


def _talks() -> Grid:
    from tui.ledgers.talks import TalkCells
    from tui.widgets.matrix import MemberMatrix

    return MemberMatrix(TalkCells(), id="page")


def _criticism() -> Grid:
    from tui.ledgers.criticism import CriticismCells
    from tui.widgets.matrix import MemberMatrix

    return MemberMatrix(CriticismCells(), id="page")


def _study() -> Grid:
    from tui.ledgers.study import StudyCells
    from tui.widgets.matrix import MemberMatrix

    return MemberMatrix(StudyCells(), id="page")


def _day() -> Grid:
    from tui.ledgers.day import DayCells
    from tui.widgets.matrix import MemberMatrix

    return MemberMatrix(DayCells(), id="page")


def _opinions() -> Grid:
    from tui.ledgers.opinions import OpinionRecords
    from tui.widgets.ledger_grid import LedgerGrid

    return LedgerGrid(OpinionRecords(), id="page")


PAGES: dict[str, Callable[[], Grid]] = {
    "talks": _talks,
    "criticism": _criticism,
    "study": _study,
    "day": _day,
    "opinions": _opinions,
}


class Page(App[None]):
    """The page, and a filter."""

    BINDINGS = [Binding("slash", "filter"), Binding("ctrl+q", "quit")]

    def __init__(self, page: Grid | None, readiness: Readiness) -> None:
        super().__init__()
        self._page = page
        self._readiness = readiness

    def compose(self) -> ComposeResult:
        yield self._page or Static("hello world")
        yield FilterLine()

    def on_mount(self) -> None:
        if self._page:
            self._page.readiness = self._readiness  # type: ignore[attr-defined]
            self._page.focus()

    def action_filter(self) -> None:
        self.query_one(FilterLine).open()

    @on(FilterChanged)
    def narrow(self, event: FilterChanged) -> None:
        if self._page and hasattr(self._page, "query_text"):
            self._page.query_text = event.query

    @on(FilterClosed)
    def leave(self) -> None:
        if self._page:
            self._page.focus()


def main() -> None:
    reading = Folder(Path(sys.argv[2])).read()
    assert reading.meeting is not None, reading.faults
    make = PAGES.get(sys.argv[1])
    Page(make() if make else None, assess(reading.meeting, TODAY)).run()


if __name__ == "__main__":
    main()
