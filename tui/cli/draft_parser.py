"""The options of ``huiqian draft``: read, take, check, meant so, rules, compare."""

from argparse import Namespace
from typing import Any

from checklists.base.language import _
from tui.cli import arguments
from tui.cli.usage import Parser


def add_options(parser: Parser) -> None:
    """Add the command with its actions."""
    parser.show_examples(
        "huiqian draft read 对照检查材料.docx",
        "huiqian draft check 对照检查材料.docx 2026-annual --for m03",
        "huiqian draft take 对照检查材料.docx 2026-annual --for m03",
    )
    actions = parser.add_actions()

    def action(name: str, meaning: str, example: str) -> Parser:
        made = actions.add(name, meaning, f"huiqian draft {example}")
        made.set_defaults(run=run)
        return made

    _read_and_take(action)
    _check_and_compare(action)
    _meant(action)
    _rules(action)


def run(options: Namespace) -> int:
    """TO GO."""
    from tui.cli.commands import draft  # noqa: PLC0415

    arguments.read_dates(options)
    arguments.fill_in(options)

    return draft.run(options)


def _file(parser: Parser, **more: Any) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        type=arguments.source,
        help=_("the draft: .docx, .txt or .md; - reads pasted text"),
        **more,
    )


def _folder(parser: Parser, **more: Any) -> None:
    parser.add_argument("folder", metavar="FOLDER", help=_("the meeting's folder"), **more)


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
    _folder(take)
    _whose(take, is_required=True)
    take.add_argument(
        "--dry-run", action="store_true", help=_("only list what would be added, changed and kept; nothing is written")
    )


def _check_and_compare(action: Any) -> None:
    check = action(
        "check",
        _("Say what a reviewer would say; with a folder, compared with the ledgers and the other outlines."),
        "check 对照检查材料.docx 2026-annual --for m03",
    )
    _file(check)
    _folder(check, nargs="?")
    _whose(check, is_required=False)
    check.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    compare = action(
        "compare",
        _("Compare many drafts with each other, and show the passages that are nearly the same."),
        "compare drafts/*.docx",
    )
    compare.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=arguments.source,
        help=_("the drafts: .docx, .txt or .md; - reads pasted text"),
    )
    compare.add_argument(
        "--least", metavar="N", type=arguments.share, default=80, help=_("from how many percent alike; 80 by default")
    )


def _meant(action: Any) -> None:
    meant = action(
        "meant",
        _("Mark a finding as meant so, with a reason; it is not reported again."),
        "meant f0123456789 对照检查材料.docx 2026-annual --for m03 --reason …",
    )
    meant.add_argument("key", metavar="KEY", help=_("the finding's key, as the check prints it"))
    _file(meant)
    _folder(meant)
    _whose(meant, is_required=True)
    meant.add_argument("--reason", type=arguments.text, default="", help=_("why it stands as it is"))
    meant.add_argument("--by", metavar="NAME", help=_("who decided it; the system's user by default"))
    meant.add_argument("--on", metavar="DATE", type=arguments.DateText, help=_("when it was decided; today by default"))
    shown = action(
        "meant-list",
        _("List the findings that are meant so: of which rule, which words, why, who said so and when."),
        "meant-list 2026-annual --for m03 --draft 对照检查材料.docx",
    )
    _folder(shown)
    _whose(shown, is_required=False)
    shown.add_argument(
        "--draft",
        metavar="FILE",
        type=arguments.source,
        help=_("also say which are stale: no longer found in this draft; needs --for"),
    )
    shown.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    again = action(
        "report-again",
        _("Let a finding that is meant so be reported again."),
        "report-again f0123456789 2026-annual --for m03",
    )
    again.add_argument("key", metavar="KEY", help=_("the finding's key, as meant-list prints it"))
    _folder(again)
    _whose(again, is_required=True)


def _rules(action: Any) -> None:
    rules = action(
        "rules",
        _("List the rules of the check, show what one means, or say how this meeting uses them."),
        "rules 2026-annual problems-length --threshold 800",
    )
    _folder(rules)
    rules.add_argument("rules", metavar="RULE", nargs="*", help=_("only these; an id or a title"))
    use = rules.add_mutually_exclusive_group()
    use.add_argument("--on", dest="use", action="store_const", const="on", help=_("use them"))
    use.add_argument("--off", dest="use", action="store_const", const="off", help=_("do not use them"))
    use.add_argument(
        "--reset", dest="use", action="store_const", const="made", help=_("as they were made; without RULE, all")
    )
    rules.add_argument("--threshold", metavar="N", help=_("the number that the rule goes by, such as 800 or 20%%"))
    rules.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
