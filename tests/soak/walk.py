"""A walk: keys, texts, sizes and edits from outside, each a word, so that a list of words walks the same way again."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Literal, NamedTuple
from unittest import mock

from textual import events
from textual._compositor import Compositor
from textual.app import App
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Input, TextArea

from checklists.base.language import Language, set_language
from checklists.rollup.collecting import Request
from checklists.setup.samples import make_sample
from tests.hostile import STRINGS
from tests.screens.conftest import TODAY, Driver
from tests.soak.outside import Outside
from tests.soak.views import compare, compare_lists, gather, stale_lines, stale_list_lines
from tui.app.app import HuiqianApp
from tui.app.start import StartScreen
from tui.app.visit import VisitFaultsScreen, VisitScreen
from tui.base.recent import remember_meeting
from tui.base.screen import SPEAKING
from tui.base.session import open_session
from tui.forms.dialog import ConfirmForGood
from tui.forms.wrong_fields import Refusing
from tui.meeting.faults import FaultsScreen
from tui.meeting.screen import MeetingScreen
from tui.rollup.screen import RollupScreen
from tui.widgets.key_line import KeyLine

SIZES = ((80, 24), (120, 40), (60, 20), (200, 50), (100, 30))
TEXTS: dict[str, str] = {
    **{name: text[:400] for name, text in STRINGS.items()},
    "date": "2026-11-05",
    "late": "2027-02-30",
    "number": "3",
    "words": "学习不够系统，联系实际不够紧密",
    "lines": "第一条\n第二条\n第三条",
    "name": "李",
    "id": "m02",
    "draft": (
        "对照检查材料\n一、存在的突出问题\n（一）带头固本培元方面\n1.学习不够系统。比如，今年集中学习缺席2次。\n2.联系实际不紧。\n"
        "二、原因分析\n（一）学用脱节。\n三、下一步措施\n（一）每周自学半天，2027年6月底前完成。"
    ),
}
"""What is pasted into fields and lists, by name."""
IN_FORMS = (
    *("tab", "shift+tab", "enter", "space", "down", "up", "escape", "ctrl+s") * 3,
    *("left", "right", "backspace", "ctrl+a", "pageup", "pagedown", "y", "n", "f1", "f2", "home", "end", "delete"),
)
IN_LISTS = (
    *("j", "k", "down", "up", "left", "right", "enter") * 3,
    *("h", "l", "home", "end", "pagedown", "pageup", "t", "T", "0", "m", "s", "escape", "space", "u", "ctrl+r", "f2"),
    *(str(number) for number in range(1, 8)),
)
LEAVING = ("q", "ctrl+q")
"""Keys that may end the app; on a meeting that is visited from the roll-up, `q` leads back there."""
UNITS = ("第一中学", "卫生院", "教育局")
Place = Literal["meeting", "rollup", "start"]
"""The screen that a walk begins on."""
LONGEST = 60.0
"""Seconds that a word may take."""
MOST = 1.5
"""So many times what was held once the walk was warm may be held at its end."""
LOOK = 6
"""So many words go by between two looks whether what is shown is what is."""


class Start(NamedTuple):
    """How a walk begins."""

    me: str | None = None
    language: Language = "zh"
    size: tuple[int, int] = (120, 40)
    place: Place = "meeting"

    @classmethod
    def of(cls, seed: int) -> "Start":
        """Return a beginning; seeds that follow each other begin in different ways."""
        random = Random(seed)
        me = random.choice(("m01", "m03", "m06")) if seed % 3 == 1 else None
        place: Place = "meeting" if me or seed % 5 else random.choice(("rollup", "start"))
        return cls(me, random.choice(("zh", "en")), random.choice(SIZES), place)


class Finding(Exception):  # noqa: N818 - what a walk looks for
    """Something is wrong after so many words."""


@dataclass
class Walk:
    """An app that is walked through, and who else writes in its folder."""

    driver: Driver
    start: Start
    outside: Outside
    errors: list[str]
    """What went wrong where nobody waited for it."""
    name: str = ""
    """Which way it goes, where that is given."""
    warm: int = 0
    """What the program held once it was warm."""

    @property
    def app(self) -> HuiqianApp:
        return self.driver.app

    @property
    def top(self) -> Screen[Any]:
        return self.app.screen

    async def take(self, word: str) -> None:
        """Do what a word says."""
        kind, colon, rest = word.partition(":")
        if not colon or not rest:
            self._send(key_event(word))
        elif kind == "text":
            self._send(events.Paste(TEXTS[rest]))
        elif kind == "burst":
            self._send(*map(key_event, rest.split(",")))
        elif kind == "click":
            x, y = map(int, rest.split("x"))
            both = (events.MouseDown, events.MouseUp)
            if self.app.size.contains(x, y) and isinstance(self.top.get_widget_at(x, y)[0], KeyLine):
                return  # one of its keys ends the app
            self._send(*(one(None, x, y, 0, 0, 1, False, False, False, x, y) for one in both))
        elif kind == "size":
            width, height = map(int, rest.split("x"))
            await self.driver.pilot.resize_terminal(width, height)
        else:
            await self.outside.act(rest)
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until all that was typed has had its effect."""
        is_taken = asyncio.Event()
        if self.app.call_later(is_taken.set):
            await is_taken.wait()
        await self.app.key_order.wait_until_idle(LONGEST)
        self.see_it_runs()

    def _send(self, *typed: events.Event) -> None:
        for event in typed:
            event.set_sender(self.app)
            self.app.post_message(event)

    def see_it_runs(self) -> None:
        """Raise a finding where the app ended, or something went wrong that nobody waited for."""
        if self.app.fault or self.errors:
            raise Finding(f"{self.name}: {self.app.fault or self.errors[0]}")
        if not self.app.is_running:
            raise Finding("the app ended")

    async def settle(self) -> None:
        """Wait until what was asked for is done and shown."""
        await self.quiet()
        await self.app.animator.wait_until_complete()
        await self.driver.settle()
        self.see_it_runs()
        await self.driver.wait_until(lambda: not (self.app.is_running and self._is_changing()), 60)
        await self.driver.settle()

    def _is_changing(self) -> bool:
        """Whether the palette, just closed, holds updates back, or the screen is being made in the other language."""
        top = self.top
        return bool(self.app._batch_count or not top.is_mounted) or any(
            one.group == SPEAKING and one.node is top and not one.is_finished for one in self.app.workers
        )

    async def look(self) -> None:
        """Draw what is shown; see that it is of the newest state, line by line."""
        await self.settle()
        found = ""
        if isinstance(self.top, MeetingScreen):
            found = await stale_lines(self.driver)
        elif isinstance(self.top, RollupScreen | StartScreen):
            found = await stale_list_lines(self.driver, self.top)
        else:
            assert self.driver.text
        if found:
            raise Finding(f"not repainted: {found}")

    async def come_home(self) -> None:
        """Leave all that was opened above the first screen; mend what keeps a meeting from being shown."""
        for _step in range(100):
            await self.settle()
            if isinstance(self.top, VisitScreen | VisitFaultsScreen):
                self.top.action_return()
            elif isinstance(self.top, MeetingScreen):
                await self.follow_disk(self.top)
                if isinstance(self.top, MeetingScreen):
                    return
            elif isinstance(self.top, RollupScreen | StartScreen) and len(self.app.screen_stack) == 1:
                return
            elif isinstance(self.top, FaultsScreen):
                self.outside.mend()
                self.top.action_reload()
            else:
                await self.driver.pilot.press("y" if isinstance(self.top, ConfirmForGood) else "escape")
        raise Finding(f"no way home from {type(self.top).__name__}")

    async def follow_disk(self, screen: MeetingScreen) -> None:
        """Do what the clock does each second."""
        screen.look_at_disk()
        await self.settle()

    async def compare(self) -> None:
        """See that every view equals that of an app that is opened now, and the summary that of the command."""
        await self.come_home()
        here = self.top
        start = self.start._replace(size=(self.app.size.width, self.app.size.height))
        if isinstance(here, MeetingScreen):
            self.driver.folder = here.session.folder.path
            start = start._replace(place="meeting", me=here.me)
        async with opened(self.driver.folder, start) as fresh:
            if isinstance(here, RollupScreen | StartScreen):
                found = await compare_lists(self.driver, fresh)
            else:
                found = await compare(self.driver, fresh)
        if found:
            raise Finding(found)
        if left := self.outside.left_over():
            raise Finding(f"left in the folder: {left}")

    def see_memory(self, measure: Callable[[], int]) -> None:
        """Raise a finding where much more is held than once the walk was warm."""
        gc.collect()
        held = measure()
        self.warm = self.warm or held
        if held > MOST * self.warm:
            raise Finding(f"{held} are held, {self.warm} once it was warm")

    def next_word(self, random: Random) -> str:
        """Choose a key that does something here, mostly; else a text, a size, keys at once, or an edit from outside."""
        chance, focused = random.random(), self.top.focused
        is_form = isinstance(self.top, Refusing | CommandPalette) or isinstance(focused, Input | TextArea)
        if chance < 0.03:
            return f"outside:{random.randrange(10**6)}"
        if chance < 0.045:
            return "size:{}x{}".format(*random.choice(SIZES))
        if chance < 0.065:
            return f"click:{random.randrange(self.app.size.width)}x{random.randrange(self.app.size.height)}"
        if is_form:
            return f"text:{random.choice(sorted(TEXTS))}" if chance < 0.25 else random.choice(IN_FORMS)
        if chance < 0.08:
            return f"text:{random.choice(sorted(TEXTS))}"
        if chance < 0.14:
            keys = (*self._keys(), *IN_LISTS)
            return "burst:" + ",".join(random.choice(keys) for _key in range(random.randint(2, 5)))
        return random.choice(self._keys() if chance < 0.5 else IN_LISTS)

    def _keys(self) -> tuple[str, ...]:
        active = self.top.active_bindings.items()
        may_leave = isinstance(self.top, VisitScreen | VisitFaultsScreen)
        found = [key for key, one in active if one.enabled and (key not in LEAVING or (may_leave and key == "q"))]
        return tuple(found) or ("escape",)


