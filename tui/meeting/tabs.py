"""What leads elsewhere above a view: the bar of the overview and the stages, and the line of a stage's pages."""

from textual import events
from textual.content import Content
from textual.reactive import reactive, var
from textual.style import Style
from textual.widget import Widget

from checklists.base.cells import count_cells
from checklists.base.language import _
from checklists.readiness.duties import Readiness
from checklists.readiness.words import format_percent, format_tally
from tui.base.messages import PageChosen, StageChosen
from tui.base.wording import get_tally_tone
from tui.widgets.abbreviation import shorten_title
from tui.widgets.grid import fit


class StageBar(Widget):
    """Two lines: titles and progress. A click opens the stage."""

    COMPONENT_CLASSES = {
        "stage-bar--title",
        "stage-bar--here",
        "stage-bar--done",
        "stage-bar--doing",
        "stage-bar--late",
    }
    DEFAULT_CSS = """
    StageBar {
        height: 2;
        background: $surface;
        & > .stage-bar--title { color: $text-muted; }
        & > .stage-bar--here { background: $primary; color: $text; text-style: bold; }
        & > .stage-bar--done { color: $text-success; }
        & > .stage-bar--doing { color: $text-warning; }
        & > .stage-bar--late { color: $text-error; }
        &:nocolor > .stage-bar--here { text-style: reverse; }
    }
    """
    readiness: var[Readiness | None] = var(None)
    me: var[str | None] = var(None)
    """The member to count for; ``None`` for all."""
    here: reactive[str] = reactive("")
    """The stage shown; empty for the overview."""

    def watch_readiness(self, old: Readiness | None, new: Readiness | None) -> None:
        """Repaint when a stage's count changed."""
        if old is None or new is None or old.stages != new.stages or old.meeting is not new.meeting:
            self.refresh()

    def list_tabs(self) -> list[tuple[str, str, str, str]]:
        """Return id, title, count and tone of each tab."""
        if self.readiness is None:
            return []
        mine = self.readiness.subjects.get(self.me or "")
        total = self.readiness.total_of(mine.subject) if mine else self.readiness.total
        tallies = mine.stages if mine else self.readiness.stages
        stages = self.readiness.meeting.checklist.stages
        titles = [_("Overview"), *(str(stage.title) for stage in stages.values())]
        gap = " " if sum(count_cells(title) + 4 for title in titles) <= self.size.width else ""
        names = [f"{gap}{number}{gap}{title}{gap}" for number, title in enumerate(titles)]
        tabs = [("", names[0], gap + format_percent(total), get_tally_tone(total))]
        for name, stage_id in zip(names[1:], stages, strict=True):
            tally = tallies[stage_id]
            tabs.append((stage_id, name, gap + format_tally(tally), get_tally_tone(tally)))
        return tabs

    @staticmethod
    def _gap(tabs: list[tuple[str, str, str, str]]) -> int:
        """Return the space between tabs: none if they have their own."""
        return 0 if tabs and tabs[0][1].startswith(" ") else 1

    def _widths(self, tabs: list[tuple[str, str, str, str]]) -> list[int]:
        """Return the tabs' widths: the longest titles are shortened, but not the counts.

        Only where even the counts have no room the title of the stage one is at gives way too.
        """
        least = [count_cells(count) for _id, _title, count, _tone in tabs]
        widths = [max(count_cells(title), count) for (_id, title, *_rest), count in zip(tabs, least, strict=True)]
        room = self.size.width - (len(tabs) - 1) * self._gap(tabs)
        here = next((place for place, tab in enumerate(tabs) if tab[0] == self.here), -1)
        for kept in (here, -1):
            while sum(widths) > room:
                loose = [place for place in range(len(widths)) if place != kept and widths[place] > least[place]]
                if not loose:
                    break
                widths[max(loose, key=lambda place: widths[place])] -= 1
        return widths

    def render(self) -> Content:
        """Draw the titles, below them the counts."""
        tabs = self.list_tabs()
        gap = " " * self._gap(tabs)
        titles: list[Content] = []
        counts: list[Content] = []
        for (stage, title, count, tone), width in zip(tabs, self._widths(tabs), strict=True):
            here = "here" if stage == self.here else ""
            place = Style.from_meta({"stage": stage})
            for line, text, name in (
                (titles, shorten_title(title, width), here or "title"),
                (counts, count, here or (tone if tone not in {"open", ""} else "title")),
            ):
                style = self.get_visual_style(f"stage-bar--{name}")
                line.append(Content.assemble((fit(text, width), style), gap).stylize(place))
        return Content("\n").join([Content("").join(titles), Content("").join(counts)])

    def on_click(self, event: events.Click) -> None:
        """Open the stage under the mouse."""
        stage = event.style.meta.get("stage")
        if isinstance(stage, str):
            self.post_message(StageChosen(stage))


class PageLine(Widget):
    """The pages of a stage, the present one marked; hidden if there is only one. A click opens a page."""

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
