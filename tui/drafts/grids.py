"""The two lists beside a draft's text: its tree and its findings."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from checklists.base.language import N_, _
from checklists.base.text import clean_line
from checklists.drafts.checks.case import Finding
from checklists.drafts.checks.rule_text import LEVEL_WORDS
from checklists.drafts.recognise.tree import AsideRole
from checklists.drafts.taking.nodes import DraftNode, NodeKind
from checklists.model.checks import DRAFT_RULES, Level
from tui.widgets.grid import Grid, GridCell, GridColumn

KIND_WORDS: dict[NodeKind, str] = {
    "title": N_("Title"),
    "unit": N_("Unit"),
    "opening": N_("Opening"),
    "problems": N_("Part: problems"),
    "causes": N_("Part: causes"),
    "measures": N_("Part: measures"),
    "other": N_("Part: other"),
    "group": N_("Sub-heading"),
    "problem": N_("Problem"),
    "cause": N_("Cause"),
    "measure": N_("Measure"),
    "statement": N_("Statement"),
    "example": N_("Example"),
    "sub": N_("Step"),
    "out": N_("Not in the tree"),
}
NODE_WORDS: dict[AsideRole, str] = {
    "banner": N_("Banner"),
    "date": N_("Date line"),
    "lead": N_("Lead-in"),
    "closing": N_("Closing"),
    "signature": N_("Signature"),
    "text": N_("Not in the tree"),
}
LEVEL_SIGNS: dict[Level, str] = {"error": "!", "warning": "▲", "hint": "·"}
_TONES: dict[Level, str] = {"error": "late", "warning": "doing", "hint": "dim"}
LEVEL_TONES: dict[Level, str] = {"error": "$text-error", "warning": "$text-warning", "hint": "$text-muted"}
"""For text beside the grids."""
_SHOWN = 200
"""Characters of a node measured for its line; more never fits."""


def translate_kind(node: DraftNode) -> str:
    """Return the word for a node's kind."""
    word = NODE_WORDS[node.role] if node.kind == "out" else KIND_WORDS[node.kind]
    return _(word)


class TreeGrid(Grid):
    """The nodes in the order of the text, indented by level."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Kind"), key_display="Enter", tooltip=N_("Say what this stretch of text is")),
    ]

    class KindAsked(Message):
        """Asks to change the kind of the node under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.nodes: list[DraftNode] = []
        self.aspects: dict[str, str] = {}

    def show(self, nodes: list[DraftNode], aspects: dict[str, str]) -> None:
        """Show other nodes."""
        self.nodes, self.aspects = nodes, aspects
        self.set_shape([GridColumn(_("Kind"), 15), GridColumn(_("In the text"))], len(nodes))

    @property
    def node(self) -> DraftNode | None:
        """The node under the cursor."""
        return self.nodes[self.cursor_row] if self.nodes else None

    def cell(self, row: int, column: int) -> GridCell:
        """Return the node's kind, or its text."""
        node = self.nodes[row]
        if column == 0:
            return GridCell(translate_kind(node), self._tone(node))
        text = clean_line(node.span.text[:_SHOWN]) or _("(no heading)")
        if node.aspect:
            text = f"→ {self.aspects.get(node.aspect, node.aspect)} · {text}"
        return GridCell("  " * node.level + text, self._tone(node))

    @staticmethod
    def _tone(node: DraftNode) -> str:
        if node.kind == "out":
            return "doing" if node.role == "text" else "dim"
        if node.level == 0 or node.kind == "group":
            return "heading"
        return "dim" if node.kind in {"example", "sub"} else ""

    def open_row(self) -> None:
        """Ask for the node's kind."""
        if self.nodes:
            self.post_message(self.KindAsked())


class FindingGrid(Grid):
    """The findings, each with its level as sign, word and colour."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Go there"), key_display="Enter", tooltip=N_("Go into the text at the place")),
    ]

    class PlaceAsked(Message):
        """Asks to move to the place of the finding under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.findings: list[Finding] = []

    def show(self, findings: list[Finding]) -> None:
        """Show other findings."""
        self.findings = findings
        self.set_shape([GridColumn(_("Level"), 9), GridColumn(_("Finding"))], len(findings))

    @property
    def finding(self) -> Finding | None:
        """The finding under the cursor."""
        return self.findings[self.cursor_row] if self.findings else None

    def cell(self, row: int, column: int) -> GridCell:
        """Return the level, or what was found."""
        found = self.findings[row]
        if column == 0:
            return GridCell(f"{LEVEL_SIGNS[found.level]} {_(LEVEL_WORDS[found.level])}", _TONES[found.level])
        words = clean_line(found.words[:_SHOWN])
        more = f"“{words}”" if words else found.said
        return GridCell("  ".join(filter(None, (_(DRAFT_RULES[found.rule].title), more))))

    def open_row(self) -> None:
        """Ask to move to the finding's place."""
        if self.findings:
            self.post_message(self.PlaceAsked())
