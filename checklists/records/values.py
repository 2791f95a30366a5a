"""A record's values as text and back: what forms, the command line and imports all speak."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from checklists.base import clock
from checklists.base.dates import number_text, read_date
from checklists.base.language import _, listed, translations
from checklists.base.suggestions import NAMES_SHOWN, near_hint
from checklists.base.text import clean_line, show_word
from checklists.model.meeting import GROUP, Meeting
from checklists.records.kinds import KINDS, Field

_SPLIT = re.compile(r"[、,，;；\n]")
_YES = frozenset({"yes", "y", "true", "1", "是", "有", "√", "✔"})
_NO = frozenset({"no", "n", "false", "0", "否", "无", "×"})
_GROUP_WORDS = frozenset({GROUP, "班子", "领导班子", "Group"})


class FieldError(ValueError):
    """What is wrong with one field, as a sentence that names it."""

    def __init__(self, field: str, label: str, problem: str) -> None:
        super().__init__(_("{label}: {problem}").format(label=label, problem=problem) if label else problem)
        self.field = field
        """The field's own name; empty where it is no record's."""
        self.problem = problem
        """The sentence without the field's label, for where it stands beside it."""


def read_value(meeting: Meeting, field: Field, text: str, subject: str = "", *, today: date | None = None) -> Any:
    """Return what the text means for the field; ``None`` for nothing. Raises `FieldError` with what was expected.

    `today` is the day that “yesterday” and dates without a year are read from; by default the user's own.
    """
    if field.kind == "prose":
        return text.strip() or None
    if field.kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()] or None
    text = clean_line(text)
    if not text:
        return None
    try:
        if field.kind == "date":
            return read_date(text, today or clock.today(), is_ahead=field.is_ahead)
        return _READERS[field.kind](meeting, field, text, subject)
    except ValueError as error:
        problem = str(error)
        if field.is_ahead and field.hint and not re.search(r"\d", number_text(text)):
            problem = _("found {value}, expected a date, {hint}").format(value=show_word(text), hint=_(field.hint))
        raise FieldError(field.name, _(field.label), problem) from None


def show_value(meeting: Meeting, field: Field, value: Any, subject: str = "") -> str:
    """Return a value as it is shown and as `read_value` reads it."""
    if value is None or value in ("", (), []):
        return ""
    shower = _SHOWERS.get(field.kind)
    return shower(meeting, field, value, subject) if shower else str(value)


def is_yes(text: str) -> bool:
    """Tell whether a text is one of the words for yes, or a tick."""
    return clean_line(text).lower() in _YES


def find_subject(meeting: Meeting, text: str, *, with_group: bool = True) -> str:
    """Return the member's id for an id or a name that only one has. Raises `ValueError`."""
    name = clean_line(text)
    if with_group and name in _GROUP_WORDS:
        return GROUP
    if name in meeting.settings.members:
        return name
    found = meeting.by_name.get(name, ())
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(
            _("several members are called {name}; say which: {ids}").format(name=show_word(name), ids=", ".join(found))
        )
    names = {f"{member.name} ({key})": (key, member.name) for key, member in meeting.settings.members.items()}
    raise ValueError(
        _("there is no member {id} on the roster").format(id=show_word(name))
        + (near_hint(name, names) or _on_it(names))
    )


def _on_it(names: Iterable[str]) -> str:
    known = list(names)
    return _("; on it are: {names}").format(names=listed(known, 2 * NAMES_SHOWN)) if known else ""


def _named(one: Any, name: Any) -> Any:
    """Show a thing by its name where that leads back to it alone; else by its id, as of two with one name.

    Who left the roster is called by name, though that leads back to nobody.
    """

    def shown(meeting: Meeting, field: Field, key: str, subject: str) -> str:
        text = str(name(meeting, field, key, subject))
        try:
            is_only = one(meeting, field, text, subject) == key
        except ValueError:
            return text if key in meeting.left() else key
        return text if is_only else key

    return shown


def _listed(one: Any) -> Any:
    """Show several things in one line; one whose name would be read as two, by its id."""

    def shown(meeting: Meeting, field: Field, keys: Iterable[str], subject: str) -> str:
        texts = {key: one(meeting, field, key, subject) for key in keys}
        return "、".join(key if _SPLIT.search(text) else text for key, text in texts.items())

    return shown


