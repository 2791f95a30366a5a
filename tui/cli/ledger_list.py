"""Records as a table for people, or as JSON for programs."""

import json
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import Any

from checklists.cells import fit, pad, width
from checklists.fields import KINDS, RecordKind
from checklists.language import _
from checklists.meeting import Meeting
from checklists.models import Model
from checklists.values import show_value
from tui.cli import output
from tui.cli.ledger_parser import COMMANDS
from tui.cli.meetings import find_subject
from tui.matching import matches

Row = tuple[str, str, Model]
"""Whose sheet a record is on, its id, the record."""


def list_records(meeting: Meeting, options: Namespace) -> int:
    """Print the records of a ledger."""
    command = COMMANDS[options.command]
    names = [options.what] if options.what else [*command.kinds]
    if options.command == "rectify" and not options.what:
        names.append("measure")
    whose = getattr(options, "of", None)
    owner = find_subject(meeting, whose) if whose else None
    found = {KINDS[name]: list(_rows(meeting, KINDS[name], owner, options.filter)) for name in names}
    if options.json:
        output.write_utf8(_as_json(found))
        return 0
    blocks = [_table(meeting, kind, rows) for kind, rows in found.items() if rows]
    output.write("\n\n".join(blocks) + "\n" if blocks else _("No records.") + "\n")
    return 0


def _rows(meeting: Meeting, kind: RecordKind, owner: str | None, query: str | None) -> Iterator[Row]:
    for subject in kind.owners(meeting):
        if owner is not None and subject not in {owner, ""}:
            continue
        for key, record in kind.records(meeting, subject).items():
            if not query or matches(query, *_texts(meeting, kind, subject, record)):
                yield subject, key, record


def _texts(meeting: Meeting, kind: RecordKind, subject: str, record: Model) -> Iterator[str]:
    for field in kind.fields:
        yield show_value(meeting, field, getattr(record, field.name), subject)


def _as_json(found: dict[RecordKind, list[Row]]) -> str:
    plain: dict[str, Any] = {"format": 1}
    for kind, rows in found.items():
        plain[kind.table] = [
            {"id": key, **({"of": subject} if subject else {}), **record.model_dump()} for subject, key, record in rows
        ]
    return json.dumps(plain, ensure_ascii=False, indent=2, default=_day) + "\n"


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _table(meeting: Meeting, kind: RecordKind, rows: list[Row]) -> str:
    """Set the columns in cells; the one that takes what is left is cut to the page."""
    columns = [field for field in kind.fields if field.width]
    has_owner = any(subject for subject, *_rest in rows)
    heading = ["id", *([_("Whose")] if has_owner else []), *(_(field.label) for field in columns)]
    lines = [heading]
    for subject, key, record in rows:
        cells = [show_value(meeting, field, getattr(record, field.name), subject) for field in columns]
        lines.append(
            [key, *([meeting.name(subject)] if has_owner else []), *(cell.replace("\n", " ") for cell in cells)]
        )
    loose = len(heading) - len(columns) + next((n for n, field in enumerate(columns) if field.width < 0), 0)
    widths = [min(max(width(line[n]) for line in lines), 200 if n == loose else 24) for n in range(len(heading))]
    fixed = sum(wide for n, wide in enumerate(widths) if n != loose) + 2 * (len(widths) - 1)
    widths[loose] = min(widths[loose], max(output.width() - fixed, 12))
    return "\n".join(
        [
            _(kind.plural),
            *(
                "  ".join(pad(fit(text, wide), wide) for text, wide in zip(line, widths, strict=True)).rstrip()
                for line in lines
            ),
        ]
    )
