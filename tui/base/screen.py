"""The base of all screens: keys are declared once, in English, and shown in the user's language."""

from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from textual import on, work
from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding
from textual.events import ScreenResume
from textual.screen import ModalScreen, Screen
from textual.worker import WorkerCancelled

from checklists.base.language import N_, _, get_language

Result = TypeVar("Result")
TEXTUALS_OWN = (N_("Dismiss menu"),)
"""Labels of Textual's own keys, for the catalogues."""
STORING = frozenset({"dialog", "save", "undo"})
"""Groups of workers that save."""
SPEAKING = "speak"
"""The group of the worker that makes a screen in another language."""


def _translated(found: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    return {
        key: active._replace(
            binding=replace(active.binding, description=_(active.binding.description)), tooltip=_(active.tooltip)
        )
        for key, active in found.items()
    }


class _AppScreen(Screen[Result]):
    """The base of screens and dialogs: styled once when it is made, and leaving only itself."""

    _was_shown = False

    def on_compose(self) -> None:
        """Take the terminal's size before there are widgets; Textual would do so later, and style them all again."""
        size = self.app.size
        for steps, cells in ((self.VERTICAL_BREAKPOINTS, size.height), (self.HORIZONTAL_BREAKPOINTS, size.width)):
            fitting = [step for step in steps or () if step[0] <= cells]
            if fitting:
                self.add_class(max(fitting)[1])

    @on(ScreenResume)
    def keep_styles(self, event: ScreenResume) -> None:
        """Keep the styles that the widgets were mounted with; Textual would style them all again."""
        event.refresh_styles = event.refresh_styles and self._was_shown
        self._was_shown = True

    async def _message_loop_exit(self) -> None:
        """Stop the screen's workers before its widgets are removed; Textual does so afterwards."""
        for worker in list(self.workers):
            if self in worker.node.ancestors_with_self:
                worker.cancel()
        await super()._message_loop_exit()

    def on_unmount(self) -> None:
        """Free the rendered lines: Textual's cache keeps up to 1024 removed widgets.

        https://github.com/Textualize/textual/issues/6665
        """
        StylesCache.get_inner_outer.cache_clear()

    @property
    def is_unsaved(self) -> bool:
        """Whether leaving would lose what was typed or chosen."""
        return False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with a result, and close the screens above; only once."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.screen.dismiss(None)
        return super().dismiss(result)


class LocalScreen(_AppScreen[Result]):
    """A screen whose keys are shown in the current language."""

    is_outdated = False
    """Whether the language was switched since the screen was made, even if it was switched back.

    What it showed of a new state meanwhile is in the language of that moment.
    """

    async def make_anew(self) -> "LocalScreen[Result] | None":
        """Return this screen made in the current language; ``None`` if it stays until it is left."""
        return None

    @on(ScreenResume)
    def follow_language(self) -> None:
        """Follow a change of language made on a screen above."""
        if self.is_outdated:
            self.speak()

    @work(group=SPEAKING)
    async def speak(self) -> None:
        """Make the screen in the current language, after what was asked for before is done."""
        for worker in [one for one in self.workers if one.node is self and one.group in STORING]:
            with suppress(WorkerCancelled):
                await worker.wait()
        language = get_language()
        fresh = await self.make_anew()
        if fresh is not None and self.app.screen is self:
            fresh.is_outdated = language != get_language()
            self.app.switch_screen(fresh)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the active keys, translated."""
        return _translated(super().active_bindings)


class LocalModal(ModalScreen[Result], _AppScreen[Result]):
    """A dialog whose keys are shown in the current language."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the active keys, translated."""
        return _translated(super().active_bindings)
