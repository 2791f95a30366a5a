"""``huiqian study``: reading list, sessions, attendance, self-study and make-up study."""

from dataclasses import dataclass

from checklists.base.errors import NothingToDoError
from checklists.base.language import _, join_names
from checklists.edits import ledgers as ledger_edits
from checklists.edits.change import Edit, join_edits
from checklists.edits.records import find_record
from checklists.model.ledgers.attendance import AWAY
from checklists.model.meeting import Meeting
from checklists.records.kinds import SESSION
from tui.cli.commands.ledgers.attendance import Presence, add_presence, describe_attendance, read_presence
from tui.cli.commands.ledgers.importing import add_import
from tui.cli.commands.ledgers.ledger import (
    ChangeOptions,
    LedgerCommand,
    add_change,
    add_on,
    add_text,
    add_undo,
    add_who,
    check_ids,
    find_members,
    refuse_nothing,
    tell_more,
)
from tui.cli.commands.ledgers.records import add_records
from tui.cli.usage import LedgerParser, Parser

LEDGER = LedgerCommand(
    name="study",
    kinds=("session", "text"),
    adding="huiqian study add 2026-annual session --date 2026-11-20 --topic 专题学习",
    editing="huiqian study edit 2026-annual e1b2c --hours 2.5 --place 县委第一会议室",
    known_id="e1b2c",
    table="学习",
)


@dataclass(frozen=True, kw_only=True)
class AttendanceOptions(Presence):
    """Who attended which session."""

    session: str


@dataclass(frozen=True, kw_only=True)
class ReadOptions(ChangeOptions):
    """Who has read which texts; ``all`` for the whole list."""

    texts: tuple[str, ...]
    members: tuple[str, ...]
    all: bool


@dataclass(frozen=True, kw_only=True)
class MakeUpOptions(ChangeOptions):
    """Who made up for which session, and how."""

    session: str
    members: tuple[str, ...]
    all: bool
    note: str


def add_options(parser: Parser) -> None:
    """Add actions and examples."""
    parser.show_examples("huiqian study list 2026-annual", LEDGER.adding)
    actions = parser.add_actions(LedgerParser)
    add_records(actions, LEDGER)
    attend = add_change(
        actions,
        "attend",
        _("Record who was at a session."),
        AttendanceOptions,
        _attend,
        "huiqian study attend 2026-annual e1b2c --present all --leave m03",
    )
    attend.add_argument("session", metavar="ID", help=_("the session's id"))
    add_presence(attend)
    read = add_change(
        actions,
        "read",
        _("Record that members have read texts."),
        ReadOptions,
        _record_read,
        "huiqian study read 2026-annual x1a2b x3e4f --member m03 --on 2026-11-20",
    )
    read.add_argument("texts", metavar="ID", nargs="*", help=_("the texts' ids; all for the whole list"))
    add_who(read, everyone=_("for all members"))
    add_on(read)
    add_undo(read)
    make_up = add_change(
        actions,
        "make-up",
        _("Record that members made up for a session."),
        MakeUpOptions,
        _make_up,
        "huiqian study make-up 2026-annual e1b2c --member m03 --note 自学文件并写出笔记",
    )
    make_up.add_argument("session", metavar="ID", help=_("the session's id"))
    add_who(make_up, everyone=_("for all who were away, with leave or without"))
    add_on(make_up)
    add_text(make_up, "note", _("how"))
    add_undo(make_up)
    add_import(actions, LEDGER)


def _attend(meeting: Meeting, options: AttendanceOptions) -> Edit:
    check_ids([options.session])
    states = read_presence(meeting, options)
    session = meeting.ledgers.study.sessions.get(options.session)
    text = describe_attendance(meeting, session.attendance if session else {}, states)
    return tell_more(ledger_edits.attend(meeting, options.session, states), text)


def _record_read(meeting: Meeting, options: ReadOptions) -> Edit:
    refuse_nothing(options.texts)
    texts = [*meeting.ledgers.study.texts] if options.texts == ("all",) else [*options.texts]
    check_ids(texts)
    if not texts:
        raise NothingToDoError(_("The reading list is empty: nothing was changed."))
    members = find_members(meeting, options, lambda: [*meeting.settings.members])
    edits = [ledger_edits.read_text(meeting, member, texts, options.day) for member in members]
    return join_edits(edits, join_names([meeting.name(member) for member in members]))


def _make_up(meeting: Meeting, options: MakeUpOptions) -> Edit:
    check_ids([options.session])
    there = find_record(meeting, SESSION, options.session).attendance
    members = find_members(
        meeting, options, lambda: [one for one in meeting.settings.members if there.get(one) in AWAY]
    )
    edits = [ledger_edits.make_up(meeting, member, options.session, options.day, options.note) for member in members]
    return join_edits(edits, join_names([meeting.name(member) for member in members]))
