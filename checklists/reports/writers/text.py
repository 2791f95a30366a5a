"""The summary as plain text: aligned by cells, no line wider than asked for, colours only on request."""

from collections.abc import Iterator
from typing import Literal

from checklists.base.cells import fit, in_two, pad, width, wrap
from checklists.base.language import _
from checklists.readiness.duties import Readiness, Tally
from checklists.readiness.reasons import step_text
from checklists.readiness.words import percent_text, tally_text
from checklists.reports.summary.pace_text import suffices
from checklists.reports.summary.view import STEPS_SHOWN, StageRow, SubjectRow, View, waiver_text

NARROWEST = 60
LINES_OF_A_REASON = 3
NAME_CELLS = (10, 20)
"""At least and at most, for the names on the board."""
HEAD_CELLS = 12
"""At most, for which the board is parted so that a stage's heading is not cut."""
Tone = Literal["bold", "dim", "red", "green", "yellow"]
_CODES: dict[Tone, str] = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}


def summary_text(
    readiness: Readiness, *, width: int, is_coloured: bool, member: str | None = None, stage: str | None = None
) -> str:
    """Write the summary at a width of at least 60 cells."""
    page = _Page(View(readiness, member, stage), max(width, NARROWEST), is_coloured=is_coloured)
    return "\n".join(page.lines()) + "\n"


def bar(tally: Tally, cells: int) -> str:
    """Draw the progress; full only where nothing is left."""
    full = cells if tally.done >= tally.required else min(int(tally.progress * cells), cells - 1)
    return "█" * full + "░" * (cells - full)


