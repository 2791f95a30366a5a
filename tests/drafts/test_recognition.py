"""The recogniser against the corpus: what it finds, where it stands, and that nothing is dropped."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.base.json import format_json
from checklists.drafts.reading.source import read_text
from checklists.drafts.recognise.as_json import dump_draft
from checklists.drafts.recognise.structure import recognise
from tests.drafts import corpus

FOLDERS = pytest.mark.parametrize(
    "folder", [corpus.CORPUS, corpus.HELD_OUT, corpus.UNSEEN], ids=["corpus", "held out", "unseen"]
)


@FOLDERS
def test_the_goals_are_met(folder: Path) -> None:
    scores, differences = corpus.node_scores(folder)
    for kind, score in scores.items():
        least = 0.95 if kind == "example" else 0.98
        assert score.recall >= least, (kind, differences)
        assert score.precision >= 0.98, (kind, differences)


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    forms = {one.form for one in corpus.drafts()}
    assert len(corpus.drafts()) >= 25
    assert forms >= {"txt", "md", "gb18030", "docx", "docx-lists", "docx-soft", "wrapped"}


@FOLDERS
def test_nothing_is_dropped_and_every_place_is_right(folder: Path) -> None:
    for expected in corpus.drafts(folder):
        draft = corpus.recognised(expected)
        assert corpus.dropped(draft) == "", expected.name
        assert corpus.misplaced(draft) == [], expected.name
        assert all(span.text == span.text.strip() for span in corpus.spans(draft)), expected.name


def test_the_json_has_the_fixed_form() -> None:
    draft = recognise(
        read_text(
            "民主生活会对照检查材料\n县财政局党组\n按要求检查如下。\n一、存在的问题\n1.学习不深。比如，缺课2次。\n一句闲话"
        )
    )
    plain = json.loads(format_json(dump_draft(draft)))
    assert list(plain) == ["title", "unit", "opening", "parts", "unrecognised", "text"]
    assert (plain["title"], plain["unit"]) == ("民主生活会对照检查材料", "县财政局党组")
    part = plain["parts"][0]
    assert (part["kind"], part["title"]) == ("problems", "存在的问题")
    group = part["groups"][0]
    assert group["title"] == ""
    point = group["points"][0]
    assert set(point) == {"text", "examples", "start", "end"}
    assert plain["text"][point["start"] : point["end"]] == point["text"] == "学习不深。"
    assert [one["text"] for one in point["examples"]] == ["比如，缺课2次。"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("存在的主要问题", "problems"),
        ("问题产生的原因分析", "causes"),
        ("存在问题的原因剖析", "causes"),
        ("今后的努力方向和整改措施", "measures"),
        ("上年度民主生活会整改措施落实情况", "other"),
        ("典型案例剖析", "other"),
        ("下一步整改落实措施", "measures"),
        ("整改落实情况", "other"),
        ("2025年度民主生活会整改措施完成情况", "other"),
        ("今后整改措施和落实打算", "measures"),
        ("存在的突出问题及原因分析", "problems"),
        ("产生上述问题的主要原因", "causes"),
        ("上级巡察反馈问题整改情况", "other"),
        ("党性分析", "causes"),
        ("需要说明的问题", "other"),
        ("整改思路", "measures"),
        ("征求意见建议情况", "other"),
        ("问题清单", "problems"),
        ("思想根源剖析", "causes"),
        ("个人努力方向", "measures"),
        ("个人有关事项说明", "other"),
        ("主要问题、原因剖析及整改措施", "problems"),
        ("原因分析和今后打算", "causes"),
        ("对照检查情况", "problems"),
    ],
)
def test_a_heading_announces_a_part(text: str, kind: str) -> None:
    draft = recognise(read_text(f"发言提纲\n一、{text}\n1.学习不深。\n二、其他\n无。"))
    assert draft.parts[0].kind == kind


def test_an_empty_aspect_is_a_group_without_points() -> None:
    text = "一、存在问题\n（一）政治方面\n学习不深。\n（二）能力方面\n（三）作风方面\n下去少。"
    groups = recognise(read_text(text)).parts[0].groups
    assert [len(group.points) for group in groups] == [1, 0, 1]


def test_a_label_inside_a_part_is_no_part_of_its_own() -> None:
    text = "一、存在问题\n（一）政治方面\n存在的问题：一是学习不深。【事例】缺课2次。\n二是落实慢。\n"
    text += "二、原因剖析\n不自觉。"
    draft = recognise(read_text(text))
    assert [part.kind for part in draft.parts] == ["problems", "causes"]
    assert [point.span.text for point in draft.points("problems")] == ["学习不深。", "落实慢。"]
    assert [one.text for one in next(draft.points("problems")).examples] == ["【事例】缺课2次。"]


def test_a_number_with_nothing_behind_it_is_no_point() -> None:
    text = "一、存在的问题\n1.\n2.学习不深。\n3.\n二、原因剖析\n（一）"
    draft = recognise(read_text(text))
    assert [point.span.text for part in draft.parts for point in part.points] == ["学习不深。"]


def test_a_heading_above_problems_causes_and_measures_is_kept() -> None:
    text = "一、基本情况\n共9人。\n二、检视剖析情况\n（一）存在的问题\n1.学习不深。\n（二）原因剖析\n1.不自觉。"
    draft = recognise(read_text(text))
    assert [part.kind for part in draft.parts] == ["other", "problems", "causes"]
    assert [span.text for span in draft.unrecognised] == ["二、检视剖析情况"]
    named = recognise(read_text(text.replace("检视剖析情况", "对照检查情况")))
    assert [group.title.text for part in named.parts for group in part.groups] == ["", "", ""]


def test_lines_shuffled_in_any_order_are_never_dropped() -> None:
    chance = random.Random(7)
    for expected in corpus.every():
        lines = expected.text.split("\n")
        chance.shuffle(lines)
        draft = recognise(read_text("\n".join(lines)))
        assert corpus.dropped(draft) == "", expected.name
        assert corpus.misplaced(draft) == [], expected.name


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "一、",
                "二、",
                "（一）",
                "（二）",
                "1.",
                "2.",
                "（1）",
                "一是",
                "二是",
                "第一，",
                "比如，",
                "如：",
                "学习不深",
                "存在的问题",
                "原因分析",
                "整改措施",
                "政治方面",
                "。",
                "；",
                "：",
                "\n",
                "\n",
                "这说明",
                "以上",
                "2026年3月",
                "问题1：",
                "①",
                "②",
                "1.1 ",
                "Ⅰ、",
                "第一方面，",
                "—是",
                "——",
                "- 3 -",
                "| 序号 | 存在问题 | 整改措施 |",
                "| 1 | 学习不深 | 每月学习2次 |",
                "原因剖析：",
                "整改措施：",
                "谢谢大家！",
                "【努力方向】",
            ]
        ),
        max_size=40,
    )
)
def test_no_order_of_the_pieces_drops_or_breaks_anything(pieces: list[str]) -> None:
    text = "".join(pieces)
    draft = recognise(read_text(text))
    assert corpus.dropped(draft) == "", text
    assert corpus.misplaced(draft) == [], text
