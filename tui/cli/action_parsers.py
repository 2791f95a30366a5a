"""The options of the actions that are more than a record's fields."""

from collections.abc import Callable, Iterable
from typing import Protocol

from checklists.base.language import N_, _
from tui.cli import arguments
from tui.cli.usage import Parser


class Action(Protocol):
    """Makes the parser of one action."""

    def __call__(self, key: str, meaning: str, examples: Iterable[str] = ()) -> Parser:
        """Return it, the folder being its first argument."""


Build = Callable[[Action], None]


def _on(parser: Parser) -> None:
    parser.add_argument("--on", metavar="DATE", type=arguments.DateText, help=_("when; by default today"))
    arguments.add_today(parser)


def _undo(parser: Parser) -> None:
    parser.add_argument("--undo", action="store_true", help=_("take it back"))


def _who(parser: Parser, *, everyone: str = "", is_required: bool = True, is_subject: bool = False) -> None:
    """Ask for members by name; `everyone` says who they are with ``--all``."""
    group = parser.add_mutually_exclusive_group(required=is_required) if everyone else parser
    group.add_argument(
        "--member",
        metavar="ID",
        dest="members",
        action="append",
        default=[],
        required=is_required and not everyone,
        help=_("for this member, or group; an id or a name; repeatable")
        if is_subject
        else _("for this member; an id or a name; repeatable"),
    )
    if everyone:
        group.add_argument("--all", action="store_true", help=_(everyone))


def _text(parser: Parser, name: str, meaning: str, *, is_required: bool = False) -> None:
    parser.add_argument(f"--{name}", type=arguments.text, default="", required=is_required, help=meaning)


def _presence(parser: Parser) -> None:
    parser.add_argument("--present", metavar="ID,…", default="", help=_("who was there; all for everyone else"))
    parser.add_argument("--leave", "--absent", metavar="ID,…", dest="absent", default="", help=_("who was on leave"))
    parser.add_argument("--unexcused", metavar="ID,…", default="", help=_("who was absent without leave"))
    parser.add_argument("--clear", metavar="ID,…", default="", help=_("of whom nothing is known again"))
    arguments.add_today(parser)


def _attend(action: Action) -> None:
    parser = action(
        "attend",
        _("Record who was at a session."),
        ["huiqian study attend 2026-annual e1b2c --present all --leave m03"],
    )
    parser.add_argument("session", metavar="ID", help=_("the session's id"))
    _presence(parser)


def _read(action: Action) -> None:
    parser = action(
        "read",
        _("Record that members have read texts."),
        ["huiqian study read 2026-annual x1a2b x3e4f --member m03 --on 2026-11-20"],
    )
    parser.add_argument("texts", metavar="ID", nargs="*", help=_("the texts' ids; all for the whole list"))
    _who(parser, everyone=N_("for all members"))
    _on(parser)
    _undo(parser)


def _make_up(action: Action) -> None:
    parser = action(
        "make-up",
        _("Record that members made up for a session."),
        ["huiqian study make-up 2026-annual e1b2c --member m03 --note 自学文件并写出笔记"],
    )
    parser.add_argument("session", metavar="ID", help=_("the session's id"))
    _who(parser, everyone=N_("for all who were away, with leave or without"))
    _on(parser)
    _text(parser, "note", _("how"))
    _undo(parser)


def _assign(action: Action) -> None:
    parser = action(
        "assign",
        _("Say whom opinions are about, several at once."),
        [
            "huiqian opinions assign 2026-annual o0933 o0a58 --member m02",
            "huiqian opinions assign 2026-annual o0933 --member group --add",
        ],
    )
    parser.add_argument("ids", metavar="ID", nargs="*", help=_("the opinions' ids"))
    _who(parser, is_subject=True)
    parser.add_argument("--add", action="store_true", help=_("besides those they are about already"))


def _claim(action: Action) -> None:
    parser = action(
        "claim",
        _("Record who takes opinions as theirs; without --member all whom they are about."),
        ["huiqian opinions claim 2026-annual o0933 o0a58 --on 2026-11-22"],
    )
    parser.add_argument("ids", metavar="ID", nargs="*", help=_("the opinions' ids"))
    _who(parser, is_required=False, is_subject=True)
    _on(parser)
    _undo(parser)


def _feed_back(action: Action) -> None:
    parser = action(
        "feed-back",
        _("Record that opinions were told to whom they are about; without ids, that there are none."),
        [
            "huiqian opinions feed-back 2026-annual o0933 o0a58 --on 2026-11-21",
            "huiqian opinions feed-back 2026-annual --member m09",
        ],
    )
    parser.add_argument("ids", metavar="ID", nargs="*", help=_("the opinions' ids"))
    _who(parser, is_required=False, is_subject=True)
    _on(parser)
    _undo(parser)


def _answer(action: Action) -> None:
    parser = action(
        "answer",
        _("Answer an opinion in words; empty words take the answer back."),
        [
            "huiqian opinions answer 2026-annual o0933 --member m02 --text 已当面说明",
            "huiqian opinions answer 2026-annual o0933 --member m02 --text - < 答复.txt",
        ],
    )
    parser.add_argument("id", metavar="ID", help=_("the opinion's id"))
    _who(parser, is_subject=True)
    _text(parser, "text", _("the answer"), is_required=True)


