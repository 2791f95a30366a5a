"""The form for the number that a rule goes by."""

from typing import NamedTuple

from checklists.base.language import _
from checklists.model.check_names import CheckSetting
from checklists.model.checks import DraftRule
from checklists.model.thresholds import Threshold
from tui.forms.form import Form, LineField, Note, Part


class Entered(NamedTuple):
    """What was entered."""

    value: float | None
    """``None`` is the rule's own number."""


def threshold_form(
    rule: DraftRule, threshold: Threshold, setting: CheckSetting, typed: float | None = None, error: str = ""
) -> Form[Entered]:
    """Ask for the number, with its unit and what it may be; empty is the rule's own."""
    number = typed if typed is not None else setting.threshold

    def make(number: str) -> Entered:
        return Entered(threshold.read(number.strip()) if number.strip() else None)

    expected = _("Expected: {what}.").format(what=threshold.expected)
    own = _("Empty: the rule's own, {number}.").format(number=threshold.shown(threshold.default))
    parts: list[Part] = [
        Note(_(threshold.meaning), "walk-guide"),
        LineField(
            "number",
            _("Threshold"),
            "" if number is None else threshold.written(number),
            hint="%" if threshold.is_share else _(threshold.unit),
            placeholder=threshold.written(threshold.default),
            max_length=8,
        ),
        Note(f"{expected}\n{own}"),
    ]
    return Form(_(rule.title), parts, make, error)
