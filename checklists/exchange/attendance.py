"""Rows of attendance: at study sessions, in reading texts, and on the meeting's day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from checklists.base.dates import read_date
from checklists.base.language import _, join_names, translate_all
from checklists.base.text import show
from checklists.edits.change import Edit
from checklists.edits.future import describe_future
from checklists.edits.ledgers import attend, read_text, record_self_criticism, record_told, sign_in
from checklists.exchange.rows import Aim, JudgedRow, RowValues
from checklists.exchange.tables import TableKind
from checklists.model.ledgers.attendance import ATTENDANCE_SIGNS, ATTENDANCE_WORDS, AWAY, Attendance
from checklists.model.meeting import Meeting
from checklists.records.subjects import normalise_words
from checklists.records.values import is_yes

_STATES: dict[Attendance, str] = {
    "present": "出席 到会 参加 参会 已到 到 实到 签到 已签到 在岗 在场 是 有 √ ✓ ☑ v y yes true 1",
    "absent": "请假 已请假 公假 事假 病假 休假 产假 出差 公出 因公请假 因病请假 因事请假 leave onleave",
    "unexcused": "缺席 无故缺席 未请假 旷会 未到 未参加 absent unexcused",
}


def read_attendance(text: str) -> Attendance:
    """Parse attendance. Raises `ValueError`; whether an absence was on leave is never guessed."""
    word = normalise_words(text[:80]).casefold()
    known = {one: state for state, words in _STATES.items() for one in words.split()}
    known.update({sign: state for state, sign in ATTENDANCE_SIGNS.items()})
    for state, label in ATTENDANCE_WORDS.items():
        known.update(dict.fromkeys(map(str.casefold, translate_all(label)), state))
    if word not in known:
        expected = join_states()
        raise ValueError(_("found {value}, expected {expected}").format(value=show(text, 40), expected=expected))
    return known[word]


def join_states() -> str:
    """Return the words for the states of attendance, joined."""
    return _("one of {choices}").format(choices=join_names(map(_, ATTENDANCE_WORDS.values())))


class AttendanceRows:
    """Rows of attendance at sessions or of texts read: a row, or a cell of a matrix, for each."""

    def __init__(self, meeting: Meeting, table: TableKind, aim: Aim) -> None:
        self._meeting = meeting
        self._label = _(table.field("session").label)
        self._aim = aim

    def judge(self, values: RowValues) -> JudgedRow:
        """Judge what a row would record of a member."""
        member = values.get("member")
        if not member:
            return JudgedRow({}, problem=_("say which member"))
        try:
            text = self._text(values)
            return self._reading(values, member, text) if text else self._presence(values, member)
        except ValueError as error:
            return JudgedRow({}, problem=str(error))

    def _text(self, values: RowValues) -> str:
        """Return the id of a row's text; empty if the row is about a session."""
        named = values.get("text")
        texts = self._meeting.ledgers.study.texts
        if not named:
            return ""
        if named in texts:
            return str(named)
        found = [key for key, one in texts.items() if _get_title(one.title) == _get_title(named)]
        if len(found) != 1:
            raise ValueError(_("there is no text {title} on the reading list").format(title=show(named, 40)))
        return found[0]

    def _reading(self, values: RowValues, member: str, text: str) -> JudgedRow:
        on = values.get("read")
        if on is None:
            raise ValueError(_("say when it was read"))
        if on > self._aim.day:
            raise ValueError(describe_future(on))
        there = self._meeting.sheet(member).study.read.get(text)
        clean = {"member": member, "text": text, "read": on}
        return JudgedRow(clean, (member, text), self._meeting.ledgers.study.texts[text].title if there else "")

    def _presence(self, values: RowValues, member: str) -> JudgedRow:
        state = values.get("state")
        if state is None:
            raise ValueError(_("found {value}, expected {expected}").format(value="–", expected=join_states()))
        key = self._session(values)
        session = self._meeting.ledgers.study.sessions[key]
        if session.date > self._aim.day and state not in AWAY:
            raise ValueError(_("This session is still to come."))
        there = session.attendance.get(member)
        _refuse_other(there, state)
        clean = {"member": member, "session": key, "state": state}
        return JudgedRow(clean, (member, key), session.topic if there else "")

    def _session(self, values: RowValues) -> str:
        """Return the id of a row's session, by topic or day; if there is only one, that one."""
        sessions = self._meeting.ledgers.study.sessions
        named = str(values.get("session") or "")
        if named in sessions:
            return named
        if not named and len(sessions) == 1:
            return next(iter(sessions))
        if not named:
            raise ValueError(_("say which session, by its topic or its day"))
        found = [key for key, one in sessions.items() if normalise_words(one.topic) == normalise_words(named)]
        if not found:
            try:
                day = read_date(named, self._aim.day)
            except ValueError:
                day = None
            found = [key for key, one in sessions.items() if one.date == day]
        if len(found) != 1:
            words = _("there is no session {name}: add it first") if not found else _("several sessions are {name}")
            raise ValueError(words.format(name=show(named, 40)))
        return found[0]

    def make_edits(self, rows: Iterable[RowValues]) -> list[Edit]:
        """Return the edits that record attendance, session by session, and reading."""
        states: dict[str, dict[str, Attendance | None]] = {}
        edits = []
        for own in rows:
            if "text" in own:
                edits.append(read_text(self._meeting, own["member"], [own["text"]], own["read"]))
            else:
                states.setdefault(own["session"], {})[own["member"]] = own["state"]
        return [*(attend(self._meeting, key, one) for key, one in states.items()), *edits]


