"""What the meeting screen writes to files: which export belongs to what is shown, and its dialog."""

from textual import work

from checklists.model.checklist import Item
from checklists.model.meeting import GROUP
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.rules import RULES
from tui.duties.duties import MemberView, StageView
from tui.ledgers.places import PLACES
from tui.meeting.navigation import Navigation

OF_ITEMS: dict[str, str] = {
    "opinions-fed-back": "feedback",
    "group-draft": "self-inspection",
    "personal-outline": "self-inspection",
    "criticism-merged": "criticism",
    "chair-script": "script",
    "sign-in": "sign-in",
    "rectification": "rectification",
    "rectification-plan": "rectification",
    "personal-rectification": "rectification",
    "archive": "archive",
}
"""Items of the shipped checklists that an export is the paper of; of others, that of the place they are counted in."""


class ExportActions(Navigation):
    """The part of the meeting screen that writes files for others."""

    @property
    def export_here(self) -> tuple[str, str]:
        """The export that belongs to what is shown, and whose part of it; empty where it is all."""
        view = self.view
        if isinstance(view, MemberView):
            return "owing", view.subject
        if isinstance(view, StageView) and self.chosen_item:
            return _export_of(self.chosen_item), _member_of(view.duty)
        place = next((place for place in PLACES if view.id == f"place-{place}"), None)
        if place is None:
            return "summary", ""
        return PLACES[place].export, getattr(view, "subject", "")

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write what is chosen to a file."""
        from tui.export.form import ExportDialog  # noqa: PLC0415 - not needed for the first screen
        from tui.forms.target import written_text  # noqa: PLC0415

        if self.readiness is None:
            return
        first = self.readiness

        def newest() -> Readiness:
            return self.readiness or first

        dialog = ExportDialog(newest, self.session.folder.path, self.me, self.export_here)
        path = await self.app.push_screen_wait(dialog)
        if path:
            self.say(written_text(path))


def _export_of(item: Item) -> str:
    if item.id in OF_ITEMS:
        return OF_ITEMS[item.id]
    place = RULES[item.rule.name].place if item.rule else None
    return PLACES[place].export if place in PLACES else "summary"


def _member_of(duty: Duty | None) -> str:
    """Return the member whose duty it is; the group's is everybody's."""
    return "" if duty is None or duty.subject == GROUP else duty.subject
