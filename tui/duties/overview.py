"""The overview: the board, the next steps, and the reasons why the meeting is not ready."""

from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from checklists.base.cells import wrap
from checklists.base.language import _
from checklists.model.meeting import GROUP
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import NextStep, Reason, describe_step, find_next_steps, find_reasons
from tui.base.messages import StepChosen
from tui.duties.board import Board
from tui.widgets.option_lines import OptionLines
from tui.widgets.view import View

OVERVIEW_STEPS_SHOWN = 8
REASONS_SHOWN = 30


class OverviewLine(NamedTuple):
    """A line of the list: a sign, a text, and what enter opens."""

    text: str
    mark: str = ""
    style: str = ""
    target: tuple[str, str] | None = None
    """Subject and item."""
    is_reason: bool = False
    """Whether it is a reason; a next step may have the same target."""

    def content(self, width: int) -> Content:
        """Return the text wrapped at a width, with the sign highlighted."""
        if not self.mark:
            return Content.assemble((self.text, self.style))
        return Content.assemble((f"{self.mark} ", self.style), "\n  ".join(wrap(self.text, max(width - 2, 10))))


class LineOption(Option):
    """A line as drawn."""

    def __init__(self, line: OverviewLine, width: int) -> None:
        super().__init__(line.content(width), disabled=line.target is None)
        self.line = line


class Steps(OptionLines):
    """The next steps and reasons; enter opens where the work is done."""

    DEFAULT_CSS = """
    Steps {
        height: 1fr;
        border: none;
        padding: 0;
        background: $surface;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    Steps:focus { border: none; }
    """
    readiness: var[Readiness | None] = var(None)
    me: var[str | None] = var(None)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False, compact=True)
        self._listed: list[OverviewLine] = []
        """The lines; drawn once the width is known."""
        self._drawn: tuple[list[OverviewLine], int] = ([], 0)
        self._asked: tuple[Readiness | None, str | None] = (None, None)
        """The readiness and member of the lines; finding them examines every duty."""

    def watch_readiness(self) -> None:
        """Update the lines."""
        is_listed = self._asked[0] is self.readiness and self._asked[1] == self.me
        if self.readiness is not None and not is_listed:
            self._asked = (self.readiness, self.me)
            self._listed = _make_lines(self.readiness, self.me)
            self._draw()

    def watch_me(self) -> None:
        """Show only the member's lines."""
        self.watch_readiness()

    def on_resize(self) -> None:
        """Wrap the lines again."""
        self._draw()

    def _draw(self) -> None:
        """Draw the lines if they changed; the cursor stays on its line, at its place on the screen."""
        width, lines = self.scrollable_content_region.width, self._listed
        if not width or (lines, width) == self._drawn:
            return
        before, place, top = self._drawn[0], self.highlighted, self.scroll_offset.y
        self._drawn = (lines, width)
        self.clear_options()
        self.add_options(LineOption(line, width - 1) for line in lines)
        self.scroll_to(y=top, animate=False)
        if place is not None:
            self.highlighted = _find_again(before[place], place, lines)

    @on(OptionList.OptionSelected)
    def go(self, event: OptionList.OptionSelected) -> None:
        """Open where the work is done."""
        event.stop()
        if isinstance(event.option, LineOption) and event.option.line.target:
            self.post_message(StepChosen(*event.option.line.target))


def _find_again(line: OverviewLine, place: int, lines: list[OverviewLine]) -> int | None:
    """Return the index of a line; if it is gone, of the nearest line with a target, preferably of the same part."""
    leading = [number for number, one in enumerate(lines) if one.target]
    same = [number for number in leading if lines[number].target == line.target]
    return min(
        same or leading,
        key=lambda number: (lines[number].is_reason != line.is_reason, abs(number - place)),
        default=None,
    )


def _make_lines(readiness: Readiness, me: str | None) -> list[OverviewLine]:
    steps, why = find_next_steps(readiness, me), find_reasons(readiness, me)
    lines = [
        _make_heading(_("Next steps (first what others wait for)")),
        *(_make_step_line(readiness, step) for step in steps[:OVERVIEW_STEPS_SHOWN]),
    ]
    if not steps:
        lines.append(OverviewLine(_("Nothing is left to do now."), " "))
    lines.append(_make_heading(_("Why not ready") if why else _describe_all_clear(me)))
    lines += [_make_reason_line(readiness, reason) for reason in why[:REASONS_SHOWN]]
    if len(why) > REASONS_SHOWN:
        lines.append(OverviewLine(_("and {count} more; see the summary").format(count=len(why) - REASONS_SHOWN), " "))
    return lines


def _describe_all_clear(me: str | None) -> str:
    return _("Ready: nothing stands in the way.") if me is None else _("Your part is done: nothing stands in the way.")


def _make_heading(text: str) -> OverviewLine:
    return OverviewLine(text, style="bold $text-primary")


def _make_step_line(readiness: Readiness, step: NextStep) -> OverviewLine:
    mark, style = ("!", "$text-error bold") if step.is_overdue else ("→", "$text-muted")
    return OverviewLine(
        describe_step(readiness, step),
        mark,
        style,
        (step.subjects[0], step.item.id),
    )


def _make_reason_line(readiness: Readiness, reason: Reason) -> OverviewLine:
    mark = {"overdue": "!", "returned": "←", "fault": "×", "quorum": "×", "changed": "←", "open": "·"}[reason.kind]
    style = "$text-muted" if reason.kind == "open" else "$text-error bold"
    target = (reason.subjects[0], reason.item) if reason.item else None
    if reason.kind == "quorum":
        items = readiness.meeting.checklist.items.values()
        target = next(((GROUP, one.id) for one in items if one.rule and one.rule.name == "quorum-forecast"), None)
    return OverviewLine(reason.text, mark, style, target, is_reason=True)


class Overview(View):
    """Board and next steps, side by side if there is room."""

    def compose(self) -> ComposeResult:
        """Lay out board and steps."""
        yield Board(id="board").data_bind(View.query_text, View.me, readiness=View.shown)
        yield Steps(id="steps").data_bind(View.me, readiness=View.shown)

    @property
    def subject_here(self) -> str:
        """The subject under the board's cursor."""
        return self.query_one(Board).subject or GROUP

    def focus_list(self) -> None:
        """Focus the board."""
        self.query_one(Board).focus()
