"""What a view shows: whether it is of the newest state, and whether an app that is opened now shows the same."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from copy import copy
from typing import Any

from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerCancelled

from checklists.base.language import get_language
from tests.reports.forms import summary_as
from tests.screens.conftest import TODAY, Driver
from tui.app.start import StartScreen
from tui.base.messages import FilterChanged, LedgerChosen, PageChosen, StageChosen, SubjectChosen, SummaryChosen
from tui.cli import main
from tui.duties.duties import DutiesView
from tui.duties.overview import Steps
from tui.export.summary import SummaryPage
from tui.ledgers.outline.view import OutlineView
from tui.ledgers.view import LedgerView
from tui.meeting.tabs import PageLine
from tui.rollup.screen import RollupScreen
from tui.widgets.filter_line import FilterLine
from tui.widgets.grid import Grid
from tui.widgets.page_grid import PageGrid

BAR = "▁▂▃▄▅▆▇█ "
"""What a scroll bar at the edge is drawn with."""


def seen_lines(driver: Driver) -> list[str]:
    """Return what stands on the screen but for the status line, which tells what happened."""
    told = driver.app.screen.query("#status, #rollup-status")  # none where the files became unreadable just now
    said = told.first().region if told else Region()
    lines = enumerate(driver.text.split("\n"))
    return [line.rstrip(BAR) for y, line in lines if not said.y <= y < said.bottom]


def first_difference(here: list[str], there: list[str]) -> str:
    """Return the first line that differs; empty where none does."""
    pairs = ((one, other) for one, other in zip(here, there, strict=False) if one != other)
    one, other = next(pairs, ("", ""))
    return f"\n    {one!r}\n    {other!r}" if one != other else ""


async def rest(driver: Driver) -> None:
    """Wait until all messages are handled and everything is laid out; nothing is typed meanwhile."""
    screen = driver.app.screen
    for _round in range(2):
        await driver.pilot._wait_for_screen()
        while screen.is_current and (screen._layout_required or screen._dirty_widgets):
            await asyncio.sleep(0.002)


async def stale_lines(driver: Driver) -> str:
    """Lay everything out anew, and return the first line that was another before."""
    driver.app.clear_notifications()
    await driver.settle()
    before, state = seen_lines(driver), driver.readiness
    view = driver.view
    for grid in view.query(PageGrid):
        if grid.region:
            grid.fill()
    if isinstance(view, LedgerView):
        view.tell()
    if isinstance(view, DutiesView):
        view.show_detail()
    for steps in view.query(Steps):
        newest = copy(steps.readiness)  # another object of the same value: only such a one is looked through again
        steps.set_reactive(Steps.readiness, None)
        steps.readiness = newest
    if isinstance(view, SummaryPage):
        view.watch_shown()
    driver.screen.refresh_bindings()
    for widget in driver.screen.query(Widget):
        widget.refresh()
    await rest(driver)
    found = first_difference(before, seen_lines(driver))
    return found if driver.readiness is state else ""  # the files were looked at meanwhile


async def gather(driver: Driver) -> None:
    """Wait until a list of meetings is read as well."""
    await driver.settle()
    for worker in [one for one in driver.app.workers if one.group in {"rollup", "default"}]:
        with suppress(WorkerCancelled):
            await worker.wait()
    await driver.settle()


async def stale_list_lines(driver: Driver, screen: RollupScreen | StartScreen) -> str:
    """Fill the list of meetings anew, and return the first line that was another before."""
    driver.app.clear_notifications()
    await driver.settle()
    before = seen_lines(driver)
    known = screen.units if isinstance(screen, RollupScreen) else screen.known
    refill(screen)
    await driver.settle()
    for widget in screen.query(Widget):
        widget.refresh()
    await rest(driver)
    found = first_difference(before, seen_lines(driver))
    now = screen.units if isinstance(screen, RollupScreen) else screen.known
    return found if now is known else ""  # the folders were read meanwhile


def refill(screen: Screen[Any]) -> None:
    """Have a list of meetings filled anew."""
    screen.post_message(FilterChanged(screen.query_one(FilterLine).value))


async def compare_lists(walked: Driver, fresh: Driver) -> str:
    """Return where a list of meetings differs from one that is read now."""
    here, there = walked.app.screen, fresh.app.screen
    for screen in (here, there):
        if line := screen.query(FilterLine).first():
            line.value = ""
            line.remove_class("-open")
    if isinstance(here, RollupScreen) and isinstance(there, RollupScreen):
        here.action_reload()
        there.sort_key, there.only = here.sort_key, here.only
    elif isinstance(here, StartScreen):
        here.reload()
    for driver in (walked, fresh):
        await gather(driver)
        refill(driver.app.screen)
        await driver.settle()
    one, other = (screen.query_one(Grid) for screen in (here, there))
    other.cursor_row = one.cursor_row
    for grid in (one, other):
        grid.focus()
        grid.scroll_to(0, 0, animate=False, immediate=True)
    walked.app.clear_notifications()
    for driver in (walked, fresh):
        await rest(driver)
    return first_difference(all_cells(one), all_cells(other)) or first_difference(seen_lines(walked), seen_lines(fresh))


async def compare(walked: Driver, fresh: Driver) -> str:
    """Return where an app that was walked through differs from one that is opened now; empty where nowhere."""
    if walked.screen.session.reading.meeting != fresh.screen.session.reading.meeting:
        return "another meeting is shown than stands in the files"
    told, found_now = ({str(fault) for fault in one.screen.session.reading.faults} for one in (walked, fresh))
    if told != found_now:
        return f"other faults are told than are in the files: {sorted(told ^ found_now)}"
    if found := summary_difference(walked):
        return found
    await go_where(walked, fresh)
    if found := await view_difference(walked, fresh):
        return f"as it was left, {found}"
    async for place in places(walked, fresh):
        if found := await view_difference(walked, fresh):
            return f"{place}: {found}"
    return ""


def summary_difference(driver: Driver) -> str:
    """Compare what the app goes by with what ``summary --format json`` says of the files to who looks."""
    out, me = io.StringIO(), driver.screen.me
    words = ["--lang", get_language(), "summary", str(driver.folder), "--format", "json", "--today", str(TODAY)]
    words += ["--as", me] if me else []
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        main(words)
    said, shown = json.loads(out.getvalue()), json.loads(summary_as("json", driver.readiness, viewer=me))
    wrong = [key for key in said if said[key] != shown[key]]
    return f"the summary says otherwise of {', '.join(wrong)}" if wrong else ""


async def go_where(walked: Driver, fresh: Driver) -> None:
    """Bring the one that was opened now where the other is, with the same filter."""
    here, there = walked.navigation, fresh.navigation
    view = here.view
    if here.stage not in {"", "-"}:
        there.post_message(StageChosen(here.stage))
        await rest(fresh)
    if view.id == "member":
        there.post_message(SubjectChosen(here.subject))
    elif view.id == "summary":
        there.post_message(SummaryChosen())
    elif isinstance(view, LedgerView):
        there.post_message(LedgerChosen(view.id.removeprefix("place-")))  # type: ignore[union-attr,arg-type]
        await rest(fresh)
        there.post_message(PageChosen(here.query_one(PageLine).here))
    elif view.id == "overview":
        there.post_message(StageChosen(""))
    await rest(fresh)
    line = there.query_one(FilterLine)
    typed = here.query_one(FilterLine)
    line.set_class(typed.has_class("-open"), "-open")
    line.value = typed.value
    for one in (line, typed):  # of a long text, the same part is seen
        one.cursor_position = 0
    await rest(fresh)


async def places(walked: Driver, fresh: Driver) -> AsyncIterator[str]:
    """Lead both through all views."""
    meeting = walked.readiness.meeting
    for stage in ("", *meeting.checklist.stages):
        for driver in (walked, fresh):
            driver.navigation.post_message(StageChosen(stage))
            await rest(driver)
        yield f"stage {stage}"
        for page in range(1, len(walked.navigation.pages)):
            for driver in (walked, fresh):
                driver.navigation.post_message(PageChosen(page))
                await rest(driver)
            yield f"stage {stage}, page {page}"
    me = walked.screen.me
    for subject in [me] if me else [*meeting.subjects[:2], meeting.subjects[-1]]:
        for driver in (walked, fresh):
            driver.navigation.post_message(SubjectChosen(subject))
            await rest(driver)
        yield f"subject {subject}"
    for driver in (walked, fresh):
        driver.navigation.post_message(SummaryChosen())
        await rest(driver)
    yield "summary"


async def view_difference(walked: Driver, fresh: Driver) -> str:
    """Compare the views that are shown, line by line, and all lines of their lists."""
    here, there = walked.view, fresh.view
    walked.app.clear_notifications()
    if here.id != there.id:
        return f"{here.id} is shown, not {there.id}"
    if isinstance(here, OutlineView) and isinstance(there, OutlineView):
        there.go_to(here.subject)
    for one, other in zip(shown_grids(here), shown_grids(there), strict=True):
        imitate(one, other)
    for steps, others in zip(here.query(Steps), there.query(Steps), strict=True):
        others.highlighted = steps.highlighted
    await rest(fresh)
    lists = ([*shown_grids(view), *view.query(Steps)] for view in (here, there))
    for one, other in zip(*lists, strict=True):  # now that all of it is laid out
        other.scroll_to(y=one.scroll_offset.y, animate=False, immediate=True)
    walked.view.focus_list()
    fresh.view.focus_list()
    for box in (*here.query(Widget), *there.query(Widget)):
        if box.allow_vertical_scroll and not isinstance(box, PageGrid | Steps):
            box.scroll_to(0, 0, animate=False, immediate=True)
    await rest(walked)
    await rest(fresh)
    for one, other in zip(shown_grids(here), shown_grids(there), strict=True):
        if found := first_difference(all_cells(one), all_cells(other)):
            return f"in {one.id}:{found}"
    return first_difference(seen_lines(walked), seen_lines(fresh))


def shown_grids(view: Widget) -> list[PageGrid]:
    """Return the grids of a view that are seen."""
    return [grid for grid in view.query(PageGrid) if all(one.display for one in grid.ancestors_with_self[:-1])]


def all_cells(grid: Grid) -> list[str]:
    """Return all lines of a list, also those that are scrolled away."""
    columns = range(len(grid.widths))
    return [" | ".join(str(grid.cell(row, column)) for column in columns) for row in range(grid.row_count)]


def imitate(one: PageGrid, other: PageGrid) -> None:
    """Give a list the state that belongs to the screen alone: order, what is opened and chosen, the cursor's place."""
    other.arrangement = one.arrangement
    other.fill()
    other.cursor_row, other.cursor_column = one.cursor_row, one.cursor_column
    other.arrangement = one.arrangement  # which columns are in sight depends on the cursor's way, too
