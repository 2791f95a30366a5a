"""The first line: unit, title, date and verdict."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from checklists.base.cells import count_cells
from checklists.base.language import _, ngettext
from checklists.model.words import format_days
from checklists.readiness.duties import Readiness
from checklists.readiness.words import format_percent
from tui.widgets.grid import fit


class Headline(Widget):
    """Unit and title on the left; date, days left and verdict on the right, never truncated."""

    DEFAULT_CSS = """
    Headline { height: 1; background: $panel; }
    """
    readiness: reactive[Readiness | None] = reactive(None)
    me: reactive[str | None] = reactive(None)
    """The member of the verdict; ``None`` for the meeting."""

    def render(self) -> Content:
        """Draw the line."""
        if self.readiness is None:
            return Content("")
        settings = self.readiness.meeting.settings
        total = self.readiness.total_of(self.me) if self.me in self.readiness.subjects else self.readiness.total
        progress = _("progress {percent}").format(percent=format_percent(total))
        verdict = (" × " + _("not ready") + f" · {progress} ", "$text-warning bold")
        overdue = (
            self.readiness.count_overdue(self.me) if self.me in self.readiness.subjects else self.readiness.overdue
        )
        if self.readiness.is_over and overdue:
            late = ngettext("{count} overdue", "{count} overdue", overdue).format(count=overdue)
            verdict = (f" ! {late} · {progress} ", "$text-error bold")
        elif self.me and total.done == total.required:
            verdict = (" ✔ " + _("your part is done") + " ", "$text-success bold")
        elif self.me:
            verdict = (f" {progress} ", "$text-warning bold")
        elif self.readiness.is_ready:
            verdict = (" ✔ " + _("ready") + " ", "$text-success bold")
        when = f"{settings.date.isoformat()} · {format_days(self.readiness.days_left)} "
        left = f" {settings.unit} · {settings.title}"
        room = self.size.width - count_cells(when) - count_cells(verdict[0])
        return Content.assemble((fit(left, max(room, 0)), "bold"), (when, "$text-muted"), verdict)
