"""With one's own part open the dialog offers and writes only that part."""

from pathlib import Path

from textual.widgets import OptionList, Select

from checklists.edits.change import Edit
from checklists.edits.records import add_record
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, KindName
from checklists.reports.catalogue import EXPORTS
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import ExportChoice
from checklists.store.folder import Folder
from tests.reports.reading import everything, tables
from tests.screens.conftest import TODAY, Open
from tests.screens.exporting import choose, name_it, open_dialog, path_of, write

ME = "m03"
OWN = [one for one in EXPORTS.values() if one.can_be_limited]
CANARY = "canary"


def add_canaries(folder: Path) -> None:
    """Write a text of others in every ledger."""

    def store(kind: KindName, sheet: str, values: dict[str, object]) -> None:
        source = Folder(folder)
        meeting = source.read().meeting
        assert isinstance(meeting, Meeting)
        edit: Edit = add_record(meeting, KINDS[kind], values, sheet)[1]
        source.apply(edit)

    talk = {"kind": "member", "member": "m01", "partner": "m02", "held": TODAY, "said": CANARY, "heard": CANARY}
    entry = {"text": CANARY, "subject": "m02", "owner": "m02", "due": TODAY, "problem": CANARY}
    store("opinion", "", {"text": CANARY, "about": ["m02", "group"], "source": CANARY})
    store("talk", "", talk)
    store("criticism", "m02", {"to": ME, "text": CANARY})
    store("criticism", "m02", {"to": "m01", "text": CANARY})
    store("problem", "m02", {"text": CANARY, "example": CANARY})
    store("entry", "", entry)


async def test_a_member_writes_only_their_own_part(sample: Path, drive: Open, tmp_path: Path) -> None:
    add_canaries(sample)
    async with drive(sample, me=ME, language="zh", size=(80, 24)) as app:
        others = {one.name for key, one in app.readiness.meeting.settings.members.items() if key != ME}
        for number, export in enumerate(OWN):
            dialog = await open_dialog(app)
            exports = dialog.query_one("#exports", OptionList)
            assert [exports.get_option_at_index(place).id for place in range(exports.option_count)] == [
                one.id for one in OWN
            ]
            whom = dialog.query_one("#whom", Select)
            assert (whom.value, whom._options) == (ME, whom._options[:1])
            await choose(app, export.id, is_full=export.text != "none")
            assert app.readiness.meeting.name(ME) in path_of(app)
            assert app.readiness.meeting.name(ME) in app.text
            target = tmp_path / f"{number}.{export.natural}"
            await name_it(app, target)
            await write(app)
            text = everything(target.read_bytes())
            assert CANARY not in text, export.id
            if export.text != "none":
                whole = export_bytes(app.assess(), export, export.natural, ExportChoice(is_full=True))
                assert CANARY in everything(whole), "who sees all, sees it"
            if export.id in {"problems", "self-inspection", "feedback"}:
                assert [name for name in others if name in text] == []


async def test_an_open_member_may_read_what_was_written_of_them(sample: Path, drive: Open) -> None:
    add_canaries(sample)
    settings = (sample / "meeting.toml").read_text()
    (sample / "meeting.toml").write_text(settings.replace("format = 1\n", "format = 1\ncriticism_opened = true\n"))
    async with drive(sample, me=ME) as app:
        assert app.readiness.meeting.settings.criticism_opened
        await open_dialog(app)
        await choose(app, "criticism", "docx", is_full=True)
        target = Path(path_of(app))
        await write(app)
        rows = tables(target.read_bytes())[1][1:]
        assert CANARY in [row[4] for row in rows]
        name = app.readiness.meeting.name
        assert {(row[1], row[2]) for row in rows if CANARY in row} == {(name(ME), name("m02"))}
        assert all(name(ME) in row[1:3] for row in rows)


async def test_what_a_member_may_not_have_is_not_chosen(sample: Path, drive: Open) -> None:
    async with drive(sample, me=ME) as app:
        for keys, export in (("", "owing"), ("3 t", "opinions"), ("2 t", "summary"), ("s", "summary")):
            dialog = await open_dialog(app, *keys.split())
            option = dialog.query_one("#exports", OptionList).highlighted_option
            assert option is not None
            assert option.id == export
            await app.press("escape")
