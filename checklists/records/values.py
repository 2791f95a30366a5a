"""Convert a record's values to text and back, for forms, the command line and imports."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from checklists.base import clock
from checklists.base.dates import number_text, read_date
from checklists.base.language import _, add_note, join_names, translate_all
from checklists.base.suggestions import SUGGESTIONS_SHOWN, find_near_names, hint_names, hint_near_names, index_titles
from checklists.base.text import clean_line, show, show_word
from checklists.model.meeting import GROUP, Meeting
from checklists.records.kinds import CHANNEL, KINDS, TEXT, Field, FieldKind

FieldValue = str | bool | int | float | date | Sequence[str] | None
"""What a field of any kind can hold; ``None`` for nothing."""
Reader = Callable[[Meeting, Field, str, str], FieldValue]
"""Parses a text for a field; the last argument is the subject of the sheet. Raises `ValueError`."""
WordReader = Callable[[Meeting, Field, str, str], str]
"""Reads or shows one word: an id, a choice."""
_SPLIT = re.compile(r"[、,，;；\n]")
_YES = frozenset({"yes", "y", "true", "1", "是", "有", "√", "✔"})
_NO = frozenset({"no", "n", "false", "0", "否", "无", "×"})
_GROUP_WORDS = frozenset({GROUP, "班子", "领导班子", "Group"})


class FieldError(ValueError):
    """A field's value does not fit; the message names the field."""

    def __init__(self, field: str, label: str, problem: str) -> None:
        super().__init__(_("{label}: {problem}").format(label=label, problem=problem) if label else problem)
        self.field = field
        """The field's own name; empty outside of records."""
        self.problem = problem
        """The sentence without the field's label, to stand beside the field."""


def read_value(
    meeting: Meeting, field: Field, text: str, subject: str = "", *, today: date | None = None
) -> FieldValue:
    """Parse the text for the field; ``None`` if it is empty. Raises `FieldError` with what was expected.

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


def show_value(meeting: Meeting, field: Field, value: FieldValue, subject: str = "") -> str:
    """Format a value so that `read_value` reads it back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, int | date):
        return str(value)
    show_one = _SHOWERS.get(field.kind)
    if isinstance(value, str):
        return show_one(meeting, field, value, subject) if show_one and value else value
    if field.kind == "lines" or show_one is None:
        return "\n".join(value)
    texts = {key: show_one(meeting, field, key, subject) for key in value}
    return "、".join(key if _SPLIT.search(text) else text for key, text in texts.items())  # else it is read as two


def split_list(text: str) -> list[str]:
    """Split what is listed in one field or cell; each part once."""
    return list(dict.fromkeys(stripped for part in _SPLIT.split(text) if (stripped := part.strip())))


def is_yes(text: str) -> bool:
    """Tell whether a text is a word for yes or a tick."""
    return clean_line(text).lower() in _YES


def find_subject(meeting: Meeting, text: str, *, with_group: bool = True) -> str:
    """Return the member's id for an id or a name that only one has. Raises `ValueError`."""
    name = clean_line(text)
    if with_group and name in _GROUP_WORDS:
        return GROUP
    if name in meeting.settings.members:
        return name
    found = meeting.ids_by_name.get(name, ())
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(
            _("several members are called {name}; say which: {ids}").format(name=show_word(name), ids=join_names(found))
        )
    from checklists.records.subjects import find_subjects  # noqa: PLC0415 - only when something is wrong

    names = {add_note(member.name, key): (key, member.name) for key, member in meeting.settings.members.items()}
    meant = find_subjects(meeting, name, with_group=with_group)
    keys = dict.fromkeys([*meant.keys, *(key for one in meant.unclear for key in one.candidates)])
    called = [add_note(meeting.name(key), key) for key in keys]
    hint = hint_names(dict.fromkeys([*called, *find_near_names(name, names)])) or _hint_roster(names)
    raise ValueError(_("there is no member {id} on the roster").format(id=show_word(name)) + hint)


def _hint_roster(names: Iterable[str]) -> str:
    known = list(names)
    return _("; on it are: {names}").format(names=join_names(known, 2 * SUGGESTIONS_SHOWN)) if known else ""


def _show_name(read: WordReader, name: WordReader) -> WordReader:
    """Show an id by its name if the name is read back as that id; else by the id itself, as of two with one name.

    A member who left the roster is shown by name, though that leads back to nobody.
    """

    def show_id(meeting: Meeting, field: Field, key: str, subject: str) -> str:
        text = name(meeting, field, key, subject)
        try:
            is_only = read(meeting, field, text, subject) == key
        except ValueError:
            return text if key in meeting.history.read_departed() else key
        return text if is_only else key

    return show_id


def _index_titles(meeting: Meeting, field: Field) -> Mapping[str, str]:
    """Return the titles of possible targets of a field, by id; none for kinds without a title."""
    match field.of:
        case "channel":
            return {key: one.title for key, one in CHANNEL.records(meeting).items()}
        case "text":
            return {key: one.title for key, one in TEXT.records(meeting).items()}
    return {}


