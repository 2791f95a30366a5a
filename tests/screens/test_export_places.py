"""Which export is chosen already where the dialog is opened: that of the place, or of the item the cursor is on."""

from pathlib import Path

from textual.widgets import OptionList, Select, Static

from checklists.reports.catalogue import EXPORTS
from tests.screens.conftest import TODAY, Driver, Open
from tests.screens.exporting import dialog_of, open_dialog, path_of

DAY = TODAY.isoformat()
PLACES = [
    ("0", "summary", ""),
    ("s", "summary", ""),
    ("2 t", "sign-in", ""),
    ("2 t t t", "sign-in", ""),
    ("3 t", "opinions", ""),
    ("3 t t", "opinions", ""),
    ("4 t", "talks", ""),
    ("4 t t", "talks", ""),
    ("5 t", "problems", "group"),
    ("5 t right_square_bracket right_square_bracket", "problems", "m02"),
    ("6 t", "criticism", ""),
    ("7 t", "sign-in", ""),
    ("8 t t t", "rectification", ""),
    ("0 m", "owing", "group"),
    ("0 m right_square_bracket right_square_bracket", "owing", "m02"),
    ("4", "talks", ""),
    ("1", "summary", ""),
]
ITEMS = [
    ("archive", "group", "archive", ""),
    ("chair-script", "group", "script", ""),
    ("opinions-fed-back", "m03", "feedback", "m03"),
    ("personal-outline", "m04", "self-inspection", "m04"),
    ("talk-units", "m02", "talks", "m02"),
    ("plan", "group", "summary", ""),
]


def chosen(app: Driver) -> tuple[str, str, str]:
    """Return the export, for whom it is, and its file's name."""
    dialog = dialog_of(app)
    option = dialog.query_one("#exports", OptionList).highlighted_option
    assert option is not None
    assert dialog.form == EXPORTS[str(option.id)].natural
    label = str(dialog.query_one("#whom #label", Static).render())
    value = dialog.query_one("#whom", Select).value
    assert label in {"the group and all members", "all members"} or label == app.readiness.meeting.name(str(value))
    return str(option.id), str(value).lstrip("-"), Path(path_of(app)).name


async def test_what_belongs_to_the_place_is_chosen_already(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        for keys, export, subject in PLACES:
            await open_dialog(app, *keys.split())
            name = app.readiness.meeting.name(subject) + "-" if subject else ""
            title, form = EXPORTS[export].title, EXPORTS[export].natural
            assert chosen(app) == (export, subject, f"{title}-{name}{DAY}.{form}"), keys
            await app.press("escape")


async def test_what_belongs_to_the_item_is_chosen_already(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        for item, subject, export, whose in ITEMS:
            await app.go_to(item, subject)
            await open_dialog(app)
            assert chosen(app)[:2] == (export, whose)
            await app.press("escape")
