"""The app on a fresh sample meeting, or on those of many units, with the clock held."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Hashable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import pytest
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.content import Content
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerCancelled

from checklists.base.language import LANGUAGES, Language, set_language
from checklists.model.meeting import Mark, Meeting
from checklists.readiness.duties import Duty, Readiness, assess
from checklists.rollup.collecting import Request
from checklists.rollup.manifest import Manifest
from checklists.store.folder import Folder
from tests.builders import a_folder, a_meeting, change_settings, copy_sample
from tui.app.app import HuiqianApp
from tui.base.session import open_session
from tui.duties.duties import DutiesView
from tui.forms.form import Form
from tui.ledgers.study import StudyCells
from tui.meeting.navigation import Navigation
from tui.meeting.screen import MeetingScreen
from tui.rollup.screen import RollupScreen
from tui.widgets.matrix import MemberMatrix
from tui.widgets.view import View

TODAY = date(2026, 11, 24)
Size = tuple[int, int]
SIZES: tuple[Size, ...] = ((80, 24), (120, 40))
VIEWS = tuple(zip(SIZES, LANGUAGES, strict=True))
"""Each size and each language once: for what depends on both, but not on how they meet."""


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the list of recent meetings out of the user's own."""
    monkeypatch.setenv("HUIQIAN_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A fresh sample meeting."""
    folder = tmp_path / "sample"
    copy_sample(folder, TODAY)
    return folder


@pytest.fixture
def on_its_day(sample: Path) -> Path:
    """A fresh sample meeting whose day is today."""
    folder = Folder(sample)
    meeting = folder.read().meeting
    assert meeting is not None
    folder.apply(change_settings(meeting, meeting.settings.model_copy(update={"date": TODAY})))
    return sample


MOMENT = 0.02
"""Seconds: what a timer does sooner than that is waited for."""
ROUNDS = 50
"""So many times threads and timers are waited for, a moment each: where the machine is busy, that takes longer."""


async def rest(*_options: object) -> bool:
    """Let all tasks and threads go on until each waits: for longer than a moment, for a lock, or for a key.

    It stands in for what Textual's pilot does at every key: to ask each widget whether it has nothing left to do, and
    to look three times whether the process idles. That takes longer than the key itself.
    """
    loop: Any = asyncio.get_running_loop()
    rounds = 0
    while True:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        rounds += 1
        due = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=inf) - loop.time()
        if due < MOMENT and rounds < ROUNDS:  # what comes again and again is no reason to wait for ever
            await asyncio.sleep(due)
        elif not has_running_threads(loop) or rounds >= ROUNDS or await is_idle(loop):
            return True


def has_running_threads(loop: Any) -> bool:
    """Has any thread of the loop something to do?"""
    threads = loop._default_executor
    return threads is not None and threads._idle_semaphore._value < len(threads._threads)


async def is_idle(loop: Any) -> bool:
    """Give the threads a moment; do they only wait for others?"""
    used = time.process_time()
    for _half in range(2):
        await asyncio.sleep(MOMENT / 2)
        if not has_running_threads(loop):
            return False  # what they did is still to be handled
    return time.process_time() - used < MOMENT / 10 and not any(map(is_runnable, loop._default_executor._threads))


