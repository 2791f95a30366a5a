"""Drafts: precision and recall by kind of node and by rule, and how long reading, checking and comparing take.

Run with ``python -m tests.benchmarks.drafts``; it ends with 1 where a goal is missed.
"""

import random
import sys
import time

from checklists.drafts.checks.checking import check_draft, make_case
from checklists.drafts.checks.copies import compare_drafts
from checklists.drafts.reading.source import read_content
from checklists.drafts.recognise.structure import recognise
from tests.drafts import corpus, documents

DRAFTS = 300
CHARACTERS = 10_000
SECONDS = 1.0
"""For reading and checking a draft of ten thousand characters."""
LEAST_RULE = 0.9
GOALS = {"point": (0.98, 0.98), "example": (0.98, 0.95)}
"""The least precision and recall."""


def table(title: str, scores: dict[str, corpus.Score]) -> None:
    print(f"\n{title:24}{'precision':>10}{'recall':>8}{'right':>7}{'found':>7}{'there':>7}")
    for name, one in sorted(scores.items()):
        print(f"{name:24}{one.precision:10.3f}{one.recall:8.3f}{one.right:7}{one.found:7}{one.wanted:7}")


def missed(nodes: dict[str, corpus.Score], rules: dict[str, corpus.Score]) -> list[str]:
    """Return which goals were not reached."""
    found = [
        f"{kind}: {nodes[kind].precision:.3f} / {nodes[kind].recall:.3f}"
        for kind, (precision, recall) in GOALS.items()
        if nodes[kind].precision < precision or nodes[kind].recall < recall
    ]
    return found + [f"{rule}: {one.precision:.3f}" for rule, one in rules.items() if one.precision < LEAST_RULE]


def long_draft(seed: int = 1) -> str:
    """Put a draft of ten thousand characters together from the pieces of the corpus, each sentence a little changed."""
    chance = random.Random(seed)
    pieces = [line for one in corpus.drafts() for line in one.text.split("\n") if len(line) > 40]
    text = "2026年度民主生活会个人对照检查材料\n按照要求，现对照检查如下。\n"
    for number, title in enumerate(("存在的问题", "原因剖析", "整改措施")):
        text += f"{'一二三'[number]}、{title}\n"
        while len(text) < CHARACTERS * (number + 1) // 3:
            piece = chance.choice(pieces)
            cut = chance.randrange(len(piece))
            text += f"{piece[:cut]}{chance.choice('甲乙丙丁戊')}{piece[cut:]}\n"
    return text


def timed() -> list[str]:
    """Measure, print, and return what was too slow."""
    content = long_draft().encode()
    found = []
    for name, (made, file) in {
        "text": (content, "a.txt"),
        "Word": (documents.document(content.decode(), "docx"), "a.docx"),
    }.items():
        read_content(made, file)  # the library is loaded once
        begun = time.perf_counter()
        draft = recognise(read_content(made, file))
        read = time.perf_counter() - begun
        findings = check_draft(make_case(draft))
        taken = time.perf_counter() - begun
        print(f"\n{name}, {len(draft.text)} characters: read {read:.3f} s, read and checked {taken:.3f} s")
        print(f"{len(findings)} findings")
        found += [f"{name}: {taken:.3f} s"] if taken > SECONDS else []
    drafts = {
        f"draft {number}": recognise(read_content(long_draft(number)[:3500].encode(), "a.txt"))
        for number in range(DRAFTS)
    }
    begun = time.perf_counter()
    copies = compare_drafts(drafts, 0.8)
    print(
        f"{DRAFTS} drafts compared with each other: {time.perf_counter() - begun:.1f} s, {len(copies)} passages alike"
    )
    return found


def main() -> int:
    """Print everything; return 1 where a goal is missed."""
    failures: list[str] = []
    for folder in (corpus.CORPUS, corpus.HELD_OUT, corpus.UNSEEN):
        nodes, _differences = corpus.node_scores(folder)
        rules, _differences = corpus.rule_scores(folder)
        table(f"{folder.name}: nodes", nodes)
        table(f"{folder.name}: rules", rules)
        failures += missed(nodes, rules)
    failures += timed()
    for failure in failures:
        print("missed:", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