class DayRows:
    """Rows of who signed in, who gave self-criticism, and who was informed afterwards: one for each member."""

    def __init__(self, meeting: Meeting, table: TableKind, aim: Aim) -> None:
        self._meeting = meeting
        self._fields = {field.name: field for field in table.fields}
        self._aim = aim

    def judge(self, values: RowValues) -> JudgedRow:
        """Judge what a row would record of a member."""
        member, day = values.get("member"), self._meeting.ledgers.day
        if not member:
            return JudgedRow({}, problem=_("say which member"))
        clean: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
        if not clean.get("spoken"):
            clean.pop("spoken", None)
        if not clean.keys() & {"state", "spoken", "told"}:
            return JudgedRow({}, problem=_("nothing is filled in"))
        state = clean.get("state", day.attendance.get(member))
        try:
            _refuse_other(day.attendance.get(member), clean.get("state"))
            self._refuse_state(clean, state)
        except ValueError as error:
            return JudgedRow({}, problem=str(error))
        known = {"state": day.attendance.get(member), "spoken": day.spoken.get(member), "told": day.told.get(member)}
        is_there = all(known[name] == value for name, value in clean.items() if name in known)
        return JudgedRow(clean, (member,), self._meeting.name(member) if is_there else "")

    def _refuse_state(self, values: Mapping[str, Any], state: str | None) -> None:
        """Refuse self-criticism of an absent member, or informing one who was there."""
        name = self._meeting.name(values["member"])
        if values.get("spoken") and state in AWAY:
            raise ValueError(_("{name} is not there, so cannot have spoken.").format(name=name))
        if values.get("told") and state == "present":
            raise ValueError(_("{name} was there, so need not be told.").format(name=name))

    def make_edits(self, rows: Iterable[RowValues]) -> list[Edit]:
        """Return the edits that record the day."""
        values = [*rows]
        days: dict[date, list[str]] = {}
        for one in values:
            if one.get("told"):
                days.setdefault(one["told"], []).append(one["member"])
        edits = [
            sign_in(self._meeting, {one["member"]: one["state"] for one in values if one.get("state")}),
            record_self_criticism(self._meeting, [one["member"] for one in values if one.get("spoken")]),
            *(record_told(self._meeting, members, on) for on, members in days.items()),
        ]
        return [edit for edit in edits if edit.changes]


def is_of_day(values: RowValues) -> bool:
    """Tell whether a row says what can only be once the day has come: leave is known before."""
    return values.get("state", "absent") != "absent" or bool(values.get("spoken") or values.get("told"))


def read_tick(text: str, today: date) -> date:
    """Parse a day, or a tick for today. Raises `ValueError`."""
    day = today if is_yes(text) else read_date(text, today)
    if day > today:
        raise ValueError(describe_future(day))
    return day


def _refuse_other(there: str | None, state: str | None) -> None:
    """Refuse to overwrite what is recorded otherwise."""
    if there and state and there != state:
        words = _("recorded as “{state}” already; change it there")
        raise ValueError(words.format(state=_(ATTENDANCE_WORDS[there])))  # type: ignore[index]


def _get_title(text: str) -> str:
    return normalise_words(text).strip("《》")
