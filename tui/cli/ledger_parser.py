"""The commands of the ledgers: the same actions for each, the options made from the fields of its records."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from checklists.fields import KINDS, Field, KindName
from checklists.language import N_, _
from tui.cli import arguments
from tui.cli.usage import Parser


class LedgerCommand(NamedTuple):
    """One command: what it is about, its kinds of record, whose they are, and an example."""

    meaning: str
    kinds: tuple[KindName, ...]
    is_personal: bool
    """Kept on a subject's sheet: the subject must be named."""
    example: str


COMMANDS: dict[str, LedgerCommand] = {
    "study": LedgerCommand(
        N_("Study: reading list, sessions, attendance, self-study and make-up study."),
        ("session", "text"),
        False,
        "huiqian study add 2026-annual session --date 2026-11-20 --topic 专题学习",
    ),
    "opinions": LedgerCommand(
        N_("Opinions: channels and the ledger; claim, feed back, answer, import."),
        ("opinion", "channel"),
        False,
        "huiqian opinions add 2026-annual opinion --about m02 --text 到基层调研不够",
    ),
    "talks": LedgerCommand(
        N_("Talks: planned and held, and who still has to talk with whom."),
        ("talk",),
        False,
        "huiqian talks add 2026-annual --member m01 --partner m02 --held 2026-11-20",
    ),
    "outline": LedgerCommand(
        N_("Self-inspection: problems, causes, measures, explanations and the rounds of review."),
        ("problem", "cause", "measure"),
        True,
        "huiqian outline add 2026-annual problem --of m02 --aspect politics --text 学习不够系统",
    ),
    "criticism": LedgerCommand(
        N_("Criticism: what each member has to say of the others."),
        ("criticism",),
        True,
        "huiqian criticism add 2026-annual --of m01 --to m02 --text 抓落实不够",
    ),
    "rectify": LedgerCommand(
        N_("Rectification: the measures of this meeting and those taken over from the last."),
        ("entry",),
        False,
        "huiqian rectify edit 2026-annual r1a2b --closed 2026-12-01 --evidence 验收单.pdf",
    ),
}


class Action(Protocol):
    """Makes the parser of one action."""

    def __call__(self, key: str, meaning: str, examples: Iterable[str] = ()) -> Parser:
        """Return it, the folder being its first argument."""


Build = Callable[[Action], None]


def build_actions(parser: Parser, name: str) -> None:
    """Give a ledger's command its actions."""
    command = COMMANDS[name]
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", title=_("actions"), required=True, parser_class=Parser
    )

    def action(key: str, meaning: str, examples: Iterable[str] = ()) -> Parser:
        made = actions.add_parser(
            key, prog=f"huiqian {name} {key}", help=meaning, description=meaning, examples=list(examples)
        )
        made.add_argument("folder", metavar="FOLDER", help=_("the meeting's folder"))
        return made

    fields = _fields_of(command)
    listing = action("list", _("List the records."), [f"huiqian {name} list 2026-annual --json"])
    listing.add_argument("--what", choices=command.kinds, help=_("only records of this kind"))
    listing.add_argument("--filter", metavar="TEXT", help=_("only those that match, also by pinyin"))
    listing.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    if command.is_personal:
        listing.add_argument("--of", metavar="ID", help=_("whose; an id or a name, or group"))
    adding = action("add", _("Add a record."), [command.example])
    if len(command.kinds) > 1:
        adding.add_argument("kind", choices=command.kinds, metavar="KIND", help=", ".join(command.kinds))
    if command.is_personal:
        adding.add_argument("--of", metavar="ID", required=True, help=_("whose; an id or a name, or group"))
    if name == "outline":
        adding.add_argument(
            "--under", metavar="ID", default="", help=_("the problem of a cause, the cause of a measure")
        )
    _options(adding, fields)
    editing = action("edit", _("Change fields of a record; an empty value clears a field."))
    editing.add_argument("id", metavar="ID", help=_("the record's id, as listed"))
    _options(editing, fields)
    removing = action("remove", _("Remove records, and their ids wherever they are named."))
    removing.add_argument("ids", metavar="ID", nargs="+", help=_("the record's id, as listed"))
    for build in _MORE.get(name, ()):
        build(action)


def _fields_of(command: LedgerCommand) -> dict[str, tuple[Field, list[str]]]:
    """Return the fields of all kinds by name, and which kinds have them."""
    found: dict[str, tuple[Field, list[str]]] = {}
    for kind in command.kinds:
        for field in KINDS[kind].fields:
            found.setdefault(field.name, (field, []))[1].append(kind)
    return found


_METAVARS = {
    "date": "DATE",
    "amount": "N",
    "decimal": "N",
    "flag": "yes|no",
    "member": "ID",
    "subject": "ID",
    "subjects": "ID,…",
}


