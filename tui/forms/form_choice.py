"""The formats of a file, side by side; the arrows choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from checklists.base import cells
from checklists.base.language import N_, _

FORM_WORDS: dict[str, str] = {
    "docx": N_("Word .docx"),
    "xlsx": N_("Excel .xlsx"),
    "html": N_("Web .html"),
    "txt": N_("Text .txt"),
    "md": N_("Markdown .md"),
    "json": N_("JSON .json"),
    "csv": N_("CSV .csv"),
    "ics": N_("Calendar .ics"),
}
"""The labels by suffix, without its dot."""
_GAP = 2


class FormChoice(Widget, can_focus=True):
    """A choice of formats. Not a `RadioSet`, as the formats change with the export."""

    DEFAULT_CSS = """
    FormChoice { height: auto; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up,h,k", "move(-1)", N_("Format"), show=False),
        Binding("right,down,l,j", "move(1)", N_("Format"), show=False),
    ]
    forms: reactive[tuple[str, ...]] = reactive((), layout=True)
    chosen: reactive[str] = reactive("")

    @dataclass
    class Chosen(Message):
        """Another format was chosen."""

        form: str

    def offer(self, forms: Sequence[str], chosen: str) -> None:
        """Show these formats, with one chosen."""
        self.forms, self.chosen = tuple(forms), chosen

    @property
    def _words(self) -> list[str]:
        return [_(FORM_WORDS[form]) for form in self.forms]

    def _per_line(self, width: int) -> int:
        return max((width + _GAP) // (self._wide + _GAP), 1)

    @property
    def _wide(self) -> int:
        return max((cells.count_cells(word) + 2 for word in self._words), default=1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines for the formats."""
        del container, viewport
        return -(-len(self.forms) // self._per_line(width)) or 1

    def render(self) -> Content:
        """Draw a sign and a label for each format, in columns."""
        per_line = self._per_line(self.size.width)
        parts: list[Content | str] = []
        for place, (form, word) in enumerate(zip(self.forms, self._words, strict=True)):
            is_chosen = form == self.chosen
            style = "$block-cursor-foreground on $block-cursor-background" if is_chosen and self.has_focus else ""
            sign = "● " if is_chosen else "○ "
            piece = Content.assemble((sign, "$text-accent" if is_chosen else "$text-muted"), (word, style))
            gap = " " * (self._wide - cells.count_cells(word) - 2 + _GAP)
            parts += [piece.stylize(Style.from_meta({"place": place})), "\n" if (place + 1) % per_line == 0 else gap]
        return Content.assemble(*parts[:-1])

    def action_move(self, step: int) -> None:
        """Choose the next (1) or previous (-1) format."""
        if self.chosen in self.forms:
            self._choose(self.forms[(self.forms.index(self.chosen) + step) % len(self.forms)])

    def _choose(self, form: str) -> None:
        if form != self.chosen:
            self.chosen = form
            self.post_message(self.Chosen(form))

    def on_click(self, event: events.Click) -> None:
        """Choose the format under the mouse."""
        place = event.style.meta.get("place")
        if isinstance(place, int) and place < len(self.forms):
            self._choose(self.forms[place])
