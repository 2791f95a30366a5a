"""Contradictions between files. Each fault has its place and can be mended in the program."""

from collections.abc import Iterator, Mapping

from checklists.base.faults import Fault, FaultCode
from checklists.base.language import _, join_names, ngettext
from checklists.base.model import Model
from checklists.base.text import show
from checklists.model.checks import DRAFT_RULES
from checklists.model.file_names import SETTINGS_FILE, get_ledger_file, get_sheet_file
from checklists.model.meeting import GROUP, Meeting
from checklists.records.constraints import find_violations
from checklists.records.kinds import KINDS, RecordKind, is_known
from checklists.records.titles import describe_record

KINDS_SHOWN = 3


class DepartedMember(str):
    """The id of a departed member whose records were kept: no fault, but to be settled."""

    __slots__ = ()


def find_settings_faults(meeting: Meeting, _part: str) -> Iterator[Fault]:
    """Find contradictions in the roster, and thresholds of draft rules that are out of range."""
    principals = [member.name for member in meeting.settings.members.values() if member.role == "principal"]
    if len(principals) > 1:  # no principal is no fault: the roster's counting rule asks for one
        yield _make_fault(
            SETTINGS_FILE,
            "members",
            _("exactly one member is the principal, here are {count}: {names}").format(
                count=len(principals), names=join_names(principals, 5)
            ),
        )
    for key, member in meeting.settings.members.items():
        if member.attendance == "absent" and not member.reason:
            problem = _("{name} is on leave, and no reason is given").format(name=show(member.name, 40))
            yield Fault(SETTINGS_FILE, f"members.{key}.reason", problem, severity="notice")

    for rule, setting in meeting.settings.checks.items():
        threshold = DRAFT_RULES[rule].threshold
        if setting.threshold is None:
            continue
        place = f"checks.{rule}.threshold"
        if threshold is None:
            problem = _("The rule {rule} goes by no number.").format(rule=rule)
            yield Fault(SETTINGS_FILE, place, problem, severity="notice")
        elif not threshold.fits(setting.threshold):
            yield _make_fault(SETTINGS_FILE, place, _("expected {what}").format(what=threshold.file_range))


def find_ownerless_sheets(meeting: Meeting) -> Iterator[Fault | DepartedMember]:
    """Find sheets of members who are not on the roster."""
    for subject, sheet in meeting.sheets.items():
        if subject == GROUP or subject in meeting.settings.members or not sheet.plain():
            continue  # an empty one is the rest of a removed member's sheet: no file is ever deleted
        if subject in meeting.history.read_departed():
            yield DepartedMember(subject)
        else:
            problem = _("there is no member {id} in meeting.toml; the sheet is kept but counts for nothing")
            yield _make_fault(get_sheet_file(subject), "", problem.format(id=show(subject)))


def find_mark_faults(meeting: Meeting, subject: str) -> Iterator[Fault]:
    """Find marks of a sheet for which the checklist has no duty."""
    scope = "group" if subject == GROUP else "member"
    for item_id, mark in meeting.sheet(subject).marks.items():
        item = meeting.checklist.items.get(item_id)
        if item is None:
            problem = _("the checklist has no item {id}; the mark is kept but counts for nothing").format(id=item_id)
        elif item.scope != scope:
            problem = _("“{item}” is not an item for this sheet; the mark is kept but counts for nothing").format(
                item=item.title
            )
        elif item.rule and mark.status not in {"todo", "waived"}:
            problem = _("“{item}” is counted from the files; the status written by hand is not used").format(
                item=item.title
            )
        elif mark.status == "waived" and not (mark.note and mark.by):
            problem = _("waived without a reason or a name: it counts as open until both are there")
        else:
            continue
        yield _make_fault(get_sheet_file(subject), f"marks.{item_id}", problem)


