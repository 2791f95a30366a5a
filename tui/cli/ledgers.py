"""What the ledgers' commands are about. Light: the help of the whole command line lists them all."""

from typing import TYPE_CHECKING, NamedTuple

from checklists.base.language import N_

if TYPE_CHECKING:
    from checklists.readiness.rules import Place
    from checklists.records.kinds import KindName


class LedgerCommand(NamedTuple):
    """One command: what it is about, its kinds of record, whose they are, and examples."""

    meaning: str
    kinds: "tuple[KindName, ...]"
    is_personal: bool
    """Kept on a subject's sheet: the subject must be named."""
    adding: str
    """How a record is added."""
    editing: str
    """How records are changed."""
    known_id: str
    """An id such as the ledger's records have, for examples."""
    table: str
    """What a file of its rows may be called, for examples."""


COMMANDS: dict[str, LedgerCommand] = {
    "study": LedgerCommand(
        N_("Study: reading list, sessions, attendance, self-study and make-up study."),
        ("session", "text"),
        False,
        "huiqian study add 2026-annual session --date 2026-11-20 --topic 专题学习",
        "huiqian study edit 2026-annual e1b2c --hours 2.5 --place 县委第一会议室",
        "e1b2c",
        "学习",
    ),
    "opinions": LedgerCommand(
        N_("Opinions: channels and the ledger; assign, feed back, claim, answer, import."),
        ("opinion", "channel"),
        False,
        "huiqian opinions add 2026-annual opinion --about m02 --text 到基层调研不够",
        "huiqian opinions edit 2026-annual n1a2b --raw 38 --closed 2026-11-20",
        "o0933",
        "意见",
    ),
    "talks": LedgerCommand(
        N_("Talks: planned and held, and who still has to talk with whom."),
        ("talk",),
        False,
        "huiqian talks add 2026-annual --member m01 --partner m02 --held 2026-11-20",
        "huiqian talks edit 2026-annual t013c t0271 --held 2026-11-20",
        "t013c",
        "谈话",
    ),
    "outline": LedgerCommand(
        N_("Self-inspection: problems, causes, measures, explanations and the rounds of review."),
        ("problem", "cause", "measure"),
        True,
        "huiqian outline add 2026-annual problem --of m02 --aspect politics --text 学习不够系统",
        "huiqian outline edit 2026-annual s5a9 --owner m02 --due 2027-03-31",
        "p5b0",
        "问题清单",
    ),
    "criticism": LedgerCommand(
        N_("Criticism: what each member has to say of the others."),
        ("criticism",),
        True,
        "huiqian criticism add 2026-annual --of m01 --to m02 --text 抓落实不够",
        "huiqian criticism edit 2026-annual k0120 --discussed yes",
        "k0120",
        "批评意见",
    ),
    "day": LedgerCommand(
        N_("The day of the meeting: who signed in, who has spoken, and who was away and told afterwards."),
        (),
        False,
        "huiqian day sign-in 2026-annual --present all --leave m03",
        "",
        "",
        "签到表",
    ),
    "rectify": LedgerCommand(
        N_("Rectification: the measures of this meeting and those taken over from the last."),
        ("entry",),
        False,
        "huiqian rectify add 2026-annual --subject m02 --text 每季度下乡调研 --owner m02 --due 2027-03-31",
        "huiqian rectify edit 2026-annual r1a2b --closed 2026-12-01 --evidence 验收单.pdf",
        "r1a2b",
        "整改台账",
    ),
}

_COMMAND_OF = {"settings": "open", "rectification": "rectify"}


def command_of(place: "Place") -> str:
    """Return the command by which a person enters what a rule counts."""
    return f"huiqian {_COMMAND_OF.get(place, place)}"
