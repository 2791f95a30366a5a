"""Help: the signs, the keys that work here, and where things are kept."""

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from checklists.language import N_, _
from checklists.words import OVERDUE, SIGNS, STATUS_WORDS
from tui.screens.base import LocalModal
from tui.screens.dialog import Dialog
from tui.widgets.grid import fit
from tui.widgets.key_line import KeyLine


class HelpScreen(LocalModal[None]):
    """What the signs mean and which keys work on the screen it was opened from."""

    CSS_PATH = Dialog.CSS_PATH
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark", "close", N_("Close"))]

    def __init__(self, keys: list[ActiveBinding]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out the help."""
        with Vertical(id="dialog"):
            yield Label(_("Help"), id="dialog-title")
            with VerticalScroll(id="help-scroll"):
                yield Static(self._text(), markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one("#help-scroll").focus()

    def _text(self) -> Content:
        words = [f"{SIGNS[status]} {_(word)}" for status, word in STATUS_WORDS.items()]
        signs = [OVERDUE + " " + _("overdue"), *words]
        lines = [
            _heading(_("Signs")),
            Content("   ".join(signs)),
            Content(
                _(
                    "◐ 6/11 on the board: 6 of 11 required duties are done or waived; "
                    "the percentage counts begun ones in part."
                )
            ),
            Content(""),
            _heading(_("Keys here")),
            Content.assemble(
                (fit("↑↓←→ hjkl", 20), "$text-accent"), _("move; also Home, End, Page up, Page down and the mouse")
            ),
        ]
        seen: dict[tuple[str, str], list[str]] = {}
        for active in self._keys:
            if active.tooltip:
                key = self.app.get_key_display(active.binding)
                seen.setdefault((active.binding.description, active.tooltip), []).append(key)
        wide = max((cell_len(what) for what, _tooltip in seen), default=0) + 2
        for (what, tooltip), keys in seen.items():
            names = " ".join(dict.fromkeys(keys[:9]))
            lines.append(Content.assemble((fit(names, 20), "$text-accent"), fit(what, wide), tooltip))
        lines += [
            Content(""),
            _heading(_("Good to know")),
            Content(_("Every change is on the disk before the status line says saved. There is no save key.")),
            Content(_("What is counted from the files cannot be ticked; it can be waived with a reason.")),
            Content(_("The files are plain text (TOML) in the meeting's folder; nothing is sent over a network.")),
        ]
        return Content("\n").join(lines)

    def action_close(self) -> None:
        """Leave the help."""
        self.dismiss(None)


def _heading(text: str) -> Content:
    return Content.assemble((text, "bold $text-primary"))
