"""Help: the active keys by group, the signs, and where files are."""

from collections.abc import Iterable
from typing import NamedTuple

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.content import Content

from checklists.base import cells
from checklists.base.cells import pad, wrap
from checklists.base.language import _
from checklists.model.words import OVERDUE, STATUS_SIGNS, STATUS_WORDS
from tui.base.key_groups import ALWAYS, GO, HERE, get_group
from tui.forms.reading import ReadingScreen

LEAST_MEANING_WIDTH = 20
"""Cells of the column of explanations at least."""


class KeyRow(NamedTuple):
    """A line of a table: a key or sign with its explanation."""

    left: str
    right: str
    name: str = ""
    """A key's label."""


class HelpScreen(ReadingScreen):
    """The active keys of the screen below, and the meaning of the signs."""

    def __init__(
        self, keys: Iterable[ActiveBinding], signs: Iterable[tuple[str, str]] = (), *, is_form: bool = False
    ) -> None:
        super().__init__(_("Help"))
        self._keys = list(keys)
        self._signs = list(signs)
        """The signs of the page below."""
        self._is_form = is_form
        """Whether it was opened from a form, with other keys to move."""

    def text(self, width: int) -> Content:
        """Return the keys by group, the signs, and further hints."""
        groups = self._groups()
        every = [row for _title, rows in groups for row in rows]
        left = max(cells.count_cells(row.left) for row in every) + 2
        named = max(cells.count_cells(row.name) for row in every) + 2
        lines: list[Content] = []
        for title, rows in groups:
            lines += [Content(""), Content.assemble((title, "bold $text-primary"))] if rows else []
            for row in rows:
                head = pad(row.left, left), pad(row.name, named) if row.name else ""
                lines += _row(*head, row.right, width)
        return Content("\n").join(lines[1:])

    def _groups(self) -> list[tuple[str, list[KeyRow]]]:
        moving = (
            [
                KeyRow("Tab  Shift+Tab", _("next field, previous field")),
                KeyRow(_("Space"), _("tick or choose in a list")),
            ]
            if self._is_form
            else [
                KeyRow("↑ ↓ ← →", _("move; h j k l do too")),
                KeyRow("Home End", _("first and last row; PgUp and PgDn by pages; the mouse works too")),
            ]
        )
        signs = [
            KeyRow(OVERDUE, _("overdue")),
            *(KeyRow(STATUS_SIGNS[status], _(word)) for status, word in STATUS_WORDS.items()),
        ]
        about = _("on the board: 6 of 11 required duties are done or waived; the percentage counts begun ones in part.")
        facts = [
            _("Every change is on the disk before the status line says saved. There is no save key."),
            _("What is counted from the files cannot be ticked; it can be waived with a reason."),
            _("The files are plain text (TOML) in the meeting's folder; nothing is sent over a network."),
        ]
        found = {group: make_key_rows(self.app, self._keys, group) for group in (HERE, GO, ALWAYS)}
        return [
            (_(HERE.description), found[HERE]),
            (_("Moving"), moving),
            (_(GO.description), found[GO]),
            (_(ALWAYS.description), found[ALWAYS]),
            (_("Signs on this page"), [KeyRow(sign, _(word)) for sign, word in self._signs]),
            (_("Signs of duties"), [*signs, KeyRow("–", _("nothing is required here")), KeyRow("◐ 6/11", about)]),
            (_("Good to know"), [KeyRow("·", fact) for fact in facts]),
        ]


def make_key_rows(app: App[object], keys: Iterable[ActiveBinding], group: Binding.Group) -> list[KeyRow]:
    """Return a group's keys, those of one meaning on one line, the stages' numbers as a range."""
    found: dict[tuple[str, str], list[str]] = {}
    for active in keys:
        binding = active.binding
        if get_group(binding) is not group or not (active.tooltip or (binding.show and binding.description)):
            continue
        is_stage = binding.action.startswith("stage(")
        what = (_("Stage") if is_stage else binding.description, active.tooltip)
        found.setdefault(what, []).append(app.get_key_display(binding))
    return [KeyRow(_names(names), tooltip, what) for (what, tooltip), names in found.items()]


def _names(names: list[str]) -> str:
    different = list(dict.fromkeys(names))
    if len(different) > 2 and all(name.isdigit() for name in different):
        return f"{different[0]}–{different[-1]}"
    return " ".join(different)


def _row(key: str, name: str, text: str, width: int) -> list[Content]:
    """Return a row with its text wrapped in its column."""
    left = cells.count_cells(key) + cells.count_cells(name)
    first, *others = wrap(text, max(width - left, LEAST_MEANING_WIDTH))
    return [
        Content.assemble((key, "$text-accent"), (name, "bold"), first),
        *(Content(" " * left + other) for other in others),
    ]
