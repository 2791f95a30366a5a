"""The draft rules: each can be switched and given a threshold, with its page of the documentation."""

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from checklists.base.language import N_, _
from checklists.drafts.checks.rule_text import LEVEL_WORDS, RuleUse, describe_rule, get_rule_use
from checklists.drafts.checks.switching import get_rule_setting, reset, set_threshold, switch
from checklists.model.checks import DRAFT_RULES, DraftRule, RuleId
from checklists.model.meeting import Meeting
from tui.base.matching import is_match
from tui.base.session import Session
from tui.drafts.forms import make_threshold_form
from tui.drafts.grids import LEVEL_SIGNS, LEVEL_TONES
from tui.drafts.listing import BESIDE, SavingList
from tui.forms.dialog import Confirm
from tui.widgets.grid import fit

_STATE, _LEVEL, _NUMBER = 8, 10, 17
"""Cells of the columns; the title takes the rest."""


class RulesScreen(SavingList):
    """All rules; members limited to their own part cannot change them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "switch", N_("Switch"), tooltip=N_("Switch the rule on or off in this meeting")),
        Binding("e", "threshold", N_("Set"), tooltip=N_("Set the number that the rule goes by")),
        Binding("d", "reset", N_("Reset"), tooltip=N_("Let the rule be as it was made: on, with its own number")),
        Binding("D", "reset_all", N_("All as made"), show=False, tooltip=N_("Let all rules be as they were made")),
    ]

    def __init__(self, session: Session, meeting: Meeting, first: RuleId | None = None) -> None:
        super().__init__(session, meeting, _("Rules of the draft checks"))
        self._first = first
        self.rules: list[DraftRule] = []

    def on_mount(self) -> None:
        """Begin with the rule asked for."""
        if self._first:
            self.saver.show()
            self.go_to(list(DRAFT_RULES).index(self._first))
        if self.session.me:
            self.say(_("Only the meeting staff can change the rules; you can read them."))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys that fit the rule under the cursor."""
        del parameters
        if action in {"switch", "reset", "reset_all", "undo", "redo"}:
            return self.session.me is None
        if action == "threshold":
            return self.session.me is None and (self.rule is None or self.rule.threshold is not None)
        return True

    @property
    def rule(self) -> DraftRule | None:
        """The rule under the cursor."""
        here = self.here if self.is_mounted else None
        return self.rules[here] if here is not None and here < len(self.rules) else None

    def refill(self) -> None:
        """Show the rules that match the filter."""
        meeting, query = self.meeting, self.query_text
        self.rules = [one for one in DRAFT_RULES.values() if not query or is_match(query, *_list_words(meeting, one))]
        self.fill([(one.id, _format_line(one, get_rule_use(meeting, one.id), self._title_width)) for one in self.rules])
        off = sum(not one.on for one in meeting.settings.checks.values())
        self.entitle(
            _("Rules of the draft checks: {count}, switched off: {off}   * set in this meeting").format(
                count=len(DRAFT_RULES), off=off
            )
        )
        if not self.rules:
            self.say(_("Nothing here matches the filter."))

    @property
    def _title_width(self) -> int:
        return max(self.size.width - BESIDE - _STATE - _LEVEL - _NUMBER, _NUMBER)

    def show_detail(self) -> None:
        """Show the rule's page; the keys depend on whether it has a threshold."""
        super().show_detail()
        self.refresh_bindings()

    def detail(self) -> Content:
        """Return the rule's page of the documentation."""
        if self.rule is None:
            return Content("")
        lines = [Content.assemble((_(self.rule.title), "bold"), (f"  {self.rule.id}", "$text-muted"))]
        for label, text in describe_rule(self.meeting, self.rule.id):
            lines += self.label_text(label, text)
        return Content("\n").join(lines)

    @work(group="dialog")
    async def action_switch(self) -> None:
        """Switch the rule on or off."""
        if rule := self.rule:
            seen = self.meeting
            is_on = get_rule_setting(seen, rule.id).on
            await self.saver.settle(lambda _newest: switch(seen, [rule.id], on=not is_on))

    @work(group="dialog")
    async def action_threshold(self) -> None:
        """Ask for the rule's threshold."""
        rule, seen = self.rule, self.meeting
        threshold = rule.threshold if rule else None
        if rule is not None and threshold is not None:
            await self.saver.save_form(
                lambda found, error: make_threshold_form(
                    rule, threshold, get_rule_setting(seen, rule.id), found.value if found else None, str(error or "")
                ),
                lambda found: lambda _newest: set_threshold(seen, rule.id, found.value),
            )

    @work(group="dialog")
    async def action_reset(self) -> None:
        """Reset the rule."""
        if rule := self.rule:
            seen = self.meeting
            if rule.id not in seen.settings.checks:
                self.say(_("The rule is as it was made."))
                return
            await self.saver.settle(lambda _newest: reset(seen, [rule.id]))

    @work(group="dialog")
    async def action_reset_all(self) -> None:
        """Reset all rules, after a question."""
        seen = self.meeting
        names = [f"  {_(DRAFT_RULES[rule].title)}" for rule in seen.settings.checks]
        if not names:
            self.say(_("All rules are as they were made."))
            return
        lines = [_("These rules are on again, with their own numbers:"), *names, _("u takes it back.")]
        if await self.saver.ask(Confirm(_("All as made"), lines, N_("All as made"))):
            await self.saver.settle(lambda _newest: reset(seen, list(seen.settings.checks)))


def _list_words(meeting: Meeting, rule: DraftRule) -> tuple[str, ...]:
    return (_(rule.title), rule.id, _(LEVEL_WORDS[rule.level]), get_rule_use(meeting, rule.id).word)


def _format_line(rule: DraftRule, use: RuleUse, width: int) -> Content:
    """Return a rule's line: on or off, level, title, threshold, and a star if the meeting sets it."""
    level = f"{LEVEL_SIGNS[rule.level]} {_(LEVEL_WORDS[rule.level])}"
    return Content.assemble(
        (fit(f"{'●' if use.is_on else '○'} {use.word}", _STATE), "" if use.is_on else "$text-warning"),
        (fit(level, _LEVEL), LEVEL_TONES[rule.level] if use.is_on else "$text-muted"),
        (fit(_(rule.title), width - 1) + " ", "bold" if use.is_on else "$text-muted"),
        use.threshold,
        ("" if use.is_as_made else " *", "$text-warning"),
    )
