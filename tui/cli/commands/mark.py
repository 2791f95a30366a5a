"""``huiqian mark``: set the mark of an item."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checklists.base.errors import NothingToDoError, UsageError
from checklists.base.language import _
from checklists.edits.change import Edit, join_edits
from checklists.edits.marks import mark_duty
from checklists.model.checklist import Item
from checklists.model.conditions import is_applicable, translate_condition
from checklists.model.meeting import GROUP, Meeting, Status
from checklists.model.words import STATUS_WORDS, translate_status
from checklists.readiness.rules import RULES
from tui.cli import arguments, output
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import choose_day, find_item, find_member, get_entry_command, open_for_edit
from tui.cli.saving import report_saved
from tui.cli.usage import Parser

STATUSES = arguments.Words(
    {str(status): word for status, word in STATUS_WORDS.items()},
    {
        "todo": ["未办", "未办理", "待办", "没有开始", "尚未开始", "还没开始"],
        "doing": ["正在进行", "办理中", "正在办理", "在办", "推进中"],
        "done": ["已完成", "已办结", "办结", "已办", "做完", "已做完", "完成了"],
        "waived": ["已免除", "免办"],
        "returned": ["退回"],
    },
)
DATED = frozenset({"done", "waived"})
"""Statuses with a date."""


@dataclass(frozen=True)
class Options:
    """Which item, for whom, and the mark's fields."""

    folder: str
    item: str
    members: tuple[str, ...]
    all: bool
    status: Status | None
    note: str | None
    evidence: tuple[str, ...] | None
    by: str | None
    on: date | None
    today: date | None


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples(
        "huiqian mark 2026-annual plan --status done --evidence 方案.docx",
        "huiqian mark 2026-annual notify-members --member m03 --status done",
        "huiqian mark 2026-annual notify-members --all --status doing",
    )
    arguments.add_folder(parser)
    parser.add_argument("item", metavar="ITEM", help=_("the item's id, as in: huiqian next --json; or its title"))
    who = parser.add_mutually_exclusive_group()
    who.add_argument(
        "--member",
        metavar="ID",
        dest="members",
        action="append",
        default=[],
        help=_("for this member; an id or a name; repeatable"),
    )
    who.add_argument("--all", action="store_true", help=_("for all members to whom the item applies"))
    parser.add_argument("--status", type=STATUSES.read, choices=STATUSES, help=_("the new status"))
    parser.add_argument("--note", type=arguments.parse_text, help=_("a note; for a waived item the reason"))
    parser.add_argument(
        "--evidence",
        type=arguments.parse_text,
        action="append",
        help=_("what shows that it was done; repeatable; replaces what was noted before"),
    )
    parser.add_argument("--by", metavar="NAME", help=_("who did or decided it"))
    parser.add_argument(
        "--on", metavar="DATE", type=arguments.DateText, help=_("when; for a done or waived item today")
    )
    arguments.add_today(parser)
    parser.set_command(Options, run)


def run(options: Options) -> int:
    """Make one edit of all changes, and print what was saved."""
    folder, meeting = open_for_edit(Path(options.folder))
    if meeting is None:
        return FAULTY
    fields = _fields(options)
    item = find_item(meeting, options.item)
    subjects = _subjects(meeting, item, options)
    _refuse_counted(item, options)
    edits = [mark_duty(meeting, subject, item.id, **fields) for subject in subjects]
    edit = join_edits([edit for edit in edits if edit.changes], str(item.title))
    with report_saved(folder.apply(edit, today=choose_day(options.today))) as saved:
        for subject, one in zip(subjects, edits, strict=True):
            output.print_result(_describe_saved(saved.reading.meeting, subject, item, one))
    return 0


def _refuse_counted(item: Item, options: Options) -> None:
    """Raise `UsageError` for a counted item, with the command for its records."""
    if item.rule and options.status not in {None, "todo", "waived"}:
        raise UsageError(
            _(
                "“{item}” is counted from the files and cannot be marked by hand:"
                " enter its records with {command}, or waive it."
            ).format(item=item.title, command=get_entry_command(RULES[item.rule.name].place))
        )


def _fields(options: Options) -> dict[str, Any]:
    """Return the fields to change. Raises `UsageError` if there are none."""
    given: dict[str, Any] = {"status": options.status, "note": options.note, "by": options.by, "on": options.on}
    fields = {name: value for name, value in given.items() if value is not None}
    if options.evidence is not None:
        fields["evidence"] = [line.strip() for text in options.evidence for line in text.split("\n") if line.strip()]
    if not fields:
        raise UsageError(_("Say what to mark: --status, --note, --evidence, --by or --on."))
    if options.status in DATED:
        fields.setdefault("on", choose_day(options.today))
    return fields


def _subjects(meeting: Meeting, item: Item, options: Options) -> list[str]:
    """Return the subjects. Raises `UsageError` if the item is not theirs."""
    if item.scope == "group":
        if options.all or options.members:
            raise UsageError(
                _("“{item}” is an item for the group: leave out --member and --all.").format(item=item.title)
            )
        return [GROUP]
    if options.all:
        subjects = [key for key in meeting.settings.members if is_applicable(meeting, item, key)]
        if not subjects:
            sentence = _("“{item}” applies to no member now; it is {when}. Nothing was changed.")
            raise NothingToDoError(sentence.format(item=item.title, when=translate_condition(item.when)))
        return subjects
    if not options.members:
        raise UsageError(
            _("“{item}” is an item for each member: name them with --member, or --all.").format(item=item.title)
        )
    return list(dict.fromkeys(find_member(meeting, typed) for typed in options.members))


def _describe_saved(meeting: Meeting | None, subject: str, item: Item, edit: Edit) -> str:
    """Return the stored state: it may be more than was asked for."""
    if meeting is None:  # someone else has broken the files at this moment
        return edit.meaning
    status = translate_status(meeting.mark(subject, item.id).status)
    word = _("saved") if edit.changes else _("unchanged")
    return _("{who} · {item}: {status} ({word})").format(
        who=meeting.name(subject), item=item.title, status=status, word=word
    )
