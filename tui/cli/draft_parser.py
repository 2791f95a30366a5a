"""The options of ``huiqian draft``: read, take, check, meant, compare."""

from typing import Any

from checklists.language import _
from tui.cli import arguments
from tui.cli.usage import Add, Parser


def build_draft(add: Add) -> None:
    """Add the command with its actions."""
    parser = add(
        "draft",
        _("Read a self-inspection document, take it into the outline, and check it as a reviewer would."),
        [
            "huiqian draft read 对照检查材料.docx",
            "huiqian draft check 对照检查材料.docx 2026-annual --for m03",
            "huiqian draft take 对照检查材料.docx 2026-annual --for m03",
        ],
    )
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", title=_("actions"), required=True, parser_class=Parser
    )

    def action(name: str, meaning: str, example: str) -> Parser:
        made: Parser = actions.add_parser(
            name, prog=f"huiqian draft {name}", help=meaning, description=meaning, examples=[f"huiqian draft {example}"]
        )
        return made

    _read_and_take(action)
    _check_and_compare(action)


def _file(parser: Parser, **more: Any) -> None:
    parser.add_argument("file", metavar="FILE", help=_("the draft: .docx, .txt or .md; - reads pasted text"), **more)


def _whose(parser: Parser, *, is_required: bool) -> None:
    parser.add_argument(
        "--for", dest="whose", metavar="ID", required=is_required, help=_("whose draft it is: group, an id or a name")
    )


def _read_and_take(action: Any) -> None:
    read = action("read", _("Show what is recognised in a draft, and what is not."), "read 对照检查材料.docx --json")
    _file(read)
    read.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    take = action(
        "take",
        _("Take a draft's problems, causes and measures into an outline; a second reading updates what changed."),
        "take 对照检查材料.docx 2026-annual --for m03",
    )
    _file(take)
    take.add_argument("folder", metavar="FOLDER", help=_("the meeting's folder"))
    _whose(take, is_required=True)


def _check_and_compare(action: Any) -> None:
    check = action(
        "check",
        _("Say what a reviewer would say; with a folder, compared with the ledgers and the other outlines."),
        "check 对照检查材料.docx 2026-annual --for m03",
    )
    _file(check)
    check.add_argument("folder", metavar="FOLDER", nargs="?", help=_("the meeting's folder"))
    _whose(check, is_required=False)
    check.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    meant = action(
        "meant",
        _("Mark a finding as meant so, with a reason; it is not reported again."),
        "meant f0123456789 对照检查材料.docx 2026-annual --for m03 --reason …",
    )
    meant.add_argument("key", metavar="KEY", help=_("the finding's key, as the check prints it"))
    _file(meant)
    meant.add_argument("folder", metavar="FOLDER", help=_("the meeting's folder"))
    _whose(meant, is_required=True)
    meant.add_argument("--reason", metavar="TEXT", default="", help=_("why it stands as it is"))
    meant.add_argument("--undo", action="store_true", help=_("report it again"))
    meant.add_argument("--on", metavar="DATE", type=arguments.day, help=_("when it was decided; today by default"))
    compare = action(
        "compare",
        _("Compare many drafts with each other, and show the passages that are nearly the same."),
        "compare drafts/*.docx",
    )
    compare.add_argument("files", metavar="FILE", nargs="+", help=_("the drafts: .docx, .txt or .md"))
    compare.add_argument(
        "--least", metavar="N", type=arguments.share, default=80, help=_("from how many percent alike; 80 by default")
    )