def key_event(key: str) -> events.Key:
    """Return the press of a key as a terminal sends it."""
    names = {"space": " ", "tab": "\t", "enter": "\r", "escape": "\x1b", "slash": "/", "comma": ","}
    return events.Key(key, key if len(key) == 1 else names.get(key))


async def take_words(walk: Walk, words: Sequence[str]) -> None:
    """Walk a way that is given from where one begins, looking after each word."""
    for word in words:
        await walk.take(word)
        await walk.look()
    await walk.come_home()


@asynccontextmanager
async def opened(folder: Path, start: Start) -> AsyncIterator[Driver]:
    """Open the app on a meeting's folder, on the units beside it, or where meetings are chosen."""
    app = {
        "meeting": lambda: HuiqianApp(open_session(folder, start.me, TODAY)),
        "rollup": lambda: HuiqianApp(None, lambda: RollupScreen(Request((folder.parent,), TODAY), TODAY)),
        "start": lambda: HuiqianApp(None),
    }[start.place]()
    async with app.run_test(size=start.size, notifications=True, tooltips=True) as pilot:
        driver = Driver(pilot, folder)
        await gather(driver)
        yield driver


@asynccontextmanager
async def begun(base: Path, start: Start) -> AsyncIterator[Walk]:
    """Make a meeting, and open the app on it."""
    folder = base / "a" / "b" / "meeting"
    for name in (folder.name, *(UNITS if start.place == "rollup" else ())):
        make_sample(folder.parent / name, TODAY)
    remember_meeting(folder)
    set_language(start.language)
    errors: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: errors.append(_told(context)))
    async with opened(folder, start) as driver:
        yield Walk(driver, start, Outside(folder), errors)


