"""A member leaves the roster: what records name them, and the one edit that removes them and settles those.

Three fates: the records stay (one notice then tells of them, and they can be settled later), they pass to another
member, or they go. No file is ever deleted: the sheet of one who left is emptied, and an empty sheet is no fault.

What passes is what others still have to deal with: opinions, talks, problems with their causes and measures,
criticisms, measures they own. What only they could do themselves goes: their marks, study, explanations, the review of
their outline, their presence, the talk with their branch.
"""

from collections.abc import Iterator, Mapping
from secrets import token_hex
from typing import Any, Literal, NamedTuple

from checklists.base.errors import UsageError
from checklists.base.language import N_, _
from checklists.base.model import Model
from checklists.base.text import show
from checklists.edits.change import Change, Edit, list_later_keys
from checklists.edits.records import RecordPlace, refuse_unread, remove_records, set_value
from checklists.model.file_names import SETTINGS_FILE, get_ledger_file, get_sheet_file
from checklists.model.ledgers.opinions import BY_SUBJECT, Opinion
from checklists.model.ledgers.outline import Outline
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import Meeting
from checklists.records.kinds import CRITICISM, ENTRY, KINDS, MEASURE, OPINION, SESSION, TALK, KindName, RecordKind

DepartureFate = Literal["keep", "hand-over", "remove"]
NAMED_WORDS = {
    "marks": N_("marks on their sheet"),
    "study": N_("texts read and sessions made up for"),
    "outline": N_("problems, causes, measures and explanations of their outline, and its review"),
    "criticisms": N_("criticisms that they wrote"),
    "criticised": N_("criticisms of them"),
    "opinions": N_("opinions about them"),
    "talks": N_("talks with them"),
    "attendance": N_("sessions of study with their attendance"),
    "measures": N_("measures of others that they own, or of the list that are theirs"),
    "day": N_("entries of the day of the meeting"),
}
"""The kinds of records that name a member, and their labels."""


class Departure(NamedTuple):
    """A member's departure: the fate of their records, and the heir."""

    fate: DepartureFate
    to: str = ""


def count_references(meeting: Meeting, member: str) -> dict[str, int]:
    """Count the records that name a member, by the keys of `NAMED_WORDS`; kinds without one are left out."""
    sheet, ledgers = meeting.sheet(member), meeting.ledgers
    outline, day = sheet.outline, ledgers.day
    chain = len(outline.problems) + len(outline.causes) + len(outline.measures)
    found = {
        "marks": len(sheet.marks),
        "study": len(sheet.study.read) + len(sheet.study.made_up),
        "outline": chain + len(outline.explanations) + len(outline.rounds),
        "criticisms": len(sheet.criticisms),
        "criticised": len(list(_criticisms_of(meeting, member))),
        "opinions": sum(_is_about(one, member) for one in ledgers.opinions.opinions.values())
        + (member in ledgers.opinions.none_told),
        "talks": sum(member in {one.member, one.partner} for one in ledgers.talks.talks.values()),
        "attendance": sum(member in one.attendance for one in ledgers.study.sessions.values()),
        "measures": len({place[1:3] for place in _owned(meeting, member)}),
        "day": sum(member in table for table in (day.attendance, day.spoken, day.told)),
    }
    return {kind: count for kind, count in found.items() if count}


def remove_member(meeting: Meeting, member: str, fate: DepartureFate, to: str = "") -> Edit:
    """Return the edit to remove a member from the roster and settle their records; `to` takes them over.

    Opinions that were only about them go with the fate *remove*, though their channel counted them: the rule that
    compares the numbers then names the difference.

    Raises `UsageError` where one of the two is not on the roster, or both are one.
    """
    roster = meeting.settings.members
    _refuse_unknown(meeting, member)
    off = Change(SETTINGS_FILE, ("members", member), roster[member].plain(), None, list_later_keys(roster, member))
    meaning = _("{name} removed from the roster").format(name=roster[member].name)
    return Edit((off, *_settled(meeting, member, fate, to)), meaning)


