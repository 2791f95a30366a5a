"""The forms beside a draft: what a node is, and why a finding is meant so."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from checklists.base.language import N_, _
from checklists.base.text import PROSE_LIMIT, show
from tui.forms.dialog import Dialog
from tui.forms.form import Form, Note, Part, ProseField
from tui.widgets.option_lines import OptionLines
from tui.widgets.prose import Prose

MOST_CHOICES = 12
"""Choices that are seen at once; all kinds are, on a small terminal too."""


class ChoiceDialog(Dialog[str | None]):
    """Choose one of a few; Enter takes it."""

    keeps_typed = False
    accept_label = N_("Choose")
    AUTO_FOCUS = "#choices"

    def __init__(self, title: str, words: str, choices: Sequence[tuple[str, str]], now: str) -> None:
        super().__init__(title)
        self._words = words
        self._choices = choices
        self._now = now

    def fields(self) -> Iterable[Widget]:
        """Return the words in question and the choices."""
        yield Prose(show(self._words, 120), classes="walk-guide")
        shown = OptionLines(*(Option(Content(name)) for _key, name in self._choices), id="choices", compact=True)
        shown.styles.height = min(len(self._choices), MOST_CHOICES)
        yield shown

    def on_mount(self) -> None:
        """Begin on what it is now."""
        keys = [key for key, _name in self._choices]
        self.query_one("#choices", OptionList).highlighted = keys.index(self._now) if self._now in keys else 0

    @on(OptionList.OptionSelected, "#choices")
    def take(self) -> None:
        """Take the chosen one."""
        self.action_accept()

    def result(self) -> str:
        """Return the key of the chosen one."""
        return self._choices[self.query_one("#choices", OptionList).highlighted or 0][0]


def reason_form(title: str, words: str, draft: str, error: str) -> Form[str]:
    """Ask why a finding about these words stands as it is."""

    def make(reason: str) -> str:
        reason = reason.strip()
        if not reason:
            raise ValueError(_("say why it is meant so"))
        if len(reason) > PROSE_LIMIT:
            raise ValueError(_("the text is too long: at most {limit} characters").format(limit=PROSE_LIMIT))
        return reason

    parts: list[Part] = [
        Note(show(words, 200), "walk-guide"),
        Note(_("It is kept with the reason, and not reported again.")),
        ProseField("reason", _("Reason"), draft),
    ]
    return Form(title, parts, make, error)
