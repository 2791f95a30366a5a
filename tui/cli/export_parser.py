"""The options of ``huiqian export``, its ids from the table of exports."""

from checklists.base.language import _
from checklists.reports.catalogue import EXPORTS
from tui.cli import arguments
from tui.cli.usage import Add

LIST = "list"
"""In place of an export's id: print which there are."""


def build_export(add: Add) -> None:
    """Add `huiqian export`."""
    parser = add(
        "export",
        _("Write a ledger, a list or a paper for others, as the file's suffix says."),
        [
            "huiqian export 2026-annual owing --output 未办结事项.xlsx",
            "huiqian export 2026-annual feedback --as m03 --full --output 意见反馈单.docx",
            "huiqian export 2026-annual list",
        ],
    )
    arguments.add_folder(parser)
    parser.add_argument(
        "what", metavar="WHAT", choices=[*EXPORTS, LIST], help=", ".join(EXPORTS) + _("; list tells what they are")
    )
    parser.add_argument("--output", metavar="FILE", help=_("the file to write; its suffix names the form"))
    parser.add_argument("--member", metavar="ID", help=_("only this member; an id or a name, or group"))
    arguments.add_viewer(parser)
    parser.add_argument(
        "--full", action="store_true", help=_("with the text of opinions, criticism and self-inspection: confidential")
    )
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))
    arguments.add_today(parser)
