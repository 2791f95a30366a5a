"""How a meeting uses the rules: switching one, setting its number, and going back to what it was made with."""

from collections.abc import Iterable

from checklists.drafts.names import CheckSetting, RuleId
from checklists.drafts.rules import RULES, rule_named
from checklists.edits import SETTINGS_FILE, Change, Edit
from checklists.errors import InvalidEditError
from checklists.language import N_, _
from checklists.meeting import Meeting
from checklists.text import show

_FIELDS = {"on": N_("in use"), "threshold": N_("Threshold")}
AS_MADE = CheckSetting()
"""A rule that the meeting does not speak of: it is on, with its own number."""


def setting_of(meeting: Meeting, rule: RuleId) -> CheckSetting:
    """Return how a meeting uses a rule."""
    return meeting.settings.checks.get(rule, AS_MADE)


def switch(meeting: Meeting, rules: Iterable[RuleId], *, on: bool) -> Edit:
    """Switch rules on or off; their numbers stay."""
    return _edit(meeting, {rule: {"on": None if on else False} for rule in rules})


def set_threshold(meeting: Meeting, rule: RuleId, value: float | None) -> Edit:
    """Set the number that a rule goes by; ``None`` is its own. Raises `InvalidEditError` where it does not fit."""
    known = RULES[rule].threshold
    if value is not None and known is None:
        raise InvalidEditError(_("The rule {rule} goes by no number.").format(rule=rule))
    if value is not None and known is not None and not known.fits(value):
        raise InvalidEditError(_("expected {what}").format(what=known.expected))
    is_own = known is not None and value == known.default
    return _edit(meeting, {rule: {"threshold": None if is_own else value}})


def reset(meeting: Meeting, rules: Iterable[RuleId]) -> Edit:
    """Let rules be as they were made: on, with their own numbers."""
    return _edit(meeting, {rule: {"on": None, "threshold": None} for rule in rules})


def part_word(part: str) -> str:
    """Return how a part of a setting's place is called: the rule, or what of it is set."""
    rule = rule_named(part)
    return _(rule.title) if rule else _(_FIELDS.get(part, part))


def show_setting(rule: str, name: str, value: object) -> str:
    """Return a setting as a person reads it; what the meeting does not say is as the rule was made."""
    if name == "on":
        return _("off") if value is False else _("on")
    known = rule_named(rule)
    threshold = known.threshold if known else None
    if threshold is None or not isinstance(value, int | float | None):
        return show("–" if value is None else value)
    return threshold.shown(threshold.default if value is None else value)


def _edit(meeting: Meeting, wanted: dict[RuleId, dict[str, bool | float | None]]) -> Edit:
    """Change field by field, so that two who set different rules never disturb each other."""
    changes = []
    for rule, fields in wanted.items():
        before = setting_of(meeting, rule).plain()
        changes += [
            Change(SETTINGS_FILE, ("checks", rule, name), before.get(name), value)
            for name, value in fields.items()
            if before.get(name) != value
        ]
    names = dict.fromkeys(change.path[1] for change in changes)
    what = _(RULES[next(iter(wanted))].title) if len(names) == 1 else _("{count} rules").format(count=len(names))
    return Edit(tuple(changes), _("rules of the draft checks") + " · " + what)
