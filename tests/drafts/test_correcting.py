"""What a person corrects in a draft's tree: kinds, aspects, joining and splitting, one by one."""

from collections.abc import Iterator
from typing import get_args

import pytest

from checklists.base.errors import UsageError
from checklists.drafts.reading.source import read_text
from checklists.drafts.recognise.structure import recognise
from checklists.drafts.recognise.tree import Draft, TextSpan
from checklists.drafts.taking.correcting import apply_correction, apply_corrections, find_end_below, make_correction
from checklists.drafts.taking.nodes import NODE_CHOICES, DraftNode, NodeKind, make_draft, make_nodes

ASPECTS = {"politics": "政治忠诚", "style": "工作作风"}
TEXT = (
    "内部资料\n2026年度民主生活会个人对照检查材料\n云溪县财政局局长 成员1\n按照要求，现对照检查如下。\n"
    "一、存在的问题\n（一）政治忠诚方面\n1.我学习理论不够深入。写笔记很少。比如，6次学习缺席2次。再比如，没有写笔记。\n"
    "2.我到基层调研不够，听汇报多。\n（二）工作作风方面\n1.我到基层不够。\n二、原因剖析\n1.理论学习的自觉性不强。\n"
    "2.宗旨意识有所淡化。\n三、整改措施\n（一）勇于担当作为\n1.处置闲置土地。一是逐宗建立台账；二是2027年9月底前处置7宗。\n2.每月到基层1次，全年12次。\n"
)


pytestmark = pytest.mark.usefixtures("english")


def draft(text: str = TEXT) -> Draft:
    return recognise(read_text(text))


def place(nodes: list[DraftNode], kind: NodeKind, nth: int = 0) -> int:
    return [number for number, node in enumerate(nodes) if node.kind == kind][nth]


def do(nodes: list[DraftNode], number: int, what: str, value: str = "", at: int = 0) -> list[DraftNode]:
    step = make_correction(nodes, number, what, value, at)  # type: ignore[arg-type]
    return apply_correction(nodes, number, step, draft().text)


def _paragraphs(found: Draft) -> Iterator[TextSpan]:
    start = 0
    for line in found.text.split("\n"):
        yield TextSpan(line, start, start + len(line))
        start += len(line) + 1


@pytest.mark.parametrize("kind", NODE_CHOICES)
def test_a_problem_can_be_made_anything(kind: NodeKind) -> None:
    nodes = make_nodes(draft())
    number = place(nodes, "problem", 1)
    text = nodes[number].span.text
    after = do(nodes, number, "kind", kind)
    made = next(node for node in after if node.span.text == text)
    assert (made.kind, made.role) == (kind, "text")
    tree = make_draft(draft(), after, ASPECTS)
    where = {
        "problem": [point.span.text for point in tree.points("problems")],
        "cause": [point.span.text for point in tree.points("causes")],
        "measure": [point.span.text for point in tree.points("measures")],
        "statement": [point.span.text for point in tree.points("other")],
        "example": [one.text for point in tree.points("problems") for one in point.examples],
        "group": [group.title.text for part in tree.parts for group in part.groups],
        "out": [span.text for span in tree.unrecognised],
    }
    assert text in where.get(kind, [part.title.text for part in tree.parts if part.kind == kind])


def test_only_what_a_person_can_say_is_a_kind() -> None:
    nodes = make_nodes(draft())
    assert set(NODE_CHOICES) < set(get_args(NodeKind))
    with pytest.raises(UsageError, match="no such kind"):
        do(nodes, place(nodes, "problem"), "kind", "poem")


def test_a_point_that_is_left_out_takes_its_examples_with_it_and_its_steps() -> None:
    nodes = make_nodes(draft())
    after = do(nodes, place(nodes, "problem"), "kind", "out")
    out = [node.span.text for node in after if node.kind == "out" and node.role == "text"]
    assert out == ["我学习理论不够深入。写笔记很少。", "比如，6次学习缺席2次。", "再比如，没有写笔记。"]
    measure = place(nodes, "measure")
    assert nodes[measure + 1].kind == "sub"
    after = do(nodes, measure, "kind", "out")
    assert not any(node.kind == "sub" for node in after[: measure + 2])
    assert after[measure].subs == ()
    assert make_draft(draft(), after, ASPECTS).unrecognised[-1].text == nodes[measure].span.text


