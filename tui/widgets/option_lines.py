"""A list of options that ignores paging keys until its lines are laid out: Textual fails there."""

from typing import Literal

from textual.widgets import OptionList

from tui.widgets.scroll import ScrollBarSync


class OptionLines(OptionList, ScrollBarSync):
    """Options, one below the other."""

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        self._update_lines()
        if (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)
