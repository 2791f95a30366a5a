"""No text of a draft is lost, whatever a person corrects in its tree: every correction of every node of the corpus."""

import random
from collections.abc import Iterator

import pytest

from checklists.base.errors import UsageError
from checklists.drafts.taking.correcting import TreeCorrection, apply_correction, apply_corrections, make_correction
from checklists.drafts.taking.nodes import NODE_CHOICES, DraftNode, make_draft, make_nodes
from tests.drafts import corpus

ASPECTS = {"politics": "政治忠诚", "style": "工作作风"}


def covered(nodes: list[DraftNode]) -> set[int]:
    """Return every place of the text that stands in a node."""
    return {at for node in nodes for at in range(node.span.start, node.span.end)}


def written(text: str, places: set[int]) -> set[int]:
    """Leave out blanks: they stand between nodes."""
    return {at for at in places if not text[at].isspace()}


def every_step(nodes: list[DraftNode]) -> Iterator[tuple[int, TreeCorrection]]:
    """Yield all that a person can do to a tree: each kind, an aspect, joining, and splitting at some places."""
    for number, node in enumerate(nodes):
        for kind in NODE_CHOICES:
            yield number, make_correction(nodes, number, "kind", kind)
        yield number, make_correction(nodes, number, "aspect", "style")
        yield number, make_correction(nodes, number, "join")
        for at in {1, len(node.span.text) // 2, len(node.span.text) - 1}:
            yield number, make_correction(nodes, number, "split", place=at)


@pytest.mark.parametrize("name", [path.stem for path in corpus.CORPUS.glob("*.txt")])
def test_no_correction_of_any_node_loses_text(name: str) -> None:
    found = corpus.recognised(next(one for one in corpus.drafts() if one.name == name))
    nodes = make_nodes(found)
    before = written(found.text, covered(nodes))
    count = 0
    for number, step in every_step(nodes):
        try:
            after = apply_correction(nodes, number, step, found.text)
        except UsageError:
            continue
        count += 1
        assert before <= covered(after), (number, step)
        again = make_nodes(make_draft(found, after, ASPECTS))
        assert before <= covered(again), (number, step)
    assert count > 100


@pytest.mark.parametrize("seed", range(20))
def test_no_row_of_corrections_loses_text_and_all_fit_a_second_reading(seed: int) -> None:
    chance = random.Random(seed)
    found = corpus.recognised(chance.choice(corpus.drafts()))
    first = nodes = make_nodes(found)
    before = written(found.text, covered(nodes))
    steps: list[TreeCorrection] = []
    for _turn in range(25):
        number, step = chance.choice(list(every_step(nodes)))
        try:
            nodes = apply_correction(nodes, number, step, found.text)
        except UsageError:
            continue
        steps.append(step)
        assert before <= covered(nodes), steps
        assert before <= covered(make_nodes(make_draft(found, nodes, ASPECTS))), steps
    assert len(steps) > 5
    assert apply_corrections(first, steps, found.text) == (nodes, 0)


def test_the_list_of_nodes_is_the_tree_and_the_tree_is_the_list() -> None:
    for expected in corpus.drafts():
        found = corpus.recognised(expected)
        again = make_draft(found, make_nodes(found), ASPECTS)
        assert make_nodes(again) == make_nodes(found), expected.name
        assert [part.kind for part in again.parts] == [part.kind for part in found.parts]
        for kind in ("problems", "causes", "measures", "other"):
            assert list(again.points(kind)) == list(found.points(kind)), expected.name
        assert again.unrecognised == found.unrecognised
