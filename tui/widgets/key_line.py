"""The last lines of a screen: the keys that work now. Others are in the help and the palette."""

from typing import NamedTuple

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from checklists.base import cells
from tui.base.key_groups import HERE, get_group


class Key(NamedTuple):
    """A key as drawn."""

    active: ActiveBinding
    name: str
    what: str

    @property
    def cells(self) -> int:
        """Its width in cells, including the blanks around it."""
        return cells.count_cells(f" {self.name} {self.what} ")

    @property
    def is_help(self) -> bool:
        """Whether it opens the help: that key always comes last."""
        return self.active.binding.action.endswith("help")


def arrange_keys(keys: list[Key], width: int, most: int) -> list[list[Key]]:
    """Distribute keys over at most `most` rows: the view's own first, help last; the last of the others are left out.

    No key is cut. Where all have room, the keys of the place have the first row to themselves.
    """
    aid = [key for key in keys if key.is_help]
    here = [key for key in keys if not key.is_help and get_group(key.active.binding) is HERE]
    rest = [key for key in keys if not key.is_help and key not in here]
    apart = [here, [*rest, *aid]]
    if most == 2 and all(sum(key.cells for key in row) <= width for row in apart):
        return apart
    rows: list[list[Key]] = [[] for _row in range(most)]
    room = [width] * (most - 1) + [width - sum(key.cells for key in aid)]
    number = 0
    for key in [*here, *rest]:
        while number + 1 < most and key.cells > room[number]:
            number += 1
        if key.cells <= room[number]:
            rows[number].append(key)
            room[number] -= key.cells
    rows[-1] += aid
    return rows


class KeyLine(Widget):
    """The lines of keys; it draws them itself, so that a change of focus repaints only lines. Keys can be clicked."""

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $footer-background; color: $footer-foreground; }
    """

    def __init__(self, rows: int = 1) -> None:
        super().__init__()
        self._rows = rows
        self.styles.height = rows
        self._shown: list[ActiveBinding] = []

    def on_mount(self) -> None:
        """Follow changes of the active keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._show)

    def _show(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        """Draw the keys with their labels."""
        found: dict[tuple[str, str], ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.binding.description:
                found.setdefault((active.binding.action, active.binding.description), active)
        keys = [
            Key(active, self.app.get_key_display(active.binding), active.binding.description)
            for active in found.values()
        ]
        self._shown = []
        return Content("\n").join(
            [
                Content.assemble(*(self._piece(key) for key in row))
                for row in arrange_keys(keys, self.size.width, self._rows)
            ]
        )

    def _piece(self, key: Key) -> Content:
        piece = Content.assemble((f" {key.name}", "$footer-key-foreground bold"), f" {key.what} ")
        self._shown.append(key.active)
        place = Style.from_meta({"place": len(self._shown) - 1})
        return piece.stylize(Style(dim=not key.active.enabled) + place)

    async def on_click(self, event: events.Click) -> None:
        """Run the key under the mouse."""
        place = event.style.meta.get("place")
        if isinstance(place, int) and place < len(self._shown):
            active = self._shown[place]
            await self.app.run_action(active.binding.action, active.node)