def test_a_point_that_becomes_a_heading_leaves_its_examples_as_they_are() -> None:
    nodes = make_nodes(draft())
    number = place(nodes, "problem")
    after = do(nodes, number, "kind", "group")
    assert [node.kind for node in after[number : number + 3]] == ["group", "example", "example"]


def test_what_stood_first_in_no_part_begins_one() -> None:
    found = draft("天气很好。\n学习不够深入。\n作风不够扎实。\n")
    nodes = [DraftNode("out", span) for span in _paragraphs(found)]
    for number in (1, 2):
        nodes = apply_correction(nodes, number, make_correction(nodes, number, "kind", "problem"), found.text)
    tree = make_draft(found, nodes, ASPECTS)
    assert [part.kind for part in tree.parts] == ["problems"]
    assert [point.span.text for point in tree.points("problems")] == ["学习不够深入。", "作风不够扎实。"]


def test_a_point_is_moved_to_another_aspect_and_its_neighbours_stay() -> None:
    nodes = make_nodes(draft())
    after = do(nodes, place(nodes, "problem"), "aspect", "style")
    groups = make_draft(draft(), after, ASPECTS).parts[0].groups
    assert [(group.title.text, len(group.points)) for group in groups] == [
        ("政治忠诚方面", 0),
        ("工作作风", 1),
        ("政治忠诚方面", 1),
        ("工作作风方面", 1),
    ]


def test_a_sub_heading_is_moved_with_all_that_stands_under_it() -> None:
    nodes = make_nodes(draft())
    after = do(nodes, place(nodes, "group"), "aspect", "style")
    groups = make_draft(draft(), after, ASPECTS).parts[0].groups
    assert [(group.title.text, len(group.points)) for group in groups] == [("工作作风", 2), ("工作作风方面", 1)]


def test_a_cause_belongs_to_no_aspect() -> None:
    nodes = make_nodes(draft())
    with pytest.raises(UsageError, match="aspect"):
        do(nodes, place(nodes, "cause"), "aspect", "style")


def test_two_points_are_joined_with_what_hangs_below_both() -> None:
    nodes = make_nodes(draft())
    second = place(nodes, "measure", 1)
    subs = nodes[place(nodes, "measure")].subs
    assert len(subs) == 2
    after = do(nodes, second, "join")
    joined = after[place(after, "measure")]
    assert [node.kind for node in after].count("measure") == 1
    assert joined.span.text.startswith("处置闲置土地。")
    assert joined.span.text.endswith("全年12次。")
    assert joined.subs == subs
    after = do(nodes, place(nodes, "problem", 1), "join")
    tree = make_draft(draft(), after, ASPECTS)
    first = next(tree.points("problems"))
    last = [one.text.split("\n")[-1] for one in first.examples]
    assert last == ["比如，6次学习缺席2次。", "2.我到基层调研不够，听汇报多。"]


def test_a_heading_that_a_point_is_joined_to_stays_one() -> None:
    nodes = make_nodes(draft())
    number = place(nodes, "measure")
    joined = do(nodes, number, "join")[number - 1]
    assert (joined.kind, joined.subs) == ("group", ())
    assert joined.span.text.endswith("处置7宗。")


def test_the_first_node_can_be_joined_to_nothing() -> None:
    nodes = make_nodes(draft())
    with pytest.raises(UsageError, match="nothing before"):
        do(nodes, 0, "join")


def test_a_point_is_split_and_examples_go_with_the_half_they_stand_after() -> None:
    nodes = make_nodes(draft())
    number = place(nodes, "problem")
    after = do(nodes, number, "split", at=nodes[number].span.text.index("写笔记"))
    points = list(make_draft(draft(), after, ASPECTS).points("problems"))
    assert [point.span.text for point in points[:2]] == ["我学习理论不够深入。", "写笔记很少。"]
    assert [len(point.examples) for point in points[:2]] == [0, 2]
    assert points[1].mark is None


