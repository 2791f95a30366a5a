"""How a meeting uses the rules: switch one on or off, set its threshold, reset it."""

from collections.abc import Iterable

from checklists.base.errors import InvalidEditError
from checklists.base.language import _
from checklists.edits.change import Change, Edit
from checklists.model.checks import DRAFT_RULES, CheckSetting, RuleId
from checklists.model.file_names import SETTINGS_FILE
from checklists.model.meeting import Meeting

AS_MADE = CheckSetting()
"""The default of a rule missing in the meeting's settings: on, with its own threshold."""


def get_rule_setting(meeting: Meeting, rule: RuleId) -> CheckSetting:
    """Return how a meeting uses a rule."""
    return meeting.settings.checks.get(rule, AS_MADE)


def switch(meeting: Meeting, rules: Iterable[RuleId], *, on: bool) -> Edit:
    """Return the edit to switch rules on or off; their thresholds stay."""
    return _edit(meeting, {rule: {"on": None if on else False} for rule in rules})


def set_threshold(meeting: Meeting, rule: RuleId, value: float | None) -> Edit:
    """Return the edit to set a rule's threshold; ``None`` is the rule's own.

    Raises `InvalidEditError` if it does not fit.
    """
    known = DRAFT_RULES[rule].threshold
    if value is not None and known is None:
        raise InvalidEditError(_("The rule {rule} goes by no number.").format(rule=rule))
    if value is not None and known is not None and not known.fits(value):
        raise InvalidEditError(_("expected {what}").format(what=known.expected))
    is_own = known is not None and value == known.default
    return _edit(meeting, {rule: {"threshold": None if is_own else value}})


def reset(meeting: Meeting, rules: Iterable[RuleId]) -> Edit:
    """Return the edit to reset rules: on, with their own thresholds."""
    return _edit(meeting, {rule: {"on": None, "threshold": None} for rule in rules})


def _edit(meeting: Meeting, wanted: dict[RuleId, dict[str, bool | float | None]]) -> Edit:
    """Edit field by field: edits of different rules never conflict."""
    changes = []
    for rule, fields in wanted.items():
        before = get_rule_setting(meeting, rule).plain()
        changes += [
            Change(SETTINGS_FILE, ("checks", rule, name), before.get(name), value)
            for name, value in fields.items()
            if before.get(name) != value
        ]
    names = dict.fromkeys(change.path[1] for change in changes)
    what = _(DRAFT_RULES[next(iter(wanted))].title) if len(names) == 1 else _("{count} rules").format(count=len(names))
    return Edit(tuple(changes), _("rules of the draft checks") + " · " + what)
