"""A subject's self-inspection as a tree: aspect → problem → cause → measure; what hangs under nothing is shown last."""

from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from checklists.fields import KindName
from checklists.language import N_, _
from checklists.ledgers.outline import Cause, Measure, Outline, Problem
from checklists.meeting import Meeting
from checklists.text import show
from tui.matching import matches
from tui.messages import RecordAsked, RecordsRemoved
from tui.widgets.grid import Cell, Column
from tui.widgets.page_grid import PageGrid

CHILD: dict[str, KindName] = {"aspect": "problem", "problem": "cause", "cause": "measure", "measure": "measure"}
INDENT = "  "


class Node(NamedTuple):
    """One line of the tree."""

    kind: str
    """A kind of record, or ``aspect``, or ``orphans`` for the heading of what hangs under nothing."""
    key: str
    level: int
    text: str
    note: str = ""
    """What is missing, or who has to do it until when."""
    tone: str = ""
    under: tuple[str, ...] = ()
    """What it hangs under, from the aspect or problem down: a cause under two problems stands in two places."""

    @property
    def parent(self) -> str:
        """What it hangs under directly."""
        return self.under[-1] if self.under else ""

    @property
    def place(self) -> tuple[str, str, tuple[str, ...]]:
        """Where it stands in the tree."""
        return self.kind, self.key, self.under


class OutlineGrid(PageGrid):
    """The tree as rows; i adds below the cursor what comes next there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Open"), key_display="Enter", tooltip=N_("Open the record's form")),
        Binding(
            "i,insert", "add", N_("Add below"), key_display="i", tooltip=N_("Problem, cause or measure, by the line")
        ),
        Binding("I", "add_beside", N_("Add beside"), tooltip=N_("One more of the same kind")),
        Binding("d,delete", "remove", N_("Delete"), key_display="d", tooltip=N_("Delete the record")),
        Binding("v", "ask('review')", N_("Review"), tooltip=N_("Hand in, pass, return or approve; the rounds so far")),
        Binding("y", "ask('explain')", N_("Explain"), tooltip=N_("What must be explained, also where there is none")),
    ]

    class Asked(Message):
        """Something is to be done with the whole outline."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    subject: var[str] = var("")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._lines: list[Node] = []

    def watch_subject(self) -> None:
        """Show another subject."""
        self.cursor_row = 0
        self.fill()

    @property
    def node(self) -> Node | None:
        """The line the cursor is on."""
        return self._lines[self.cursor_row] if self.cursor_row < len(self._lines) else None

    def fill(self) -> None:
        """Make the lines anew."""
        if self.readiness is None or not self.subject:
            return
        before = self.node
        meeting = self.readiness.meeting
        nodes = _nodes(meeting, meeting.sheet(self.subject).outline)
        self._lines = [
            node
            for node in nodes
            if not self.query_text or node.kind == "aspect" or matches(self.query_text, node.text, node.key)
        ]
        self.set_shape([Column(_("Problem → cause → measure")), Column(_("Still missing"), 24)], len(self._lines))
        if before:
            same = {one.place: row for row, one in enumerate(self._lines)}
            alike = (row for (kind, key, _under), row in same.items() if (kind, key) == (before.kind, before.key))
            self.cursor_row = same.get(before.place, next(alike, self.cursor_row))

    def cell(self, row: int, column: int) -> Cell:
        """Return the line, indented, or what is missing there."""
        node = self._lines[row]
        if column == 0:
            tone = "heading" if node.kind in {"aspect", "orphans"} else ""
            return Cell(INDENT * node.level + node.text, tone)
        return Cell(node.note, node.tone)

    def action_open_row(self) -> None:
        """Open the record under the cursor."""
        self.open_row()

    def open_row(self) -> None:
        """Open the record under the cursor; on an aspect, a new problem."""
        node = self.node
        if node is None or node.kind in {"aspect", "orphans"}:
            self.action_add()
        else:
            self.post_message(RecordAsked(node.kind, self.subject, node.key))  # type: ignore[arg-type]

    def action_add(self) -> None:
        """Add what comes below the line: a problem on an aspect, a cause of a problem, a measure against a cause."""
        node = self.node
        if node is None or node.kind in {"aspect", "orphans"}:
            aspect = node.key if node and node.kind == "aspect" else ""
            self.post_message(RecordAsked("problem", self.subject, values={"aspect": aspect}))
        elif node.kind == "measure":
            self.action_add_beside()
        else:
            values = {"owner": self.subject} if node.kind == "cause" else {}
            self.post_message(RecordAsked(CHILD[node.kind], self.subject, values=values, under=node.key))

    def action_add_beside(self) -> None:
        """Add one more of the same kind under the same parent."""
        node = self.node
        if node is None or node.kind in {"aspect", "orphans"}:
            self.action_add()
        elif node.kind == "problem":
            self.post_message(RecordAsked("problem", self.subject, values={"aspect": node.parent}))
        else:
            values = {"owner": self.subject} if node.kind == "measure" else {}
            self.post_message(
                RecordAsked(node.kind, self.subject, values=values, under=node.parent)  # type: ignore[arg-type]
            )

    def action_ask(self, what: str) -> None:
        """Ask for the review, or for the explanations."""
        self.post_message(self.Asked(what))

    def action_remove(self) -> None:
        """Delete the record under the cursor."""
        node = self.node
        if node and node.kind not in {"aspect", "orphans"}:
            self.post_message(RecordsRemoved(((node.kind, self.subject, node.key),)))  # type: ignore[arg-type]


