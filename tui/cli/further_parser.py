"""The options of the commands beyond one meeting: rollup, checklist, completion."""

from checklists.base.language import _
from tui.cli import arguments
from tui.cli.columns import add_columns
from tui.cli.usage import Add, Parser

SHELLS = ["bash", "zsh", "tcsh"]


def build_rollup(add: Add) -> None:
    """Add `huiqian rollup`."""
    parser = add(
        "rollup",
        _("Print many meetings in one view: who is ready, who is late, with what."),
        [
            "huiqian rollup meetings/",
            "huiqian rollup meetings/ --only late --sort date",
            "huiqian rollup meetings/ --manifest units.csv --by district --output rollup.xlsx",
            "huiqian rollup meetings/ --open",
        ],
    )
    parser.add_argument(
        "roots", metavar="ROOT", nargs="+", help=_("folders that hold the meetings' folders, at any depth")
    )
    parser.add_argument("--checklist", metavar="ID", help=_("only meetings that follow this checklist"))
    parser.add_argument(
        "--manifest", metavar="FILE", help=_("what should be there: CSV or XLSX with unit, district, folder, date")
    )
    add_columns(parser)
    parser.add_argument(
        "--sort",
        choices=["risk", "date", "unit", "progress"],
        default="risk",
        help=_("risk (default): what needs a visit first; or by date, unit or progress"),
    )
    parser.add_argument("--only", choices=["late", "not-ready", "faulty"], help=_("list only these; all are counted"))
    parser.add_argument("--by", choices=["district"], help=_("group by district, each with its totals"))
    parser.add_argument("--open", action="store_true", help=_("show it in the app"))
    parser.add_argument("--output", metavar="FILE", help=_("write to a file instead of standard output"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))
    parser.add_argument(
        "--format",
        choices=["text", "markdown", "json", "csv", "html", "xlsx"],
        help=_("by default what the file's name says, else text"),
    )
    parser.add_argument(
        "--width", metavar="N", type=arguments.cells, help=_("width of the text, from 60; by default the terminal's")
    )
    arguments.add_today(parser)


def build_checklist(add: Add) -> None:
    """Add `huiqian checklist`."""
    parser = add(
        "checklist",
        _("Show, check and describe checklists."),
        [
            "huiqian checklist list",
            "huiqian checklist show briefing > mine.toml",
            "huiqian checklist check mine.toml",
            "huiqian checklist schema",
        ],
    )
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", title=_("actions"), required=True, parser_class=Parser
    )

    def action(name: str, meaning: str, example: str) -> Parser:
        return actions.add_parser(
            name, prog=f"huiqian checklist {name}", help=meaning, description=meaning, examples=[example]
        )

    action("list", _("List the shipped checklists."), "huiqian checklist list")
    show = action("show", _("Print a shipped checklist as TOML."), "huiqian checklist show briefing > mine.toml")
    show.add_argument("id", metavar="ID", help=_("the checklist's id"))
    check = action("check", _("Does a checklist hold together?"), "huiqian checklist check mine.toml")
    check.add_argument("file", metavar="FILE", help=_("a checklist of your own"))
    action("schema", _("Print the JSON Schema of checklists."), "huiqian checklist schema > checklist.schema.json")


def build_completion(add: Add) -> None:
    """Add `huiqian completion`."""
    parser = add(
        "completion",
        _("Print a completion script for a shell."),
        ["huiqian completion bash > ~/.local/share/bash-completion/completions/huiqian"],
    )
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