def settle_departed(meeting: Meeting, member: str, fate: DepartureFate, to: str = "") -> Edit:
    """Return the edit to settle kept records of a departed member.

    Raises `UsageError` where nobody on the roster is to take it over.
    """
    changes = _settled(meeting, member, fate, to)
    return Edit(tuple(changes), _("records of {name} settled").format(name=meeting.name(member)))


def _refuse_unknown(meeting: Meeting, member: str) -> None:
    if member not in meeting.settings.members:
        raise UsageError(_("There is no member {id} on the roster.").format(id=show(member)))


def _settled(meeting: Meeting, member: str, fate: DepartureFate, to: str) -> list[Change]:
    """Return the changes to all records that name a member; none if they are kept."""
    if fate == "keep":
        return []
    if fate == "hand-over":
        _refuse_unknown(meeting, to)
    refuse_unread(meeting, meeting.faulty)
    if fate == "hand-over" and to == member:
        raise UsageError(_("Records cannot pass to the member who is removed."))
    heir = to if fate == "hand-over" else None
    changes = [*_emptied(meeting, member), *_presence(meeting, member), *_ownership(meeting, member, heir)]
    changes += _passed(meeting, member, heir) if heir else ()
    changes += _opinions(meeting, member, heir)
    gone = list(_going(meeting, member, heir))
    if gone:  # removed with the emptied sheet
        changes += [one for one in remove_records(meeting, gone).changes if one.file != get_sheet_file(member)]
    return changes


def _emptied(meeting: Meeting, member: str) -> Iterator[Change]:
    for key, value in meeting.sheet(member).plain().items():
        yield Change(get_sheet_file(member), (key,), value, None)


def _presence(meeting: Meeting, member: str) -> Iterator[Change]:
    """Remove their attendance, and the days of information."""
    for key in meeting.ledgers.study.sessions:
        yield from set_value(meeting, SESSION, key, ("attendance", member), None)
    for ledger, names in (("day", ("attendance", "spoken", "told")), ("opinions", ("none_told",))):
        for name in names:
            table = getattr(getattr(meeting.ledgers, ledger), name)
            if member in table:
                yield Change(
                    get_ledger_file(ledger), (name, member), table[member], None, list_later_keys(table, member)
                )


def _owned(meeting: Meeting, member: str) -> Iterator[tuple[RecordKind[Model], str, str, str]]:
    """Yield what they own on other sheets and in the list: kind, subject, id, and the field with their id."""
    kinds: tuple[RecordKind[Model], ...] = (MEASURE, ENTRY)
    for kind in kinds:
        for subject in kind.owners(meeting):
            for key, record in kind.records(meeting, subject).items() if subject != member else ():
                for field in ("owner", "subject"):
                    if getattr(record, field, "") == member:
                        yield kind, subject, key, field


def _ownership(meeting: Meeting, member: str, heir: str | None) -> Iterator[Change]:
    for kind, subject, key, field in _owned(meeting, member):
        if heir or (field == "owner" and not _is_entry_of(meeting, kind, key, member)):
            yield from set_value(meeting, kind, key, (field,), heir, subject)


def _is_entry_of(meeting: Meeting, kind: RecordKind[Model], key: str, member: str) -> bool:
    return kind.name == "entry" and meeting.ledgers.rectification.entries[key].subject == member


def _is_about(opinion: Opinion, member: str) -> bool:
    return member in opinion.about or any(member in getattr(opinion, name) for name in BY_SUBJECT)


def _opinions(meeting: Meeting, member: str, heir: str | None) -> Iterator[Change]:
    """Replace them by the heir in opinions; without one, remove them if others are named too."""
    for key, one in meeting.ledgers.opinions.opinions.items():
        if not _is_about(one, member) or (heir is None and set(one.about) == {member}):
            continue
        named = [heir if subject == member else subject for subject in one.about]
        about = list(dict.fromkeys(subject for subject in named if subject))
        yield from set_value(meeting, OPINION, key, ("about",), about or None)
        for name in BY_SUBJECT:
            table: Mapping[str, Any] = getattr(one, name)
            if member in table:
                yield from set_value(meeting, OPINION, key, (name, member), None)
                if heir and heir not in table:
                    yield from set_value(meeting, OPINION, key, (name, heir), table[member])


