"""The options of ``huiqian export``, its ids from the table of exports."""

from checklists.language import _
from checklists.reports.catalogue import EXPORTS
from tui.cli import arguments
from tui.cli.usage import Parser

LIST = "list"
"""In place of an export's id: print which there are."""


def build_export(parser: Parser) -> None:
    """Give the command its options."""
    parser.add_argument("folder", metavar="FOLDER", help=_("the meeting's folder"))
    parser.add_argument(
        "what", metavar="WHAT", choices=[*EXPORTS, LIST], help=", ".join(EXPORTS) + _("; list tells what they are")
    )
    parser.add_argument("--output", metavar="FILE", help=_("the file to write; its suffix names the form"))
    parser.add_argument("--member", metavar="ID", help=_("only this member; an id or a name, or group"))
    parser.add_argument(
        "--full", action="store_true", help=_("with the text of opinions, criticism and self-inspection: confidential")
    )
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))
    parser.add_argument(
        "--today", metavar="DATE", type=arguments.day, help=_("judge as on this date, such as 2026-11-24")
    )
