"""Read opinions from CSV or XLSX: what would be taken, what is there already, and what is wrong, row by row."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from checklists.edits import Edit, together
from checklists.errors import UnreadableError
from checklists.exchange.table import Formula, Row, decoded, is_blank, is_workbook, read_bytes, text_rows, workbook_rows
from checklists.fields import KINDS
from checklists.language import N_, _, ngettext
from checklists.ledgers.opinions import Opinion
from checklists.meeting import Meeting
from checklists.records import add_record, judged
from checklists.text import show
from checklists.values import read_value

ROW_LIMIT = 10_000
_HEADINGS = {
    "text": "意见 意见内容 意见建议 意见和建议 具体意见 内容 原话 原文 opinion text content",
    "received": "日期 收到日期 收到时间 征求时间 时间 received date",
    "channel": "渠道 征求渠道 意见渠道 途径 channel",
    "source": "来源 意见来源 来源群体 群体 征求对象 source from",
    "about": "对象 针对对象 涉及对象 意见对象 被提意见对象 about target",
    "aspect": "方面 对照方面 所属方面 aspect",
    "voices": "条数 原始条数 人次 频次 票数 voices count",
}
_KNOWN = {word: field for field, words in _HEADINGS.items() for word in words.split()}
_BESIDE = re.compile(r"[(（\[【].*?[)）\]】]|[\s*:：]")


Verdict = Literal["new", "double", "repeated", "wrong"]
"""What becomes of a row: taken; left out as it is in the ledger, or stands in the file before; or refused."""
VERDICT_WORDS: dict[Verdict, str] = {
    "new": N_("new"),
    "double": N_("there already"),
    "repeated": N_("twice in the file"),
    "wrong": N_("wrong"),
}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file."""

    number: int
    """As a spreadsheet numbers it, the heading included."""
    verdict: Verdict
    values: Mapping[str, Any]
    problem: str = ""
    """Of a wrong row: what was found where, and what was expected. Of one that is there already: the opinion's id.
    Of one that stands twice in the file: in which row before."""


@dataclass(frozen=True, slots=True)
class OpinionImport:
    """What a file holds, judged against the ledger."""

    rows: tuple[ImportRow, ...]
    path: str = ""
    """The file, as it was named."""

    def of(self, verdict: str) -> tuple[ImportRow, ...]:
        """Return the rows with this verdict."""
        return tuple(row for row in self.rows if row.verdict == verdict)

    def edit(self, meeting: Meeting) -> Edit:
        """Return the edit that takes what is new, and still is: someone else may have taken the same file meanwhile."""
        edits: dict[str, Edit] = {}
        seen = _Seen(meeting)
        for row in self.of("new"):
            record, _wrong = judged(meeting, KINDS["opinion"], row.values)
            if isinstance(record, Opinion) and seen.key_of(record):
                continue
            key, edit = add_record(meeting, KINDS["opinion"], row.values, taken=edits)
            edits[key] = edit
        count, wrong = len(edits), len(self.of("wrong"))
        words = ngettext("{count} opinion imported", "{count} opinions imported", count).format(count=count)
        if wrong:
            more = ngettext("{count} wrong row left out", "{count} wrong rows left out", wrong).format(count=wrong)
            words = _("; ").join([words, more])
        return together(list(edits.values()), words)

    def summary(self) -> str:
        """Say in a line what would be taken."""
        counts = {verdict: len(self.of(verdict)) for verdict in get_args(Verdict)}
        words = _("{new} new, {double} already there, {wrong} wrong")
        if counts["repeated"]:
            words = _("{new} new, {double} already there, {repeated} twice in the file, {wrong} wrong")
        return words.format(**counts)


def read_opinions(path: Path, meeting: Meeting) -> OpinionImport:
    """Read a file and judge each row. Raises `UnreadableError` where it is no table of opinions."""
    content, name = read_bytes(path), show(path.name)
    if is_workbook(content, path.name):
        rows = workbook_rows(content, _known_columns, name, ROW_LIMIT)
    else:
        rows = text_rows(decoded(content, name), _known_columns, name, ROW_LIMIT)
    start = next((number for number, row in enumerate(rows[:10]) if "text" in _columns(row).values()), None)
    if start is None:
        raise UnreadableError(name, _("no column is called 意见 or opinion"))
    if len(rows) > ROW_LIMIT:
        raise UnreadableError(name, _("it has more than {limit} rows").format(limit=ROW_LIMIT))
    columns = _columns(rows[start])
    seen = _Seen(meeting)
    found = []
    for number, row in enumerate(rows[start + 1 :], start + 2):
        if not is_blank(row):
            found.append(_judged(meeting, number, row, columns, seen))
    return OpinionImport(tuple(found))


def _judged(meeting: Meeting, number: int, row: Row, columns: Mapping[int, str], seen: "_Seen") -> ImportRow:
    kind = KINDS["opinion"]
    values: dict[str, Any] = {}
    problems: list[ValueError] = []
    for place, name in columns.items():
        cell = row[place] if place < len(row) else ""
        field = kind.field(name)
        if isinstance(cell, Formula):
            problems.append(ValueError(_("{label}: a formula; enter its value").format(label=_(field.label))))
            continue
        try:
            values[name] = read_value(meeting, field, cell)
        except ValueError as error:
            problems.append(error)
    record, wrong = (None, problems) if problems else judged(meeting, kind, values)
    if not isinstance(record, Opinion) or wrong:
        return ImportRow(number, "wrong", {}, _("; ").join(map(str, wrong)))
    values = {name: value for name, value in record.model_dump().items() if name in values}  # clean, as it is stored
    if key := seen.key_of(record):
        return ImportRow(number, "double", values, key)
    first = seen.rows.setdefault(_identity(record), number)
    if first != number:
        return ImportRow(number, "repeated", values, _("the same as row {row}").format(row=first))
    return ImportRow(number, "new", values)


class _Seen:
    """What is in the ledger, and what came before in the file, found by its words."""

    def __init__(self, meeting: Meeting) -> None:
        self.rows: dict[tuple[object, ...], int] = {}
        """In which row of the file an opinion came first."""
        self._ledger: dict[str, list[tuple[str, Opinion]]] = {}
        for key, one in meeting.ledgers.opinions.opinions.items():
            self._ledger.setdefault(_words(one), []).append((key, one))

    def key_of(self, found: Opinion) -> str:
        """Return the id of an opinion that is in the ledger already; nothing where it is not.

        One in the ledger is the same although more is known of it by now: whom it is about, its channel, its source.
        """
        for key, one in self._ledger.get(_words(found), ()):
            same = all(getattr(found, name) in (None, "", getattr(one, name)) for name in _TELLING)
            if same and set(found.about) <= set(one.about):
                return key
        return ""


_TELLING = ("channel", "source", "received")
"""With its words and whom it is about, what tells one opinion from another."""


def _words(opinion: Opinion) -> str:
    return "".join(unicodedata.normalize("NFKC", opinion.text).split())


def _identity(opinion: Opinion) -> tuple[object, ...]:
    return _words(opinion), frozenset(opinion.about), *(getattr(opinion, name) for name in _TELLING)


def _columns(row: Row) -> dict[int, str]:
    found: dict[int, str] = {}
    for place, heading in enumerate(row):
        word = _BESIDE.sub("", unicodedata.normalize("NFKC", heading[:80])).casefold()
        name = _KNOWN.get(word)
        if name and name not in found.values():
            found[place] = name
    return found


def _known_columns(rows: list[Row]) -> int:
    return max((len(found) for row in rows if "text" in (found := _columns(row)).values()), default=0)
