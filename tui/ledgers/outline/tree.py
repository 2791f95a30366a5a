"""A subject's outline as a tree: aspect → problem → cause → measure; unlinked records come last."""

from typing import ClassVar, Literal, NamedTuple

from textual.binding import Binding, BindingType
from textual.reactive import var

from checklists.base.language import N_, _, join_names
from checklists.base.text import show
from checklists.model.ledgers.outline import Cause, Measure, Outline, Problem
from checklists.model.meeting import Meeting
from checklists.records.kinds import KindName
from tui.base.matching import is_match
from tui.base.messages import RecordAsked, RecordsRemoved, SettingsAsked
from tui.base.wording import format_full_date
from tui.widgets.grid import GridCell, GridColumn
from tui.widgets.page_grid import PageGrid

LineKind = Literal["aspect", "problem", "cause", "measure", "orphans"]
"""A kind of record, ``aspect``, or ``orphans`` for the heading of unlinked records."""


class OutlineNode(NamedTuple):
    """A line of the tree."""

    kind: LineKind
    key: str
    level: int
    text: str
    missing: tuple[str, ...] = ()
    """What is missing here."""
    owner: str = ""
    due: str = ""
    answers: int = 0
    """How many opinions a problem answers."""
    under: tuple[str, ...] = ()
    """The lines above it, from aspect or problem down: a cause of two problems has two lines."""

    @property
    def parent(self) -> str:
        """The line directly above it."""
        return self.under[-1] if self.under else ""

    @property
    def place(self) -> tuple[str, str, tuple[str, ...]]:
        """Its place in the tree."""
        return self.kind, self.key, self.under


def make_outline_nodes(meeting: Meeting, outline: Outline) -> list[OutlineNode]:
    """Return the lines in order; a cause of two problems is below both."""
    found: list[OutlineNode] = []
    aspects = {**meeting.settings.aspects}
    for problem in outline.problems.values():
        aspects.setdefault(problem.aspect, show(problem.aspect) or _("(without an aspect)"))
    for aspect, title in aspects.items():
        problems = {key: one for key, one in outline.problems.items() if one.aspect == aspect}
        found.append(OutlineNode("aspect", aspect, 0, title, () if problems else (_("a problem"),)))
        for key, problem in problems.items():
            found += _list_problem(meeting, outline, key, problem, aspect)
    used_causes = {cause for problem in outline.problems.values() for cause in problem.causes}
    used_measures = {measure for cause in outline.causes.values() for measure in cause.measures}
    orphans = [
        _list_cause(meeting, outline, key, one, ()) for key, one in outline.causes.items() if key not in used_causes
    ]
    loose = [
        _make_measure(meeting, key, one, (), 1) for key, one in outline.measures.items() if key not in used_measures
    ]
    if orphans or loose:
        found.append(OutlineNode("orphans", "", 0, _("Linked to nothing"), (_("open it and link it"),)))
        found += [node for nodes in orphans for node in nodes] + loose
    return found


def _list_problem(meeting: Meeting, outline: Outline, key: str, problem: Problem, aspect: str) -> list[OutlineNode]:
    missing = [] if problem.example else [_("an example")]
    missing += [] if any(cause in outline.causes for cause in problem.causes) else [_("a cause")]
    text = f"● {_flatten_text(problem.text)}"
    nodes = [OutlineNode("problem", key, 1, text, tuple(missing), answers=len(problem.answers), under=(aspect,))]
    for cause in problem.causes:
        if cause in outline.causes:
            nodes += _list_cause(meeting, outline, cause, outline.causes[cause], (key,))
    return nodes


def _list_cause(
    meeting: Meeting, outline: Outline, key: str, cause: Cause, under: tuple[str, ...]
) -> list[OutlineNode]:
    known = [one for one in cause.measures if one in outline.measures]
    missing = () if known else (_("a measure"),)
    level = 2 if under else 1
    nodes = [
        OutlineNode("cause", key, level, " ".join(["└", _("Cause"), _flatten_text(cause.text)]), missing, under=under)
    ]
    return nodes + [_make_measure(meeting, one, outline.measures[one], (*under, key), level + 1) for one in known]


def _make_measure(meeting: Meeting, key: str, measure: Measure, under: tuple[str, ...], level: int) -> OutlineNode:
    missing = tuple(
        word
        for word, is_there in (
            (_("Owner"), bool(measure.owner)),
            (_("Due"), measure.due is not None),
            (_("Target"), bool(measure.target)),
        )
        if not is_there
    )
    return OutlineNode(
        "measure",
        key,
        level,
        " ".join(["└", _("Measure"), _flatten_text(measure.text)]),
        missing,
        owner=meeting.name(measure.owner) if measure.owner else "",
        due=format_full_date(measure.due),
        under=under,
    )


