"""The first line: whose meeting, when, and how ready."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget

from checklists.language import _
from checklists.readiness import Readiness
from tui.widgets.grid import fit
from tui.wording import days_left_text, percent


class Headline(Widget):
    """Unit and title on the left; date, days left and verdict on the right, which are never cut."""

    DEFAULT_CSS = """
    Headline { height: 1; background: $panel; }
    """
    readiness: var[Readiness | None] = var(None)

    def watch_readiness(self) -> None:
        """Repaint."""
        self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        if self.readiness is None:
            return Content("")
        settings = self.readiness.meeting.settings
        verdict = (" ✔ " + _("ready") + " ", "$text-success bold")
        if not self.readiness.is_ready:
            progress = percent(self.readiness.total.progress)
            verdict = (" × " + _("not ready") + f" {progress} ", "$text-warning bold")
        when = f"{settings.date.isoformat()} · {days_left_text(self.readiness.days_left)} "
        left = f" {settings.unit} · {settings.title}"
        room = self.size.width - cell_len(when) - cell_len(verdict[0])
        return Content.assemble((fit(left, max(room, 0)), "bold"), (when, "$text-muted"), verdict)