def _nodes(meeting: Meeting, outline: Outline) -> list[Node]:
    """Return the lines in order; a cause under two problems stands under both."""
    found: list[Node] = []
    aspects = {**meeting.settings.aspects}
    for problem in outline.problems.values():
        aspects.setdefault(problem.aspect, show(problem.aspect) or _("(without an aspect)"))
    for aspect, title in aspects.items():
        problems = {key: one for key, one in outline.problems.items() if one.aspect == aspect}
        note = "" if problems else _("a problem")
        found.append(Node("aspect", aspect, 0, title, note, "" if problems else "late"))
        for key, problem in problems.items():
            found += _of_problem(meeting, outline, key, problem, aspect)
    used_causes = {cause for problem in outline.problems.values() for cause in problem.causes}
    used_measures = {measure for cause in outline.causes.values() for measure in cause.measures}
    orphans = [
        _of_cause(meeting, outline, key, one, ()) for key, one in outline.causes.items() if key not in used_causes
    ]
    loose = [_of_measure(meeting, key, one, (), 1) for key, one in outline.measures.items() if key not in used_measures]
    if orphans or loose:
        found.append(Node("orphans", "", 0, _("Linked to nothing"), _("open it and link it"), "late"))
        found += [node for nodes in orphans for node in nodes] + loose
    return found


def _of_problem(meeting: Meeting, outline: Outline, key: str, problem: Problem, aspect: str) -> list[Node]:
    missing = [] if problem.example else [_("an example")]
    missing += [] if any(cause in outline.causes for cause in problem.causes) else [_("a cause")]
    note = "、".join(missing) or (_("answers {count}").format(count=len(problem.answers)) if problem.answers else "")
    text = f"● {_flat(problem.text)}"
    nodes = [Node("problem", key, 1, text, note, "late" if missing else "dim", (aspect,))]
    for cause in problem.causes:
        if cause in outline.causes:
            nodes += _of_cause(meeting, outline, cause, outline.causes[cause], (key,))
    return nodes


def _of_cause(meeting: Meeting, outline: Outline, key: str, cause: Cause, under: tuple[str, ...]) -> list[Node]:
    known = [one for one in cause.measures if one in outline.measures]
    note = "" if known else _("a measure")
    level = 2 if under else 1
    nodes = [Node("cause", key, level, " ".join(["└", _("Cause"), _flat(cause.text)]), note, "late", under)]
    return nodes + [_of_measure(meeting, one, outline.measures[one], (*under, key), level + 1) for one in known]


def _of_measure(meeting: Meeting, key: str, measure: Measure, under: tuple[str, ...], level: int) -> Node:
    missing = [
        word
        for word, is_there in (
            (_("Owner"), bool(measure.owner)),
            (_("Due"), measure.due is not None),
            (_("Target"), bool(measure.target)),
        )
        if not is_there
    ]
    note = "、".join(missing) or f"{meeting.name(measure.owner)} {measure.due:%Y-%m-%d}"
    return Node(
        "measure",
        key,
        level,
        " ".join(["└", _("Measure"), _flat(measure.text)]),
        note,
        "late" if missing else "dim",
        under,
    )


def _flat(text: str) -> str:
    return text.replace("\n", " ")