def _criticisms_of(meeting: Meeting, member: str) -> Iterator[tuple[str, str]]:
    """Yield author and id of each criticism of them."""
    for critic in meeting.settings.members:
        for key, one in meeting.sheet(critic).criticisms.items():
            if one.to == member and critic != member:
                yield critic, key


def _going(meeting: Meeting, member: str, heir: str | None) -> Iterator[RecordPlace]:
    """Yield the records that name them and are removed."""
    for critic, key in _criticisms_of(meeting, member):
        if heir in {None, critic}:
            yield CRITICISM, critic, key
    for key, talk in meeting.ledgers.talks.talks.items():
        if member in {talk.member, talk.partner} and not (heir and _can_pass(meeting, talk, member, heir)):
            yield TALK, "", key
    if heir is None:
        for key, one in meeting.ledgers.opinions.opinions.items():
            if set(one.about) == {member}:
                yield OPINION, "", key
        for key in meeting.ledgers.rectification.entries:
            if _is_entry_of(meeting, ENTRY, key, member):
                yield ENTRY, "", key


def _can_pass(meeting: Meeting, talk: Talk, member: str, heir: str) -> bool:
    """Tell whether the heir can take a talk over: not one with themselves, nor one that they have."""
    talks = meeting.ledgers.talks
    if talk.kind == "member":
        pair = (talk.pair - {member}) | {heir}
        return len(pair) == 2 and pair not in talks.between
    if talk.kind == "unit":
        is_theirs = talk.unit in meeting.settings.members[heir].units
        return is_theirs and (heir, talk.unit) not in talks.beside
    return talk.kind == "requested"


def _passed(meeting: Meeting, member: str, heir: str) -> Iterator[Change]:
    """Yield the changes to pass talks, criticisms and the outline's problems to the heir."""
    for key, talk in meeting.ledgers.talks.talks.items():
        for field in ("member", "partner"):
            if getattr(talk, field) == member and _can_pass(meeting, talk, member, heir):
                yield from set_value(meeting, TALK, key, (field,), heir)
    for critic, key in _criticisms_of(meeting, member):
        if critic != heir:
            yield from set_value(meeting, CRITICISM, key, ("to",), heir, critic)
    sheet = meeting.sheet(member)
    keys = _free_keys(meeting, heir, sheet.outline)
    for key, written in sheet.criticisms.items():
        if written.to != heir:
            yield _added(CRITICISM, heir, _free_key(meeting, CRITICISM, heir, key), written)
    for name, kind_keys in keys.items():
        for key, record in KINDS[name].records(meeting, member).items():
            yield _added(KINDS[name], heir, kind_keys[key], _renamed(record, keys, member, heir))


def _free_keys(meeting: Meeting, heir: str, outline: Outline) -> dict[KindName, dict[str, str]]:
    """Return a new id on the heir's sheet for each problem, cause and measure."""
    tables: dict[KindName, Mapping[str, Model]] = {
        "problem": outline.problems,
        "cause": outline.causes,
        "measure": outline.measures,
    }
    return {name: {key: _free_key(meeting, KINDS[name], heir, key) for key in table} for name, table in tables.items()}


def _free_key(meeting: Meeting, kind: RecordKind[Model], heir: str, key: str) -> str:
    known = kind.records(meeting, heir)
    while key in known:
        key = kind.prefix + token_hex(4)
    return key


def _renamed(record: Model, keys: Mapping[KindName, Mapping[str, str]], member: str, heir: str) -> Model:
    """Return the record for the heir's sheet: links with the new ids, their own measures as the heir's."""
    changed: dict[str, Any] = {}
    links: tuple[tuple[str, KindName], ...] = (("causes", "cause"), ("measures", "measure"))
    for field, kind in links:
        if hasattr(record, field):
            changed[field] = tuple(keys[kind].get(one, one) for one in getattr(record, field))
    if getattr(record, "owner", "") == member:
        changed["owner"] = heir
    return record.model_copy(update=changed)


def _added(kind: RecordKind[Model], heir: str, key: str, record: Model) -> Change:
    return Change(get_sheet_file(heir), (*kind.path, key), None, record.plain())