def _options(parser: Parser, fields: dict[str, tuple[Field, list[str]]]) -> None:
    for name, (field, kinds) in fields.items():
        text = _(field.label) + (_(": ") + _(field.hint) if field.hint else "")
        if field.kind == "choice":
            text += _(": ") + ", ".join(field.choices or ())
        if len({kind for _field, owners in fields.values() for kind in owners}) > len(kinds):
            text += f" ({', '.join(kinds)})"
        is_repeated = field.kind == "lines"
        parser.add_argument(
            f"--{name}",
            dest=f"field_{name}",
            metavar=_METAVARS.get(field.kind, "TEXT" if field.kind in {"line", "prose", "lines"} else "ID"),
            action="append" if is_repeated else "store",
            help=text.replace("%", "%%") + (_("; repeatable") if is_repeated else ""),
        )


def _on(parser: Parser) -> None:
    parser.add_argument("--on", metavar="DATE", type=arguments.day, help=_("when; by default today"))


def _who(parser: Parser, *, is_required: bool = True) -> None:
    parser.add_argument(
        "--member",
        metavar="ID",
        dest="members",
        action="append",
        default=[],
        required=is_required,
        help=_("for this member; an id or a name; repeatable"),
    )


def _attend(action: Action) -> None:
    parser = action(
        "attend",
        _("Record who was at a session."),
        ["huiqian study attend 2026-annual e1a2b --present all --absent m03"],
    )
    parser.add_argument("session", metavar="ID", help=_("the session's id"))
    parser.add_argument("--present", metavar="ID,…", default="", help=_("who was there; all for everyone else"))
    parser.add_argument("--absent", metavar="ID,…", default="", help=_("who was not"))


def _read(action: Action) -> None:
    parser = action("read", _("Record that members have read texts."))
    parser.add_argument("texts", metavar="ID", nargs="+", help=_("the text's id; all for the whole list"))
    _who(parser)
    _on(parser)
    parser.add_argument("--undo", action="store_true", help=_("take it back"))


def _make_up(action: Action) -> None:
    parser = action("make-up", _("Record that a member made up for a session."))
    parser.add_argument("session", metavar="ID", help=_("the session's id"))
    _who(parser)
    _on(parser)
    parser.add_argument("--note", metavar="TEXT", default="", help=_("how"))
    parser.add_argument("--undo", action="store_true", help=_("take it back"))


def _about(name: str, meaning: str) -> Build:
    def build(action: Action) -> None:
        parser = action(name, _(meaning))
        parser.add_argument("ids", metavar="ID", nargs="*", help=_("the opinions' ids"))
        _who(parser, is_required=False)
        _on(parser)
        parser.add_argument("--undo", action="store_true", help=_("take it back"))

    return build


def _answer(action: Action) -> None:
    parser = action("answer", _("Answer an opinion in words; empty words take the answer back."))
    parser.add_argument("id", metavar="ID", help=_("the opinion's id"))
    parser.add_argument("words", metavar="TEXT", help=_("the answer"))
    _who(parser)


def _import(action: Action) -> None:
    parser = action(
        "import",
        _("Take opinions from a CSV or XLSX file; shows what would be taken, and takes it with --yes."),
        ["huiqian opinions import 2026-annual 意见.xlsx", "huiqian opinions import 2026-annual 意见.csv --yes"],
    )
    parser.add_argument("file", metavar="FILE", help=_("a table with a column 意见 or opinion"))
    parser.add_argument("--yes", action="store_true", help=_("take what is new"))


def _todo(action: Action) -> None:
    parser = action("todo", _("Who still has to talk with whom."))
    _who(parser, is_required=False)


def _explain(action: Action) -> None:
    parser = action("explain", _("Give one of the explanations every outline must give; “none” is an answer too."))
    parser.add_argument("key", metavar="KEY", help=_("what is explained, by its id in the checklist"))
    parser.add_argument("words", metavar="TEXT", help=_("the explanation"))
    parser.add_argument("--of", metavar="ID", required=True, help=_("whose; an id or a name, or group"))


def _step(name: str, meaning: str) -> Build:
    def build(action: Action) -> None:
        parser = action(name, _(meaning))
        parser.add_argument("--of", metavar="ID", required=True, help=_("whose; an id or a name, or group"))
        parser.add_argument("--by", metavar="NAME", default="", help=_("who did or decided it"))
        parser.add_argument("--reason", metavar="TEXT", default="", help=_("why it is returned; remarks otherwise"))
        _on(parser)

    return build


def _opening(name: str, meaning: str) -> Build:
    def build(action: Action) -> None:
        action(name, _(meaning))

    return build


_MORE: dict[str, tuple[Build, ...]] = {
    "study": (_attend, _read, _make_up),
    "opinions": (
        _about("claim", N_("Record who takes opinions as theirs; without --member all whom they are about.")),
        _about(
            "feed-back", N_("Record that opinions were told to whom they are about; without ids, that there are none.")
        ),
        _answer,
        _import,
    ),
    "talks": (_todo,),
    "outline": (
        _explain,
        _step("submit", N_("Hand the outline in.")),
        _step("review", N_("The principal, or the group's discussion, passes the outline.")),
        _step("return", N_("Return the outline with a reason.")),
        _step("approve", N_("The supervising group approves the outline.")),
    ),
    "criticism": (
        _opening("open", N_("Let members see what was written of them.")),
        _opening("close", N_("Let members see only what they wrote themselves.")),
    ),
}