def test_a_measure_is_split_and_steps_go_to_the_half_they_stand_in() -> None:
    nodes = make_nodes(draft())
    number = place(nodes, "measure")
    node = nodes[number]
    after = do(nodes, number, "split", at=node.subs[1].start - node.span.start)
    halves = [one for one in after if one.kind == "measure"][:2]
    assert [half.subs for half in halves] == [node.subs[:1], node.subs[1:]]


@pytest.mark.parametrize(
    ("kind", "second"),
    [("title", "out"), ("unit", "out"), ("opening", "out"), ("problems", "problem"), ("group", "problem"),
     ("causes", "cause"), ("measures", "measure"), ("problem", "problem"), ("cause", "cause"), ("out", "out")],
)  # fmt: skip
def test_what_follows_on_a_split_heading_is_what_stands_under_it(kind: NodeKind, second: NodeKind) -> None:
    nodes = make_nodes(draft())
    number = place(nodes, kind)
    after = do(nodes, number, "split", at=len(nodes[number].span.text) // 2)
    rest = next(node for node in after[number + 1 :] if node.span.start > nodes[number].span.start)
    assert (after[number].kind, rest.kind) == (kind, second)


@pytest.mark.parametrize("at", [-3, 0, 10_000])
def test_outside_a_node_nothing_is_split(at: int) -> None:
    nodes = make_nodes(draft())
    with pytest.raises(UsageError, match="second half begins"):
        do(nodes, place(nodes, "cause"), "split", at=at)


def test_a_step_within_a_point_is_corrected_by_splitting_the_point() -> None:
    nodes = make_nodes(draft())
    for what in ("kind", "join", "split", "aspect"):
        with pytest.raises(UsageError, match="split that one"):
            do(nodes, place(nodes, "sub"), what, "out", 2)


def test_a_part_without_a_heading_is_corrected_by_what_stands_in_it() -> None:
    found = draft("一、存在的问题\n1.学习不够深入。\n1.每月精读原著，2027年底前完成。\n")
    nodes = make_nodes(found)
    number = len(nodes) - 1
    nodes = apply_correction(nodes, number, make_correction(nodes, number, "kind", "measure"), found.text)
    nodes = make_nodes(make_draft(found, nodes, ASPECTS))
    part = place(nodes, "measures")
    assert not nodes[part].span
    for what in ("kind", "split"):
        with pytest.raises(UsageError, match="no heading"):
            apply_correction(nodes, part, make_correction(nodes, part, what, "out", 1), found.text)


def test_the_same_words_twice_are_told_apart_by_their_order() -> None:
    text = "一、存在的问题\n1.学习不够。\n2.调研不够。\n3.学习不够。\n"
    found = draft(text)
    nodes = make_nodes(found)
    last = place(nodes, "problem", 2)
    step = make_correction(nodes, last, "kind", "out")
    assert step.nth == 1
    after, lost = apply_corrections(nodes, [step], found.text)
    assert (lost, [node.kind for node in after].index("out")) == (0, last)


def test_corrections_that_no_longer_fit_are_counted_and_the_others_done() -> None:
    nodes = make_nodes(draft())
    steps = [
        make_correction(nodes, place(nodes, "problem"), "kind", "out"),
        make_correction(nodes, place(nodes, "cause"), "split", place=9),
        make_correction(nodes, place(nodes, "cause", 1), "kind", "out"),
    ]
    changed = draft(TEXT.replace("写笔记很少。", ""))
    after, lost = apply_corrections(make_nodes(changed), steps, changed.text)
    assert lost == 1
    assert [node.span.text for node in after if node.kind == "cause"] == ["理论学习的自觉性不", "强。"]
    assert "宗旨意识有所淡化。" in [node.span.text for node in after if node.kind == "out"]


def test_what_hangs_below_a_point_ends_at_the_next_one() -> None:
    nodes = make_nodes(draft())
    first = place(nodes, "problem")
    assert find_end_below(nodes, first) == place(nodes, "problem", 1)
    assert find_end_below(nodes, place(nodes, "group")) == place(nodes, "group") + 1
