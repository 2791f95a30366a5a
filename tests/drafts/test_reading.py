"""Files as they come: every encoding, Word's lists, and the bad ones, each refused with one sentence."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document

from checklists.base.errors import UnreadableError
from checklists.drafts.reading.source import DRAFT_BYTE_LIMIT, TEXT_LIMIT, read_content, read_file, read_text
from checklists.exchange import archive
from tests.drafts.documents import add_list, document

TEXT = "对照检查材料\n一、存在的问题\n（一）政治方面\n1.学习不深。"


pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_text_is_read_in_every_encoding(encoding: str, ends: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(TEXT.replace("\n", ends).encode(encoding))
    assert read_file(path).text == TEXT


@pytest.mark.parametrize("form", ["docx", "docx-lists"])
def test_word_is_read_with_the_numbers_that_its_lists_show(form: str) -> None:
    assert read_content(document(TEXT, form), "draft.docx").text == TEXT


def test_a_text_called_word_by_its_bytes_is_read() -> None:
    assert read_content(document(TEXT, "docx"), "draft.txt").text == TEXT


def test_what_is_struck_out_and_what_hides_is_not_read() -> None:
    made = Document()
    paragraph = made.add_paragraph("留下的")
    paragraph._p.append(_element("<w:del w:id='1' w:author='a'><w:r><w:delText>删去的</w:delText></w:r></w:del>"))
    paragraph._p.append(_element("<w:ins w:id='2' w:author='a'><w:r><w:t>添上的</w:t></w:r></w:ins>"))
    table = made.add_table(1, 1)
    table.cell(0, 0).text = "表格里的"
    assert read_content(_saved(made), "a.docx").text == "留下的添上的\n表格里的"


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>横幅</w:t></w:r></w:p></w:txbxContent>"
    made = Document()
    paragraph = made.add_paragraph("正文")
    paragraph._p.append(
        _element(
            "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
            f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert read_content(_saved(made), "a.docx").text == "横幅\n正文"


def test_a_row_of_a_table_is_one_line() -> None:
    made = Document()
    table = made.add_table(2, 2)
    for place, text in enumerate(["姓名", "职务", "沈知秋", "副主席"]):
        table.cell(place // 2, place % 2).text = text
    assert read_content(_saved(made), "a.docx").text == "姓名 职务\n沈知秋 副主席"


def test_a_list_that_begins_anew_is_counted_anew_and_its_empty_items_count() -> None:
    made = Document()
    add_list(made)
    numbering = made.part.numbering_part.element
    override = "<w:lvlOverride w:ilvl='2'><w:startOverride w:val='1'/></w:lvlOverride>"
    numbering.append(_element(f"<w:num w:numId='78'><w:abstractNumId w:val='77'/>{override}</w:num>"))
    for number, text in ((77, "条"), (77, ""), (77, "条"), (78, "条"), (78, "条")):
        paragraph = made.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            _element(f"<w:numPr><w:ilvl w:val='2'/><w:numId w:val='{number}'/></w:numPr>")
        )
    assert read_content(_saved(made), "a.docx").text == "1.条\n3.条\n1.条\n2.条"


def _element(inner: str) -> object:
    from docx.oxml import parse_xml

    name = re.split("[ >]", inner[1:], maxsplit=1)[0]
    space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    return parse_xml(inner.replace(f"<{name}", f"<{name} {space}", 1))


def _saved(made: object) -> bytes:
    target = io.BytesIO()
    made.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def test_invisible_characters_go_and_dangerous_ones_are_shown() -> None:
    assert read_text("\ufeff学\u200b习\u3000\u3000不深\x1b[2J").text == "学习 不深\\u001b[2J"


def test_markdown_loses_its_marks() -> None:
    text = "# 标题\n\n---\n\n- **学习**不深\n1\\. 一条\n> 引文"
    assert read_content(text.encode(), "a.md").text == "标题\n学习不深\n1. 一条\n引文"


def test_markdown_is_known_by_its_marks_in_a_text_too() -> None:
    assert (
        read_text("**对照检查材料**\n**一、存在的问题**\n- 学习不深").text == "对照检查材料\n一、存在的问题\n学习不深"
    )
    assert read_text("**市调研\n1 * 2").text == "**市调研\n1 * 2"


def test_lines_cut_by_the_page_are_put_together() -> None:
    line = "学习上满足于参加集体学习而自学研究不够深入系统全面"
    text = "\n".join([f"　　{line}", line, f"{line}。", *[f"　　{line}", f"{line}。"] * 3])
    assert read_text(text).text.count("\n") == 3


def _zip(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return target.getvalue()


def _with(**entries: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document(TEXT, "docx"))) as made:
        known = {name: made.read(name) for name in made.namelist()}
    return _zip({**known, **{name.replace("__", "/").replace("_dot_", "."): one for name, one in entries.items()}})


ENTITY = b"<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a 'aaaa'>]><w:document/>"
BAD = {
    "old word": (archive.OLD_OFFICE + b"\0" * 600, "old .doc"),
    "encrypted": (archive.OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "macros": (_with(word__vbaProject_dot_bin=b"x"), "macros"),
    "workbook": (_zip({"xl/workbook.xml": b"<x/>"}), "workbook"),
    "presentation": (_zip({"ppt/presentation.xml": b"<x/>"}), "presentation"),
    "other archive": (_zip({"a.txt": b"x"}), "no document of Word"),
    "cut": (document(TEXT, "docx")[:3000], "broken"),
    "entities": (_with(word__document_dot_xml=ENTITY), "declares entities"),
    "wide entities": (_with(word__document_dot_xml=ENTITY.decode().encode("utf-16")), "declares entities"),
    "no xml": (_with(word__document_dot_xml=b"no xml at all"), "cannot be read"),
    "bomb": (_with(word__media__a_dot_bmp=b"\0" * (archive.DOCUMENT.unpacked + 1)), "larger than"),
    "xml bomb": (_with(word__document_dot_xml=b" " * (archive.DOCUMENT.part + 1)), "larger than"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "picture": (b"\x89PNG\r\n", "PNG"),
    "rich text": (b"{\\rtf1 abc}", "RTF"),
    "web page": (b"<html><body>x</body></html>", "web page"),
    "bytes": (bytes(range(256)) * 4, "no text"),
    "nothing": (b"", "no text in it"),
    "blanks": ("　\n \n".encode(), "no text in it"),
    "too long": (("学" * 1000 + "\n").encode() * (TEXT_LIMIT // 1000 + 1), "more than"),
}


@pytest.mark.parametrize("name", list(BAD))
@pytest.mark.parametrize("suffix", ["docx", "txt"])
def test_a_bad_file_is_refused_with_one_sentence(name: str, suffix: str, tmp_path: Path) -> None:
    content, words = BAD[name]
    path = tmp_path / f"draft.{suffix}"
    path.write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        read_file(path)
    said = str(caught.value)
    assert path.name in said
    assert "\n" not in said
    if suffix == "txt" or name not in {"bytes", "nothing", "blanks", "too long", "web page"}:
        assert words in said


def test_what_is_not_there_or_no_file_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none.docx", tmp_path, tmp_path / "a\0b.txt"):
        with pytest.raises(UnreadableError):
            read_file(path)
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(DRAFT_BYTE_LIMIT + 1)
    with pytest.raises(UnreadableError, match="larger"):
        read_file(large)


def test_no_error_shows_a_word_of_the_draft(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes("机密内容".encode() * 10)
    with pytest.raises(UnreadableError) as caught:
        read_file(path)
    assert "机密内容" not in str(caught.value)
