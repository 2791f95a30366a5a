"""``huiqian outline``: problems, causes, measures, explanations and the rounds of review."""

from dataclasses import dataclass
from typing import Literal

from checklists.base.language import N_, _
from checklists.edits import ledgers as ledger_edits
from checklists.edits.change import Edit
from checklists.model.ledgers.outline import Reviewer, ReviewStep
from checklists.model.meeting import Meeting
from tui.cli import arguments
from tui.cli.commands.ledgers.importing import add_import
from tui.cli.commands.ledgers.ledger import ChangeOptions, LedgerCommand, add_change, add_on, add_text
from tui.cli.commands.ledgers.records import add_records
from tui.cli.meetings import choose_day, find_subject
from tui.cli.usage import LedgerParser, Parser

LEDGER = LedgerCommand(
    name="outline",
    kinds=("problem", "cause", "measure"),
    is_personal=True,
    viewed=N_("only this member's own sheet, and the measures that they are to carry out"),
    adding="huiqian outline add 2026-annual problem --of m02 --aspect politics --text 学习不够系统",
    editing="huiqian outline edit 2026-annual s5a9 --owner m02 --due 2027-03-31",
    known_id="p5b0",
    table="问题清单",
)
Name = Literal["submit", "review", "return", "approve"]
STEP_ACTIONS: dict[Name, tuple[ReviewStep, str, str]] = {
    "submit": ("submitted", N_("Hand the outline in."), "huiqian outline submit 2026-annual --of m04"),
    "review": (
        "reviewed",
        N_("The principal, or the group's discussion, passes the outline."),
        "huiqian outline review 2026-annual --of m01 --by 班子集体讨论",
    ),
    "return": (
        "returned",
        N_("Return the outline with a reason."),
        "huiqian outline return 2026-annual --of m02 --reason 事例不够具体",
    ),
    "approve": (
        "approved",
        N_("The supervising group approves the outline."),
        "huiqian outline approve 2026-annual --of m02 --by 第三督导组",
    ),
}
"""The actions of the review: the step, its description, an example."""
REVIEWERS = arguments.Words(
    {"principal": N_("principal"), "supervisor": N_("supervising group")},
    {"principal": ["书记"], "supervisor": ["督导"]},
)


@dataclass(frozen=True, kw_only=True)
class Explanation(ChangeOptions):
    """An explanation: its key, its subject, its text."""

    key: str
    of: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReviewOptions(ChangeOptions):
    """Whose outline is reviewed, by whom, and why."""

    action: Name
    of: str
    by: str
    reviewer: Reviewer = ""
    reason: str


def add_options(parser: Parser) -> None:
    """Add actions and examples."""
    parser.show_examples("huiqian outline list 2026-annual", LEDGER.adding)
    actions = parser.add_actions(LedgerParser)
    add_records(actions, LEDGER)
    explain = add_change(
        actions,
        "explain",
        _("Give one of the explanations every outline must give; “none” is an answer too."),
        Explanation,
        _explain,
        "huiqian outline explain 2026-annual inquiry --of m02 --text 无",
    )
    explain.add_argument("key", metavar="KEY", help=_("what is explained, by its id in the checklist"))
    explain.add_argument("--of", metavar="ID", required=True, help=_("whose; an id or a name, or group"))
    add_text(explain, "text", _("the explanation; empty takes it back"), is_required=True)
    for name, (_step, meaning, example) in STEP_ACTIONS.items():
        step = add_change(actions, name, _(meaning), ReviewOptions, _take_step, example)
        step.add_argument("--of", metavar="ID", required=True, help=_("whose; an id or a name, or group"))
        step.add_argument("--by", metavar="NAME", default="", help=_("who did or decided it"))
        if name == "return":
            step.add_argument(
                "--reviewer",
                type=REVIEWERS.read,
                choices=REVIEWERS,
                default="",
                help=_("who returns it; by default whose turn it is"),
            )
        add_text(step, "reason", _("why it is returned; remarks otherwise"))
        add_on(step)
    add_import(actions, LEDGER)


def _explain(meeting: Meeting, options: Explanation) -> Edit:
    return ledger_edits.explain(meeting, find_subject(meeting, options.of), options.key, options.text)


def _take_step(meeting: Meeting, options: ReviewOptions) -> Edit:
    return ledger_edits.take_step(
        meeting,
        find_subject(meeting, options.of),
        STEP_ACTIONS[options.action][0],
        on=options.on or choose_day(options.today),
        by=options.reviewer,
        who=options.by,
        reason=options.reason,
    )
