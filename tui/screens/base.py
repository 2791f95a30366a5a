"""What all screens share: keys are declared once, in English, and shown in the user's language."""

from dataclasses import replace
from typing import Any, TypeVar

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


class LocalScreen(Screen[Result]):
    """A screen whose keys are shown in the current language."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the keys that work now, translated."""
        return _translated(super().active_bindings)


class LocalModal(ModalScreen[Result]):
    """A dialog whose keys are shown in the current language."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the keys that work now, translated."""
        return _translated(super().active_bindings)
