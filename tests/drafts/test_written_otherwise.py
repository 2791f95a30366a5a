"""The same drafts written in other ways: half width, blanks, missing numbers. The tree stays the same."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from checklists.drafts.reading.source import read_text
from checklists.drafts.recognise.structure import recognise
from tests.drafts import corpus

HALF = str.maketrans("，；：（）？！．", ",;:()?!.")
Writing = Callable[[str], str]
SAME: dict[str, Writing] = {
    "blanks behind numbers": lambda text: re.sub(
        r"^([一二三四五六]、|（[一二三四五六]）|\d\.|\d、)", r"\1 ", text, flags=re.MULTILINE
    ),
    "half width": lambda text: text.translate(HALF),
    "a colon behind the aspect": lambda text: re.sub(
        r"^(（[一二三四五六]）.{2,20}方面)$", r"\1：", text, flags=re.MULTILINE
    ),
    "a wide full stop behind numbers": lambda text: re.sub(r"^(\d)[.、]", r"\1．", text, flags=re.MULTILINE),
    "blank lines between": lambda text: text.replace("\n", "\r\n\r\n"),
    "indented": lambda text: re.sub(r"^(?=.)", "　　", text, flags=re.MULTILINE),
}
NEARLY: dict[str, Writing] = {
    "parts without numbers": lambda text: re.sub(r"^[一二三四五六]、(?=.{2,16}$)", "", text, flags=re.MULTILINE),
    "aspects without numbers": lambda text: re.sub(r"^（[一二三四五六]）(?=.{2,20}方面)", "", text, flags=re.MULTILINE),
    "points of an aspect in one paragraph": lambda text: re.sub(r"\n(?=(?:\d[.、]|（\d）|[二三四]是))", "", text),
}
MARKED = {"md", "docx-styles", "docx-builtin", "docx-rich"}
"""Forms whose text is no plain text."""


def plain_drafts() -> list[corpus.Expected]:
    """Return the drafts of plain text, and without 1.1: a blank within it makes another number of it."""
    return [one for one in corpus.every() if one.form not in MARKED and "\n1.1" not in one.text]


def counted(writing: Writing) -> dict[str, corpus.Score]:
    scores = {kind: corpus.Score() for kind in ("title", "opening", "part", "group", "point", "example")}
    for expected in plain_drafts():
        found = _plain(corpus.found_nodes(recognise(read_text(writing(expected.text)))))
        wanted = _plain(expected.nodes)
        for kind, score in scores.items():
            here = Counter({key: count for key, count in found.items() if key[0] == kind})
            there = Counter({key: count for key, count in wanted.items() if key[0] == kind})
            score.add((here & there).total(), here.total(), there.total())
    return scores


def _plain(nodes: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for (kind, text), count in nodes.items():
        found[kind, corpus.squeezed(text).translate(HALF)] += count
    return found


@pytest.mark.parametrize("name", list(SAME))
def test_it_is_read_the_same(name: str) -> None:
    for kind, score in counted(SAME[name]).items():
        assert (score.precision, score.recall) == (1.0, 1.0), kind


@pytest.mark.parametrize("name", list(NEARLY))
def test_it_is_read_nearly_the_same(name: str) -> None:
    for kind, score in counted(NEARLY[name]).items():
        assert min(score.precision, score.recall) >= (0.85 if kind == "group" else 0.93), kind
