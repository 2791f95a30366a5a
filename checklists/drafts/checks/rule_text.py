"""The documentation of a rule as lines, and how a meeting uses it: for the screen and the command line."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from checklists.base.language import N_, _, join_names
from checklists.drafts.checks.pages import PAGES
from checklists.drafts.checks.slips import SLIPS
from checklists.drafts.checks.switching import AS_MADE, get_rule_setting
from checklists.model.checks import DRAFT_RULES, Level, RuleId
from checklists.model.meeting import Meeting

LEVEL_WORDS: dict[Level, str] = {"error": N_("error"), "warning": N_("warning"), "hint": N_("hint")}
LEVEL_MEANINGS: dict[Level, str] = {
    "error": N_("will most likely be returned"),
    "warning": N_("should be mended"),
    "hint": N_("for consideration"),
}


class RuleUse(NamedTuple):
    """How a meeting uses a rule."""

    is_on: bool
    threshold: str
    """The threshold with its unit; empty if the rule has none."""
    is_as_made: bool

    @property
    def word(self) -> str:
        """Whether the rule is on, as a word."""
        return _("on") if self.is_on else _("off")


class RuleLine(NamedTuple):
    """A line of a rule's page: its label and text."""

    label: str
    text: str


def get_rule_use(meeting: Meeting, rule: RuleId) -> RuleUse:
    """Return how a meeting uses a rule."""
    setting, threshold = get_rule_setting(meeting, rule), DRAFT_RULES[rule].threshold
    number = threshold.format_with_unit(DRAFT_RULES[rule].number(setting)) if threshold else ""
    return RuleUse(setting.on, number, setting == AS_MADE)


def describe_rule(meeting: Meeting, rule_id: RuleId) -> Iterator[RuleLine]:
    """Yield the lines of a rule's page, with the meeting's threshold."""
    rule, told, use = DRAFT_RULES[rule_id], PAGES[rule_id], get_rule_use(meeting, rule_id)
    yield RuleLine(_("Level"), f"{_(LEVEL_WORDS[rule.level])} · {_(LEVEL_MEANINGS[rule.level])}")
    yield RuleLine(_("In use"), use.word)
    if rule.threshold:
        own = rule.threshold.format_with_unit(rule.threshold.default)
        number = (
            use.threshold if use.threshold == own else _("{now} (as made: {own})").format(now=use.threshold, own=own)
        )
        yield RuleLine(
            _("Threshold"), _("{number}; can be {expected}").format(number=number, expected=rule.threshold.expected)
        )
        yield RuleLine("", _(rule.threshold.meaning))
    yield RuleLine(_("Why"), _(rule.why))
    yield RuleLine(_("For example"), told.example)
    yield RuleLine(_("How to mend"), _(rule.mend))
    yield RuleLine(_("Mended"), told.mended)
    if told.note:
        yield RuleLine(_("Looked at"), _(told.note))
    if rule_id == "slip":
        yield RuleLine(_("Slips"), join_names(f"{wrong}→{right}" for wrong, right in SLIPS.items()))


def dump_rules(meeting: Meeting) -> dict[str, Any]:
    """Return all rules, and how the meeting uses them, as plain values of a stable format."""
    plain = []
    for rule in DRAFT_RULES.values():
        setting = get_rule_setting(meeting, rule.id)
        threshold = rule.threshold
        plain.append(
            {
                "id": rule.id,
                "level": rule.level,
                "title": _(rule.title),
                "on": setting.on,
                "threshold": None if threshold is None else rule.number(setting),
                "default": None if threshold is None else threshold.default,
                "least": None if threshold is None else threshold.least,
                "most": None if threshold is None else threshold.most,
                "unit": None if threshold is None else _(threshold.unit),
                "why": _(rule.why),
                "mend": _(rule.mend),
            }
        )
    return {"format": 1, "rules": plain}
