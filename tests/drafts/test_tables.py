"""Tables of Word and of Markdown: forms with a label beside each part, lists with a column for each part."""

from checklists.drafts.reading.source import read_content
from checklists.drafts.recognise.structure import recognise
from checklists.drafts.recognise.tree import Draft
from tests.drafts.documents import document


def read(*lines: str) -> Draft:
    return recognise(read_content(document("\n".join(lines), "docx-rich"), "a.docx"))


def points(draft: Draft, kind: str) -> list[str]:
    return [point.span.text for point in draft.points(kind)]  # type: ignore[arg-type]


def test_a_list_is_read_column_by_column_with_who_and_until_when() -> None:
    draft = read(
        "对照检查材料",
        "¦序号¦方面¦存在问题¦产生原因¦整改措施¦责任人¦完成时限",
        "¦1¦政治方面¦学习不深。¦不自觉。¦每月学习2次。¦沈知秋¦2026年底",
        "¦2¦作风方面¦下去少。¦不重视。¦每月下村1次¦¦长期坚持",
    )
    assert points(draft, "problems") == ["学习不深。", "下去少。"]
    assert points(draft, "causes") == ["不自觉。", "不重视。"]
    assert points(draft, "measures") == [
        "每月学习2次。责任人：沈知秋；完成时限：2026年底",
        "每月下村1次。完成时限：长期坚持",
    ]
    groups = [group.title.text for part in draft.list_parts("problems") for group in part.groups]
    assert groups == ["政治方面", "作风方面"]
    assert "序号 方面 存在问题 产生原因 整改措施 责任人 完成时限" in [span.text for span in draft.unrecognised]


def test_an_aspect_that_stands_over_several_rows_is_named_once() -> None:
    draft = read(
        "对照检查材料",
        "¦对照方面¦存在问题¦整改措施",
        "¦政治方面¦学习不深。¦每月学习2次。",
        "¦¦研讨少。¦每月研讨1次。",
    )
    assert [
        (group.title.text, len(group.points)) for part in draft.list_parts("problems") for group in part.groups
    ] == [("政治方面", 2)]


def test_under_a_heading_of_measures_the_problems_of_a_table_only_belong_to_them() -> None:
    draft = read(
        "对照检查材料",
        "一、存在的问题",
        "学习不深。",
        "二、整改措施",
        "¦问题¦措施¦时限",
        "¦学习不深¦每月学习2次¦2026年底",
    )
    assert points(draft, "problems") == ["学习不深。"]
    assert points(draft, "measures") == ["每月学习2次。问题：学习不深；时限：2026年底"]


def test_a_form_is_read_label_by_label() -> None:
    draft = read(
        "对照检查登记表",
        "¦姓名¦沈知秋¦职务¦科员",
        "¦存¦在",
        "¦存在问题¦1.学习不深。⏎2.下去少。",
        "¦原因分析¦1.不自觉。⏎2.不重视。",
        "¦整改措施¦每月学习2次，年底前读完4本书。",
    )
    assert draft.unit.text == "姓名 沈知秋 职务 科员"
    assert points(draft, "problems") == ["学习不深。", "下去少。"]
    assert points(draft, "causes") == ["不自觉。", "不重视。"]
    assert points(draft, "measures") == ["每月学习2次，年底前读完4本书。"]


def test_a_label_written_one_letter_below_the_other_is_a_word() -> None:
    draft = read("对照检查登记表", "¦存⏎在⏎问⏎题¦1.学习不深。⏎2.下去少。")
    assert [part.title.text for part in draft.list_parts("problems")] == ["存在问题"]


def test_a_whole_draft_in_one_cell_is_read_as_if_there_were_no_table() -> None:
    draft = read("¦对照检查材料⏎一、存在的问题⏎1.学习不深。⏎二、原因剖析⏎1.不自觉。")
    assert (draft.title_text, points(draft, "problems"), points(draft, "causes")) == (
        "对照检查材料",
        ["学习不深。"],
        ["不自觉。"],
    )


def test_a_table_of_markdown_is_read_as_one_of_word() -> None:
    table = "| 序号 | 整改措施 | 时限 |\n|---|:---:|---|\n| 1 | **每月**学习2次 | 2026年底 |\n"
    draft = recognise(read_content(f"# 对照检查材料\n\n## 整改措施\n\n{table}".encode(), "a.md"))
    assert points(draft, "measures") == ["每月学习2次。时限：2026年底"]