def _plan(action: Action) -> None:
    parser = action(
        "plan",
        _("Plan or record all talks that are still missing, in one go."),
        [
            "huiqian talks plan 2026-annual --member m02 --planned 2026-11-25",
            "huiqian talks plan 2026-annual --member m02 --with branch --held 2026-11-20 --place 谈话室",
        ],
    )
    _who(parser, everyone=N_("for all members"))
    parser.add_argument(
        "--with",
        dest="partners",
        choices=["members", "units", "branch"],
        action="append",
        help=_("only talks with these; repeatable"),
    )
    day = parser.add_mutually_exclusive_group(required=True)
    day.add_argument("--planned", metavar="DATE", type=arguments.DateText, help=_("for when they are planned"))
    day.add_argument("--held", metavar="DATE", type=arguments.DateText, help=_("when they were held"))
    parser.add_argument("--place", type=arguments.text, default="", help=_("where"))
    arguments.add_today(parser)
    arguments.add_doer(parser)


def _todo(action: Action) -> None:
    parser = action(
        "todo",
        _("Who still has to talk with whom."),
        ["huiqian talks todo 2026-annual --member m03", "huiqian talks todo 2026-annual --json"],
    )
    _who(parser, is_required=False)
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))


def _explain(action: Action) -> None:
    parser = action(
        "explain",
        _("Give one of the explanations every outline must give; “none” is an answer too."),
        ["huiqian outline explain 2026-annual inquiry --of m02 --text 无"],
    )
    parser.add_argument("key", metavar="KEY", help=_("what is explained, by its id in the checklist"))
    parser.add_argument("--of", metavar="ID", required=True, help=_("whose; an id or a name, or group"))
    _text(parser, "text", _("the explanation; empty takes it back"), is_required=True)


def _step(name: str, meaning: str, example: str) -> Build:
    def build(action: Action) -> None:
        parser = action(name, _(meaning), [example])
        parser.add_argument("--of", metavar="ID", required=True, help=_("whose; an id or a name, or group"))
        parser.add_argument("--by", metavar="NAME", default="", help=_("who did or decided it"))
        if name == "return":
            parser.add_argument(
                "--reviewer",
                choices=["principal", "supervisor"],
                default="",
                help=_("who returns it; by default whose turn it is"),
            )
        _text(parser, "reason", _("why it is returned; remarks otherwise"))
        _on(parser)

    return build


def _several(name: str, meaning: str) -> Build:
    def build(action: Action) -> None:
        parser = action(name, _(meaning), [f"huiqian criticism {name} 2026-annual k0120 k023d"])
        parser.add_argument("ids", metavar="ID", nargs="*", help=_("the records' ids, as listed"))
        parser.add_argument("--of", metavar="ID", help=_("whose, where several have a record of this id"))
        _undo(parser)
        if name == "given":
            arguments.add_today(parser)

    return build


def _opening(name: str, meaning: str) -> Build:
    def build(action: Action) -> None:
        action(name, _(meaning), [f"huiqian criticism {name} 2026-annual"])

    return build


def _early(parser: Parser) -> None:
    parser.add_argument(
        "--yes", dest="is_early", action="store_true", help=_("record it although the meeting's day is still to come")
    )


def day_action(action: Action) -> None:
    """Build the actions of the day of the meeting."""
    listing = action("list", _("List who is there, has spoken, was told."), ["huiqian day list 2026-annual --json"])
    listing.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    listing.add_argument(
        "--width", metavar="N", type=arguments.cells, help=_("width of the table, from 60; by default the terminal's")
    )
    signing = action(
        "sign-in",
        _("Record who is there on the day."),
        ["huiqian day sign-in 2026-annual --present all --leave m03"],
    )
    _presence(signing)
    _early(signing)
    speaking = action(
        "spoken", _("Record who has given their self-criticism."), ["huiqian day spoken 2026-annual --member m01"]
    )
    _who(speaking, everyone=N_("for all who are there"))
    _undo(speaking)
    arguments.add_today(speaking)
    _early(speaking)
    telling = action(
        "told",
        _("Record that those who were away were told of the meeting afterwards."),
        ["huiqian day told 2026-annual --member m03 --on 2026-12-20"],
    )
    _who(telling, everyone=N_("for all who were away, with leave or without"))
    _on(telling)
    _undo(telling)
    _early(telling)


MORE: dict[str, tuple[Build, ...]] = {
    "study": (_attend, _read, _make_up),
    "opinions": (_assign, _feed_back, _claim, _answer),
    "talks": (_plan, _todo),
    "outline": (
        _explain,
        _step("submit", N_("Hand the outline in."), "huiqian outline submit 2026-annual --of m04"),
        _step(
            "review",
            N_("The principal, or the group's discussion, passes the outline."),
            "huiqian outline review 2026-annual --of m01 --by 班子集体讨论",
        ),
        _step(
            "return",
            N_("Return the outline with a reason."),
            "huiqian outline return 2026-annual --of m02 --reason 事例不够具体",
        ),
        _step(
            "approve",
            N_("The supervising group approves the outline."),
            "huiqian outline approve 2026-annual --of m02 --by 第三督导组",
        ),
    ),
    "criticism": (
        _several("discussed", N_("Record that criticisms were talked over with that member beforehand.")),
        _several("given", N_("Record that criticisms were given at the meeting.")),
        _opening("open", N_("Let members see what was written of them.")),
        _opening("close", N_("Let members see only what they wrote themselves.")),
    ),
}
