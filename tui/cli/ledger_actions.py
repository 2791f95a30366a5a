"""The particular actions of the ledgers: what was typed becomes an edit."""

from argparse import Namespace
from collections.abc import Callable, Container, Mapping
from datetime import date
from typing import Any

from checklists.base.errors import NothingToDoError, UsageError
from checklists.base.language import _, listed, ngettext
from checklists.edits import ledgers as ledger_edits
from checklists.edits.change import Edit, together
from checklists.edits.records import add_record, change_record, find_record
from checklists.model.ledgers.attendance import AWAY, PRESENT
from checklists.model.ledgers.opinions import Opinion
from checklists.model.ledgers.outline import Reviewer, Step
from checklists.model.ledgers.study import StudySession
from checklists.model.ledgers.talks import BRANCH, NO_TALKS
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from tui.cli.arguments import today_of
from tui.cli.meetings import find_member, find_subject
from tui.cli.places import check_ids, found_places

Act = Callable[[Meeting, Namespace], Edit]
_SPLIT = str.maketrans("、，;；", ",,,,")


def _members(meeting: Meeting, options: Namespace, everyone: Callable[[], list[str]]) -> list[str]:
    """Return the members who were named, or `everyone`. Raises `NothingToDoError` where that is nobody."""
    if not options.all:
        return list(dict.fromkeys(find_member(meeting, typed) for typed in options.members))
    found = everyone()
    if not found:
        raise NothingToDoError(_("That is nobody: nothing was changed."))
    return found


def _subjects(meeting: Meeting, options: Namespace) -> list[str] | None:
    return list(dict.fromkeys(find_subject(meeting, typed) for typed in options.members)) or None


def _day(options: Namespace) -> date | None:
    if getattr(options, "undo", False):
        return None
    return options.on or today_of(options)


def _named(meeting: Meeting, text: str) -> list[str]:
    return [find_member(meeting, part.strip()) for part in text.translate(_SPLIT).split(",") if part.strip()]


def _presence(meeting: Meeting, options: Namespace) -> dict[str, Any]:
    """Return who was there and who was not. Raises `UsageError` for one who would be both, or for nobody."""
    absent, unexcused = _named(meeting, options.absent), _named(meeting, options.unexcused)
    unknown = _named(meeting, options.clear)
    is_all = options.present.strip() == "all"
    present = [] if is_all else _named(meeting, options.present)
    if is_all:
        present = [member for member in meeting.settings.members if member not in {*absent, *unexcused, *unknown}]
    states: dict[str, Any] = {}
    for members, state in ((present, "present"), (absent, "absent"), (unexcused, "unexcused"), (unknown, None)):
        for member in dict.fromkeys(members):
            if member in states:
                raise UsageError(_("{name} is named twice.").format(name=meeting.name(member)))
            states[member] = state
    if not states:
        raise UsageError(_("Say who was there: --present all --leave m03"))
    return states


def _states(states: Mapping[str, Any]) -> str:
    """Say how many were there and how many were not."""
    found = list(states.values())
    return _("present {present}, on leave {leave}, unexcused {unexcused}").format(
        present=found.count("present"), leave=found.count("absent"), unexcused=found.count("unexcused")
    )


def _told_more(edit: Edit, more: str) -> Edit:
    """Say more of an edit than the screens need, where one sees what it was about."""
    return together([edit], f"{edit.meaning} · {more}")


def _names(meeting: Meeting, subjects: list[str]) -> str:
    return listed([meeting.name(subject) for subject in subjects])


def _attend(meeting: Meeting, options: Namespace) -> Edit:
    check_ids([options.session])
    states = _presence(meeting, options)
    return _told_more(ledger_edits.attend(meeting, options.session, states), _states(states))


def _read(meeting: Meeting, options: Namespace) -> Edit:
    known = [*meeting.ledgers.study.texts]
    texts = known if options.texts == ["all"] else options.texts
    check_ids(texts)
    if not texts:
        raise NothingToDoError(_("The reading list is empty: nothing was changed."))
    members = _members(meeting, options, lambda: [*meeting.settings.members])
    edits = [ledger_edits.read_text(meeting, member, texts, _day(options)) for member in members]
    return together(edits, _names(meeting, members))


def _make_up(meeting: Meeting, options: Namespace) -> Edit:
    check_ids([options.session])
    session = find_record(meeting, KINDS["session"], options.session)
    there = session.attendance if isinstance(session, StudySession) else {}
    members = _members(meeting, options, lambda: [one for one in meeting.settings.members if there.get(one) in AWAY])
    edits = [ledger_edits.make_up(meeting, member, options.session, _day(options), options.note) for member in members]
    return together(edits, _names(meeting, members))


def _assign(meeting: Meeting, options: Namespace) -> Edit:
    check_ids(options.ids)
    kind = KINDS["opinion"]
    subjects = _subjects(meeting, options) or []
    edits = []
    for key in dict.fromkeys(options.ids):
        found = find_record(meeting, kind, key)
        before = found.about if isinstance(found, Opinion) and options.add else ()
        about = list(dict.fromkeys([*before, *subjects]))
        edits.append(change_record(meeting, kind, key, {"about": about}))
    count = len(edits)
    meaning = ngettext("{count} opinion {what}", "{count} opinions {what}", count)
    return together(edits, meaning.format(count=count, what=_("assigned")))


def _claim(meeting: Meeting, options: Namespace) -> Edit:
    check_ids(options.ids)
    _refuse_unassigned(meeting, options.ids)
    return ledger_edits.claim(meeting, dict.fromkeys(options.ids), _subjects(meeting, options), _day(options))