def _told(context: dict[str, Any]) -> str:
    error = context.get("exception")
    return f"{context['message']}: {error!r}"


@contextmanager
def bounded(base: Path) -> Iterator[None]:
    """Keep what a walk writes below a folder, give ids in a row, confirm nothing, draw no frame or colour unseen."""
    numbers = count()

    def skip(compositor: Compositor, **_options: bool) -> None:
        compositor._dirty_regions = set()

    own = {name: str(base / name.lower()) for name in ("HOME", "HUIQIAN_STATE", "HUIQIAN_CACHE", "XDG_DOCUMENTS_DIR")}
    before = Path.cwd()
    with (
        mock.patch.dict(os.environ, own),
        mock.patch("checklists.edits.records.token_hex", lambda size: f"{next(numbers):0{2 * size}x}"),
        mock.patch("checklists.base.clock.today", return_value=TODAY),
        mock.patch("tempfile.tempdir", str(base)),
        mock.patch("os.fsync"),
        mock.patch("gc.freeze"),  # each app that is opened to compare with would keep the garbage of the other
        mock.patch.object(App, "get_line_filters", list),  # they change colours only
        mock.patch.object(Compositor, "render_full_update", skip),
        mock.patch.object(Compositor, "render_partial_update", skip),
    ):
        here = base / "home" / "x"
        here.mkdir(parents=True)
        (here / "draft.txt").write_text(TEXTS["draft"], encoding="utf-8")
        os.chdir(here)
        try:
            yield
        finally:
            os.chdir(before)