def _flatten_text(text: str) -> str:
    return text.replace("\n", " ")


CHILD: dict[str, KindName] = {"aspect": "problem", "problem": "cause", "cause": "measure", "measure": "measure"}
NODE_INDENT = "  "
WIDE_TREE = 100
"""Cells from which owner and answers have columns too; the line below shows them anyway."""


class OutlineGrid(PageGrid):
    """The tree as rows; i adds below the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Open"), key_display="Enter", tooltip=N_("Open the record's form")),
        Binding(
            "i,insert", "add", N_("Add below"), key_display="i", tooltip=N_("Problem, cause or measure, by the line")
        ),
        Binding("I", "add_beside", N_("Add beside"), tooltip=N_("One more of the same kind")),
        Binding("d,delete", "remove", N_("Delete"), key_display="d", tooltip=N_("Delete the record")),
    ]

    subject: var[str] = var("")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.lines: list[OutlineNode] = []

    def watch_subject(self) -> None:
        """Show another subject."""
        self.cursor_row = 0
        self.fill()

    @property
    def node(self) -> OutlineNode | None:
        """The line the cursor is on."""
        return self.lines[self.cursor_row] if self.cursor_row < len(self.lines) else None

    def lay_out(self) -> None:
        """Make the lines anew."""
        if self.readiness is None or not self.subject:
            return
        before = self.node
        meeting = self.readiness.meeting
        nodes = make_outline_nodes(meeting, meeting.sheet(self.subject).outline)
        self.lines = [
            node
            for node in nodes
            if not self.query_text or node.kind == "aspect" or is_match(self.query_text, node.text, node.key)
        ]
        self.set_shape(self._columns_now(), len(self.lines))
        if before:
            same = {one.place: row for row, one in enumerate(self.lines)}
            alike = (row for (kind, key, _under), row in same.items() if (kind, key) == (before.kind, before.key))
            self.cursor_row = same.get(before.place, next(alike, self.cursor_row))

    def _columns_now(self) -> list[GridColumn]:
        tree, due = GridColumn(_("Problem → cause → measure")), GridColumn(_("Due"), 10)
        if (self.size.width or WIDE_TREE) < WIDE_TREE:
            return [tree, due, GridColumn(_("Still missing"), 22)]
        return [
            tree,
            GridColumn(_("Answers"), 8, "right"),
            GridColumn(_("Owner"), 12),
            due,
            GridColumn(_("Still missing"), 22),
        ]

    def on_resize(self) -> None:
        """Show as many columns as fit."""
        self._columns = tuple(self._columns_now())

    def cell(self, row: int, column: int) -> GridCell:
        """Return the line, indented, with owner and due date, or what is missing."""
        node = self.lines[row]
        if column == 0:
            tone = "heading" if node.kind in {"aspect", "orphans"} else ""
            return GridCell(NODE_INDENT * node.level + node.text, tone)
        due, missing = GridCell(node.due, "dim"), GridCell(join_names(node.missing), "late")
        if len(self._columns) == 3:
            return (due, missing)[column - 1]
        answers = GridCell(str(node.answers or ""), "dim")
        return (answers, GridCell(node.owner, "dim"), due, missing)[column - 1]

    @property
    def lacks_aspects(self) -> bool:
        """Whether no aspects are set."""
        return self.meeting is not None and not self.meeting.settings.aspects

    def hints(self) -> tuple[str, ...]:
        """Return who sets the aspects, and how, if there are none."""
        if not self.lacks_aspects:
            return ()
        how = (
            _("Press Enter, or , for the settings: one a line, in the notice's words.")
            if self.me is None
            else _("The meeting staff enters them in the settings.")
        )
        return (_("The aspects of this year's self-inspection are not set yet."), how)

    def open_row(self) -> None:
        """Open the record under the cursor; on an aspect, a new problem; without aspects, ask for them."""
        node = self.node
        if node is None and self.lacks_aspects and self.me is None:
            self.post_message(SettingsAsked("aspects"))
        elif node is None or node.kind in {"aspect", "orphans"}:
            self.action_add()
        else:
            self.post_message(RecordAsked(node.kind, self.subject, node.key))  # type: ignore[arg-type]

    def action_add(self) -> None:
        """Add below the line: to an aspect a problem, to a problem a cause, to a cause a measure."""
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
        """Add a record of the same kind with the same parent."""
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

    def action_remove(self) -> None:
        """Delete the record under the cursor."""
        node = self.node
        if node and node.kind not in {"aspect", "orphans"}:
            self.post_message(RecordsRemoved(((node.kind, self.subject, node.key),)))  # type: ignore[arg-type]
