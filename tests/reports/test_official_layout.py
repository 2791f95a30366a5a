"""Documents are laid out as official ones: page, grid, fonts by name, headings, numbers outside."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

from checklists.base.errors import UnreadableError
from checklists.base.language import Language, set_language
from checklists.reports.paper import Block, Column, Heading, Paper, PaperSetting, Paragraph, State, Table, Value
from checklists.reports.writers.docx import render_docx
from checklists.reports.writers.numbering import format_letters
from tests.reports.reading import document, everything, lines, tables

TODAY = date(2026, 12, 1)
BLOCKS: tuple[Block, ...] = (
    Paragraph("第一段\n第二段"),
    Heading("甲"),
    Heading("乙", 2),
    Heading("丙", 3),
    Heading("丁", 4),
    Heading("戊", 3),
    Heading("己"),
    Heading("庚", 2),
    Table("表", (Column("序号", 6), Column("状态", 20)), ((1, State("完成", "good")), (2, "a\nb"))),
    Paragraph("单位\n日期", "closing"),
)


def made(*papers: Paper) -> bytes:
    held = papers or (Paper("单位\n标题", BLOCKS, ("某人", "日期"), "注意"),)
    return render_docx(held, PaperSetting("单位", TODAY), lambda _done, _all: None)


def test_the_page_is_a4_with_the_margins_of_the_standard() -> None:
    section = document(made()).sections[0]
    assert (section.page_width, section.page_height) == (Twips(Mm(210).twips), Twips(Mm(297).twips))
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round((margin or 0) / 36000) for margin in margins] == [37, 35, 28, 26]


def test_22_lines_of_28_characters_fit_the_type_area() -> None:
    found = document(made())
    body = found.styles["Body Text"]
    line = body.paragraph_format.line_spacing
    assert Mm(225) // int(line or 1) == 22
    spacing = body.element.rPr.find(qn("w:spacing"))
    pitch = body.font.size.pt + int(spacing.get(qn("w:val"))) / 20
    assert Mm(156).pt // pitch == 28
    grid = found.sections[0]._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) == Twips(int(line or 0) // 635).twips


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Body Text", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("Table Text", "仿宋_GB2312", 10.5),
        ("Footer", "宋体", 14),
    ],
)
def test_fonts_are_named_with_their_size(style: str, font: str, size: float) -> None:
    found = document(made()).styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.font.name == "Times New Roman"
    assert found.font.size == Pt(size)


def test_a_missing_font_has_its_stand_in() -> None:
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in everything(made())


def test_body_and_headings_begin_two_characters_in() -> None:
    found = document(made())
    for name in ("Body Text", "Heading 1", "Heading 2", "Heading 3", "Heading 4"):
        indent = found.styles[name].element.pPr.ind
        assert indent.get(qn("w:firstLineChars")) == "200"
        assert found.styles[name].paragraph_format.first_line_indent == Pt(32)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["一、甲", "（一）乙", "1.丙", "（1）丁", "2.戊", "二、己", "（一）庚"]),
        ("en", ["1. 甲", "(1) 乙", "a. 丙", "(a) 丁", "b. 戊", "2. 己", "(1) 庚"]),
    ],
)
def test_headings_are_numbered_as_the_language_does(language: Language, expected: list[str]) -> None:
    set_language(language)
    headings = [one for one in document(made()).paragraphs if str(one.style and one.style.name).startswith("Heading")]
    assert [one.text for one in headings] == expected
    assert [one.style.name[-1] for one in headings if one.style and one.style.name] == list("1234312")


def test_the_page_number_stands_outside() -> None:
    found = document(made())
    section = found.sections[0]
    assert found.settings.odd_and_even_pages_header_footer
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        assert paragraph.alignment == side
        assert "PAGE" in paragraph._p.xml
        assert paragraph.text.startswith("— ")
        assert paragraph.text.endswith(" —")


def test_every_paper_begins_on_a_page_and_wide_ones_turn_it() -> None:
    upright, wide = Paper("a", ()), Paper("b", (), is_wide=True)
    found = document(made(upright, upright, wide, wide))
    assert [section.orientation for section in found.sections] == [0, 1]
    titles = [one.paragraph_format.page_break_before for one in found.paragraphs if one.text]
    assert titles == [None, True, None, True]
    assert found.sections[1].page_width > found.sections[1].page_height  # type: ignore[operator]


def test_a_table_is_as_wide_as_the_type_area_and_repeats_its_head() -> None:
    table = document(made()).tables[0]
    assert tables(made())[0] == [["序号", "状态"], ["1", "完成"], ["2", "a\nb"]]
    width = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)
    assert abs(width - Mm(156).twips) <= 2
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert 'w:fill="D9EAD3"' in table.rows[1].cells[1]._tc.xml


def shares(table: Table) -> list[int]:
    made_table = document(made(Paper("标题", (table,)))).tables[0]
    return [int(column.get(qn("w:w"))) for column in made_table._tbl.tblGrid]


def test_room_that_is_left_goes_to_all_columns_and_not_to_the_shortest_name() -> None:
    names = ("程砚平", "简舒", "欧阳清和")
    columns = (Column("来自", 12), *(Column(name, 8) for name in names))
    wide = shares(Table("表", columns, tuple((name, 1, 0, 2) for name in names)))
    assert max(wide[1:]) - min(wide[1:]) < 300


def test_headings_are_parted_before_counts_are() -> None:
    stages = ("征求意见", "谈心谈话", "对照检查", "批评准备", "召开会议", "启动", "学习", "会后")
    columns = (Column("对象", 14), Column("推进度", 7), *(Column(stage, 12) for stage in stages))
    row: tuple[Value, ...] = ("欧阳清和", "100%", *(State("◐14/43", "busy") for _stage in stages))
    assert min(shares(Table("表", columns, (row,)))[2:]) >= (6 + 1) * 106 + 140


def test_a_caption_does_not_say_the_title_again() -> None:
    table = Table("签到表", (Column("姓名"),), (("甲",),))
    other = Table("另一张", (Column("姓名"),), (("甲",),))
    text = lines(made(Paper("单位\n签到表", (table, other, Heading("名单"), Table("名单", (Column("姓名"),), ())))))
    assert [line for line in text if line] == ["单位", "签到表", "另一张", "一、名单"]


def test_a_short_table_stays_on_one_page_and_a_long_one_may_be_parted() -> None:
    rows = tuple((number, "x") for number in range(40))
    for count, kept in ((10, 10), (40, 1)):
        table = document(made(Paper("标题", (Table("表", (Column("一"), Column("二")), rows[:count]),)))).tables[0]
        cells = [row.cells[0].paragraphs[0] for row in table.rows]
        with_next = [one.paragraph_format.keep_with_next or one.style.paragraph_format.keep_with_next for one in cells]
        assert sum(bool(one) for one in with_next) == kept, "the head always, the last row never"


def test_unit_and_date_stand_a_line_below_the_unit_centred_above_the_date() -> None:
    found = document(made(Paper("标题", (Paragraph("正文"), Paragraph("云溪县委\n2026年11月24日", "closing")))))
    blank, unit, day = found.paragraphs[-3:]
    assert (blank.text, unit.text, day.text) == ("", "云溪县委", "2026年11月24日")
    assert blank.paragraph_format.keep_with_next
    assert unit.paragraph_format.keep_with_next
    right = day.style.paragraph_format.right_indent.pt  # type: ignore[union-attr]
    assert right == 4 * 16
    middles = [(unit.paragraph_format.right_indent or 0) / 12700 + 8 * 8 / 2, right + 15 * 8 / 2]
    assert abs(middles[0] - middles[1]) <= 8
    long = document(made(Paper("标题", (Paragraph("中" * 27 + "\n2026年11月24日", "closing"),)))).paragraphs[-2]
    assert long.paragraph_format.right_indent == 0


def test_latin_words_and_numbers_are_not_parted_as_chinese_is() -> None:
    spoken = document(made()).styles["Body Text"].element.rPr.find(qn("w:lang"))
    assert (spoken.get(qn("w:val")), spoken.get(qn("w:eastAsia"))) == ("en-US", "zh-CN")


def test_numbers_shares_and_short_states_stand_in_the_middle_of_their_cells() -> None:
    row: tuple[Value, ...] = ("名", 3, "45%", "–", State("完成", "good"), "45%以上")
    table = document(made(Paper("标题", (Table("表", tuple(Column(str(n)) for n in range(6)), (row,)),)))).tables[0]
    centred = [cell.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER for cell in table.rows[1].cells]
    assert centred == [False, True, True, True, True, False]


def test_nobody_elses_name_or_picture_is_in_the_file() -> None:
    content = made()
    about = document(content).core_properties
    assert (about.author, about.title, about.comments) == ("单位", "单位 标题", "")
    assert about.created is not None
    assert about.created.date() == TODAY
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert [name for name in package.namelist() if "thumbnail" in name] == []


def test_the_longest_names_fit_the_files_properties() -> None:
    content = render_docx((Paper("t" * 402, ()),), PaperSetting("u" * 300, TODAY), lambda _done, _all: None)
    assert len(document(content).core_properties.title) == 255


def test_hostile_text_is_set_as_it_can_be_seen() -> None:
    hostile = "a\x1b[2J\ud800\u202e\x00<w:p/>&amp;"
    content = made(Paper(hostile, (Paragraph(hostile), Table(hostile, (Column(hostile),), ((hostile,),)))))
    assert lines(content)[0].startswith("a\\u001b[2J\\ud800\\u202e\\u0000<w:p/>&amp;")


@pytest.mark.parametrize(("number", "text"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az")])
def test_numbers_in_letters(number: int, text: str) -> None:
    assert format_letters(number) == text


def saved_template(folder: Path, *, without: str = "") -> Path:
    """Save an exported paper as an office's template: A5, another font for the text, a letterhead, sample text."""
    found = document(made())
    section = found.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(148), Mm(210), Mm(20)
    found.styles["Body Text"].font.size = Pt(12)
    section.header.paragraphs[0].text = "云溪县委文件"
    if without:
        found.styles[without].delete()
    found.save(str(folder / "office.docx"))
    return folder / "office.docx"


