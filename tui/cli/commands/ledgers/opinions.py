"""``huiqian opinions``: channels and the ledger; assign, feed back, claim, answer, import."""

from collections.abc import Iterable
from dataclasses import dataclass

from checklists.base.errors import NothingToDoError, UsageError
from checklists.base.language import N_, _, join_names, ngettext
from checklists.edits import ledgers as ledger_edits
from checklists.edits.change import Edit, join_edits
from checklists.model.meeting import Meeting
from tui.cli import arguments
from tui.cli.commands.ledgers.columns import NEXT_ACTIONS, NEXT_WORDS
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
    find_subjects,
    refuse_nothing,
)
from tui.cli.commands.ledgers.records import add_records
from tui.cli.usage import LedgerParser, Parser

LEDGER = LedgerCommand(
    name="opinions",
    kinds=("opinion", "channel"),
    viewed=N_("only what this member is told: the opinions about them in their own words, not who gave them"),
    adding="huiqian opinions add 2026-annual opinion --about m02 --text 到基层调研不够",
    editing="huiqian opinions edit 2026-annual n1a2b --raw 38 --closed 2026-11-20",
    known_id="o0933",
    table="意见",
)


@dataclass(frozen=True, kw_only=True)
class Assignment(ChangeOptions):
    """Which opinions are about whom."""

    ids: tuple[str, ...]
    members: tuple[str, ...]
    add: bool


@dataclass(frozen=True, kw_only=True)
class OpinionStepOptions(ChangeOptions):
    """Which opinions were fed back or claimed, and by whom."""

    ids: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerOptions(ChangeOptions):
    """An answer to an opinion, and whose it is."""

    id: str
    members: tuple[str, ...]
    text: str


def add_options(parser: Parser) -> None:
    """Add actions and examples."""
    parser.show_examples("huiqian opinions list 2026-annual", LEDGER.adding)
    actions = parser.add_actions(LedgerParser)
    add_records(actions, LEDGER, add_narrowing=_add_narrowing)
    assign = add_change(
        actions,
        "assign",
        _("Say whom opinions are about, several at once."),
        Assignment,
        _assign,
        "huiqian opinions assign 2026-annual o0933 o0a58 --member m02",
        "huiqian opinions assign 2026-annual o0933 --member group --add",
    )
    assign.add_argument("ids", metavar="ID", nargs="*", help=_("the opinions' ids"))
    add_who(assign, is_subject=True)
    assign.add_argument("--add", action="store_true", help=_("besides those they are about already"))
    feed_back = add_change(
        actions,
        "feed-back",
        _("Record that opinions were fed back; without ids, that there are none."),
        OpinionStepOptions,
        _feed_back,
        "huiqian opinions feed-back 2026-annual o0933 o0a58 --on 2026-11-21",
        "huiqian opinions feed-back 2026-annual --member m09",
    )
    claim = add_change(
        actions,
        "claim",
        _("Record who takes opinions as theirs; without --member all whom they are about."),
        OpinionStepOptions,
        _claim,
        "huiqian opinions claim 2026-annual o0933 o0a58 --on 2026-11-22",
    )
    for step in (feed_back, claim):
        step.add_argument("ids", metavar="ID", nargs="*", help=_("the opinions' ids"))
        add_who(step, is_required=False, is_subject=True)
        add_on(step)
        add_undo(step)
    answer = add_change(
        actions,
        "answer",
        _("Answer an opinion in words; empty words take the answer back."),
        AnswerOptions,
        _answer,
        "huiqian opinions answer 2026-annual o0933 --member m02 --text 已当面说明",
        "huiqian opinions answer 2026-annual o0933 --member m02 --text - < 答复.txt",
    )
    answer.add_argument("id", metavar="ID", help=_("the opinion's id"))
    add_who(answer, is_subject=True)
    add_text(answer, "text", _("the answer"), is_required=True)
    add_import(actions, LEDGER)


def _add_narrowing(parser: Parser) -> None:
    parser.add_argument("--about", metavar="ID", help=_("only opinions about this member, or group"))
    also = {"feed-back": ["待反馈"], "claim": ["认领"], "answer": ["答复", "回应"]}
    words = arguments.Words({action: NEXT_WORDS[action] for action in NEXT_ACTIONS}, also)
    parser.add_argument("--waits-for", type=words.read, choices=words, help=_("only opinions whose next step this is"))


def _assign(meeting: Meeting, options: Assignment) -> Edit:
    refuse_nothing(options.ids)
    check_ids(options.ids)
    subjects = find_subjects(meeting, options.members)
    return ledger_edits.assign(meeting, dict.fromkeys(options.ids), subjects, is_added=options.add)


def _claim(meeting: Meeting, options: OpinionStepOptions) -> Edit:
    refuse_nothing(options.ids)
    check_ids(options.ids)
    _refuse_unassigned(meeting, options.ids)
    subjects = find_subjects(meeting, options.members) or None
    return ledger_edits.claim(meeting, dict.fromkeys(options.ids), subjects, options.day)


def _refuse_unassigned(meeting: Meeting, keys: Iterable[str]) -> None:
    opinions = meeting.ledgers.opinions.opinions
    if nobody := [key for key in dict.fromkeys(keys) if key in opinions and not opinions[key].about]:
        raise UsageError(
            _("Nobody is named yet whom {ids} is about; first: huiqian opinions assign").format(ids=join_names(nobody))
        )


def _feed_back(meeting: Meeting, options: OpinionStepOptions) -> Edit:
    check_ids(options.ids)
    subjects = find_subjects(meeting, options.members)
    if options.ids:
        _refuse_unassigned(meeting, options.ids)
        return ledger_edits.feed_back(meeting, dict.fromkeys(options.ids), subjects or None, options.day)
    if not subjects:
        raise NothingToDoError(
            _("Nothing was changed. Say which opinions by their ids, or with --member who was told of none.")
        )
    for subject in subjects:
        if not options.undo and (stances := meeting.ledgers.opinions.about.get(subject)):
            raise UsageError(
                ngettext(
                    "There is {count} opinion about {name}; say which was told.",
                    "There are {count} opinions about {name}; say which were told.",
                    len(stances),
                ).format(count=len(stances), name=meeting.name(subject))
            )
    return ledger_edits.record_no_opinions(meeting, subjects, options.day)


def _answer(meeting: Meeting, options: AnswerOptions) -> Edit:
    check_ids([options.id])
    subjects = find_subjects(meeting, options.members)
    edits = [ledger_edits.answer(meeting, options.id, subject, options.text) for subject in subjects]
    return join_edits(edits, edits[0].meaning)
