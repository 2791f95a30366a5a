"""A rule's page of the documentation in words, and how a meeting uses it: for the screen and the command line."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from checklists.base.language import N_, _
from checklists.drafts.checks.slips import SLIPS
from checklists.drafts.checks.switching import AS_MADE, setting_of
from checklists.drafts.reading.pages import PAGES
from checklists.model.check_names import Level, RuleId
from checklists.model.checks import DRAFT_RULES
from checklists.model.meeting import Meeting

LEVEL_WORDS: dict[Level, str] = {"error": N_("error"), "warning": N_("warning"), "hint": N_("hint")}
LEVEL_MEANINGS: dict[Level, str] = {
    "error": N_("will most likely be returned"),
    "warning": N_("should be mended"),
    "hint": N_("for consideration"),
}


class Use(NamedTuple):
    """How a meeting uses a rule."""

    is_on: bool
    threshold: str
    """Its number with the unit; empty where it goes by none."""
    is_as_made: bool

    @property
    def word(self) -> str:
        """Whether it is on, in a word."""
        return _("on") if self.is_on else _("off")


class Line(NamedTuple):
    """One line of a page: what it tells, and the words."""

    label: str
    text: str


def use_of(meeting: Meeting, rule: RuleId) -> Use:
    """Tell how a meeting uses a rule."""
    setting, threshold = setting_of(meeting, rule), DRAFT_RULES[rule].threshold
    number = threshold.shown(DRAFT_RULES[rule].number(setting)) if threshold else ""
    return Use(setting.on, number, setting == AS_MADE)


def page(meeting: Meeting, rule_id: RuleId) -> Iterator[Line]:
    """Yield what the documentation says of a rule, with the number that holds in the meeting."""
    rule, told, use = DRAFT_RULES[rule_id], PAGES[rule_id], use_of(meeting, rule_id)
    yield Line(_("Level"), f"{_(LEVEL_WORDS[rule.level])} · {_(LEVEL_MEANINGS[rule.level])}")
    yield Line(_("In use"), use.word)
    if rule.threshold:
        own = rule.threshold.shown(rule.threshold.default)
        number = (
            use.threshold if use.threshold == own else _("{now} (as made: {own})").format(now=use.threshold, own=own)
        )
        yield Line(
            _("Threshold"), _("{number}; can be {expected}").format(number=number, expected=rule.threshold.expected)
        )
        yield Line("", _(rule.threshold.meaning))
    yield Line(_("Why"), _(rule.why))
    yield Line(_("For example"), told.example)
    yield Line(_("How to mend"), _(rule.mend))
    yield Line(_("Mended"), told.mended)
    if told.note:
        yield Line(_("Looked at"), _(told.note))
    if rule_id == "slip":
        yield Line(_("Slips"), "、".join(f"{wrong}→{right}" for wrong, right in SLIPS.items()))


def rules_data(meeting: Meeting) -> dict[str, Any]:
    """Return all rules and how the meeting uses them as plain values; the form is stable."""
    plain = []
    for rule in DRAFT_RULES.values():
        setting = setting_of(meeting, rule.id)
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
