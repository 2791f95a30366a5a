"""Describe places in a meeting's files by the labels of the forms: subject, record, field."""

from checklists.base.language import N_, _
from checklists.base.model import Model
from checklists.base.text import show
from checklists.model.checks import translate_check_part
from checklists.model.file_names import SETTINGS_FILE, get_ledger_file, parse_subject
from checklists.model.layout import translate_layout_key
from checklists.model.meeting import GROUP, SETTING_WORDS, Meeting
from checklists.records.kinds import KINDS, Field, RecordKind
from checklists.records.titles import describe_record_by_id

MARK_FIELD_WORDS = {
    "status": N_("Status"),
    "on": N_("On"),
    "by": N_("By"),
    "note": N_("Note"),
    "evidence": N_("Evidence"),
}
TABLE_WORDS = {
    "outline": N_("Self-inspection"),
    "rounds": N_("Review"),
    "step": N_("State"),
    "explanations": N_("Explanations"),
    "study": N_("Study"),
    "read": N_("Texts read"),
    "made_up": N_("Make-up study"),
    "attendance": N_("Attendance"),
    "spoken": N_("Self-criticism"),
    "told": N_("Told afterwards"),
    "none_told": N_("Told that there are none"),
    "fed_back": N_("Fed back"),
    "claimed": N_("Claimed"),
    "answers": N_("Answers"),
    "criticism_opened": N_("Criticism opened to the members"),
    "meant_so": N_("Meant so"),
    "rule": N_("Rule"),
    "reason": N_("Reason"),
    "words": N_("Words"),
    "by": N_("By"),
    "on": N_("On"),
}


def describe_place(meeting: Meeting, file: str, path: tuple[str, ...]) -> str:
    """Describe a place by the labels of the forms, at most 200 characters."""
    return show(describe_place_and_field(meeting, file, path, None)[0], 200)


def describe_place_and_field(
    meeting: Meeting | None, file: str, path: tuple[str, ...], whole: object
) -> tuple[str, Field | None]:
    """Describe a place by the labels of the forms; return the record's field too, if it is one.

    `whole` is what the change set or took away as a whole, of which this place is a part.
    """
    owner = _list_owner(meeting, file)
    kind = find_kind(file, path)
    if kind:
        start = len(kind.path)
        names = [one.name for one in kind.fields]
        field = kind.field(path[start + 1]) if len(path) > start + 1 and path[start + 1] in names else None
        label = [_(field.label)] if field else [_(TABLE_WORDS.get(part, part)) for part in path[start + 1 : start + 2]]
        words = [_record(meeting, kind, file, path[start], whole)]
        owner = owner if meeting is None else []
        words += [*label, *(name_subject(meeting, part) for part in path[start + 2 :])]
    elif path[0] == "marks" and len(path) > 1:
        item = meeting.checklist.items.get(path[1]) if meeting else None
        field = None
        words = [str(item.title) if item else path[1], *(_(MARK_FIELD_WORDS.get(part, part)) for part in path[2:])]
    else:
        field = None
        known = SETTING_WORDS if file == SETTINGS_FILE and path[0] in SETTING_WORDS else TABLE_WORDS
        words = [_(known.get(path[0], path[0])), *(_describe_part(meeting, path, part) for part in path[1:])]
    return " · ".join([*owner, *words]), field


def find_kind(file: str, path: tuple[str, ...]) -> RecordKind[Model] | None:
    """Return the kind of the record at a place; ``None`` for a mark or a setting."""
    is_sheet = bool(parse_subject(file))
    for kind in KINDS.values():
        is_here = file == get_ledger_file(kind.ledger) if kind.ledger else is_sheet
        if is_here and path[: len(kind.path)] == kind.path and len(path) > len(kind.path):
            return kind
    return None


def _record(meeting: Meeting | None, kind: RecordKind[Model], file: str, key: str, whole: object) -> str:
    if meeting is None:
        return f"{_(kind.title)} {key}"
    return describe_record_by_id(meeting, kind, key, parse_subject(file), whole)


def _list_owner(meeting: Meeting | None, file: str) -> list[str]:
    subject = parse_subject(file)
    if subject == GROUP:
        return [_("Group")]
    return [name_subject(meeting, subject)] if subject else []


def _describe_part(meeting: Meeting | None, path: tuple[str, ...], part: str) -> str:
    if meeting and path[:2] == ("outline", "explanations") and part in meeting.checklist.explanations:
        return str(meeting.checklist.explanations[part])
    if path[0] == "layout":
        return translate_layout_key(part)
    if path[0] == "checks":
        return translate_check_part(part)
    return _(TABLE_WORDS[part]) if part in TABLE_WORDS else name_subject(meeting, part)


def name_subject(meeting: Meeting | None, key: str) -> str:
    """Return the name of a subject; any other key unchanged."""
    is_subject = meeting is not None and (key == GROUP or key in meeting.settings.members)
    return meeting.name(key) if meeting and is_subject else key
