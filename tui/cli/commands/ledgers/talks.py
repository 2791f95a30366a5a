"""``huiqian talks``: planned and held, and who still has to talk with whom.

``todo --json`` is ``{"format": 1, "have", "need", "members": [{"id", "name", "have", "need", "missing": [names]}]}``;
``have`` and ``need`` of all count a talk between two members once.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from checklists.base.errors import NothingToDoError
from checklists.base.language import N_, _, join_names, ngettext
from checklists.edits.change import Edit, join_edits
from checklists.edits.records import add_record
from checklists.model.ledgers.talks import BRANCH, NO_TALKS
from checklists.model.meeting import Meeting
from checklists.readiness.rules.talks import count_talks, list_talks, list_wanted_talks
from checklists.records.kinds import TALK, TALK_WORDS
from tui.cli import arguments, output
from tui.cli.commands.ledgers.importing import add_import
from tui.cli.commands.ledgers.ledger import ChangeOptions, LedgerCommand, add_who, find_members, save
from tui.cli.commands.ledgers.listing import LIST_JSON_FORMAT, read
from tui.cli.commands.ledgers.records import add_records
from tui.cli.meetings import find_member
from tui.cli.table import TextColumn, print_list
from tui.cli.usage import LedgerParser, Parser

LEDGER = LedgerCommand(
    name="talks",
    kinds=("talk",),
    viewed=N_("only the talks in which this member takes part"),
    adding="huiqian talks add 2026-annual --member m01 --partner m02 --held 2026-11-20",
    editing="huiqian talks edit 2026-annual t013c t0271 --held 2026-11-20",
    known_id="t013c",
    table="谈话",
)
Partner = Literal["members", "units", "branch"]
PARTNERS: tuple[Partner, ...] = ("members", "units", "branch")
PARTNER_WORDS = arguments.Words(
    {"members": TALK_WORDS["member"], "units": TALK_WORDS["unit"], "branch": TALK_WORDS["branch"]},
    {
        "members": [N_("Members"), "member", "成员"],
        "units": [N_("Units in charge"), "unit", "单位", "分管单位"],
        "branch": ["支部", "所在党支部", "党支部"],
    },
)


@dataclass(frozen=True, kw_only=True)
class PlanOptions(ChangeOptions):
    """Whose missing talks to plan, with whom, and when."""

    members: tuple[str, ...]
    all: bool
    partners: tuple[Partner, ...] | None
    planned: date | None
    held: date | None
    place: str


@dataclass(frozen=True, kw_only=True)
class Todo:
    """Whose missing talks to list; all members by default."""

    folder: str
    members: tuple[str, ...]
    json: bool


def add_options(parser: Parser) -> None:
    """Add actions and examples."""
    parser.show_examples("huiqian talks list 2026-annual", LEDGER.adding)
    actions = parser.add_actions(LedgerParser)
    add_records(actions, LEDGER, add_narrowing=_add_narrowing, add_member=arguments.add_doer)
    plan = actions.add(
        "plan",
        _("Plan or record all talks that are still missing, in one go."),
        "huiqian talks plan 2026-annual --member m02 --planned 2026-11-25",
        "huiqian talks plan 2026-annual --member m02 --with branch --held 2026-11-20 --place 谈话室",
    )
    arguments.add_folder(plan)
    add_who(plan, everyone=_("for all members"))
    plan.add_argument(
        "--with",
        dest="partners",
        type=PARTNER_WORDS.read,
        choices=PARTNER_WORDS,
        action="append",
        help=_("only talks with these; repeatable"),
    )
    day = plan.add_mutually_exclusive_group(required=True)
    day.add_argument("--planned", metavar="DATE", type=arguments.DateText, help=_("for when they are planned"))
    day.add_argument("--held", metavar="DATE", type=arguments.DateText, help=_("when they were held"))
    plan.add_argument("--place", type=arguments.parse_text, default="", help=_("where"))
    arguments.add_today(plan)
    arguments.add_doer(plan)
    plan.set_command(PlanOptions, lambda options: save(options, _plan, is_newest=True))
    todo = actions.add(
        "todo",
        _("Who still has to talk with whom."),
        "huiqian talks todo 2026-annual --member m03",
        "huiqian talks todo 2026-annual --json",
    )
    arguments.add_folder(todo)
    add_who(todo, is_required=False)
    arguments.add_json(todo)
    todo.set_command(Todo, lambda options: read(options.folder, None, lambda meeting: _print_todo(meeting, options)))
    add_import(actions, LEDGER)


def _add_narrowing(parser: Parser) -> None:
    parser.add_argument("--open", action="store_true", help=_("only what is not done yet"))


def _plan(meeting: Meeting, options: PlanOptions) -> Edit:
    """Plan every talk that is neither held nor planned; a talk between two members once."""
    members = find_members(meeting, options, lambda: [*meeting.settings.members])
    wanted: dict[tuple[Any, ...], dict[str, str]] = {}
    for member in members:
        for talk in _missing_talks(meeting, member, set(options.partners or PARTNERS)):
            pair = frozenset({member, talk["partner"]}) if "partner" in talk else member
            wanted.setdefault((talk["kind"], pair, talk.get("unit", "")), talk)
    days = {"planned": options.planned, "held": options.held, "place": options.place}
    edits: dict[str, Edit] = {}
    for talk in wanted.values():
        key, edit = add_record(meeting, TALK, {**talk, **days}, taken=edits)
        edits[key] = edit
    count = len(edits)
    if not count:
        sentence = _("All talks that are missing are planned already; record one as held: huiqian talks edit … --held")
        raise NothingToDoError(sentence)
    return join_edits([*edits.values()], ngettext("{count} talk", "{count} talks", count).format(count=count))


def _missing_talks(meeting: Meeting, member: str, partners: set[Partner]) -> list[dict[str, str]]:
    own = meeting.settings.members[member]
    talks = meeting.ledgers.talks.of.get(member, NO_TALKS)
    known = talks.held_with | talks.planned_with.keys()
    found = []
    if "members" in partners:
        others = [key for key in meeting.settings.members if key != member and key not in known]
        found += [{"kind": "member", "member": member, "partner": other} for other in others]
    if "units" in partners:
        units = [unit for unit in dict.fromkeys(own.units) if unit not in known]
        found += [{"kind": "unit", "member": member, "unit": unit} for unit in units]
    if "branch" in partners and own.branch and BRANCH not in known:
        found.append({"kind": "branch", "member": member})
    return found


def _print_todo(meeting: Meeting, options: Todo) -> None:
    """Print the missing talks by member, and how many of all were held."""
    members = list(dict.fromkeys(find_member(meeting, typed) for typed in options.members))
    found = [_todo_of(meeting, member) for member in members or meeting.settings.members]
    have, need = count_talks(meeting)
    if options.json:
        output.write_json({"format": LIST_JSON_FORMAT, "have": have, "need": need, "members": found})
        return
    columns = [
        TextColumn("", [one["name"] for one in found], "fixed"),
        TextColumn("", [f"{one['have']}/{one['need']}" for one in found], "number"),
        TextColumn("", [join_names(one["missing"]) or _("all held") for one in found], "whole"),
    ]
    print_list(columns)
    output.print_result(_("In all {have} of {need} talks are held.").format(have=have, need=need))


def _todo_of(meeting: Meeting, member: str) -> dict[str, Any]:
    missing = [name for name, one in list_wanted_talks(meeting, member).items() if not one.is_held]
    have, need = list_talks(meeting, member)
    return {"id": member, "name": meeting.name(member), "have": have, "need": need, "missing": missing}
