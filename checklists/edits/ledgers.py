"""Edits beyond a record's fields: attendance, claims, feedback, rounds of review, the meeting's day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from checklists.base.errors import InvalidEditError, UsageError
from checklists.base.faults import convert_errors
from checklists.base.language import _, add_note, join_names, ngettext
from checklists.base.suggestions import hint_near_names, index_titles
from checklists.base.text import PROSE_LIMIT, clean_prose, show_word
from checklists.edits.change import Change, Edit, list_later_keys
from checklists.edits.records import find_record, set_value
from checklists.model.file_names import SETTINGS_FILE, get_ledger_file, get_sheet_file
from checklists.model.ledgers.attendance import Attendance
from checklists.model.ledgers.opinions import BY_SUBJECT
from checklists.model.ledgers.outline import Reviewer, ReviewState, ReviewStep, Round
from checklists.model.meeting import GROUP, Meeting
from checklists.model.words import translate_state
from checklists.records.kinds import OPINION, SESSION, TEXT, is_known
from checklists.records.titles import describe_record_by_id

EDIT_NAMES_SHOWN = 3


def attend(meeting: Meeting, session: str, states: Mapping[str, Attendance | None]) -> Edit:
    """Record attendance at a study session; ``None`` removes a member's record."""
    _refuse_unknown(meeting, (member for member, state in states.items() if state), with_group=False)
    changes = [
        change
        for member, state in states.items()
        for change in set_value(meeting, SESSION, session, ("attendance", member), state)
    ]
    what = " · ".join([_("attendance"), describe_record_by_id(meeting, SESSION, session)])
    return Edit(tuple(changes), _describe_subjects(meeting, what, states))


def read_text(meeting: Meeting, member: str, texts: Iterable[str], on: date | None) -> Edit:
    """Record the texts that a member has read; without a date, remove the record."""
    _refuse_unknown(meeting, [member], with_group=False)
    table = meeting.sheet(member).study.read
    changes = []
    for text in texts:
        if on or text not in table:  # a text that is off the reading list can still be removed
            find_record(meeting, TEXT, text)
        if table.get(text) != on:
            changes.append(
                Change(
                    get_sheet_file(member), ("study", "read", text), table.get(text), on, list_later_keys(table, text)
                )
            )
    return Edit(tuple(changes), _meaning(meeting, member, _("Self-study")))


def make_up(meeting: Meeting, member: str, session: str, on: date | None, note: str = "") -> Edit:
    """Record that a member made up for a session; without a date, remove the record."""
    _refuse_unknown(meeting, [member], with_group=False)
    table = meeting.sheet(member).study.made_up
    old, later = table.get(session), list_later_keys(table, session)
    if on or old is None:
        find_record(meeting, SESSION, session)
    before = old.plain() if old else None
    note = clean_prose(note)
    after = None if on is None else {"on": on, **({"note": note} if note else {})}
    changes = (
        ()
        if before == after
        else (Change(get_sheet_file(member), ("study", "made_up", session), before, after, later),)
    )
    return Edit(changes, _meaning(meeting, member, _("Make-up study")))


def _meaning(meeting: Meeting, subject: str, what: str) -> str:
    return f"{meeting.name(subject)} · {what}"


def feed_back(meeting: Meeting, opinions: Iterable[str], subjects: Iterable[str] | None, on: date | None) -> Edit:
    """Record that opinions were fed back to `subjects`, by default to all they are about."""
    return _per_subject(meeting, opinions, subjects, "fed_back", on, _("fed back"))


def claim(meeting: Meeting, opinions: Iterable[str], subjects: Iterable[str] | None, on: date | None) -> Edit:
    """Record that `subjects` claim opinions, by default all they are about."""
    return _per_subject(meeting, opinions, subjects, "claimed", on, _("claimed"))


