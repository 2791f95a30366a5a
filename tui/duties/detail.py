"""The details of the chosen duty: what to do, what is missing, notes, basis."""

from textual.app import ComposeResult
from textual.content import Content

from checklists.base.language import _, join_names
from checklists.model.checklist import Item
from checklists.model.meeting import GROUP
from checklists.model.words import ROLE_WORDS, format_days
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.reasons import describe_due, join_subject_names
from checklists.readiness.words import format_percent
from tui.base.wording import BASIS_WORDS, format_labelled, format_missing_line, format_status, get_duty_tone
from tui.duties.duty_list import DutyRow
from tui.widgets.prose import Prose
from tui.widgets.scroll import Scroll

WIDE_DETAIL = 70
"""From so many cells on, the short facts stand on one line: the pane is low where it is wide."""
TONE_STYLES = {"late": "$text-error bold", "done": "$text-success", "doing": "$text-warning", "open": "$text-muted"}


class Detail(Scroll, can_focus=False):
    """The pane beside (or below) a list of duties. All text is content, never markup."""

    DEFAULT_CSS = """
    Detail { padding: 0 1; background: $surface; scrollbar-size-vertical: 1; }
    Detail > Prose { height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._readiness: Readiness | None = None
        self._row: DutyRow | None = None

    def compose(self) -> ComposeResult:
        """One text."""
        yield Prose(id="detail-text")

    @property
    def _is_wide(self) -> bool:
        return self.size.width >= WIDE_DETAIL

    def on_resize(self) -> None:
        """Lay the first lines out as the width allows."""
        self.show(self._readiness, self._row)

    def full(self) -> tuple[str, Content] | None:
        """Return title and description of what is shown, to be read in full."""
        if self._readiness is None or self._row is None:
            return None
        title, *rest = describe(self._readiness, self._row, is_wide=True).split("\n")
        return title.plain, Content("\n").join(rest)

    def show(self, readiness: Readiness | None, row: DutyRow | None) -> None:
        """Describe a row and the state it is of."""
        is_other = row is None or self._row is None or row[:3] != self._row[:3]
        self._readiness, self._row = readiness, row
        if readiness is not None and self.is_mounted:
            self.query_one("#detail-text", Prose).update(describe(readiness, row, is_wide=self._is_wide))
            if is_other:
                self.scroll_home(animate=False)


def describe(readiness: Readiness, row: DutyRow | None, *, is_wide: bool = False) -> Content:
    """Describe a row: a stage by its guide, an item by who still has to, a duty by everything about it."""
    if row is None:
        return Content(_("Nothing here matches the filter. Escape shows all again."))
    if row.duty:
        return _describe_duty(readiness, row.duty, is_wide=is_wide)
    if row.item:
        return _describe_item(readiness, row.item.id)
    stage = readiness.meeting.checklist.stages[row.stage]
    tally = readiness.stages[row.stage]
    return Content("\n").join(
        [
            Content.assemble((str(stage.title), "bold")),
            format_labelled(_("Done"), f"{tally.done}/{tally.required} · {format_percent(tally)}"),
            Content(""),
            Content(str(stage.guide)),
        ]
    )


def _describe_item(readiness: Readiness, item_id: str) -> Content:
    item = readiness.meeting.checklist.items[item_id]
    still = [duty.subject for duty in readiness.list_item_duties(item_id) if duty.is_open]
    lines = [
        Content.assemble((str(item.title), "bold")),
        format_labelled(_("Still to do"), join_subject_names(readiness, still, 12) if still else _("nobody")),
        Content.assemble((_hint(item), "$text-muted")),
        Content(""),
        Content(str(item.guide)),
    ]
    if str(item.evidence):
        lines.append(format_labelled(_("Evidence"), str(item.evidence)))
    return Content("\n").join(lines)


def _hint(item: Item) -> str:
    if item.rule:
        return _("Enter shows the members one by one; t turns to where it is entered.")
    return _("Enter shows the members one by one; a marks all at once.")


def _describe_duty(readiness: Readiness, duty: Duty, *, is_wide: bool) -> Content:
    item, mark = duty.item, duty.mark
    who = readiness.meeting.name(duty.subject)
    title = str(item.title) if duty.subject == GROUP else f"{item.title} · {who}"
    when = duty.due.isoformat()
    if duty.is_open:
        days = (duty.due - readiness.today).days
        when += "  " + (format_days(days) if days > 0 else describe_due(duty.due, readiness.today))
    facts = [
        Content.assemble(
            (format_status(duty), TONE_STYLES[get_duty_tone(duty)]),
            ("" if item.required else _(" (optional)"), "$text-muted"),
        ),
        format_labelled(_("Due"), when),
        format_labelled(_("Responsible"), _(ROLE_WORDS[item.responsible])),
    ]
    if item.rule:
        facts.append(format_labelled(_("Counted from the files"), f"{duty.have}/{duty.need}"))
    lines = [Content.assemble((title, "bold")), *([Content("   ").join(facts)] if is_wide else facts)]
    if duty.missing:
        lines.append(format_missing_line(readiness.meeting, duty))
    waiting = readiness.list_prerequisites(duty)
    if waiting and duty.is_open:
        titles = [str(readiness.meeting.checklist.items[first].title) for first in waiting]
        lines.append(format_labelled(_("Comes after"), join_names(titles)))
    if mark.on or mark.by:
        by = readiness.meeting.name(mark.by) if mark.by else ""
        lines.append(
            format_labelled(
                _("Marked"), " · ".join(part for part in (mark.on.isoformat() if mark.on else "", by) if part)
            )
        )
    if mark.note:
        label = _("Reason") if duty.status in {"waived", "returned"} else _("Note")
        lines.append(format_labelled(label, mark.note))
    if mark.evidence:
        lines.append(format_labelled(_("Evidence kept"), join_names(mark.evidence)))
    lines += [Content(""), Content(str(item.guide))]
    if str(item.evidence):
        lines.append(format_labelled(_("Evidence"), str(item.evidence)))
    lines.append(format_labelled(_("Basis"), _(BASIS_WORDS[item.basis.kind])))
    return Content("\n").join(lines)