class _Page:
    """The parts of one summary, each a list of lines."""

    def __init__(self, view: View, cells: int, *, is_coloured: bool) -> None:
        self.view = view
        self.cells = cells
        self.is_coloured = is_coloured

    def lines(self) -> Iterator[str]:
        """Yield all lines, the parts set apart by a blank one."""
        parts = [
            self.heading(),
            self.pace(),
            self.stages(),
            *self.boards(),
            self.quorum(),
            self.numbers(),
            self.reasons(),
            self.steps(),
            self.waivers(),
            self.faults(),
        ]
        for number, part in enumerate(part for part in parts if part):
            if number:
                yield ""
            yield from (line.rstrip() for line in part)

    def toned(self, text: str, tone: Tone) -> str:
        """Colour a text whose cells are already counted."""
        return f"\x1b[{_CODES[tone]}m{text}\x1b[0m" if self.is_coloured and text.strip() else text

    def heading(self) -> list[str]:
        """Say what, when and where, and the verdict."""
        view, settings = self.view, self.view.readiness.meeting.settings
        found = [self.toned(line, "bold") for line in self._wrapped(f"{settings.unit} · {settings.title}")]
        if settings.theme:
            found += self._wrapped(_("Theme: {theme}").format(theme=settings.theme))
        found += self._wrapped(" · ".join(view.when_and_where))
        if view.scope_text:
            found += self._wrapped(view.scope_text)
        parts = [view.verdict, view.progress_text, view.overdue_text]
        line = fit(" · ".join(part for part in parts if part), self.cells)
        room = min(self.cells - width(line) - 2, 20)
        drawn = f"  {bar(view.total, room)}" if room >= 5 else ""
        return [*found, self.toned(line, "green" if view.readiness.is_ready else "red") + drawn]

    def stages(self) -> list[str]:
        """Draw one line for each stage."""
        rows = self.view.stage_rows
        counts = [f"{row.tally.done}/{row.tally.required}" if row.tally.required else "–" for row in rows]
        late = [f"! {row.tally.overdue}" if row.tally.overdue else "" for row in rows]
        heads = (_("Stage"), _("Done"), _("progress"), _("Overdue"))
        done_cells, late_cells = _widest([heads[1], *counts]), _widest([heads[3], *late])
        share_cells, bar_cells = max(width(heads[2]), 5), 10 if self.cells < 100 else 20
        rest = done_cells + share_cells + late_cells + bar_cells + 3 * 2
        title_cells = min(self.cells - rest, max(_widest([heads[0], *(row.title for row in rows)]) + 3, 12))
        head = (
            f"{pad(heads[0], title_cells)}{pad(heads[1], done_cells, right=True)}"
            f"  {pad(heads[2], share_cells, right=True)}  {pad(heads[3], late_cells, right=True)}"
        )
        found = [self.toned(head, "dim")]
        for row, count, overdue in zip(rows, counts, late, strict=True):
            title = pad(f"{row.number} {row.title}", title_cells - 1) + " "
            share = percent_text(row.tally)
            left = f"{title}{pad(count, done_cells, right=True)}  {pad(share, share_cells, right=True)}  "
            drawn = bar(row.tally, bar_cells) if row.tally.required else ""
            found.append(f"{left}{self.toned(pad(overdue, late_cells, right=True), 'red')}  {drawn}")
        return [*found, *(self.toned(line, "dim") for line in self._wrapped(self.view.legend))]

    def boards(self) -> list[list[str]]:
        """Draw subjects by stages, in as many tables as the width asks for; neither counts nor headings are cut."""
        rows, stages = self.view.subject_rows, self.view.stage_rows
        names = min(max(_widest([row.name for row in rows]), NAME_CELLS[0]), NAME_CELLS[1])
        longest = _widest([tally_text(tally, "") for row in rows for tally in row.stages.values()])
        room = self.cells - names
        least = max(longest, min(_widest([line for row in stages for line in in_two(row.title)]), HEAD_CELLS))
        tables = -(-len(stages) // max(room // (least + 1), 1))
        in_one = -(-len(stages) // tables)
        column = min(room // in_one, max(longest, _widest([row.title for row in stages])) + 4)
        gap = " " if column >= longest + 2 else ""
        return [
            self._board(rows, stages[start : start + in_one], (names, column), gap)
            for start in range(0, len(stages), in_one)
        ]

    def _board(self, rows: list[SubjectRow], stages: list[StageRow], cells: tuple[int, int], gap: str) -> list[str]:
        names, column = cells
        heads = [("", stage.title) if width(stage.title) < column else in_two(stage.title) for stage in stages]
        lines = [("", [first for first, _second in heads]), (_("Who"), [second for _first, second in heads])]
        found = [
            self.toned(pad(who, names) + "".join(" " + pad(title, column - 1) for title in titles), "dim")
            for who, titles in lines
            if any(titles)
        ]
        for row in rows:
            tallies = [row.stages[stage.id] for stage in stages]
            counts = [" " + self._cell(tally, pad(tally_text(tally, gap), column - 1)) for tally in tallies]
            found.append(pad(row.name, names) + "".join(counts))
        return found

    def _cell(self, tally: Tally, text: str) -> str:
        if not tally.required:
            return self.toned(text, "dim")
        if tally.overdue or tally.returned:
            return self.toned(text, "red")
        return self.toned(text, "green") if tally.done >= tally.required else text

    def quorum(self) -> list[str]:
        """Say how the quorum stands."""
        tone: Tone = "green" if self.view.readiness.quorum.is_ok else "red"
        return [self.toned(line, tone) for line in self._wrapped(self.view.quorum_text)]

    def pace(self) -> list[str]:
        """Say whether the pace suffices."""
        if not self.view.pace:
            return []
        tone: Tone = "green" if suffices(self.view.pace) else "red"
        lines = self._wrapped(_("{word}: {text}").format(word=_("Pace"), text=self.view.pace_text))
        return [self.toned(line, tone) for line in lines]

    def numbers(self) -> list[str]:
        """Say what the stages have come to."""
        rows = self.view.numbers
        names = _widest([name for name, _said in rows]) + 2
        found = [self.toned(_("Numbers"), "bold")] if rows else []
        for name, said in rows:
            lead = pad(name, names)
            for line in wrap(said, self.cells - names):
                found.append(lead + line)
                lead = " " * names
        return found

    def reasons(self) -> list[str]:
        """Say why not yet, most urgent first."""
        return self._listed(_("Why not yet"), [reason.text for reason in self.view.reasons])

    def steps(self) -> list[str]:
        """List what can be done now."""
        steps = self.view.steps
        has_names = self.view.member is None
        texts = [step_text(self.view.readiness, step, has_names=has_names) for step in steps[:STEPS_SHOWN]]
        found = self._listed(_("Next steps"), texts)
        if rest := self.view.rest_text:
            found += ["   " + line for line in wrap(rest, self.cells - 3)]
        return found

    def waivers(self) -> list[str]:
        """List what was waived, with who decided it and why."""
        return self._listed(_("Waived"), [waiver_text(waiver) for waiver in self.view.waivers])

    def faults(self) -> list[str]:
        """List what is wrong with the files or should be looked at."""
        return self._listed(_("Faults in the files"), [str(fault) for fault in self.view.other_faults])

    def _listed(self, title: str, texts: list[str]) -> list[str]:
        if not texts:
            return []
        found = [self.toned(title, "bold")]
        digits = len(str(len(texts)))
        for number, text in enumerate(texts, start=1):
            lead = f"{number:>{digits}}. "
            for line in wrap(text.replace("\n", " "), self.cells - len(lead), LINES_OF_A_REASON):
                found.append(lead + line)
                lead = " " * len(lead)
        return found

    def _wrapped(self, text: str) -> list[str]:
        return wrap(text, self.cells, LINES_OF_A_REASON)


def _widest(texts: list[str]) -> int:
    return max(map(width, texts), default=0)
