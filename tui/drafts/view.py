"""A draft's text beside its tree or findings; the cursors of list and text move together."""

from typing import Literal

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import ContentSwitcher

from checklists.base.language import _
from checklists.drafts.checks.case import Finding
from checklists.drafts.checks.rule_text import LEVEL_WORDS
from checklists.drafts.taking.nodes import DraftNode
from checklists.model.checks import DRAFT_RULES
from tui.drafts.grids import FindingGrid, TreeGrid, translate_kind
from tui.drafts.reading import DraftReading
from tui.drafts.text import DraftText
from tui.widgets.prose import UpdatedText

ListName = Literal["tree", "findings"]


class DraftView(Vertical):
    """The tree or the findings, the text, and a line about the place under the cursor."""

    tree_grid = getters.query_one(TreeGrid)
    finding_grid = getters.query_one(FindingGrid)
    text = getters.query_one(DraftText)
    reading: var[DraftReading | None] = var(None)
    """The draft, from the screen."""

    def compose(self) -> ComposeResult:
        """Lay out lists, text and explanation."""
        with Container(id="draft-body"):
            with ContentSwitcher(initial="draft-tree", id="draft-lists"):
                yield TreeGrid(id="draft-tree")
                yield FindingGrid(id="draft-findings")
            yield DraftText(id="draft-text")
        yield UpdatedText(id="draft-foot", markup=False)

    def on_mount(self) -> None:
        """Follow the cursors of the lists."""
        self.watch(self.tree_grid, "cursor_row", self._follow_tree, init=False)
        self.watch(self.finding_grid, "cursor_row", self._follow_finding, init=False)

    @property
    def shows_findings(self) -> bool:
        """Whether the findings are shown instead of the tree."""
        return self.query_one("#draft-lists", ContentSwitcher).current == "draft-findings"

    @property
    def finding(self) -> Finding | None:
        """The finding under the cursor, if the findings are shown."""
        return self.finding_grid.finding if self.shows_findings else None

    def watch_reading(self) -> None:
        """Show what was read."""
        if found := self.reading:
            self.tree_grid.show(found.nodes, found.aspects)
            self.finding_grid.show(found.findings)
            self.text.show(found.draft.text, [(one.start, one.end, one.level) for one in found.findings])
            self._show_place()

    def focus_list(self) -> None:
        """Focus the visible list."""
        (self.finding_grid if self.shows_findings else self.tree_grid).focus()

    def show_list(self, name: ListName) -> None:
        """Show the tree, or the findings."""
        self.query_one("#draft-lists", ContentSwitcher).current = f"draft-{name}"
        self.focus_list()
        self.refresh_bindings()
        self._show_place()

    def go_to_finding(self, step: int) -> bool:
        """Go to the next finding (1) or the one before (-1), from the tree to the first or last.

        Returns whether there is one.
        """
        grid = self.finding_grid
        if not self.shows_findings:
            self.show_list("findings")
            grid.cursor_row = 0 if step > 0 else grid.row_count - 1
        elif 0 <= grid.cursor_row + step < grid.row_count:
            grid.cursor_row += step
        else:
            return False
        return True

    def _follow_tree(self) -> None:
        if not self.shows_findings and not self.text.has_focus:
            self._show_place()

    def _follow_finding(self) -> None:
        if self.shows_findings:
            self._show_place()

    def _show_place(self) -> None:
        """Mark the place under the list's cursor in the text, and explain it."""
        node, finding = self.tree_grid.node, self.finding
        foot = Content("")
        if finding:
            self.text.mark(finding.start, finding.end)
            foot = _describe_finding(finding)
        elif self.shows_findings:
            foot = Content(_("nothing found"))
        elif node:
            self.text.mark(node.span.start, node.span.end)
            foot = _describe_node(node)
        self.query_one("#draft-foot", UpdatedText).update(foot)

    @on(DraftText.Moved)
    def follow_text(self, event: DraftText.Moved) -> None:
        """Move the tree's cursor to the innermost node at the text's cursor."""
        around = [
            (one.span.end - one.span.start, number)
            for number, one in enumerate(self.tree_grid.nodes)
            if one.kind != "sub" and one.span.start <= event.place < one.span.end
        ]
        if around:
            self.tree_grid.cursor_row = min(around)[1]
            span = self.tree_grid.nodes[self.tree_grid.cursor_row].span
            self.text.highlight(span.start, span.end)

    @on(FindingGrid.PlaceAsked)
    def go_to_place(self) -> None:
        """Move to the finding's place in the text."""
        self.text.focus()


def _describe_node(node: DraftNode) -> Content:
    return Content.assemble((translate_kind(node), "bold"), "  " + node.span.text.replace("\n", " ")[:200])


def _describe_finding(finding: Finding) -> Content:
    """Return a finding's description: what it is about, why it matters, and how to mend it."""
    rule = DRAFT_RULES[finding.rule]
    parts = [_(LEVEL_WORDS[finding.level]), _(rule.title), finding.said]
    if finding.end <= finding.start:
        parts.append(_("whole draft"))
    lines = [Content.assemble((" · ".join(filter(None, parts)), "bold"))]
    if finding.beside:
        lines.append(Content("≈ “" + finding.beside.replace("\n", " ")[:160] + "”"))
    return Content("\n").join([*lines, Content(_(rule.why)), Content("→ " + _(rule.mend))])