def find_ledger_faults(meeting: Meeting, ledger: str) -> Iterator[Fault | DepartedMember]:
    """Find impossible records in a ledger: an unknown member, a talk with oneself, a date after the meeting."""
    for kind in KINDS.values():
        if kind.ledger == ledger:
            yield from _find_record_faults(meeting, kind, "")
    file = get_ledger_file(ledger)
    tables: dict[str, Mapping[str, object]] = {}
    if ledger == "day":
        day = meeting.ledgers.day
        tables = {"attendance": day.attendance, "spoken": day.spoken, "told": day.told}
    elif ledger == "opinions":
        tables = {"none_told": meeting.ledgers.opinions.none_told}
    for table, by_subject in tables.items():
        for subject in by_subject:
            if is_known(meeting, subject):
                continue
            if subject in meeting.history.read_departed():
                yield DepartedMember(subject)
            else:
                problem = _("there is no member {id} on the roster").format(id=show(subject, 20))
                yield _make_fault(file, f"{table}.{subject}", problem)


def find_sheet_faults(meeting: Meeting, subject: str) -> Iterator[Fault | DepartedMember]:
    """Find impossible records on a sheet."""
    sheet, file = meeting.sheet(subject), get_sheet_file(subject)
    for kind in KINDS.values():
        if kind.ledger or not kind.records(meeting, subject):
            continue
        if subject in kind.owners(meeting):
            yield from _find_record_faults(meeting, kind, subject)
        else:
            problem = _("only a member's sheet has these; they are kept but count for nothing")
            yield _make_fault(file, ".".join(kind.path), problem)
    for key in sheet.outline.explanations:
        if key not in meeting.checklist.explanations:
            problem = _("the checklist asks for no explanation {id}; it is kept but counts for nothing").format(id=key)
            yield _make_fault(file, f"outline.explanations.{key}", problem)
    study = meeting.ledgers.study
    named = (("read", sheet.study.read, study.texts), ("made_up", sheet.study.made_up, study.sessions))
    for table, own, known in named:
        for key in own:
            if key not in known:
                problem = _("there is no record {id}").format(id=show(key, 20))
                yield _make_fault(file, f"study.{table}.{key}", problem)


def _find_record_faults(meeting: Meeting, kind: RecordKind[Model], subject: str) -> Iterator[Fault | DepartedMember]:
    file = get_ledger_file(kind.ledger) if kind.ledger else get_sheet_file(subject)
    for key, record in kind.records(meeting, subject).items():
        for one in find_violations(meeting, record, subject):
            if one.code == "departed-member":
                yield DepartedMember(one.value)
                continue
            what = describe_record(meeting, kind, record, subject)
            words = _("{what}: {problem}").format(what=what, problem=one.problem)
            yield _make_fault(file, ".".join((*kind.path, key, one.field)), words, one.code)


def make_departed_notice(meeting: Meeting, member: DepartedMember) -> Fault:
    """Return the one notice on all records that still name a departed member."""
    from checklists.edits.departure import NAMED_WORDS, count_references  # noqa: PLC0415 - only where someone left

    named = count_references(meeting, member)
    count = sum(named.values())
    problem = ngettext(
        "{name} ({id}) is no longer on the roster; {count} record still names them ({kinds}). It can stay, pass to "
        "another or go: ! in the app",
        "{name} ({id}) is no longer on the roster; {count} records still name them ({kinds}). They can stay, pass to "
        "another or go: ! in the app",
        count,
    )
    kinds = join_names([f"{_(NAMED_WORDS[kind])} {number}" for kind, number in named.items()], KINDS_SHOWN)
    words = problem.format(name=show(meeting.name(member), 40), id=show(member, 20), count=count, kinds=kinds)
    return Fault(SETTINGS_FILE, f"members.{member}", words, severity="notice", code="departed-member")


def _make_fault(file: str, place: str, problem: str, code: FaultCode = "other") -> Fault:
    return Fault(file, place, problem, severity="inconsistent", code=code)