def _find_by_title(meeting: Meeting, field: Field, key: str, _subject: str) -> str:
    return _index_titles(meeting, field).get(key) or key


def _parse_choice(_meeting: Meeting, field: Field, text: str, _subject: str) -> str:
    choices = field.choices or {}
    words = {_(word): (value, *translate_all(word)) for value, word in choices.items()}
    plain = text.casefold()
    for value, called in zip(choices, words.values(), strict=True):
        if plain in map(str.casefold, called):
            return value
    expected = _("one of {choices}").format(choices=join_names(words))
    raise ValueError(
        _("found {value}, expected {expected}").format(value=show_word(text), expected=expected)
        + hint_near_names(text, words)
    )


def _parse_flag(_meeting: Meeting, _field: Field, text: str, _subject: str) -> bool:
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    raise ValueError(_("found {value}, expected yes or no").format(value=show_word(text)))


_COUNTED = re.compile(r"(?<=\d)\s*(人次|学时|课时|小时|[条份个项场张件次篇人])$")
"""What is counted, behind its number."""


def _parse_amount(_meeting: Meeting, _field: Field, text: str, _subject: str) -> int:
    plain = _COUNTED.sub("", number_text(text))
    if re.fullmatch(r"[0-9]{1,5}", plain):
        return int(plain)
    _refuse_negative(plain)
    raise ValueError(_("found {value}, expected a whole number").format(value=show_word(text)))


def _refuse_negative(text: str) -> None:
    if re.fullmatch(r"-\s*\d+([.]\d+)?", text):
        raise ValueError(_("found {value}; it may not be negative").format(value=show_word(text)))


def _parse_decimal(_meeting: Meeting, _field: Field, text: str, _subject: str) -> float:
    plain = _COUNTED.sub("", number_text(text))
    if re.fullmatch(r"[0-9]{1,3}([.][0-9]{1,6})?", plain):
        return float(plain)
    _refuse_negative(plain)
    raise ValueError(_("found {value}, expected a number such as 3 or 2.5").format(value=show_word(text)))


def _parse_aspect(meeting: Meeting, _field: Field, text: str, _subject: str) -> str:
    aspects = meeting.settings.aspects
    found = text if text in aspects else next((key for key, title in aspects.items() if title == text), None)
    if found is None:
        words = _("found {value}, expected one of the aspects: {aspects}")
        raise ValueError(
            words.format(value=show_word(text), aspects=join_names(aspects.values()))
            + hint_near_names(text, index_titles(aspects))
        )
    return found


def _record(meeting: Meeting, field: Field, text: str, subject: str) -> str:
    if field.of and text in KINDS[field.of].records(meeting, subject):
        return text
    titles = _index_titles(meeting, field)
    found = [key for key, title in titles.items() if title == text]
    if len(found) == 1:
        return found[0]
    if titles:
        problem = _("there is no record {id}; there are: {titles}; or add it first")
        raise ValueError(
            problem.format(id=show_word(text), titles=join_names([show(one, 30) for one in titles.values()], 8))
            + hint_near_names(text, index_titles({key: show(one, 30) for key, one in titles.items()}))
        )
    raise ValueError(_("there is no record {id}: add it first").format(id=show_word(text)))


def _make_list_reader(read: WordReader) -> Reader:
    def read_all(meeting: Meeting, field: Field, text: str, subject: str) -> list[str]:
        return list(dict.fromkeys(read(meeting, field, part, subject) for part in split_list(text)))

    return read_all


def _parse_subject(meeting: Meeting, _field: Field, text: str, _own: str) -> str:
    return find_subject(meeting, text)


_show_subject = _show_name(_parse_subject, lambda meeting, _field, key, _own: meeting.name(key))
_show_aspect = _show_name(_parse_aspect, lambda meeting, _field, key, _own: meeting.settings.aspects.get(key, key))
_show_record = _show_name(_record, _find_by_title)

_READERS: dict[FieldKind, Reader] = {
    "line": lambda _meeting, _field, text, _subject: text,
    "amount": _parse_amount,
    "decimal": _parse_decimal,
    "choice": _parse_choice,
    "flag": _parse_flag,
    "member": lambda meeting, _field, text, _subject: find_subject(meeting, text, with_group=False),
    "subject": _parse_subject,
    "subjects": _make_list_reader(_parse_subject),
    "aspect": _parse_aspect,
    "record": _record,
    "records": _make_list_reader(_record),
}
_SHOWERS: dict[FieldKind, WordReader] = {
    "choice": lambda _meeting, field, value, _subject: _((field.choices or {}).get(value, value)),
    "member": _show_subject,
    "subject": _show_subject,
    "subjects": _show_subject,
    "aspect": _show_aspect,
    "record": _show_record,
    "records": _show_record,
}
"""How one word of a field is shown; other texts are shown as they are."""
