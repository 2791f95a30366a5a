"""What the meeting screen does with the meeting's settings."""

from functools import partial

from textual import on, work

from tui.base.messages import Setting, SettingsAsked
from tui.forms.saving import Said
from tui.meeting.navigation import Navigation


class SettingsActions(Navigation):
    """The part of the meeting screen that opens the forms over meeting.toml."""

    @on(SettingsAsked)
    def open_settings(self, event: SettingsAsked) -> None:
        """Open the settings from what is shown."""
        event.stop()
        self.action_settings(event.setting)

    @work(group="dialog")
    async def action_settings(self, setting: Setting = "unit") -> None:
        """Open the meeting's settings."""
        from tui.drafts.rules import RulesScreen  # noqa: PLC0415 - not needed for the first screen
        from tui.settings.screen import SettingsScreen  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            setting = "aspects" if self.view.lacks_aspects else setting
            screen = SettingsScreen(self.session, self.readiness, setting, partial(RulesScreen, self.session))
            said = await self.app.push_screen_wait(screen)
            self._tell(said)

    @work(group="dialog")
    async def action_layout(self) -> None:
        """Open the layout of papers."""
        from tui.settings.layout import LayoutScreen  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            said = await self.app.push_screen_wait(LayoutScreen(self.session, self.readiness.meeting.settings))
            self._tell(said)

    def _tell(self, said: Said | None) -> None:
        self.show_reading()
        if said:
            self.say(said.sentence, is_error=said.is_error)
