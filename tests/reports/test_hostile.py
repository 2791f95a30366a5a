"""Text that a person typed breaks no export, and no control character gets into one."""

from typing import Any

import pytest

from checklists.model.layout import Layout
from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.model.ledgers.outline import Measure, Outline, Problem
from checklists.model.ledgers.rectification import Rectification, RectificationEntry
from checklists.model.ledgers.talks import Talk, Talks
from checklists.model.meeting import Ledgers, Mark, Sheet
from checklists.readiness.duties import Readiness
from checklists.reports.catalogue import EXPORTS, FileFormat
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import ExportChoice
from tests.builders import members
from tests.hostile import STRINGS, controls_in
from tests.reports.meetings import EARLIER, LATER, a_readiness, a_settings
from tests.reports.reading import everything, lines, page, tables, workbook

ALONE = ("formula", "html", "surrogate", "stacked", "wide")
SHORT = "".join(text for name, text in STRINGS.items() if len(text) < 30 and name not in ALONE)
PARTS = {f"controls {start}": SHORT[start : start + 90] for start in range(0, len(SHORT), 90)}
TEXTS = {
    "formula and html": STRINGS["formula"] + STRINGS["html"],
    **{name: STRINGS[name][:190] for name in ALONE if name not in {"formula", "html"}},
    **PARTS,
}

RARE: set[FileFormat] = {"csv", "json"}
"""Forms that few exports have."""


def hostile(text: str) -> Readiness:
    """Return a meeting that has the text wherever there is room for one."""
    line: dict[str, Any] = {"name": text, "post": text, "units": (text,), "branch": text}
    settings = a_settings(
        unit=text,
        title=text,
        theme=text,
        place=text,
        aspects={"a1": text},
        layout=Layout(unit=text),
        members=members(3, m01=line, m02=line),
    )
    outline = Outline(
        problems={"p1": Problem(text=text, aspect="a1", example=text)},
        measures={"s1": Measure(text=text, target=text, progress=text, evidence=(text,), due=LATER)},
        explanations={"inquiry": text},
    )
    ledgers = Ledgers(
        opinions=Opinions(
            channels={"n1": Channel(title=text, source=text, note=text)},
            opinions={"o1": Opinion(text=text, channel="n1", source=text, about=("m01",), answers={"m01": text})},
        ),
        talks=Talks(talks={"t1": Talk(member="m01", kind="unit", unit=text, person=text, held=EARLIER, said=text)}),
        rectification=Rectification(
            entries={"r1": RectificationEntry(text=text, problem=text, origin=text, carried=text)}
        ),
    )
    marks = {"plan": Mark(status="waived", on=EARLIER, by=text, note=text, evidence=(text,))}
    return a_readiness(settings=settings, sheets={"group": Sheet(marks=marks, outline=outline)}, ledgers=ledgers)


@pytest.mark.parametrize(("number", "name"), enumerate(TEXTS))
def test_every_export_survives_and_can_be_read_back(number: int, name: str) -> None:
    """Every text is in every export's usual form, and in every form; every export is read back in each of its forms."""
    readiness = hostile(TEXTS[name])
    for place, export in enumerate(EXPORTS.values()):
        choice = ExportChoice(is_full=export.text != "none")
        others = [form for form in export.formats if form not in {export.natural, *RARE}]
        turn = (number + place) % max(len(others), 1)
        for form in (export.natural, *others[turn : turn + 1], *(RARE & {*export.formats})):
            content = export_bytes(readiness, export, form, choice)
            if form == "docx":
                told = "\n".join([*lines(content), str(tables(content))])
            elif form == "xlsx":
                cells = [str(cell.value) for sheet in workbook(content) for row in sheet.iter_rows() for cell in row]
                assert "<f>" not in everything(content)
                told = "\n".join(cells)
            elif form == "html":
                told = page(content.decode()).text
            else:
                told = everything(content).replace("\r\n", "\n").removeprefix("\ufeff")
            assert controls_in(told.replace("\n", " ")) == [], export.id
