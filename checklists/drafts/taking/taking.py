"""Take a draft into a subject's outline by one edit. Taken in again, records keep their ids and links."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from rapidfuzz import fuzz

from checklists.base import clock
from checklists.base.dates import describe_completion, read_date
from checklists.base.errors import UsageError
from checklists.base.language import N_, _, ngettext
from checklists.base.model import Model
from checklists.base.text import PROSE_LIMIT, remove_blanks
from checklists.drafts.clean import normalise_width
from checklists.drafts.recognise.aspects import EXPLAINED, find_aspect
from checklists.drafts.recognise.tree import Draft, Group, Point, split_sentences
from checklists.edits.change import Edit, join_edits
from checklists.edits.ledgers import explain
from checklists.edits.records import add_record, change_record
from checklists.model.meeting import GROUP, Meeting
from checklists.records.kinds import KINDS, KindName

TakenKind = KindName | Literal["explanation"]
TakenFate = Literal["added", "changed", "kept", "left"]
FATE_WORDS: dict[TakenFate, str] = {
    "added": N_("new"),
    "changed": N_("changed"),
    "kept": N_("as before"),
    "left": N_("not in the draft, stays"),
}
FATE_SIGNS: dict[TakenFate, str] = {"added": "+", "changed": "~", "kept": "=", "left": "·"}
RECORDS: tuple[KindName, ...] = ("problem", "cause", "measure")
"""The kinds of records that a draft is taken in as."""
SAME = 55
"""The least likeness in percent of two wordings of one record."""
_MONTH = (
    "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]|[上中下]旬)?"
)
_PERIOD = "第?[1-4一二三四]季度|[上下]半年"
_DUE = re.compile(
    f"(?:20[0-9]{{2}}年|[今明]年)(?:{_MONTH}|{_PERIOD}|年(?=[底末内]))?[底末内]?"
    f"|(?<![每0-9年月一二两三四五六七八九十半数几])(?:{_MONTH}|{_PERIOD}|年(?=[底末内]))(?:[底末]|(?=[之以]?前)|(?<=年)内)"
    "|(?<![每近前后去])(?:(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2}|半)个月|半年)[之以]?内"
    "|(?:20[0-9]{2}年|[今明]年)?(?:元旦|春节|清明|五一|端午|七一|中秋|国庆)节?[之以]?前"
)
"""A deadline; without a year a month needs 底 or 前, for 3月 alone may be when something happened."""
_TARGET = re.compile(r"[^。;,]*(?:不少于|不低于|达到|覆盖|清零|不超过|以上|确保)[^。;,]*")
_OWNER = re.compile(r"(?:责任(?:人|领导)|牵头(?:人|领导)):([^。;\n]{2,40})")


@dataclass(frozen=True, slots=True)
class TakenItem:
    """What taking in a draft does to one record or explanation."""

    what: TakenKind
    fate: TakenFate
    key: str
    """The record's id or the explanation's key; empty for a new record."""
    text: str
    """The text afterwards."""
    before: str = ""
    """The present text of a changed record."""
    fields: tuple[str, ...] = ()
    """The fields of a record that change."""
    is_cut: bool = False
    """Whether the draft's text is longer than a record can hold."""
    told: str = ""
    """What the deadline leaves out, and what is assumed."""


class _Wanted(NamedTuple):
    """A record as the draft has it."""

    values: dict[str, Any]
    told: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in a draft does."""

    edit: Edit
    items: tuple[TakenItem, ...]
    """The records in the order of the draft; those missing from it come last."""

    def count(self, fate: TakenFate) -> int:
        """Return the number of records with a fate, explanations not included."""
        return sum(one.fate == fate and one.what != "explanation" for one in self.items)

    @property
    def added(self) -> int:
        """How many records are new."""
        return self.count("added")

    @property
    def changed(self) -> int:
        """How many records are changed."""
        return self.count("changed")

    @property
    def kept(self) -> int:
        """How many records stay as they are."""
        return self.count("kept")

    @property
    def left(self) -> tuple[TakenItem, ...]:
        """The sheet's records missing from the draft: they stay, and the person decides."""
        return tuple(one for one in self.items if one.fate == "left")


def take(meeting: Meeting, subject: str, draft: Draft, today: date | None = None) -> Taken:
    """Work out the edit to take a draft's problems, causes and measures into an outline.

    `today` is the day from which deadlines without a year are read; by default the user's own.

    Raises `UsageError` where nothing of these was recognised.
    """
    wanted = {kind: list(_list_wanted(meeting, subject, draft, kind, today or clock.today())) for kind in RECORDS}
    if not any(wanted.values()):
        raise UsageError(_("No problem, cause or measure was recognised in the draft; see: huiqian draft read FILE"))
    edits: list[Edit] = []
    items: list[TakenItem] = []
    left: list[TakenItem] = []
    for name, asked in wanted.items():
        records = KINDS[name].records(meeting, subject)
        pairs = _paired([one.values["text"] for one in asked], {key: _text(one) for key, one in records.items()})
        for edit, item in _take_records(meeting, subject, name, asked, pairs):
            edits.append(edit)
            items.append(item)
        met = set(pairs.values())
        left += [TakenItem(name, "left", key, _text(one)) for key, one in records.items() if key not in met]
    for key, sentence in _explained(meeting, subject, draft):
        edits.append(explain(meeting, subject, key, sentence))
        items.append(TakenItem("explanation", "added", key, sentence))
    count = sum(map(len, wanted.values()))
    meaning = ngettext("{who} · {count} item of a draft", "{who} · {count} items of a draft", count)
    whole = join_edits([edit for edit in edits if edit.changes], meaning.format(who=meeting.name(subject), count=count))
    return Taken(whole, (*items, *left))


