"""What the meeting screen does with the meeting's settings."""

from textual import on, work

from tui.messages import SettingsAsked
from tui.screens.navigation import Navigation
from tui.screens.saving import Said


class SettingsActions(Navigation):
    """The part of the meeting screen that opens the forms over meeting.toml."""

    @on(SettingsAsked)
    def open_settings(self, event: SettingsAsked) -> None:
        """Open the settings from what is shown."""
        event.stop()
        self.action_settings()

    @work(group="dialog")
    async def action_settings(self) -> None:
        """Open the meeting's settings."""
        from tui.screens.settings import Page, SettingsScreen  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            page: Page = "page-aspects" if self.view.lacks_aspects else "page-meeting"
            said = await self.app.push_screen_wait(SettingsScreen(self.session, self.readiness, page))
            self._tell(said)

    @work(group="dialog")
    async def action_layout(self) -> None:
        """Open the layout of papers."""
        from tui.screens.layout import LayoutScreen  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            said = await self.app.push_screen_wait(LayoutScreen(self.session, self.readiness.meeting.settings))
            self._tell(said)

    def _tell(self, said: Said | None) -> None:
        self.show_reading()
        if said:
            self.say(said.sentence, is_error=said.is_error)