def _title_of(meeting: Meeting, field: Field, key: str, subject: str) -> str:
    records = KINDS[field.of].records(meeting, subject) if field.of in {"channel", "text"} else {}
    return getattr(records.get(key), "title", "") or key


def _choice(_meeting: Meeting, field: Field, text: str, _subject: str) -> str:
    choices = field.choices or {}
    for value, word in choices.items():
        if text in translations(word):
            return value
    if text in choices:
        return text
    raise ValueError(
        _("found {value}, expected {expected}").format(
            value=show_word(text), expected=_("one of {choices}").format(choices=", ".join(map(_, choices.values())))
        )
    )


def _flag(_meeting: Meeting, _field: Field, text: str, _subject: str) -> bool:
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    raise ValueError(_("found {value}, expected yes or no").format(value=show_word(text)))


def _amount(_meeting: Meeting, _field: Field, text: str, _subject: str) -> int:
    plain = number_text(text)
    if re.fullmatch(r"[0-9]{1,5}", plain):
        return int(plain)
    _refuse_negative(plain)
    raise ValueError(_("found {value}, expected a whole number").format(value=show_word(text)))


def _refuse_negative(text: str) -> None:
    if re.fullmatch(r"-\s*\d+([.]\d+)?", text):
        raise ValueError(_("found {value}; it may not be negative").format(value=show_word(text)))


def _decimal(_meeting: Meeting, _field: Field, text: str, _subject: str) -> float:
    plain = number_text(text)
    if re.fullmatch(r"[0-9]{1,3}([.][0-9]{1,6})?", plain):
        return float(plain)
    _refuse_negative(plain)
    raise ValueError(_("found {value}, expected a number such as 3 or 2.5").format(value=show_word(text)))


def _aspect(meeting: Meeting, _field: Field, text: str, _subject: str) -> str:
    aspects = meeting.settings.aspects
    found = text if text in aspects else next((key for key, title in aspects.items() if title == text), None)
    if found is None:
        raise ValueError(
            _("found {value}, expected one of the aspects: {aspects}").format(
                value=show_word(text), aspects="、".join(aspects.values())
            )
        )
    return found


def _record(meeting: Meeting, field: Field, text: str, subject: str) -> str:
    records = KINDS[field.of].records(meeting, subject) if field.of else {}
    if text in records:
        return text
    found = [key for key, one in records.items() if getattr(one, "title", None) == text]
    if len(found) == 1:
        return found[0]
    raise ValueError(_("there is no record {id}: add it first").format(id=show_word(text)))


def _each(one: Any) -> Any:
    def read(meeting: Meeting, field: Field, text: str, subject: str) -> list[str]:
        parts = [part.strip() for part in _SPLIT.split(text) if part.strip()]
        return list(dict.fromkeys(one(meeting, field, part, subject) for part in parts))

    return read


def _subject(meeting: Meeting, _field: Field, text: str, _own: str) -> str:
    return find_subject(meeting, text)


_show_subject = _named(_subject, lambda meeting, _field, key, _own: meeting.name(key))
_show_aspect = _named(_aspect, lambda meeting, _field, key, _own: meeting.settings.aspects.get(key, key))
_show_record = _named(_record, _title_of)

_READERS: dict[str, Any] = {
    "line": lambda _meeting, _field, text, _subject: text,
    "amount": _amount,
    "decimal": _decimal,
    "choice": _choice,
    "flag": _flag,
    "member": lambda meeting, _field, text, _subject: find_subject(meeting, text, with_group=False),
    "subject": _subject,
    "subjects": _each(_subject),
    "aspect": _aspect,
    "record": _record,
    "records": _each(_record),
}
_SHOWERS: dict[str, Callable[[Meeting, Field, Any, str], str]] = {
    "flag": lambda _meeting, _field, value, _subject: _("yes") if value else _("no"),
    "choice": lambda _meeting, field, value, _subject: _((field.choices or {}).get(value, value)),
    "decimal": lambda _meeting, _field, value, _subject: f"{value:.6f}".rstrip("0").rstrip("."),
    "lines": lambda _meeting, _field, value, _subject: "\n".join(value),
    "member": _show_subject,
    "subject": _show_subject,
    "subjects": _listed(_show_subject),
    "aspect": _show_aspect,
    "record": _show_record,
    "records": _listed(_show_record),
}
