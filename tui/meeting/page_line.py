"""The line of a stage's pages, with the present one marked. A click opens a page."""

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from checklists.base.cells import count_cells
from checklists.base.language import _
from tui.base.messages import PageChosen


class PageLine(Widget):
    """A line, hidden if there is only one page."""

    DEFAULT_CSS = """
    PageLine { height: 1; padding: 0 1; background: $surface; display: none; }
    PageLine.-several { display: block; }
    """
    titles: reactive[tuple[str, ...]] = reactive(())
    here: reactive[int] = reactive(0)

    def watch_titles(self) -> None:
        """Show the line only if there are several pages."""
        self.set_class(len(self.titles) > 1, "-several")

    def render(self) -> Content:
        """Draw the titles, the present one in brackets, and the key at the end."""
        parts, room = [], self.size.width
        for number, title in enumerate(self.titles):
            text = f"[{_(title)}]" if number == self.here else f" {_(title)} "
            style = "bold $text-primary" if number == self.here else "$text-muted"
            parts.append(Content.assemble((text, style)).stylize(Style.from_meta({"page": number})))
            room -= count_cells(text) + 1
        hint = _("t next page")
        if count_cells(hint) <= room - 4:
            parts.append(Content.assemble((" " * (room - 4 - count_cells(hint)) + hint, "$text-muted")))
        return Content(" ").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Open the page under the mouse."""
        number = event.style.meta.get("page")
        if isinstance(number, int):
            self.post_message(PageChosen(number))