def _refuse_unassigned(meeting: Meeting, keys: list[str]) -> None:
    opinions = meeting.ledgers.opinions.opinions
    if nobody := [key for key in dict.fromkeys(keys) if key in opinions and not opinions[key].about]:
        raise UsageError(
            _("Nobody is named yet whom {ids} is about; first: huiqian opinions assign").format(ids=listed(nobody))
        )


def _feed_back(meeting: Meeting, options: Namespace) -> Edit:
    check_ids(options.ids)
    subjects = _subjects(meeting, options)
    if options.ids:
        _refuse_unassigned(meeting, options.ids)
        return ledger_edits.feed_back(meeting, dict.fromkeys(options.ids), subjects, _day(options))
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
    return ledger_edits.none_told(meeting, subjects, _day(options))


def _answer(meeting: Meeting, options: Namespace) -> Edit:
    check_ids([options.id])
    subjects = _subjects(meeting, options) or []
    edits = [ledger_edits.answer(meeting, options.id, subject, options.text) for subject in subjects]
    return together(edits, edits[0].meaning)


def _plan(meeting: Meeting, options: Namespace) -> Edit:
    """Add a talk for whatever is neither held nor planned yet; a talk between two members once."""
    members = _members(meeting, options, lambda: [*meeting.settings.members])
    wanted: dict[tuple[Any, ...], dict[str, str]] = {}
    for member in members:
        for talk in _missing_talks(meeting, member, set(options.partners or ("members", "units", "branch"))):
            pair = frozenset({member, talk["partner"]}) if "partner" in talk else member
            wanted.setdefault((talk["kind"], pair, talk.get("unit", "")), talk)
    days = {"planned": options.planned, "held": options.held, "place": options.place}
    edits: dict[str, Edit] = {}
    for talk in wanted.values():
        key, edit = add_record(meeting, KINDS["talk"], {**talk, **days}, taken=edits)
        edits[key] = edit
    count = len(edits)
    return together([*edits.values()], ngettext("{count} talk", "{count} talks", count).format(count=count))


def _missing_talks(meeting: Meeting, member: str, partners: set[str]) -> list[dict[str, str]]:
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


def _explain(meeting: Meeting, options: Namespace) -> Edit:
    return ledger_edits.explain(meeting, find_subject(meeting, options.of), options.key, options.text)


def _step(step: Step) -> Act:
    def act(meeting: Meeting, options: Namespace) -> Edit:
        subject = find_subject(meeting, options.of)
        on = _day(options) or today_of(options)
        by: Reviewer = getattr(options, "reviewer", "")
        return ledger_edits.take_step(meeting, subject, step, on=on, by=by, who=options.by, reason=options.reason)

    return act


def _flag(name: str) -> Act:
    def act(meeting: Meeting, options: Namespace) -> Edit:
        places = found_places(meeting, options, options.ids)
        edits = [change_record(meeting, kind, key, {name: not options.undo}, subject) for kind, subject, key in places]
        return together(edits, listed([key for *_place, key in places]))

    return act


def _sign_in(meeting: Meeting, options: Namespace) -> Edit:
    states = _presence(meeting, options)
    return _told_more(ledger_edits.sign_in(meeting, states), _states(states))


def _on_the_day(meeting: Meeting, states: Container[str]) -> list[str]:
    there = meeting.ledgers.day.attendance
    return [member for member in meeting.settings.members if there.get(member, "") in states]


def _spoken(meeting: Meeting, options: Namespace) -> Edit:
    members = _members(meeting, options, lambda: _on_the_day(meeting, PRESENT))
    if not options.undo:
        _refuse_state(meeting, members, AWAY, _("{name} is not there, so cannot have spoken."))
    return ledger_edits.spoken(meeting, members, has_spoken=not options.undo)


def _told(meeting: Meeting, options: Namespace) -> Edit:
    members = _members(meeting, options, lambda: _on_the_day(meeting, AWAY))
    if not options.undo:
        _refuse_state(meeting, members, PRESENT, _("{name} was there, so need not be told."))
    return ledger_edits.told(meeting, members, _day(options))


def _refuse_state(meeting: Meeting, members: list[str], states: Container[str], sentence: str) -> None:
    for member in members:
        if meeting.ledgers.day.attendance.get(member, "") in states:
            raise UsageError(sentence.format(name=meeting.name(member)))


ACTIONS: Mapping[tuple[str, str], Act] = {
    ("study", "attend"): _attend,
    ("study", "read"): _read,
    ("study", "make-up"): _make_up,
    ("opinions", "assign"): _assign,
    ("opinions", "claim"): _claim,
    ("opinions", "feed-back"): _feed_back,
    ("opinions", "answer"): _answer,
    ("talks", "plan"): _plan,
    ("outline", "explain"): _explain,
    ("outline", "submit"): _step("submitted"),
    ("outline", "review"): _step("reviewed"),
    ("outline", "return"): _step("returned"),
    ("outline", "approve"): _step("approved"),
    ("criticism", "discussed"): _flag("discussed"),
    ("criticism", "given"): _flag("given"),
    ("criticism", "open"): lambda meeting, _options: ledger_edits.open_criticism(meeting, is_open=True),
    ("criticism", "close"): lambda meeting, _options: ledger_edits.open_criticism(meeting, is_open=False),
    ("day", "sign-in"): _sign_in,
    ("day", "spoken"): _spoken,
    ("day", "told"): _told,
}
