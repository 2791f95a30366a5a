"""The styles of official documents: fonts by name and size, line pitch, indents. Whatever else Word ships goes.

A font that an office has not got is stood in for by the one named beside it.
"""

from functools import cache
from typing import NamedTuple

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt, Twips
from docx.styles.style import ParagraphStyle

from checklists.base.language import Language

LINE = Twips(579)
"""225 mm of type area in 22 lines: 28.95 points each."""
TIGHTENING = Pt(-0.25)
"""28 characters of size 3 are 448 points, and a line has 442. A grid of characters would say the same to Word alone."""
SIZES = {"title": Pt(22), "body": Pt(16), "number": Pt(14), "caption": Pt(12), "table": Pt(10.5)}
"""Sizes 2, 3, 4, small 4 and 5."""
LATIN = "Times New Roman"
FONTS = {
    "title": "方正小标宋简体",
    "body": "仿宋_GB2312",
    "heading 1": "黑体",
    "heading 2": "楷体_GB2312",
    "number": "宋体",
}
STAND_INS = {
    "方正小标宋简体": "宋体",
    "仿宋_GB2312": "仿宋",
    "黑体": "SimHei",
    "楷体_GB2312": "楷体",
    "宋体": "SimSun",
}

_NAMESPACES = {"w": nsmap["w"]}
_qualified = cache(qn)


class Look(NamedTuple):
    """How one style looks."""

    font: str
    size: Length
    indent: int = 0
    """In characters, of the first line."""
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    is_bold: bool = False
    line: Length | None = LINE
    """``None``: single, as tables are set."""
    right: int = 0
    """In characters, from the right margin."""
    is_kept: bool = False
    """On one page with what follows."""


_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
LOOKS: dict[str, Look] = {
    "Normal": Look(FONTS["body"], SIZES["body"]),
    "Body Text": Look(FONTS["body"], SIZES["body"], indent=2),
    "Title": Look(FONTS["title"], SIZES["title"], align=_CENTRE, line=Pt(35), is_kept=True),
    "Subtitle": Look(FONTS["heading 2"], SIZES["body"], align=_CENTRE, is_kept=True),
    "Notice": Look(FONTS["heading 2"], SIZES["caption"], align=_CENTRE, is_kept=True),
    "Heading 1": Look(FONTS["heading 1"], SIZES["body"], indent=2, align=_LEFT, is_kept=True),
    "Heading 2": Look(FONTS["heading 2"], SIZES["body"], indent=2, align=_LEFT, is_kept=True),
    "Heading 3": Look(FONTS["body"], SIZES["body"], indent=2, align=_LEFT, is_bold=True, is_kept=True),
    "Heading 4": Look(FONTS["body"], SIZES["body"], indent=2, align=_LEFT, is_kept=True),
    "Caption": Look(FONTS["body"], SIZES["caption"], align=_CENTRE, is_bold=True, is_kept=True),
    "Closing": Look(FONTS["body"], SIZES["body"], align=_RIGHT, right=4),
    "Table Text": Look(FONTS["body"], SIZES["table"], align=_LEFT, line=None),
    "Table Head": Look(FONTS["heading 1"], SIZES["table"], align=_CENTRE, line=None, is_kept=True),
    "Footer": Look(FONTS["number"], SIZES["number"], align=_LEFT, line=None),
}
_KEPT = frozenset({*LOOKS, "Default Paragraph Font", "Normal Table", "No List"})


def set_styles(document: Docx, language: Language) -> None:
    """Give the document these styles of a language and no others."""
    styles = document.styles
    for style in list(styles):
        if style.name not in _KEPT:
            style.delete()
    for old in styles.element.findall(qn("w:docDefaults")):
        styles.element.remove(old)
    known = {style.name for style in styles}
    for name, look in LOOKS.items():
        made = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if isinstance(made, ParagraphStyle):
            _set(made, look, None if name == "Normal" else styles["Normal"], language)
    _name_stand_ins(document)
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # a picture of someone else's page
            del package.rels[key]


def element(tag: str, text: str = "", **attributes: object) -> BaseOxmlElement:
    """Make an element of the word-processing namespace, its attributes of that namespace too.

    Past python-docx's own maker, which takes longer than all the rest of a long table.
    """
    named = {_qualified(f"w:{name}"): str(value) for name, value in attributes.items()}
    made: BaseOxmlElement = oxml_parser.makeelement(_qualified(tag), named, _NAMESPACES)
    if text:
        made.text = text
        if text != text.strip() or "  " in text:
            made.set(_qualified("xml:space"), "preserve")
    return made


def _set(style: ParagraphStyle, look: Look, base: ParagraphStyle | None, language: Language) -> None:
    for tag in ("w:pPr", "w:rPr", "w:link"):  # what it is linked to went
        for old in style.element.findall(qn(tag)):
            style.element.remove(old)
    if base is not None:
        style.base_style = base
    style.quick_style, style.hidden, style.unhide_when_used = True, False, False
    font = style.font
    font.name, font.size, font.bold = LATIN, look.size, look.is_bold
    fonts = style.element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), look.font)
    fonts.set(qn("w:cs"), LATIN)
    spoken = "en-US" if language == "zh" else "en-GB"  # of Latin text: as Chinese it would be parted at any letter
    if look.size == SIZES["body"] and language == "zh":
        _insert_first(style.element.rPr, element("w:spacing", val=round(TIGHTENING.pt * 20)), "w:sz")
    style.element.rPr.append(element("w:lang", val=spoken, eastAsia="zh-CN"))
    _set_paragraph(style, look)


def _set_paragraph(style: ParagraphStyle, look: Look) -> None:
    layout = style.paragraph_format
    layout.alignment = look.align
    layout.space_before = layout.space_after = Pt(0)
    layout.keep_with_next = look.is_kept
    layout.widow_control = False  # 22 lines on every page
    if look.line != LINE:  # else its lines would be stretched to the page's
        _insert_first(layout.element.pPr, element("w:snapToGrid", val=0), "w:spacing")
    if look.line is None:
        layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, look.line
    if look.indent:
        layout.first_line_indent = Length(look.size * look.indent)
        layout.element.pPr.ind.set(qn("w:firstLineChars"), str(look.indent * 100))
    if look.right:
        layout.right_indent = Length(look.size * look.right)
        layout.element.pPr.ind.set(qn("w:rightChars"), str(look.right * 100))
    level = style.name.removeprefix("Heading ") if style.name else ""
    if level.isdigit():
        layout.element.pPr.append(element("w:outlineLvl", val=int(level) - 1))


def _insert_first(properties: BaseOxmlElement, made: BaseOxmlElement, before: str) -> None:
    """Insert an element where the schema has it: just before another one."""
    place = properties.find(qn(before))
    if place is not None:
        place.addprevious(made)


def _name_stand_ins(document: Docx) -> None:
    """Say in the table of fonts which other font is to be taken where one is missing."""
    from lxml import etree  # noqa: PLC0415 - the part is no element of python-docx

    part = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    table = etree.fromstring(part.blob)
    for name, other in STAND_INS.items():
        font = etree.SubElement(table, qn("w:font"), {qn("w:name"): name})
        etree.SubElement(font, qn("w:altName"), {qn("w:val"): other})
        etree.SubElement(font, qn("w:charset"), {qn("w:val"): "86"})
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001
