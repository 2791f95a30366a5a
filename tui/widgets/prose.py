"""Text to read: lines break as on a Chinese page, none begins with a stop; nothing is markup."""

from typing import Self

from textual.content import Content
from textual.geometry import Region, Size
from textual.widgets import Static
from typing_extensions import override

from checklists.base.cells import wrap


class UpdatedText(Static):
    """Text whose height follows each update."""

    @override
    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        # Textual notes only the first of several updates: a layout between them would keep its height
        if layout:
            self._layout_updates += 1
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class Prose(UpdatedText):
    """A text of any length, laid out again for each width."""

    def __init__(
        self,
        text: str | Content = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        name: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(text, id=id, name=name, classes=classes, markup=False)
        self._laid: tuple[object, int, Content] | None = None
        """The last text laid out, its width, and the result."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the text takes."""
        del container, viewport
        return self._lines(width).plain.count("\n") + 1

    def render(self) -> Content:
        """Return the text with its lines broken."""
        return self._lines(self.content_size.width)

    def _lines(self, width: int) -> Content:
        text = self.visual
        if not isinstance(text, Content):
            raise TypeError(type(text))
        if self._laid is None or self._laid[0] is not text or self._laid[1] != width:
            self._laid = text, width, break_text(text, width)
        return self._laid[2]


def break_text(text: Content, width: int) -> Content:
    """Return text broken into lines of at most `width` cells, with its styles."""
    if width <= 0:  # not laid out yet
        return text
    lines: list[Content] = []
    start = 0
    for paragraph in text.plain.split("\n"):
        place = start
        for line in wrap(paragraph, width):
            begin = text.plain.index(line, place)  # after the blank where the line before broke
            place = begin + len(line)
            lines.append(text[begin:place])
        start += len(paragraph) + 1
    return Content("\n").join(lines)