def assign(meeting: Meeting, opinions: Iterable[str], subjects: Iterable[str], *, is_added: bool = False) -> Edit:
    """Set the subjects of opinions, or with `is_added` add some; what others did with them is removed."""
    named, keys = list(subjects), list(opinions)
    changes: list[Change] = []
    for key in keys:
        found = find_record(meeting, OPINION, key)
        wanted = list(dict.fromkeys([*(found.about if is_added else ()), *named]))
        changes += set_value(meeting, OPINION, key, ("about",), wanted or None)
        for table in BY_SUBJECT:
            for subject in getattr(found, table):
                if subject not in wanted:
                    changes += set_value(meeting, OPINION, key, (table, subject), None)
    return Edit(tuple(changes), _format_count(keys, _("assigned")))


def answer(meeting: Meeting, opinion: str, subject: str, words: str) -> Edit:
    """Record an answer to an opinion; empty words remove it."""
    words = clean_prose(words)
    if len(words) > PROSE_LIMIT:
        raise InvalidEditError(_("the text is too long: at most {limit} characters").format(limit=PROSE_LIMIT))
    return _per_subject(meeting, [opinion], [subject], "answers", words or None, _("answered"))


def _per_subject(
    meeting: Meeting, opinions: Iterable[str], subjects: Iterable[str] | None, table: str, value: Any, meaning: str
) -> Edit:
    wanted = None if subjects is None else list(subjects)
    changes: list[Change] = []
    keys = list(opinions)
    for key in keys:
        found = find_record(meeting, OPINION, key)
        for subject in found.about if wanted is None else wanted:
            is_there = subject in getattr(found, table)
            if subject not in found.about and (value is not None or not is_there):
                raise UsageError(
                    _("Opinion {id} is not about {who}.").format(id=show_word(key), who=meeting.name(subject))
                )
            changes += set_value(meeting, OPINION, key, (table, subject), value)
    return Edit(tuple(changes), _format_count(keys, meaning))


def _format_count(opinions: list[str], what: str) -> str:
    count = len(opinions)
    return ngettext("{count} opinion {what}", "{count} opinions {what}", count).format(count=count, what=what)


def record_no_opinions(meeting: Meeting, subjects: Iterable[str], on: date | None) -> Edit:
    """Record that these subjects were told that there are no opinions about them."""
    table = meeting.ledgers.opinions.none_told
    return _table(meeting, "opinions", "none_told", table, dict.fromkeys(subjects, on), _("fed back"))


def sign_in(meeting: Meeting, states: Mapping[str, Attendance | None]) -> Edit:
    """Record attendance at the meeting."""
    return _table(meeting, "day", "attendance", meeting.ledgers.day.attendance, states, _("sign-in"))


def record_self_criticism(meeting: Meeting, members: Iterable[str], *, has_spoken: bool = True) -> Edit:
    """Record which members have given their self-criticism."""
    values = dict.fromkeys(members, True if has_spoken else None)
    return _table(meeting, "day", "spoken", meeting.ledgers.day.spoken, values, _("self-criticism"))


def record_told(meeting: Meeting, members: Iterable[str], on: date | None) -> Edit:
    """Record that absentees were informed after the meeting."""
    return _table(meeting, "day", "told", meeting.ledgers.day.told, dict.fromkeys(members, on), _("told afterwards"))


def _table(
    meeting: Meeting, ledger: str, table: str, old: Mapping[str, Any], values: Mapping[str, Any], meaning: str
) -> Edit:
    unknown = (subject for subject, value in values.items() if value is not None or subject not in old)
    _refuse_unknown(meeting, unknown, with_group=ledger == "opinions")
    changes = [
        Change(get_ledger_file(ledger), (table, subject), old.get(subject), value, list_later_keys(old, subject))
        for subject, value in values.items()
        if old.get(subject) != value
    ]
    return Edit(tuple(changes), _describe_subjects(meeting, meaning, values))


def _describe_subjects(meeting: Meeting, what: str, subjects: Iterable[str]) -> str:
    """Return an edit's meaning with the first few names of its subjects."""
    names = [meeting.name(subject) for subject in subjects]
    return " · ".join([what, join_names(names, EDIT_NAMES_SHOWN)]) if names else what


def _refuse_unknown(meeting: Meeting, subjects: Iterable[str], *, with_group: bool = True) -> None:
    """Raise `UsageError` for a subject that is not on the roster."""
    for subject in subjects:
        if not is_known(meeting, subject) or (subject == GROUP and not with_group):
            raise UsageError(_("There is no member {id} on the roster.").format(id=show_word(subject)))


