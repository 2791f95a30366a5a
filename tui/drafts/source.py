"""Choosing a draft's source: a file nearby or named, or pasted text."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea
from textual.widgets.option_list import Option

from checklists.base.errors import HuiqianError
from checklists.base.language import N_, _
from checklists.base.text import show_path
from checklists.drafts.recognise.tree import Draft
from tui.base.typed_path import get_working_folder, parse_path, strip_quotes
from tui.forms.dialog import Dialog, make_field_line
from tui.forms.form import make_text_area
from tui.widgets.one_line import OneLine
from tui.widgets.option_lines import OptionLines
from tui.widgets.prose import Prose

SUFFIXES = (".docx", ".txt", ".md")
MOST_NEAR = 50
MOST_SEEN = 5_000
"""Entries examined in a folder; larger ones are not searched for drafts."""


class DraftSource(NamedTuple):
    """A draft's source: a file, else pasted text."""

    path: str = ""
    pasted: str = ""

    @property
    def name(self) -> str:
        """Its name on the screen."""
        return show_path(Path(self.path).name, 60) if self.path else _("pasted text")


class SourceDialog(Dialog[DraftSource | None]):
    """Choose or name a file, or paste the text; if it cannot be read, the dialog says why and stays open."""

    accept_label = N_("Read in")
    AUTO_FOCUS = "#file"

    def __init__(
        self, source: DraftSource, folder: Path, read: Callable[[DraftSource], Draft], problem: str = ""
    ) -> None:
        super().__init__(_("Read a draft"))
        self._source = source
        self._read = read
        self._problem = problem
        """Why the source read before cannot be read any more."""
        self.draft: Draft | None = None
        """The draft as read."""
        self._near = list(find_near_files([get_working_folder(), folder, folder.parent]))

    def on_mount(self) -> None:
        """Say why it asks again."""
        self.complain(self._problem)

    def get_entries(self) -> list[object]:
        """Return the pasted text: a path is soon typed again."""
        return [self.query_one(TextArea).text]

    def fields(self) -> Iterable[Widget]:
        """Return the file's name, the files nearby, and a box for text."""
        box = make_text_area(self._source.pasted, "draft-pasted")
        yield make_field_line(
            _("File"), OneLine(self._source.path, id="file", compact=True, placeholder="对照检查材料.docx")
        )
        if self._near:
            near = OptionLines(*(Option(Content(show_path(path, 200))) for path in self._near), id="near", compact=True)
            yield make_field_line(_("or choose"), near)
        yield make_field_line(_("or paste it"), box)
        yield Prose(_("A file .docx, .txt or .md. It is only read, never changed."), classes="hint")

    @on(Input.Submitted, "#file")
    def accept_file(self, event: Input.Submitted) -> None:
        """Enter on a file's name reads it."""
        event.stop()
        if event.value.strip():
            self.action_accept()
        else:
            self.focus_next()

    @on(OptionList.OptionSelected, "#near")
    def accept_near(self, event: OptionList.OptionSelected) -> None:
        """Enter on a file nearby reads it."""
        self.query_one("#file", Input).value = str(self._near[event.option_index])
        self.action_accept()

    @on(OneLine.TextPasted)
    def take_text(self, event: OneLine.TextPasted) -> None:
        """Move text pasted into the field for a file to the box for text."""
        box = self.query_one("#draft-pasted", TextArea)
        box.text = event.text
        box.focus()

    def action_accept(self) -> None:
        """Read the source, and leave with the draft."""
        try:
            source = self.result()
        except ValueError as error:
            self.refuse(error)
        else:
            self.read_in(source)

    @work(group="read", exclusive=True)
    async def read_in(self, source: DraftSource) -> None:
        """Read in a thread, as a disk may be slow."""
        try:
            self.draft = await asyncio.to_thread(self._read, source)
        except HuiqianError as error:
            self.complain(str(error))
        else:
            self.dismiss(source)

    def result(self) -> DraftSource:
        """Return file or text. Raises `ValueError` if there is neither, or no such file."""
        typed = strip_quotes(self.query_one("#file", Input).value)
        pasted = self.query_one("#draft-pasted", TextArea).text
        if not typed and not pasted.strip():
            raise ValueError(_("Name a file, or paste the text."))
        if not typed:
            return DraftSource("", pasted)
        if not parse_path(typed).is_file():
            sentence = _("There is no such file yet: {path} (looked for in {folder})")
            raise ValueError(sentence.format(path=show_path(typed, 80), folder=show_path(get_working_folder(), 80)))
        return DraftSource(typed, pasted)


def find_near_files(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield possible drafts in some folders, the newest first; unreadable ones are skipped."""
    found: dict[Path, float] = {}
    for folder in dict.fromkeys(folders):
        for path in _list_files(folder):
            try:
                found[path] = path.stat().st_mtime
            except OSError:
                continue
    newest = sorted(found, key=lambda path: (-found[path], path.name))
    here = get_working_folder()
    for path in newest[:MOST_NEAR]:
        short = path.relative_to(here) if path.is_relative_to(here) else path
        yield short if short.is_file() else path  # the short path leads nowhere if the working folder is gone


def _list_files(folder: Path) -> Iterator[Path]:
    try:
        for number, path in enumerate(folder.iterdir()):
            if number >= MOST_SEEN:
                return
            if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$")) and path.is_file():
                yield path
    except OSError:
        return
