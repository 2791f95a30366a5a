"""The forms of a draft: a node's kind, the reason why a finding is meant so, a rule's threshold."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from checklists.base.language import N_, _
from checklists.base.text import PROSE_LIMIT, show
from checklists.model.checks import CheckSetting, DraftRule
from checklists.model.thresholds import Threshold
from tui.forms.dialog import Dialog
from tui.forms.form import Form, FormPart, LineField, Note, ProseField
from tui.widgets.option_lines import OptionLines
from tui.widgets.prose import Prose

MOST_CHOICES = 12
"""The number of choices visible at once: all kinds, even on a small terminal."""


class ChoiceDialog(Dialog[str | None]):
    """Choose one of a few; Enter accepts it."""

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
        """Begin with the present choice."""
        keys = [key for key, _name in self._choices]
        self.query_one("#choices", OptionList).highlighted = keys.index(self._now) if self._now in keys else 0

    @on(OptionList.OptionSelected, "#choices")
    def take(self) -> None:
        """Accept the choice."""
        self.action_accept()

    def result(self) -> str:
        """Return the key of the choice."""
        return self._choices[self.query_one("#choices", OptionList).highlighted or 0][0]


def make_reason_form(title: str, words: str, draft: str, error: str) -> Form[str]:
    """Ask why a finding about these words is meant so."""

    def make(reason: str) -> str:
        reason = reason.strip()
        if not reason:
            raise ValueError(_("say why it is meant so"))
        if len(reason) > PROSE_LIMIT:
            raise ValueError(_("the text is too long: at most {limit} characters").format(limit=PROSE_LIMIT))
        return reason

    parts: list[FormPart] = [
        Note(show(words, 200), "walk-guide"),
        Note(_("It is kept with the reason, and not reported again.")),
        ProseField("reason", _("Reason"), draft),
    ]
    return Form(title, parts, make, error)


class Entered(NamedTuple):
    """The threshold as entered."""

    value: float | None
    """``None`` stands for the rule's own."""


def make_threshold_form(
    rule: DraftRule, threshold: Threshold, setting: CheckSetting, typed: float | None = None, error: str = ""
) -> Form[Entered]:
    """Ask for the threshold, with its unit and range; empty stands for the rule's own."""
    number = typed if typed is not None else setting.threshold

    def make(number: str) -> Entered:
        return Entered(threshold.read(number.strip()) if number.strip() else None)

    expected = _("Expected: {what}.").format(what=threshold.expected)
    own = _("Empty: the rule's own, {number}.").format(number=threshold.format_with_unit(threshold.default))
    parts: list[FormPart] = [
        Note(_(threshold.meaning), "walk-guide"),
        LineField(
            "number",
            _("Threshold"),
            "" if number is None else threshold.format_number(number),
            hint="%" if threshold.is_share else _(threshold.unit),
            placeholder=threshold.format_number(threshold.default),
            max_length=8,
        ),
        Note(f"{expected}\n{own}"),
    ]
    return Form(_(rule.title), parts, make, error)