def explain(meeting: Meeting, subject: str, key: str, words: str) -> Edit:
    """Record one of the outline's explanations; “none” is valid too."""
    _refuse_unknown(meeting, [subject])
    known, given = meeting.checklist.explanations, meeting.sheet(subject).outline.explanations
    if key not in known and (words or key not in given):
        titled = [one for one, title in known.items() if key in {title.zh, title.en}]
        names = index_titles(known)
        if len(titled) != 1:
            problem = _("There is nothing to explain called {id}; there are: {known}")
            raise UsageError(problem.format(id=show_word(key), known=join_names(known)) + hint_near_names(key, names))
        key = titled[0]
    words = clean_prose(words)
    if len(words) > PROSE_LIMIT:
        raise InvalidEditError(_("the text is too long: at most {limit} characters").format(limit=PROSE_LIMIT))
    old = given.get(key)
    changes = (
        ()
        if (old or "") == words
        else (
            Change(
                get_sheet_file(subject),
                ("outline", "explanations", key),
                old,
                words or None,
                list_later_keys(given, key),
            ),
        )
    )
    return Edit(changes, _meaning(meeting, subject, str(known.get(key, key))))


_BEFORE: dict[ReviewStep, frozenset[ReviewState]] = {
    "submitted": frozenset({"drafting", "returned", "changed"}),
    "reviewed": frozenset({"submitted"}),
    "returned": frozenset({"submitted", "reviewed", "approved", "changed"}),
    "approved": frozenset({"reviewed"}),
}
"""The states from which each step can be taken."""
_COMMANDS: dict[ReviewStep, str] = {
    "submitted": "submit",
    "reviewed": "review",
    "returned": "return",
    "approved": "approve",
}


def can_take(meeting: Meeting, subject: str, step: ReviewStep) -> bool:
    """Tell whether this step of the review can come next."""
    return meeting.outline_state(subject) in _BEFORE[step]


def take_step(
    meeting: Meeting, subject: str, step: ReviewStep, *, on: date, by: Reviewer = "", who: str = "", reason: str = ""
) -> Edit:
    """Take the next step of an outline's review.

    Raises `UsageError` where it cannot come next, or where a return has no reason.
    """
    _refuse_unknown(meeting, [subject])
    outline, state = meeting.sheet(subject).outline, meeting.outline_state(subject)
    meaning = _meaning(meeting, subject, translate_state(step))
    if state == step:
        return Edit((), meaning)
    if not can_take(meeting, subject, step):
        possible = [
            add_note(translate_state(one), f"huiqian outline {_COMMANDS[one]}")
            for one in _BEFORE
            if state in _BEFORE[one]
        ]
        raise UsageError(
            _("{who}: the outline is “{state}”; it cannot be “{step}” now. Next can be: {steps}").format(
                who=meeting.name(subject),
                state=translate_state(state),
                step=translate_state(step),
                steps=join_names(possible),
            )
        )
    if step == "returned" and not clean_prose(reason):
        raise UsageError(_("Returning an outline needs a reason."))
    if step == "returned" and not by:
        by = "principal" if outline.step == "submitted" else "supervisor"
    texts = {} if step == "returned" else outline.texts_of_round
    number = 1 + max((int(key[1:]) for key in outline.rounds if key[1:].isdigit()), default=0)
    try:
        record = Round(step=step, by=by, on=on, who=who, reason=reason, texts=texts)
    except ValidationError as error:
        raise InvalidEditError(_("; ").join(str(fault) for fault in convert_errors(error, "", Round))) from None
    change = Change(get_sheet_file(subject), ("outline", "rounds", f"b{number:02}"), None, record.plain())
    return Edit((change,), meaning)


def open_criticism(meeting: Meeting, *, is_open: bool) -> Edit:
    """Let members see the criticism of them, or no longer."""
    old = meeting.settings.criticism_opened
    if old == is_open:
        return Edit((), _("criticism opened"))
    change = Change(SETTINGS_FILE, ("criticism_opened",), old or None, is_open or None)
    return Edit((change,), _("criticism opened") if is_open else _("criticism closed"))
