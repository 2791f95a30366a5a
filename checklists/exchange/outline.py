"""Rows of problems, causes and measures, linked as the table has them."""

from collections.abc import Iterable
from typing import Any

from checklists.base.language import _
from checklists.edits.applying import apply_in_memory
from checklists.edits.change import Edit, join_edits
from checklists.edits.future import find_future_fields
from checklists.edits.privacy import may_change
from checklists.edits.records import add_record, change_record, validate_record
from checklists.exchange.rows import Aim, JudgedRow, RowValues
from checklists.exchange.tables import TableKind
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, PROBLEM, KindName
from checklists.records.subjects import normalise_words
from checklists.records.values import FieldError

_LINKS: tuple[tuple[KindName, str], ...] = (("measure", ""), ("cause", "measures"), ("problem", "causes"))
"""The kinds of records from the innermost, each with its field of references to those below."""
_LINKED: tuple[tuple[KindName, str, KindName], ...] = (("cause", "measures", "measure"), ("problem", "causes", "cause"))


class OutlineRows:
    """Rows of a list of problems: each cell of the chain is a record; cells with the same words are one."""

    def __init__(self, meeting: Meeting, table: TableKind, aim: Aim) -> None:
        self._meeting = meeting
        self._aim = aim
        self._known: dict[tuple[str, KindName], dict[str, str]] = {}
        """The ids of the records by their words, for each owner and kind."""
        del table

    def _parts(self, values: RowValues) -> dict[KindName, dict[str, Any]]:
        """Return a row's records by kind, without their links."""
        found: dict[KindName, dict[str, Any]] = {}
        for kind, link in _LINKS:
            text = values.get(kind)
            if not text:
                continue
            own = {"text": text}
            for field in KINDS[kind].fields:
                if field.name not in {"text", link} and values.get(field.name) is not None:
                    own[field.name] = values[field.name]
            found[kind] = own
        return found

    def judge(self, values: RowValues) -> JudgedRow:
        """Judge what a row would add to an outline."""
        owner = values.get("whose") or self._aim.me or self._aim.subject
        title = PROBLEM.title
        if owner not in self._meeting.subjects:
            return JudgedRow({}, problem=_("{what}: say whose it is.").format(what=_(title)))
        parts = self._parts(values)
        if not parts:
            return JudgedRow({}, problem=_("a row has a problem, a cause or a measure"))
        if not may_change(self._meeting, self._aim.me, PROBLEM, owner, None):
            problem = _("Only the one whose record it is, or the meeting staff, can change this.")
            return JudgedRow({}, problem=problem)
        wrong: list[FieldError] = []
        clean: dict[str, Any] = {"whose": owner}
        for kind in reversed(parts):
            record, found = validate_record(self._meeting, KINDS[kind], parts[kind], owner)
            wrong += found
            wrong += find_future_fields(KINDS[kind], parts[kind], self._aim.day)
            if record is not None:
                own = record.model_dump()
                clean.update({kind if name == "text" else name: own[name] for name in parts[kind]})
        if wrong:
            return JudgedRow({}, problem=_("; ").join(map(str, wrong)))
        words = tuple(normalise_words(str(clean.get(kind, ""))) for kind, _link in _LINKS)
        return JudgedRow(clean, (owner, *words), self._there(owner, parts))

    def _existing(self, owner: str, kind: KindName, text: str) -> str:
        """Return the id of the outline's record with these words."""
        if (owner, kind) not in self._known:
            records = KINDS[kind].records(self._meeting, owner)
            self._known[owner, kind] = {normalise_words(getattr(one, "text", "")): key for key, one in records.items()}
        return self._known[owner, kind].get(normalise_words(text), "")

    def _there(self, owner: str, parts: dict[KindName, dict[str, Any]]) -> str:
        """Return the id of a row's innermost record if all its records and links are in the outline."""
        keys = {kind: self._existing(owner, kind, own["text"]) for kind, own in parts.items()}
        if not all(keys.values()):
            return ""
        for kind, link, below in _LINKED:
            if kind in keys and below in keys:
                record = KINDS[kind].records(self._meeting, owner)[keys[kind]]
                if keys[below] not in getattr(record, link):
                    return ""
        return next(iter(keys.values()))

    def make_edits(self, rows: Iterable[RowValues]) -> list[Edit]:
        """Return the edits that add records and links: the innermost first, so that links find their targets."""
        chains = [(one["whose"], self._parts(one)) for one in rows]
        edits: list[Edit] = []
        keys: dict[tuple[str, KindName, str], str] = {}
        """The new ids by owner, kind and words."""
        meeting = self._meeting
        for kind, link in _LINKS:
            wanted: dict[tuple[str, str], dict[str, Any]] = {}
            for owner, parts in chains:
                if kind in parts:
                    values = wanted.setdefault((owner, normalise_words(parts[kind]["text"])), {})
                    links = [
                        keys[owner, below, normalise_words(parts[below]["text"])]
                        for below in _list_kinds_below(kind, parts)
                    ]
                    values.update({name: one for name, one in parts[kind].items() if name not in values})
                    if links:
                        values[link] = list(dict.fromkeys([*values.get(link, ()), *links]))
            step: dict[str, Edit] = {}
            for (owner, words), values in wanted.items():
                key = self._existing(owner, kind, words)
                if key:
                    old = getattr(KINDS[kind].records(meeting, owner)[key], link) if link else ()
                    more = [*dict.fromkeys([*old, *values.get(link, ())])]
                    edit = change_record(meeting, KINDS[kind], key, {link: more} if link else {}, owner)
                else:
                    key, edit = add_record(meeting, KINDS[kind], values, owner, taken=step)
                keys[owner, kind, words] = key
                step[key] = edit
            edits += (edit for edit in step.values() if edit.changes)
            meeting = apply_in_memory(meeting, join_edits([*step.values()], ""))
        return edits


def _list_kinds_below(kind: KindName, parts: dict[KindName, dict[str, Any]]) -> list[KindName]:
    return [below for holder, _link, below in _LINKED if holder == kind and below in parts]
