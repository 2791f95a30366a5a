"""The layout of papers: unit, date, and visible parts."""

import datetime
import os
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import BeforeValidator, Field

from checklists.base.dates import EARLIEST, LATEST
from checklists.base.language import N_, _
from checklists.base.model import Model
from checklists.base.text import LineText, clean_line

DateKind = Literal["meeting", "export", "none"]
DATE_KINDS: tuple[DateKind, ...] = get_args(DateKind)
DATE_WORDS: dict[str, str] = {
    "meeting": N_("the meeting's day"),
    "export": N_("the day of export"),
    "none": N_("no date"),
}
PartId = Literal[
    "unit-line",
    "remarks",
    "signature",
    "page-numbers",
    "summary-stages",
    "summary-board",
    "summary-pace",
    "summary-numbers",
    "summary-reasons",
    "summary-steps",
    "summary-waived",
    "summary-faults",
    "opinions-channels",
    "opinions-aspects",
    "feedback-aspects",
    "feedback-claims",
    "feedback-receipt",
    "talks-members",
    "talks-records",
    "criticism-matrix",
    "rectification-ids",
    "owing-members",
    "sign-in-counts",
    "self-inspection-opening",
    "self-inspection-terms",
    "self-inspection-explanations",
    "script-order",
]


PATH_LIMIT = 1000
WORDS = {
    "unit": N_("Unit on papers"),
    "date": N_("Date on papers"),
    "template": N_("DOCX template"),
    "parts": N_("Shown"),
}
"""What the fields are called."""


class PaperPart(NamedTuple):
    """An optional part of papers."""

    id: PartId
    title: str
    export: str = ""
    """Its export; empty: all papers."""


PAPER_PARTS: dict[PartId, PaperPart] = {
    part.id: part
    for part in (
        PaperPart("unit-line", N_("the unit's name under or above the title")),
        PaperPart("remarks", N_("remarks below the title (counts only, outline's state)")),
        PaperPart("signature", N_("unit and date at the end")),
        PaperPart("page-numbers", N_("page numbers")),
        PaperPart("summary-stages", N_("how far each stage is"), "summary"),
        PaperPart("summary-board", N_("the board of subjects and stages"), "summary"),
        PaperPart("summary-pace", N_("the pace"), "summary"),
        PaperPart("summary-numbers", N_("the numbers at a glance"), "summary"),
        PaperPart("summary-reasons", N_("why not yet"), "summary"),
        PaperPart("summary-steps", N_("the next steps"), "summary"),
        PaperPart("summary-waived", N_("what was waived"), "summary"),
        PaperPart("summary-faults", N_("faults in the files"), "summary"),
        PaperPart("opinions-channels", N_("counts by channel"), "opinions"),
        PaperPart("opinions-aspects", N_("counts by aspect"), "opinions"),
        PaperPart("feedback-aspects", N_("the column of aspects"), "feedback"),
        PaperPart("feedback-claims", N_("the column to claim them in"), "feedback"),
        PaperPart("feedback-receipt", N_("the line to sign for receipt"), "feedback"),
        PaperPart("talks-members", N_("counts by member"), "talks"),
        PaperPart("talks-records", N_("the talk records"), "talks"),
        PaperPart("criticism-matrix", N_("the matrix of members"), "criticism"),
        PaperPart("rectification-ids", N_("the column of ids"), "rectification"),
        PaperPart("owing-members", N_("counts by subject"), "owing"),
        PaperPart("sign-in-counts", N_("the number expected and present"), "sign-in"),
        PaperPart("self-inspection-opening", N_("the opening paragraph"), "self-inspection"),
        PaperPart("self-inspection-terms", N_("owner, due and target of measures"), "self-inspection"),
        PaperPart("self-inspection-explanations", N_("the matters to be explained"), "self-inspection"),
        PaperPart("script-order", N_("the order of speakers as a table"), "script"),
    )
}


def _parse_paper_date(value: Any) -> Any:
    if value in DATE_KINDS if isinstance(value, str) else type(value) is datetime.date and EARLIEST <= value <= LATEST:
        return value
    raise ValueError(describe_paper_date())


def _parse_template_path(value: Any) -> Any:
    if isinstance(value, str) and clean_line(value) != value:
        raise ValueError(_("expected the path of a DOCX file, on one line and without signs that cannot be seen"))
    return value


def describe_paper_date() -> str:
    """Describe the dates accepted by the layout."""
    return _('expected "meeting", "export", "none", or a date such as 2026-12-18 without quotes')


def find_part(name: str) -> PartId | None:
    """Return a part by its name; ``None`` if there is none."""
    return next((part for part in PAPER_PARTS if part == name), None)


def format_template_path(folder: Path, template: Path) -> str:
    """Return a template's path as a meeting's layout names it.

    One in the meeting's folder or beside it is named from there, so that both can be moved together.
    """
    here, there = folder.absolute(), Path(os.path.abspath(template))  # noqa: PTH100 - without following links
    return os.path.relpath(there, here) if there.is_relative_to(here.parent) else str(there)


class Layout(Model):
    """The layout of papers: ``[layout]`` in ``meeting.toml``."""

    unit: LineText = ""
    """The unit's name on papers; empty: as the meeting has it."""
    date: Annotated[DateKind | datetime.date | None, BeforeValidator(_parse_paper_date)] = None
    """Which date papers bear; ``None``: lists and slips the day of export, self-inspection the meeting's."""
    template: Annotated[str, Field(max_length=PATH_LIMIT), BeforeValidator(_parse_template_path)] = ""
    """The office's own DOCX template: a path, relative to the meeting's folder; empty: the built-in one."""
    parts: dict[PartId, bool] = {}
    """Which parts are shown: by default all."""

    def shows(self, part: PartId) -> bool:
        """Tell whether a part is shown."""
        return self.parts.get(part, True)

    def choose_date(
        self, usual: datetime.date, *, meeting: datetime.date, today: datetime.date
    ) -> datetime.date | None:
        """Return the date on a paper; `usual` if the layout sets none."""
        if isinstance(self.date, datetime.date):
            return self.date
        return {None: usual, "meeting": meeting, "export": today, "none": None}[self.date]

    def find_template(self, folder: Path) -> Path | None:
        """Return the path of the template, for a meeting in this folder; ``None`` for the built-in one."""
        return folder / self.template if self.template else None

    def carry_over(self, last: Path, folder: Path, *, is_same_unit: bool) -> "Layout":
        """Return the layout for the next meeting: no fixed date; name and template only if the unit is the same.

        `last` and `folder` are the folders of the two meetings.
        """
        day = None if isinstance(self.date, datetime.date) else self.date
        template = self.find_template(last) if is_same_unit else None
        return self.model_copy(
            update={
                "date": day,
                "unit": self.unit if is_same_unit else "",
                "template": format_template_path(folder, template) if template else "",
            }
        )


def translate_layout_key(key: str) -> str:
    """Return the label of a key of the layout."""
    words: dict[str, str] = {**WORDS, **{part: one.title for part, one in PAPER_PARTS.items()}}
    return _(words.get(key, key))
