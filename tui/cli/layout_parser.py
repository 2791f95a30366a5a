"""The options of ``huiqian layout``."""

from argparse import ArgumentTypeError

from checklists.base.language import _
from checklists.base.suggestions import called, did_you_mean, there_are
from checklists.base.text import show_word
from checklists.model.layout import DATE_KINDS, PARTS, PartId, part_named
from tui.cli import arguments
from tui.cli.usage import Add

USUAL = "usual"


def build_layout(add: Add) -> None:
    """Add `huiqian layout`."""
    parser = add(
        "layout",
        _("Show or change how papers are set: the unit's name, the date, and which parts are shown."),
        [
            "huiqian layout 2026-annual",
            "huiqian layout 2026-annual --unit 中共云溪县委常务委员会 --date meeting",
            "huiqian layout 2026-annual --hide page-numbers --hide feedback-claims --show remarks",
        ],
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
    for option, meaning in (
        ("--show", _("show this part; repeatable")),
        ("--hide", _("leave this part out; repeatable")),
    ):
        parser.add_argument(option, metavar="PART", action="append", type=_part, default=[], help=meaning)
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    arguments.add_today(parser)


def _paper_date(text: str) -> str:
    return text if text in {USUAL, *DATE_KINDS} else arguments.DateText(text)


def _part(text: str) -> PartId:
    if (part := part_named(text)) is not None:
        return part
    hint = did_you_mean(text, called({key: _(part.title) for key, part in PARTS.items()})) or there_are(PARTS)
    raise ArgumentTypeError(_("There is no part {name}.").format(name=show_word(text)) + hint)
