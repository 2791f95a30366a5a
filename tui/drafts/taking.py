"""Taking a draft into the outline: first the changes item by item, then one edit."""

import asyncio
from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from checklists.base.errors import HuiqianError, UsageError
from checklists.base.language import N_, _
from checklists.base.text import clean_line
from checklists.drafts.taking.taking import FATE_SIGNS, FATE_WORDS, Taken, TakenFate, TakenItem, TakenKind, take
from checklists.edits.change import Edit
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from tui.drafts.reading import DraftReading
from tui.forms.dialog import ConfirmSaving
from tui.forms.saving import Saver
from tui.widgets.prose import Prose

_TONES: dict[TakenFate, str] = {
    "added": "$text-success",
    "changed": "$text-warning",
    "kept": "$text-muted",
    "left": "$text-muted",
}
_ORDER: tuple[TakenKind, ...] = ("problem", "cause", "measure", "explanation")
_SHOWN = 200
"""Characters of a text measured for its line; more never fits."""


class TakeDialog(ConfirmSaving):
    """The changes by taking the draft in, item by item."""

    def __init__(self, meeting: Meeting, subject: str, taken: Taken, warning: str = "") -> None:
        title = _("Take into the outline: {who}").format(who=meeting.name(subject))
        super().__init__(title, [], N_("Take in"))
        self._meeting = meeting
        self._taken = taken
        self._warning = warning

    def fields(self) -> Iterable[Widget]:
        """List first the changes, then what stays."""
        taken = self._taken
        counts = _("{added} new, {changed} changed, {kept} as before").format(
            added=taken.added, changed=taken.changed, kept=taken.kept
        )
        if self._warning:
            yield Prose(Content.assemble((self._warning, "$text-error")))
        yield Prose(counts)
        yield Prose(_("One edit: u in the outline takes it back. PgUp, PgDn: more."), classes="walk-guide")
        lines = Content("\n").join(self._listed())
        yield Static(lines, id="take-items", markup=False)

    def _listed(self) -> Iterator[Content]:
        for kind in _ORDER:
            items = [one for one in self._taken.items if one.what == kind]
            if not items:
                continue
            title = _("Explanations") if kind == "explanation" else _(KINDS[kind].plural)
            yield Content.assemble((title, "bold"))
            for fate in _TONES:
                for item in items:
                    if item.fate == fate:
                        yield from self._format_item(item)

    def _format_item(self, item: TakenItem) -> Iterator[Content]:
        tone, words = _TONES[item.fate], _(FATE_WORDS[item.fate])
        text = clean_line(item.text[:_SHOWN])
        if item.what == "explanation":
            text = _(": ").join((str(self._meeting.checklist.explanations.get(item.key, item.key)), text))
        yield Content.assemble((f"{FATE_SIGNS[item.fate]} {words}  ", tone), text)
        if item.fate == "changed":
            named = [_(field.label) for field in KINDS[item.what].fields if field.name in item.fields]  # type: ignore[index]
            yield Content.assemble(
                (_("    was ({fields}): ").format(fields=_(", ").join(named)), tone), clean_line(item.before[:_SHOWN])
            )
        if item.told:
            yield Content.assemble("    ", (item.told, "$text-warning"))
        if item.is_cut:
            yield Content.assemble((_("    longer than a record can hold: its end is cut off"), "$text-error"))


async def take_in(saver: Saver, seen: Meeting, subject: str, reading: DraftReading) -> Edit | None:
    """Show the changes, and take the draft into the outline; call it only in a worker of the screen.

    Returns the edit, without changes where the outline has all of it, and ``None`` where it was left or refused.
    """
    draft = reading.draft
    try:
        taken = await asyncio.to_thread(take, seen, subject, draft)
    except HuiqianError as error:
        saver.say(str(error), is_error=True)
        return None
    if not taken.edit.changes:
        saver.say(_("The outline says already what the draft says."))
        return taken.edit
    if not await saver.ask(TakeDialog(seen, subject, taken, reading.warning)):
        return None

    def confirmed(newest: Meeting) -> Edit:
        """Make exactly the changes shown, whatever was stored meanwhile."""
        if take(newest, subject, draft).items != taken.items:
            raise UsageError(_("The outline was changed meanwhile: look again at what would be taken in."))
        return taken.edit

    words = _("Saved: {what}. Next, link causes and measures: Esc.").format(what=taken.edit.meaning)
    refused = await saver.settle(confirmed, on_newest=True, words=lambda _edit: words)
    return None if refused else taken.edit