def test_an_offices_template_gives_page_styles_and_header_and_none_of_its_text(tmp_path: Path) -> None:
    template = saved_template(tmp_path)
    papers = (
        Paper("标题", (Paragraph("正文"), Table("表", (Column("一"),), (("a",),)))),
        Paper("横", (), is_wide=True),
    )
    found = document(render_docx(papers, PaperSetting("单位", TODAY, template=template), lambda _done, _all: None))
    upright, across = found.sections
    assert [round((side or 0) / 36000) for side in (upright.page_width, upright.page_height)] == [148, 210]
    assert [round((side or 0) / 36000) for side in (across.page_width, across.page_height)] == [210, 148]
    assert round((across.top_margin or 0) / 36000) == 20, "the edge that is bound is on top"
    assert upright.header.paragraphs[0].text == across.header.paragraphs[0].text == "云溪县委文件"
    body = next(one for one in found.paragraphs if one.text == "正文")
    assert body.style is not None
    assert body.style.font.size == Pt(12)
    assert [one.text for one in found.paragraphs if one.text] == ["标题", "正文", "表", "横"]
    assert "PAGE" in upright.footer._element.xml
    plain = render_docx(
        papers, PaperSetting("单位", TODAY, has_numbers=False, template=template), lambda _done, _all: None
    )
    assert "PAGE" not in document(plain).sections[0].footer._element.xml


@pytest.mark.parametrize("broken", ["text", "empty", "no document", "workbook", "cut", "not there"])
def test_a_template_that_is_none_is_refused_by_its_name(broken: str, tmp_path: Path) -> None:
    set_language("en")
    path = saved_template(tmp_path)
    whole = path.read_bytes()
    if broken == "no document":
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("word/document.xml", "<w:document/>")
    elif broken == "workbook":
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("xl/workbook.xml", "<workbook/>")
    elif broken == "not there":
        path.unlink()
    else:
        path.write_bytes({"text": b"text", "empty": b"", "cut": whole[: len(whole) // 2]}[broken])
    with pytest.raises(UnreadableError, match=r"office\.docx cannot be read") as told:
        render_docx((Paper("标题", ()),), PaperSetting("单位", TODAY, template=path), lambda _done, _all: None)
    assert told.value.exit_code == 3


def test_the_styles_that_a_template_lacks_are_named(tmp_path: Path) -> None:
    set_language("en")
    path = saved_template(tmp_path, without="Notice")
    with pytest.raises(UnreadableError, match="lacks the styles Notice; export a paper"):
        render_docx((Paper("标题", ()),), PaperSetting("单位", TODAY, template=path), lambda _done, _all: None)
