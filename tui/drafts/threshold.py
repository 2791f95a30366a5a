"""The form for the number that a rule goes by."""

from collections.abc import Iterable
from typing import NamedTuple

from textual.widget import Widget
from textual.widgets import Input

from checklists.base.language import _
from checklists.model.check_names import CheckSetting
from checklists.model.checks import DraftRule
from checklists.model.thresholds import Threshold
from tui.forms.dialog import Dialog, field
from tui.widgets.prose import Prose


class Entered(NamedTuple):
    """What was entered."""

    value: float | None
    """``None`` is the rule's own number."""


class ThresholdDialog(Dialog[Entered | None]):
    """One number, with its unit and what it may be; empty is the rule's own."""

    AUTO_FOCUS = "#number"

    def __init__(
        self, rule: DraftRule, threshold: Threshold, setting: CheckSetting, typed: float | None = None, error: str = ""
    ) -> None:
        super().__init__(_(rule.title), error)
        self._rule = rule
        self._threshold = threshold
        self._number = typed if typed is not None else setting.threshold

    def fields(self) -> Iterable[Widget]:
        """Return the number and what it means."""
        known = self._threshold
        yield Prose(_(known.meaning), classes="walk-guide")
        box = Input(
            "" if self._number is None else known.written(self._number),
            id="number",
            compact=True,
            max_length=8,
            placeholder=known.written(known.default),
        )
        yield field(_("Threshold"), box, "%" if known.is_share else _(known.unit))
        expected = _("Expected: {what}.").format(what=known.expected)
        own = _("Empty: the rule's own, {number}.").format(number=known.shown(known.default))
        yield Prose(f"{expected}\n{own}", classes="hint")

    def result(self) -> Entered:
        """Return the number. Raises `ValueError` with what was expected."""
        typed = self.query_one("#number", Input).value.strip()
        return Entered(self._threshold.read(typed) if typed else None)