def _take_records(
    meeting: Meeting, subject: str, name: KindName, asked: list[_Wanted], pairs: Mapping[int, str]
) -> Iterator[tuple[Edit, TakenItem]]:
    """Yield the edit of each record, and what it does; `pairs` has the ids of those that the outline has."""
    kind = KINDS[name]
    records = kind.records(meeting, subject)
    taken = set(records)
    for place, (values, told) in enumerate(asked):
        text, is_cut = values["text"], len(values["text"]) == PROSE_LIMIT
        if place in pairs:
            key, record = pairs[place], records[pairs[place]]
            edit = change_record(meeting, kind, key, _new(record, values, is_guessed=bool(told)), subject)
            fields = tuple(dict.fromkeys(change.path[len(kind.path) + 1] for change in edit.changes))
            fate: TakenFate = "changed" if fields else "kept"
            assumed = told if "due" in fields else ""
            yield edit, TakenItem(name, fate, key, text, _text(record), fields, is_cut, assumed)
        else:
            filled = {field: value for field, value in values.items() if value not in {"", None}}
            key, edit = add_record(meeting, kind, filled, subject, taken=taken)
            taken.add(key)
            yield edit, TakenItem(name, "added", "", text, is_cut=is_cut, told=told)


def _explained(meeting: Meeting, subject: str, draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield the key and text of explanations missing on the sheet."""
    given = meeting.sheet(subject).outline.explanations
    for key in meeting.checklist.explanations:
        pattern = EXPLAINED.get(key)
        if given.get(key) or pattern is None:
            continue
        for point in draft.points("other"):
            sentence = next(
                (one.text for one in split_sentences(point.span) if re.search(pattern, normalise_width(one.text))), ""
            )
            if sentence:
                yield key, sentence
                break


def _list_wanted(meeting: Meeting, subject: str, draft: Draft, kind: str, today: date) -> Iterator[_Wanted]:
    """Yield the draft's records of a kind, repeated ones left out."""
    seen: set[str] = set()
    for part in draft.list_parts({"problem": "problems", "cause": "causes", "measure": "measures"}[kind]):  # type: ignore[arg-type]
        for group in part.groups:
            for point in group.points:
                one = _values(meeting, subject, kind, group, point, draft, today)
                if one.values["text"] and one.values["text"] not in seen:
                    seen.add(one.values["text"])
                    yield one


def _values(
    meeting: Meeting, subject: str, kind: str, group: Group, point: Point, draft: Draft, today: date
) -> _Wanted:
    text = point.span.text.rstrip(" ,，、；;")[:PROSE_LIMIT]
    if kind == "cause":
        return _Wanted({"text": text})
    if kind == "problem":
        outside = [one for one in point.examples if one.start >= point.span.end]
        example = "\n".join(one.text for one in outside or point.examples)[:PROSE_LIMIT]
        aspect = find_aspect(meeting.settings.aspects, group.title.text) if group.title else ""
        return _Wanted({"text": text, "example": example, "aspect": aspect})
    start, end = point.whole
    whole = normalise_width(draft.text[start:end])
    target = _TARGET.search(whole)
    due, told = find_due(whole, today)
    values = {
        "text": text,
        "owner": _owner(meeting, subject, whole),
        "due": due,
        "target": draft.text[start:end][slice(*target.span())].strip() if target else "",
    }
    return _Wanted(values, told)


def _new(record: Model, values: Mapping[str, Any], *, is_guessed: bool) -> dict[str, Any]:
    """Leave out fields missing from the draft: they may be filled in by hand.

    A deadline whose year was guessed stays in the year that the record has: the guess goes with the day of reading.
    """
    new = {name: value for name, value in values.items() if value not in {"", None} or not getattr(record, name)}
    due, known = new.get("due"), getattr(record, "due", None)
    if is_guessed and due and known and (due.month, due.day) == (known.month, known.day):
        del new["due"]
    return new


def _owner(meeting: Meeting, subject: str, text: str) -> str:
    found = _OWNER.search(text)
    if found:
        members = meeting.settings.members.items()
        return next((key for key, member in members if normalise_width(member.name) in found[1]), "")
    return "" if subject == GROUP else subject


def find_due(text: str, today: date) -> tuple[date | None, str]:
    """Return the last deadline in a measure, such as 2027年3月底前 or 年底前, and a sentence on what was assumed."""
    found = None
    for match in _DUE.finditer(text):
        with suppress(ValueError):
            day = read_date(match[0], today, is_ahead=True)
            found = max(filter(None, (found, (day, match[0]))))
    return (found[0], describe_completion(found[1], found[0])) if found else (None, "")


def _text(record: Model) -> str:
    return str(getattr(record, "text", ""))


def _paired(texts: list[str], known: Mapping[str, str]) -> dict[int, str]:
    """Pair texts with the ids of records that say the same or nearly so, the nearest first."""
    pairs: dict[int, str] = {}
    free = {key: remove_blanks(text) for key, text in known.items()}
    same: dict[str, list[str]] = {}
    for key, text in free.items():
        same.setdefault(text, []).append(key)
    for place, text in enumerate(texts):
        if keys := same.get(remove_blanks(text)):
            pairs[place] = keys.pop(0)
            del free[pairs[place]]
    rest = [
        (fuzz.ratio(remove_blanks(text), other), place, key)
        for place, text in enumerate(texts)
        if place not in pairs
        for key, other in free.items()
    ]
    for share, place, key in sorted(rest, key=lambda one: (-one[0], one[1])):
        if share >= SAME and place not in pairs and key in free:
            pairs[place] = key
            del free[key]
    return pairs
