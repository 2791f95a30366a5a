"""The export dialog: choose an export, format, subject, and whether with full texts; and write it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Select, Static
from textual.widgets.option_list import Option

from checklists.base.language import N_, _
from checklists.model.meeting import GROUP
from checklists.readiness.duties import Readiness
from checklists.reports.catalogue import EXPORTS, Text
from checklists.reports.deliver import write_export
from checklists.reports.naming import export_name
from checklists.reports.paper import ExportChoice, WriteProgress
from tui.forms.dialog import make_field_line
from tui.forms.target import TargetDialog, Write, choose_folder
from tui.widgets.option_lines import OptionLines
from tui.widgets.prose import Prose
from tui.widgets.ticks import Tick

WHOLE, MEMBERS = "-", "--"
"""Choices for all subjects: two, as a `Select` only refreshes for another value."""
TEXT_HINTS: dict[Text, str] = {
    "none": N_("Holds no text of opinions, criticism or self-inspection."),
    "with-full": N_("Holds counts and states only. Tick to write the texts as well: then it is internal."),
    "always": N_("Consists of confidential text: it is only written with this tick, and is internal."),
}
FULL_HINT = N_("With the texts of opinions, talks, criticism or self-inspection: keep it as the rules require.")


class ExportDialog(TargetDialog):
    """The exports offered to the viewer, and the options of the chosen one."""

    AUTO_FOCUS = "#exports"

    def __init__(
        self,
        newest: Callable[[], Readiness],
        folder: Path,
        viewer: str | None,
        wanted: tuple[str, str] = ("summary", ""),
    ) -> None:
        super().__init__(_("Export"), choose_folder(folder.resolve().parent))
        self._newest = newest
        """Returns the newest readiness: it may change while the dialog is open."""
        self._meeting_folder = folder
        self._viewer = viewer
        self._exports = [one for one in EXPORTS.values() if viewer is None or one.can_be_limited]
        export, self._subject = wanted
        self._export = next((one for one in self._exports if one.id == export), self._exports[0])

    def fields(self) -> Iterable[Widget]:
        """Return the list, the description of the chosen export, and its target."""
        options = [Option(Content(_(one.title)), id=one.id) for one in self._exports]
        full = Tick(_("With the full text"), id="full", compact=True)
        whom: Select[str] = Select(self._whom(), allow_blank=False, id="whom", compact=True)
        yield Horizontal(
            OptionLines(*options, id="exports", markup=False, compact=True),
            Vertical(
                Prose(id="export-holds"),
                self.form_field(),
                make_field_line(_("For"), Vertical(whom, Static(_("the whole meeting"), id="for-all"), id="for-whom")),
                make_field_line("", full),
                Prose(id="full-hint", classes="hint"),
                id="export-about",
            ),
            id="target-choice",
        )
        line = self.path_field()
        line.id = "path-line"
        yield line

    def _whom(self) -> list[tuple[Content, str]]:
        """Return the subjects to limit the export to."""
        meeting = self._newest().meeting
        if self._viewer is not None:
            return [(Content(meeting.name(self._viewer)), self._viewer)]
        members = [(Content(meeting.name(one)), one) for one in meeting.settings.members]
        if self._export.whom == "members":
            return [(Content(_("all members")), MEMBERS), *members]
        return [(Content(_("the group and all members")), WHOLE), (Content(meeting.name(GROUP)), GROUP), *members]

    def _offer_whom(self, wanted: object) -> None:
        """Offer subjects, with one of them chosen if it is among them."""
        options = self._whom()
        known = [key for _name, key in options]
        whom = self.query_one("#whom", Select)
        whom.set_options(options)
        whom.value = wanted if isinstance(wanted, str) and wanted in known else known[0]

    def on_mount(self) -> None:
        """Begin with the export asked for."""
        self.query_one("#exports", OptionList).highlighted = self._exports.index(self._export)
        self._show_export(self._subject)

    @on(OptionList.OptionHighlighted, "#exports")
    def choose_export(self, event: OptionList.OptionHighlighted) -> None:
        """Show the chosen export's description; confidential texts must be ticked again."""
        event.stop()
        chosen = self._exports[event.option_index]
        if chosen is not self._export:
            self._export = chosen
            self.query_one("#full", Tick).value = False
            self._show_export(self.query_one("#whom", Select).value)

    @on(OptionList.OptionSelected, "#exports")
    def go_on(self, event: OptionList.OptionSelected) -> None:
        """Enter moves from the list to the form."""
        event.stop()
        self.query_one("#form").focus()

    def _show_export(self, whom: object) -> None:
        export = self._export
        self.query_one("#export-holds", Static).update(Content(_(export.holds)))
        self._offer_whom(whom)
        self.query_one("#whom").display = export.can_be_limited
        self.query_one("#for-all").display = not export.can_be_limited
        full = self.query_one("#full", Tick)
        full.disabled = export.text == "none"
        self._show_hint()
        self.offer(export.formats, export.natural)

    def _show_hint(self) -> None:
        is_full = self.query_one("#full", Tick).value
        hint = FULL_HINT if is_full else TEXT_HINTS[self._export.text]
        self.query_one("#full-hint", Static).update(Content(_(hint)))

    @on(Tick.Changed, "#full")
    def take_full(self) -> None:
        """Say what the tick means; the file's name says it too."""
        self._show_hint()
        self.suggest()

    @on(Select.Changed, "#whom")
    def take_whom(self) -> None:
        """Suggest a name for the subject."""
        self.suggest()

    def _choice(self) -> ExportChoice:
        """Return the options."""
        whom = self.query_one("#whom", Select).value
        is_all = not isinstance(whom, str) or whom in {WHOLE, MEMBERS} or not self._export.can_be_limited
        member = None if is_all else str(whom)
        is_full = self.query_one("#full", Tick).value
        return ExportChoice(member, is_full=is_full, viewer=self._viewer, folder=self._meeting_folder)

    def suggestion(self) -> str:
        """Return a file name from export, subject and day."""
        return export_name(self._export, self._newest(), self._choice(), self.form)

    def check_choice(self) -> None:
        """Refuse an export that consists of confidential texts until they are asked for."""
        if self._export.needs_full and not self._choice().is_full:
            raise ValueError(
                _("“{title}” consists of confidential text: tick “with the full text” to write it.").format(
                    title=_(self._export.title)
                )
            )

    def job(self) -> Write:
        """Return the function that writes the export of the newest readiness."""
        readiness, export, choice = self._newest(), self._export, self._choice()

        def write(path: Path, is_forced: bool, progress: WriteProgress) -> None:
            write_export(readiness, export, path, choice._replace(progress=progress), is_forced=is_forced)

        return write
