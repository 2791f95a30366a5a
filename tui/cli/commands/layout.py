"""``huiqian layout``: show or change the layout of papers."""

import datetime
from argparse import ArgumentTypeError
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from checklists.base.errors import UsageError
from checklists.base.faults import convert_errors
from checklists.base.language import N_, _, add_note
from checklists.base.suggestions import did_you_mean, index_labels, list_known
from checklists.base.text import show_path, show_word
from checklists.edits.settings import change_layout
from checklists.history.words import list_changes
from checklists.model.layout import (
    DATE_KINDS,
    DATE_WORDS,
    PAPER_PARTS,
    Layout,
    PartId,
    find_part,
    format_template_path,
    translate_layout_key,
)
from checklists.model.meeting import Settings
from checklists.reports import writers
from checklists.reports.catalogue import EXPORTS
from tui.cli import arguments, output
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import open_for_edit
from tui.cli.saving import report_saved
from tui.cli.table import TextColumn, print_tables
from tui.cli.usage import Parser

USUAL = "usual"
SHOWN_VALUE = 60
DATES = arguments.Words({**DATE_WORDS, USUAL: N_("as usual for the paper")})


@dataclass(frozen=True)
class Options:
    """What to change in a meeting's layout; without any of these, it is shown."""

    folder: str
    unit: str | None
    date: datetime.date | Literal["meeting", "export", "none", "usual"] | None
    template: str | None
    show: tuple[PartId, ...]
    hide: tuple[PartId, ...]
    json: bool
    today: datetime.date | None


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples(
        "huiqian layout 2026-annual",
        "huiqian layout 2026-annual --unit 中共云溪县委常务委员会 --date meeting",
        "huiqian layout 2026-annual --template 本单位模板.docx",
        "huiqian layout 2026-annual --hide page-numbers --hide feedback-claims --show remarks",
    )
    arguments.add_folder(parser)
    parser.add_argument(
        "--unit", metavar="NAME", help=_("the unit's name on papers; an empty one: as the meeting has it")
    )
    parser.add_argument(
        "--date",
        metavar="DATE",
        type=_paper_date,
        help=_("meeting, export, none, a date such as 2026-12-10, or usual: as usual for the paper"),
    )
    parser.add_argument(
        "--template",
        metavar="FILE",
        help=_("the office's own DOCX template; an empty one: the built-in one; see docs/LAYOUT.md"),
    )
    for option, meaning in (
        ("--show", _("show this part; repeatable")),
        ("--hide", _("leave this part out; repeatable")),
    ):
        parser.add_argument(option, metavar="PART", action="append", type=_part, default=[], help=meaning)
    arguments.add_json(parser)
    arguments.add_today(parser)
    parser.set_command(Options, run)


def _paper_date(text: str) -> str:
    found = DATES.read(text)
    return found if found in {USUAL, *DATE_KINDS} else arguments.DateText(text)


def _part(text: str) -> PartId:
    if (part := find_part(text)) is not None:
        return part
    parts = index_labels({key: part.title for key, part in PAPER_PARTS.items()})
    hint = did_you_mean(text, parts) or list_known(parts)
    raise ArgumentTypeError(_("There is no part {name}.").format(name=show_word(text)) + hint)


def run(options: Options) -> int:
    """Show the layout, or make all changes as one edit and print what was saved."""
    folder, meeting = open_for_edit(Path(options.folder))
    if meeting is None:
        return FAULTY
    seen = meeting.settings.layout
    if (
        options.unit is None
        and options.date is None
        and options.template is None
        and not (options.show or options.hide)
    ):
        if options.json:
            output.write_json(_plain(seen))
        else:
            _list(meeting.settings)
        return 0
    if options.json:
        raise UsageError(_("--json lists the layout; it changes nothing."))
    edit = change_layout(seen, _changed(seen, options))
    if not edit.changes:
        output.say(_("It is so already: {what}").format(what=edit.meaning))
        return 0
    with report_saved(folder.apply(edit)):
        for row in list_changes(meeting, edit.changes):
            output.print_result(add_note(row.line(SHOWN_VALUE), _("saved")))
    return 0


def _changed(seen: Layout, options: Options) -> Layout:
    """Return the layout with the changes. Raises `UsageError` if a value does not fit."""
    if both := sorted({*options.show} & {*options.hide}):
        raise UsageError(_("{part} cannot be both shown and left out.").format(part=both[0]))
    plain: dict[str, Any] = seen.plain()
    if options.unit is not None:
        plain["unit"] = options.unit
    if options.date is not None:
        plain["date"] = options.date
    if options.date == USUAL:
        del plain["date"]
    if options.template is not None:
        plain["template"] = _name_template(options)
    kept = {part: is_shown for part, is_shown in seen.parts.items() if part not in options.show}
    plain["parts"] = {**kept, **dict.fromkeys(options.hide, False)}
    try:
        return Layout.model_validate(plain)
    except ValidationError as error:
        fault = convert_errors(error, "", Layout)[0]
        raise UsageError(translate_layout_key(fault.place) + _(": ") + fault.problem) from None


def _name_template(options: Options) -> str:
    """Return the template's path for the layout. Raises `UnusableTemplateError` if papers cannot use it."""
    if not options.template:
        return ""
    path = Path(options.template)
    writers.open_template(path)
    return format_template_path(Path(options.folder), path)


def _list(settings: Settings) -> None:
    layout = settings.layout
    day = str(layout.date) if isinstance(layout.date, datetime.date) else _(DATE_WORDS.get(layout.date or "", ""))
    output.print_result(_("{word}: {text}").format(word=translate_layout_key("unit"), text=settings.unit_on_papers))
    output.print_result(
        _("{word}: {text}").format(word=translate_layout_key("date"), text=day or _("as usual for the paper"))
    )
    template = show_path(layout.template) or _("the built-in one")
    output.print_result(_("{word}: {text}").format(word=translate_layout_key("template"), text=template))
    papers = [_(EXPORTS[part.export].title) if part.export else _("All papers") for part in PAPER_PARTS.values()]
    columns = [
        TextColumn(_("Part"), list(PAPER_PARTS), "fixed"),
        TextColumn(
            translate_layout_key("parts"),
            [_("yes") if layout.shows(part) else _("no") for part in PAPER_PARTS],
            "fixed",
        ),
        TextColumn(
            _("Meaning"),
            [f"{paper} · {_(part.title)}" for paper, part in zip(papers, PAPER_PARTS.values(), strict=True)],
            "main",
        ),
    ]
    print_tables([(_("Layout of papers"), columns)])


def _plain(layout: Layout) -> dict[str, object]:
    return {
        "format": 1,
        "unit": layout.unit,
        "date": None if layout.date is None else str(layout.date),
        "template": layout.template,
        "parts": {part: layout.shows(part) for part in PAPER_PARTS},
    }
