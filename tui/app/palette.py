"""The command palette: all active keys, the themes, and the other language."""

from collections.abc import Iterator
from typing import NamedTuple

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.types import IgnoreReturnCallbackType

from checklists.base.language import _
from tui.base.matching import is_match


class _Command(NamedTuple):
    title: str
    help: str
    run: IgnoreReturnCallbackType


class KeysProvider(Provider):
    """Offers the active keys, so that nothing is declared twice."""

    def _commands(self) -> Iterator[_Command]:
        app = self.app
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if (
                not active.tooltip
                or binding.action in seen
                or binding.action in {"command_palette", "app.command_palette"}
            ):
                continue
            seen.add(binding.action)
            key = app.get_key_display(binding)

            async def run(action: str = binding.action, node: object = active.node) -> None:
                await app.run_action(action, node)  # type: ignore[arg-type]

            yield _Command(f"{binding.description}  [{key}]", active.tooltip, run)
        for theme in app.available_themes:

            def choose(name: str = theme) -> None:
                app.theme = name

            yield _Command(_("Theme: {name}").format(name=theme), _("Change the colours"), choose)

    async def discover(self) -> Hits:
        """Offer all keys before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(_make_plain(command.title), command.run, text=command.title, help=command.help)

    async def search(self, query: str) -> Hits:
        """Offer what matches in either language, pinyin included."""
        matcher = self.matcher(query)
        is_found = False
        for command in self._commands():
            score = matcher.match(command.title)
            if score or is_match(query, command.title, command.help):
                is_found = True
                yield Hit(
                    max(score, 0.5), _make_plain(command.title), command.run, text=command.title, help=command.help
                )
        if not is_found:  # the palette's own message is in English only
            nothing = _("No command matches.")
            yield Hit(0.1, _make_plain(nothing), lambda: None, text=nothing)


def _make_plain(text: str) -> Content:
    return Content(text)


class Palette(CommandPalette):
    """The palette; paging keys wait until its list is shown, as Textual fails there."""

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).size.height:
            super()._action_command_list(action)
