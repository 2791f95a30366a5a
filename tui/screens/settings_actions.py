"""What the meeting screen does with the meeting's settings."""

from textual import work

from checklists.language import _
from tui.screens.duty_actions import DutyActions


class SettingsActions(DutyActions):
    """The part of the meeting screen that opens the forms over meeting.toml."""

    @work(group="dialog")
    async def action_settings(self) -> None:
        """Open the meeting's settings."""
        from tui.screens.settings import SettingsScreen  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            is_saved = await self.app.push_screen_wait(SettingsScreen(self.session, self.readiness))
            self._say_saved(_("the meeting's settings"), is_saved=is_saved)

    @work(group="dialog")
    async def action_layout(self) -> None:
        """Open the layout of papers."""
        from tui.screens.layout import LayoutScreen  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            is_saved = await self.app.push_screen_wait(LayoutScreen(self.session, self.readiness.meeting.settings))
            self._say_saved(_("the layout of papers"), is_saved=is_saved)

    def _say_saved(self, what: str, *, is_saved: bool | None) -> None:
        self.show_reading()
        if is_saved:
            self.say(_("Saved: {what}").format(what=what))