def is_runnable(thread: Thread) -> bool:
    """Does a thread go on as soon as there is a processor for it, where the system tells so?"""
    state = Path(f"/proc/self/task/{thread.native_id}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "R"


@contextmanager
def wait_for_rest() -> Iterator[None]:
    """Let the pilot and the app wait for rest, and for no longer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", rest)
        patch.setattr("textual.pilot.wait_for_idle", rest)
        patch.setattr(Pilot, "_wait_for_screen", rest)
        yield


@pytest.fixture(scope="session", autouse=True)
def at_rest() -> Iterator[None]:
    """Wait for rest in all tests."""
    with wait_for_rest():
        yield


def asks(screen: Screen[Any], name: str) -> bool:
    """Tell whether a screen is a form with a field of that name."""
    return isinstance(screen, Form) and bool(screen.query(f"#{name}"))


@dataclass
class Driver:
    """Presses keys, and looks at the screen and at the files."""

    pilot: Pilot[None]
    folder: Path
    has_looked: bool = False
    """Was any frame drawn?"""

    @property
    def app(self) -> HuiqianApp:
        assert isinstance(self.pilot.app, HuiqianApp)
        return self.pilot.app

    @property
    def screen(self) -> MeetingScreen:
        screen = next(screen for screen in self.app.screen_stack if isinstance(screen, MeetingScreen))
        assert screen.is_mounted
        return screen

    @property
    def navigation(self) -> Navigation:
        return self.screen.navigation

    @property
    def view(self) -> View:
        return self.navigation.view

    @property
    def readiness(self) -> Readiness:
        assert self.screen.readiness is not None
        return self.screen.readiness

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.app._press_keys([key])  # the pilot would settle too, which takes as long as the key
            await self.settle()

    async def settle(self) -> None:
        """Wait until workers are done and all messages are handled."""
        await self.pilot.pause()
        await self.app.animator.wait_until_complete()
        workers = [worker for worker in self.app.workers if worker.group in {"undo", "disk", "save"}]
        for worker in workers:
            with suppress(WorkerCancelled):  # a look at the files ends with its screen
                await worker.wait()
        if workers:
            await self.pilot.pause()
        await rest()

    async def type(self, text: str) -> None:
        await self.press(*("space" if char == " " else char for char in text))

    async def wait_until(self, condition: Callable[[], Any], rounds: int = 600) -> None:
        for number in range(rounds):
            if condition():
                return
            await self.pilot.pause(min(0.02 + number / 100, 0.2))  # to look may take long: not too often
        raise AssertionError("it never came true")

    async def go_to(self, item: str, subject: str = "group") -> None:
        """Put the cursor on a duty."""
        duty = self.readiness.duty(subject, item)
        assert duty is not None
        self.navigation.show_duty(duty)
        await self.settle()
        assert self.duty is not None
        assert (self.duty.item.id, self.duty.subject) == (item, subject)

    @property
    def duty(self) -> Duty | None:
        """The duty the cursor is on."""
        return self.view.duty if isinstance(self.view, DutiesView) else None

    @property
    def text(self) -> str:
        """What stands on the screen, without styles."""
        self.has_looked = True
        width, height = self.app.size
        visible_screen_stack.set(self.app._background_screens)  # what is seen around a dialog
        strips = self.app.screen._compositor.render_strips()
        assert len(strips) == height
        return "\n".join(strip.text[: width * 2].rstrip() for strip in strips)

    @property
    def summary(self) -> str:
        """The whole text of the summary view, what is scrolled away included."""
        content = self.screen.query_one("#summary-text", Static).render()
        assert isinstance(content, Content)
        return content.plain

    @property
    def on_disk(self) -> Meeting:
        """The meeting as another program would read it."""
        meeting = Folder(self.folder).read().meeting
        assert meeting is not None
        return meeting

    def mark(self, item: str, subject: str = "group") -> Mark:
        return self.on_disk.mark(subject, item)

    def assess(self) -> Readiness:
        return assess(self.on_disk, TODAY)


@contextmanager
def parse_sheets_once() -> Iterator[None]:
    """Parse each style sheet once: Textual does it anew for every app that is opened."""
    parse = Stylesheet._parse_rules
    parsed: dict[Hashable, list[RuleSet]] = {}
    variables: dict[str, str] = {}
    values: Hashable = ()
    """Of the theme that was met last."""

    def parse_once(
        sheet: Stylesheet,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        nonlocal variables, values
        if variables is not sheet._variables:
            variables = sheet._variables
            values = frozenset(variables.items())
        key = (css, read_from, is_default_rules, tie_breaker, scope, values)
        if key not in parsed:
            parsed[key] = parse(sheet, css, read_from, is_default_rules, tie_breaker, scope)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        patch.setattr(RuleSet, "__hash__", object.__hash__)  # the same as its own, which is written in Python
        yield


@pytest.fixture(scope="session", autouse=True)
def style_sheets() -> Iterator[None]:
    """Parse each style sheet once in all tests."""
    with parse_sheets_once():
        yield


Open = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose no frame that nobody sees: without a terminal they go nowhere, and take a third of the time.

    What a test looks at is drawn when it looks; where it looks at none, the last frame is drawn.
    """

    def skip(compositor: Compositor, **_options: bool) -> None:
        compositor._dirty_regions = set()

    monkeypatch.setattr(Compositor, "render_full_update", skip)
    monkeypatch.setattr(Compositor, "render_partial_update", skip)


@asynccontextmanager
async def driven(app: HuiqianApp, folder: Path, size: Size) -> AsyncIterator[Driver]:
    """Run an app until the test is done with it; where the test looked at no frame, see that the last can be drawn."""
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        driver = Driver(pilot, folder)
        yield driver
        if app.is_running and app.screen_stack:
            await driver.settle()
            assert driver.has_looked or driver.text


@pytest.fixture
def drive(unseen: None) -> Open:  # noqa: ARG001
    """Open the app on a folder: ``async with drive(folder) as driver``."""

    @asynccontextmanager
    async def opened(
        folder: Path | None, *, me: str | None = None, size: Size = (120, 40), language: Language = "en"
    ) -> AsyncIterator[Driver]:
        set_language(language)
        app = HuiqianApp(open_session(folder, me, TODAY) if folder else None)
        async with driven(app, folder or Path(), size) as driver:
            await driver.settle()
            yield driver

    return opened


UNITS_DAY = date(2026, 12, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the meetings of several units, one of them broken."""
    for name, day in (("school", date(2026, 12, 18)), ("clinic", date(2026, 12, 5)), ("教育局", date(2027, 3, 1))):
        a_folder(tmp_path / "root" / name, a_meeting(unit=name, date=day))
    broken = tmp_path / "root" / "broken"
    a_folder(broken)
    (broken / "checklist.toml").write_text("x = [")
    return tmp_path / "root"


Show = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def show(tmp_path: Path, unseen: None, monkeypatch: pytest.MonkeyPatch) -> Show:  # noqa: ARG001
    """Show the roll-up of a folder: ``async with show(root) as driver``."""
    monkeypatch.setenv("HUIQIAN_CACHE", str(tmp_path / "cache"))

    @asynccontextmanager
    async def opened(
        root: Path, *, size: Size = (120, 40), language: Language = "en", manifest: Manifest | None = None
    ) -> AsyncIterator[Driver]:
        set_language(language)
        app = HuiqianApp(None, lambda: RollupScreen(Request((root,), UNITS_DAY, manifest), UNITS_DAY))
        async with driven(app, root, size) as driver:
            await app.workers.wait_for_complete()
            await driver.settle()
            yield driver

    return opened


def study_places(matrix: MemberMatrix) -> list[tuple[Literal["session", "text"], str]]:
    """Return what the columns of attendance and reading stand for."""
    assert isinstance(matrix.cells, StudyCells)
    return matrix.cells.places
