"""The corpus: invented drafts, each written with its tree and its findings marked in it by hand.

``«P:…»`` is a point, ``«E:…»`` an example, ``«T:…»`` title, ``«U:…»`` unit, ``«O:…»`` opening,
``«K causes:…»`` the title of a part, ``«G:…»`` a sub-heading, ``«L:…»`` what only leads up to points.
``«P!no-example:…»`` is a node with a finding,
``«!slip:…»`` words with one; with ``-`` after the rule either way is right. ``% form:`` says in which file the text
stands, ``% find:`` which findings are about the whole, ``% also:`` nodes whose words stand elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from checklists.drafts.checks.checking import check_draft, make_case
from checklists.drafts.reading.source import read_content
from checklists.drafts.recognise.structure import recognise
from checklists.drafts.recognise.tree import Draft, Enumerator, TextSpan
from tests.drafts.documents import ASIDE, document, wrapped

CORPUS = Path(__file__).parent / "corpus"
HELD_OUT = Path(__file__).parent / "held_out"
UNSEEN = Path(__file__).parent / "unseen"
NODES = {
    "T": "title",
    "U": "unit",
    "O": "opening",
    "K": "part",
    "G": "group",
    "P": "point",
    "E": "example",
    "L": "lead",
}
_OPEN = re.compile(r"«([A-Z]?)(?: (\w+))?((?:![a-z-]+)*):")


@dataclass(frozen=True, eq=False)
class Expected:
    """A draft of the corpus and what a person sees in it."""

    name: str
    form: str
    text: str
    nodes: Counter[tuple[str, str]]
    findings: tuple[tuple[str, int, int], ...]
    """Rule and place, in characters that are no blanks; -1 for the whole draft."""
    whole: frozenset[str]
    either: frozenset[tuple[str, int, int]] = field(default_factory=frozenset)


def squeezed(text: str) -> str:
    """Leave blanks and the marks at the end out: where a point's comma belongs is nobody's finding."""
    return re.sub(r"\s", "", text).rstrip("。；，：;,:.、")


def load(path: Path) -> Expected:
    """Read one file of the corpus."""
    head: dict[str, list[str]] = {"form": ["txt"], "find": [], "also": []}
    body = []
    for line in path.read_text(encoding="utf-8").splitlines():
        directive = re.match(r"% (\w+): ?(.*)", line)
        if directive:
            head[directive[1]] = directive[2].split()
        else:
            body.append(line)
    found = _parsed(path.stem, head["form"][0], "\n".join(body), frozenset(head["find"]))
    found.nodes.update(zip(head["also"][::2], head["also"][1::2], strict=True))
    return found


def _parsed(name: str, form: str, marked: str, whole: frozenset[str]) -> Expected:
    text: list[str] = []
    count = 0
    stack: list[tuple[str, str, str, int, int]] = []
    nodes: Counter[tuple[str, str]] = Counter()
    findings: list[tuple[str, int, int]] = []
    either: set[tuple[str, int, int]] = set()
    place, kind = 0, "problems"
    while place < len(marked):
        opened = _OPEN.match(marked, place)
        if opened:
            kind = opened[2] or kind
            stack.append((opened[1], kind, opened[3], len(text), count))
            place = opened.end()
        elif marked[place] == "»":
            node, of, rules, begin, first = stack.pop()
            inside = _shown("".join(text[begin:]), form)
            if node:
                prefix = of if node in "KGP" else ""
                nodes[NODES[node], prefix + squeezed(inside)] += 1
            for rule in filter(None, rules.split("!")):
                if rule.endswith("-"):
                    either.add((rule.rstrip("-"), first, count))
                else:
                    findings.append((rule, first, count))
            place += 1
        else:
            piece = aside[0] if (aside := ASIDE.match(marked, place)) else marked[place]
            text.append(piece)
            count += len("".join(_shown(piece, form).split()))
            if form == "docx-builtin" and marked[place - 1 : place] in {"", "\n"}:
                count += _of_style(marked, place)
            count += len(aside[2]) if aside and aside[1] == "box" else 0
            place += len(piece)
    return Expected(name, form, "".join(text), nodes, tuple(findings), whole, frozenset(either))


def _of_style(marked: str, place: int) -> int:
    """Return how many characters more or fewer Word shows for what names the style of a line."""
    named = re.compile(r"[#+-]+ ").match(marked, place)
    if not named:
        return 0
    return -(len(named[0]) - 1) + (2 if named[0].startswith("+") else 0)


def _shown(text: str, form: str) -> str:
    """Leave out what a reader does not see: marks of Markdown, what was deleted, and what stands beside the text."""
    text = ASIDE.sub(lambda match: match[2] if match[1] == "ins" else "", text)
    return re.sub(
        {"md": r"[#*]|^-+", "docx-styles": "[#-]", "docx-builtin": r"^[#+-]+ "}.get(form, "$^"),
        "",
        text,
        flags=re.MULTILINE,
    )


@cache
def drafts(folder: Path = CORPUS) -> tuple[Expected, ...]:
    """Return the whole corpus."""
    return tuple(load(path) for path in sorted(folder.glob("*.txt")))


def every() -> tuple[Expected, ...]:
    """Return the drafts of all folders."""
    return (*drafts(), *drafts(HELD_OUT), *drafts(UNSEEN))


def content(expected: Expected) -> tuple[bytes, str]:
    """Return the draft as the bytes of its file, and the file's name."""
    form, text = expected.form, expected.text
    if form.startswith("docx"):
        return document(text, form), f"{expected.name}.docx"
    if form == "wrapped":
        return wrapped(text).encode(), f"{expected.name}.txt"
    if form == "gb18030":
        return text.encode("gb18030"), f"{expected.name}.txt"
    return text.encode(), f"{expected.name}.{form}"


