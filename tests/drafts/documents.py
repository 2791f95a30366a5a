"""Files of a draft's text: documents of Word in several makings, and text that is wrapped by hand."""

import io
import re
import textwrap
from typing import Any

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

WRAP = 30
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ASIDE = re.compile(r"⟦(del|ins|note|head|box):([^⟧]*)⟧|[¦⏎]")
"""What only ``docx-rich`` has: deleted and inserted words, a footnote, a header, a text box; cells and their lines."""
_MARKERS = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"（[一二三四五六七八九十]+）"),
    re.compile(r"\d+[.、]"),
)


def wrapped(text: str) -> str:
    """Cut the text as a page of fixed width does."""
    lines = []
    for line in text.split("\n"):
        is_body = len(line) > 20
        cut = textwrap.wrap(line, WRAP, break_long_words=True) if is_body else [line]
        lines += [("　　" if is_body and number == 0 else "") + one for number, one in enumerate(cut)]
    return "\n".join(lines)


_BUILTIN = {
    "#": "Title",
    "##": "Heading 1",
    "###": "Heading 2",
    "+": "List Number",
    "++": "List Number 2",
    "-": "List Bullet",
    "--": "List Bullet 2",
}
"""How the styles that come with Word are told in a draft of the corpus."""


def document(text: str, form: str) -> bytes:
    """Make a document of Word: with plain numbers, with Word's own lists, or with soft line breaks."""
    made = Document()
    lines = [line for line in text.split("\n") if line.strip()]
    if form == "docx-rich":
        _add_rich(made, lines)
    elif form in {"docx-styles", "docx-builtin"}:
        for line in lines:
            _add_styled(made, line, form)
    elif form in {"docx-lists", "docx-numbered-styles"}:
        add_list(made)
        _add_listed(made, lines, are_headings=form == "docx-numbered-styles")
    else:
        joined = ("\v".join(lines[place : place + 4]) for place in range(3, len(lines), 4))
        for line in [*lines[:3], *joined] if form == "docx-soft" else lines:
            _add_broken(made, line)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _add_styled(made: Any, line: str, form: str) -> None:
    """Add a line whose style its first letters name: ``## `` as Markdown has it, or one that comes with Word."""
    if form == "docx-styles" and line.startswith("#"):
        made.add_heading(line.lstrip("# "), len(line) - len(line.lstrip("#")))
    elif form == "docx-builtin" and (match := re.match(r"(#+|[+]+|-+) (.*)", line)):
        made.add_paragraph(match[2], style=_BUILTIN[match[1]])
    else:
        made.add_paragraph(line)


def _add_listed(made: Any, lines: list[str], *, are_headings: bool) -> None:
    """Add lines with Word's own numbers; the higher ones by the style of a heading, where these are headings."""
    for depth in (0, 1) if are_headings else ():
        made.styles[f"Heading {depth + 1}"].element.get_or_add_pPr().append(_number(depth))
    for line in lines:
        level, rest = _level(line)
        if are_headings and level is not None and level < 2:
            made.add_paragraph(rest, style=f"Heading {level + 1}")
            continue
        paragraph = made.add_paragraph(rest)
        if level is not None:
            paragraph._p.get_or_add_pPr().append(_number(level))


def _add_broken(made: Any, line: str) -> None:
    """Add a paragraph with soft line breaks."""
    paragraph = made.add_paragraph()
    for place, piece in enumerate(line.split("\v")):
        if place:
            paragraph.add_run().add_break()
        paragraph.add_run(piece)


def _number(level: int) -> Any:
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')


def _level(line: str) -> tuple[int | None, str]:
    for level, pattern in enumerate(_MARKERS):
        match = pattern.match(line)
        if match:
            return level, line[match.end() :]
    return None, line


def add_list(made: object) -> None:
    numbering = made.part.numbering_part.element  # type: ignore[attr-defined]
    forms = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for level, (form, shown) in enumerate(forms)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    assert numbering.find(qn("w:num")) is not None


def _add_rich(made: Any, lines: list[str]) -> None:
    """Add paragraphs with what only Word has; lines that begin with ¦ are the rows of a table."""
    notes: list[str] = []
    table = None
    for line in lines:
        if not line.startswith("¦"):
            table = None
            _add_pieces(made, made.add_paragraph(), line, notes)
            continue
        cells = line[1:].split("¦")
        if table is None or len(table.columns) != len(cells):
            table = made.add_table(rows=0, cols=len(cells))
        for cell, inside in zip(table.add_row().cells, cells, strict=True):
            first, *others = inside.split("⏎")
            _add_pieces(made, cell.paragraphs[0], first, notes)
            for other in others:
                _add_pieces(made, cell.add_paragraph(), other, notes)
    if notes:
        _add_notes(made, notes)


def _add_pieces(made: Any, paragraph: Any, line: str, notes: list[str]) -> None:
    place = 0
    for match in ASIDE.finditer(line):
        paragraph.add_run(line[place : match.start()])
        place = match.end()
        if match[1] == "head":
            made.sections[0].header.paragraphs[0].text = match[2]
            continue
        notes += [match[2]] if match[1] == "note" else []
        paragraph._p.append(parse_xml(_RICH[match[1]].format(w=nsdecls("w"), text=match[2], id=len(notes))))
    paragraph.add_run(line[place:])


_RICH = {
    "del": '<w:del {w} w:id="1" w:author="a"><w:r><w:delText>{text}</w:delText></w:r></w:del>',
    "ins": '<w:ins {w} w:id="2" w:author="a"><w:r><w:t>{text}</w:t></w:r></w:ins>',
    "note": '<w:r {w}><w:footnoteReference w:id="{id}"/></w:r>',
    "box": '<w:r {w}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
}


def _add_notes(made: Any, notes: list[str]) -> None:
    shown = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(notes, 1)
    )
    xml = f"<w:footnotes {nsdecls('w')}>{shown}</w:footnotes>"
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        xml.encode(),
        made.part.package,
    )
    made.part.relate_to(part, f"{RELATIONS}/footnotes")
