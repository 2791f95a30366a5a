"""The last line: the keys that work here, now. What does not fit is in the help and the palette."""

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget


class KeyLine(Widget):
    """One line for all keys: it draws them itself, so that a moved focus repaints one line. Keys can be clicked."""

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $footer-background; color: $footer-foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[ActiveBinding] = []

    def on_mount(self) -> None:
        """Follow the keys that are active."""
        self.screen.bindings_updated_signal.subscribe(self, self._show)

    def _show(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        """Draw keys and what they do, in the order of declaration, as far as they fit; help always does."""
        keys: dict[tuple[str, str], ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.binding.description:
                keys.setdefault((active.binding.action, active.binding.description), active)
        texts = [
            (active, self.app.get_key_display(active.binding), active.binding.description) for active in keys.values()
        ]
        texts.sort(key=lambda text: text[0].binding.action.endswith("help"))
        room = self.size.width - sum(_cells(*rest) for active, *rest in texts if _is_help(active))
        self._shown, parts = [], []
        for active, key, what in texts:
            if not _is_help(active):
                if _cells(key, what) > room:
                    continue
                room -= _cells(key, what)
            piece = Content.assemble((f" {key}", "$footer-key-foreground bold"), f" {what} ")
            parts.append(piece.stylize(Style(dim=not active.enabled) + Style.from_meta({"place": len(self._shown)})))
            self._shown.append(active)
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        place = event.style.meta.get("place")
        if isinstance(place, int) and place < len(self._shown):
            active = self._shown[place]
            await self.app.run_action(active.binding.action, active.node)


def _cells(key: str, what: str) -> int:
    return cell_len(f" {key} {what} ")


def _is_help(active: ActiveBinding) -> bool:
    return active.binding.action.endswith("help")
