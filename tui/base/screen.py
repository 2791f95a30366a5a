"""What all screens share: keys are declared once, in English, and shown in the user's language."""

from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from textual import work
from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding
from textual.screen import ModalScreen, Screen
from textual.worker import WorkerCancelled

from checklists.base.language import N_, _, get_language

Result = TypeVar("Result")
TEXTUALS_OWN = (N_("Dismiss menu"),)
"""Keys that Textual declares, so that the catalogues have them."""
STORING = frozenset({"dialog", "save", "undo"})
"""Groups of the workers that store what was entered."""
SPEAKING = "speak"
"""Group of the worker that makes a screen anew in the other language."""


def _translated(found: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    return {
        key: active._replace(
            binding=replace(active.binding, description=_(active.binding.description)), tooltip=_(active.tooltip)
        )
        for key, active in found.items()
    }


class _Leaving(Screen[Result]):
    """A screen that only ever leaves itself: what it waited for may come when it is covered, or left already."""

    async def _message_loop_exit(self) -> None:
        """Stop all that works for this screen before its parts are taken down: Textual stops it after."""
        for worker in list(self.workers):
            if self in worker.node.ancestors_with_self:
                worker.cancel()
        await super()._message_loop_exit()

    def on_unmount(self) -> None:
        """Free what was drawn: Textual's cache keeps up to 1024 widgets that are gone, with all their lines.

        https://github.com/Textualize/textual/issues/6665
        """
        StylesCache.get_inner_outer.cache_clear()

    @property
    def is_unsaved(self) -> bool:
        """Whether leaving would lose what was typed or chosen, so that it asks first."""
        return False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with a result, and leave what was opened over it meanwhile; once."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.screen.dismiss(None)
        return super().dismiss(result)


class LocalScreen(_Leaving[Result]):
    """A screen whose keys are shown in the current language."""

    def __init__(self) -> None:
        super().__init__()
        self._spoken = get_language()
        """The language that its texts are in."""

    async def make_anew(self) -> Screen[Result] | None:
        """Make this screen again, in the language that is spoken now; ``None`` where it stays until it is left."""
        return None

    def on_screen_resume(self) -> None:
        """Follow the language that was chosen on a screen above this one."""
        if self._spoken != get_language():
            self.speak()

    @work(group=SPEAKING)
    async def speak(self) -> None:
        """Make the screen anew in the language that is spoken now, once what was asked for here before is done."""
        for worker in [one for one in self.workers if one.node is self and one.group in STORING]:
            with suppress(WorkerCancelled):
                await worker.wait()
        fresh = await self.make_anew()
        if fresh is not None and self.app.screen is self:
            self.app.switch_screen(fresh)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the keys that work now, translated."""
        return _translated(super().active_bindings)


class LocalModal(ModalScreen[Result], _Leaving[Result]):
    """A dialog whose keys are shown in the current language."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the keys that work now, translated."""
        return _translated(super().active_bindings)
