"""What all screens share: keys are declared once, in English, and shown in the user's language."""

from dataclasses import replace
from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding
from textual.screen import ModalScreen, Screen

from checklists.language import N_, _

Result = TypeVar("Result")
TEXTUALS_OWN = (N_("Dismiss menu"),)
"""Keys that Textual declares, so that the catalogues have them."""
Draft = dict[str, Any]
"""Fields of a mark as a form holds them and `mark_duty` takes them."""


def _translated(found: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    return {
        key: active._replace(
            binding=replace(active.binding, description=_(active.binding.description)), tooltip=_(active.tooltip)
        )
        for key, active in found.items()
    }


class _Leaving(Screen[Result]):
    """A screen that only ever leaves itself: what it waited for may come when it is covered, or left already."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with a result, and leave what was opened over it meanwhile; once."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.screen.dismiss(None)
        return super().dismiss(result)


class LocalScreen(_Leaving[Result]):
    """A screen whose keys are shown in the current language."""

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
