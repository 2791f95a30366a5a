"""Two people changed the same field: both versions side by side, to keep theirs, mine or both."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button
from textual.widgets.button import ButtonVariant

from checklists.base.errors import ConflictError
from checklists.base.language import N_, _
from checklists.edits.conflicts import Resolution, format_value, list_resolutions, split_difference
from tui.forms.dialog import Dialog
from tui.widgets.prose import Prose
from tui.widgets.scroll import Scroll

RESOLUTION_LABELS: dict[Resolution, str] = {
    "theirs": N_("Keep theirs"),
    "mine": N_("Take mine"),
    "both": N_("Keep both"),
}


class ConflictDialog(Dialog[Resolution | None]):
    """Nothing is overwritten; a person decides. Left without a choice, the form keeps what was typed."""

    AUTO_FOCUS = "#theirs"
    DEFAULT_CSS = """
    ConflictDialog #dialog { width: 100%; }
    ConflictDialog #versions { height: auto; max-height: 14; }
    ConflictDialog .version { width: 1fr; height: auto; max-height: 14; padding: 0 1 0 0; }
    ConflictDialog .version Prose { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "none", show=False),  # which version would it save?
        Binding("escape", "cancel", N_("Back to what I typed")),
    ]

    def __init__(self, conflict: ConflictError) -> None:
        super().__init__(_("Changed by someone else meanwhile"))
        self._conflict = conflict

    def fields(self) -> Iterable[Widget]:
        """Return the three versions, with differences between theirs and mine marked."""
        conflict = self._conflict
        was, theirs, mine = format_value(conflict.was), format_value(conflict.theirs), format_value(conflict.mine)
        yield Prose(str(conflict), classes="walk-guide")
        yield Horizontal(
            _version(_("It was"), Content(was)),
            _version(_("Theirs"), _marked(theirs, mine)),
            _version(_("Mine"), _marked(mine, theirs)),
            id="versions",
        )

    def buttons(self) -> Iterable[Button]:
        """Return what can be chosen."""
        for number, choice in enumerate(list_resolutions(self._conflict)):
            variant: ButtonVariant = "default" if number else "primary"
            label, action = _(RESOLUTION_LABELS[choice]), f"screen.dismiss('{choice}')"
            yield Button(label, id=choice, action=action, variant=variant, compact=True)
        yield Button(_("Back to what I typed"), id="cancel", compact=True)


def _version(title: str, text: Content) -> Scroll:
    heading = Prose(Content.assemble((title, "$text-muted")))
    return Scroll(heading, Prose(text), classes="version", can_focus=False)


def _marked(text: str, other: str) -> Content:
    parts = [
        Content.assemble((piece.text, "$text-warning bold underline")) if piece.is_different else Content(piece.text)
        for piece in split_difference(text, other)
    ]
    return Content.assemble(*parts)