@cache
def recognised(expected: Expected) -> Draft:
    """Read the draft as the program does."""
    return recognise(read_content(*content(expected)))


def found_nodes(draft: Draft) -> Counter[tuple[str, str]]:
    """Return the nodes of a tree in the corpus' own form."""
    found: Counter[tuple[str, str]] = Counter()
    for kind, span in (("title", draft.title), ("unit", draft.unit), ("opening", draft.opening)):
        if span:
            found[kind, squeezed(span.text)] += 1
    for part in draft.parts:
        found.update([("part", part.kind + squeezed(part.title.text))] if part.title else [])
        found.update(("group", part.kind + squeezed(group.title.text)) for group in part.groups if group.title)
        for point in part.points:
            found["point", part.kind + squeezed(point.span.text)] += 1
            found.update(("example", squeezed(example.text)) for example in point.examples)
    for aside in draft.asides:
        if aside.role == "lead":
            found["lead", squeezed(aside.span.text)] += 1
    return found


@dataclass
class Score:
    """How many were found, how many of them rightly, how many there are."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    def add(self, right: int, found: int, wanted: int) -> None:
        self.right, self.found, self.wanted = self.right + right, self.found + found, self.wanted + wanted


Differences = list[str]


def node_scores(folder: Path = CORPUS) -> tuple[dict[str, Score], Differences]:
    """Measure the recogniser, kind by kind."""
    scores = {kind: Score() for kind in NODES.values()}
    differences: Differences = []
    for expected in drafts(folder):
        found = found_nodes(recognised(expected))
        for kind in scores:
            here = Counter({key: count for key, count in found.items() if key[0] == kind})
            there = Counter({key: count for key, count in expected.nodes.items() if key[0] == kind})
            scores[kind].add((here & there).total(), here.total(), there.total())
            differences += [f"{expected.name} {kind} + {text}" for _kind, text in here - there]
            differences += [f"{expected.name} {kind} - {text}" for _kind, text in there - here]
    return scores, differences


def rule_scores(folder: Path = CORPUS) -> tuple[dict[str, Score], Differences]:
    """Measure the rules, each alone."""
    scores: dict[str, Score] = {}
    differences: Differences = []
    for expected in drafts(folder):
        draft = recognised(expected)
        places = _dense(draft.text)
        wanted = list(expected.findings) + [(rule, -1, -1) for rule in expected.whole]
        for one in check_draft(make_case(draft)):
            span = (places[one.start], places[one.end])
            score = scores.setdefault(one.rule, Score())
            match = next((want for want in wanted if _meets(want, one.rule, span)), None)
            if match is None and any(_meets(want, one.rule, span) for want in expected.either):
                continue
            score.found += 1
            if match is None:
                differences.append(f"{expected.name} {one.rule} + {one.words or one.said}")
            else:
                wanted.remove(match)
                score.right += 1
                score.wanted += 1
        for rule, start, end in wanted:
            scores.setdefault(rule, Score()).wanted += 1
            words = "".join(draft.text.split())[start : min(end, start + 40)] if end > 0 else ""
            differences.append(f"{expected.name} {rule} - {words}")
    return scores, differences


def _meets(want: tuple[str, int, int], rule: str, span: tuple[int, int]) -> bool:
    return want[0] == rule and (want[1] < 0 or (want[1] < span[1] and span[0] < want[2]))


def _dense(text: str) -> list[int]:
    """Return for each place how many characters before it are no blanks."""
    places = [0]
    for char in text:
        places.append(places[-1] + (not char.isspace()))
    return places


def spans(draft: Draft) -> Iterator[TextSpan]:
    """Yield every node of a tree, every number, and what stands in no node."""
    yield from (draft.title, draft.unit, draft.opening, *draft.unrecognised)
    for part in draft.parts:
        yield from (part.title, part.lead, *_mark(part.mark))
        for group in part.groups:
            yield from (group.title, group.lead, *_mark(group.mark))
            for point in group.points:
                yield from (point.span, *point.examples, *point.subs, *_mark(point.mark))


def _mark(mark: Enumerator | None) -> list[TextSpan]:
    return [mark.span] if mark else []


def dropped(draft: Draft) -> str:
    """Return the letters and digits that stand neither in a node nor in what was not recognised: there may be none."""
    covered = bytearray(len(draft.text))
    for span in spans(draft):
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return "".join(
        char for char, is_covered in zip(draft.text, covered, strict=True) if not is_covered and char.isalnum()
    )


def misplaced(draft: Draft) -> list[TextSpan]:
    """Return the spans whose place does not give their text."""
    return [span for span in spans(draft) if draft.text[span.start : span.end] != span.text]
