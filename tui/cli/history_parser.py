"""The options of ``history``, ``undo`` and ``kept``."""

from checklists.base.language import _
from tui.cli import arguments
from tui.cli.usage import Add, Parser


def build_history(add: Add) -> None:
    """Add `huiqian history`."""
    parser = add(
        "history",
        _("Who changed what, and when; the newest first."),
        [
            "huiqian history 2026-annual",
            "huiqian history 2026-annual --of m03 --item self-study",
            "huiqian history 2026-annual --record o0933 --json",
            "huiqian history prune 2026-annual --before 2026-01-01",
            "huiqian history restore 2026-annual",
        ],
    )
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="*",
        help=_(
            "the meeting's folder; by default this one. With the word prune before it the history is cut; with restore "
            "it brings back what a cut file has lost, with accept it is told no more"
        ),
    )
    parser.add_argument("--of", metavar="ID", help=_("only of this member; an id or a name, or group"))
    parser.add_argument("--item", metavar="ITEM", help=_("only the marks of this item"))
    parser.add_argument("--record", metavar="ID", help=_("only this record, such as o91c2"))
    parser.add_argument("--since", metavar="DATE", type=arguments.DateText, help=_("only from this day on"))
    parser.add_argument("--limit", metavar="N", type=arguments.count, help=_("show at most N"))
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    arguments.add_viewer(parser)
    parser.add_argument(
        "--before",
        metavar="DATE",
        type=arguments.DateText,
        help=_("with prune: what is older than this day goes for good"),
    )
    parser.add_argument("--yes", action="store_true", help=_("with prune: do not ask"))
    arguments.add_today(parser)


def build_undo(add: Add) -> None:
    """Add `huiqian undo`."""
    parser = add(
        "undo",
        _("Take back your last edit, or one of the history."),
        ["huiqian undo 2026-annual", "huiqian undo 2026-annual h3f9a21c04d"],
    )
    parser.add_argument("folder", metavar="FOLDER", help=_("the meeting's folder"))
    parser.add_argument("entry", metavar="ENTRY", nargs="?", help=_("the entry's id, as in: huiqian history"))
    arguments.add_viewer(parser)


def build_kept(add: Add) -> None:
    """Add `huiqian kept`."""
    parser = add(
        "kept",
        _("The copies of files that someone else wrote: list, compare, put back."),
        [
            "huiqian kept list 2026-annual",
            "huiqian kept restore 2026-annual members-m03.20261124T021500Z.1f2e3d4c.toml",
        ],
    )
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", title=_("actions"), required=True, parser_class=Parser
    )

    def action(name: str, meaning: str, example: str) -> Parser:
        made: Parser = actions.add_parser(
            name, prog=f"huiqian kept {name}", help=meaning, description=meaning, examples=[example]
        )
        made.add_argument("folder", metavar="FOLDER", help=_("the meeting's folder"))
        return made

    listing = action(
        "list", _("List the copies, the newest first, and why each was made."), "huiqian kept list 2026-annual"
    )
    listing.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    for name, meaning in (
        ("show", _("Show what putting a copy back would change.")),
        ("restore", _("Put a copy back; the present file is kept first.")),
    ):
        one = action(name, meaning, f"huiqian kept {name} 2026-annual 1f2e3d4c")
        one.add_argument("copy", metavar="COPY", help=_("the copy's name, or its 8 letters and digits before .toml"))
