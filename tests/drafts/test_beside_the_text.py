"""What stands beside the text: footnotes, headers, numbers of pages. It is kept, and parts no paragraph."""

from checklists.drafts.reading.source import read_content, read_text
from checklists.drafts.recognise.structure import recognise
from tests.drafts.documents import document

LINE = "学习上满足于参加集体学习而自学研究不够深入系统全面"


def test_footnotes_and_headers_stand_behind_the_text() -> None:
    text = "⟦head:内部资料⟧对照检查材料\n一、存在的问题\n1.学习⟦note:指理论学习⟧不深。"
    draft = recognise(read_content(document(text, "docx-rich"), "a.docx"))
    assert [point.span.text for point in draft.points("problems")] == ["学习不深。"]
    assert sorted(span.text for span in draft.unrecognised) == ["内部资料", "指理论学习"]
    assert all(draft.text[span.start : span.end] == span.text for span in draft.unrecognised)


def test_the_number_of_a_page_parts_no_sentence() -> None:
    lines = [f"　　{LINE}", LINE, "", "- 1 -", "", f"{LINE}。", *[f"　　{LINE}", f"{LINE}。"] * 3]
    draft = recognise(read_text("\n".join(["对照检查材料", "一、存在的问题", *lines])))
    assert draft.text.split("\n")[2] == f"{LINE * 3}。"
    assert "- 1 -" in [span.text for span in draft.unrecognised]


def test_bare_numbers_are_those_of_pages_only_where_they_count_on() -> None:
    assert read_text("学习不深。\n1\n下去少。\n2").text.split("\n")[-2:] == ["1", "2"]
    assert read_text("学习不深。\n7\n下去少。").text == "学习不深。\n7\n下去少。"


def test_dashes_before_several_lines_are_bullets() -> None:
    assert read_text("——学习不深。\n——下去少。").text == "学习不深。\n下去少。"
    assert read_text("对照检查\n——在会上的发言").text == "对照检查\n——在会上的发言"


def test_blank_lines_behind_every_line_part_nothing() -> None:
    lines = [f"　　{LINE}", LINE, f"{LINE}。", *[f"　　{LINE}", f"{LINE}。"] * 3]
    assert read_text("\n\n".join(lines)).text == read_text("\n".join(lines)).text


def test_a_line_goes_on_after_its_comma() -> None:
    assert read_text("我学习抓得不够紧不够实，\n比如缺课2次。").text == "我学习抓得不够紧不够实，比如缺课2次。"


def test_gaps_of_a_word_processor_go_and_those_of_a_name_stay() -> None:
    text = "会前我开展谈心谈话 30 余人次，征求意见 28 条，有时 未能第 一时间反馈。"
    assert read_text(text).text == "会前我开展谈心谈话30余人次，征求意见28条，有时未能第一时间反馈。"
    assert read_text("县审计局副局长 沈知秋").text == "县审计局副局长 沈知秋"
