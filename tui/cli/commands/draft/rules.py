"""``huiqian draft rules``: list a meeting's rules, show their pages, change their use."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from checklists.base.cells import pad, wrap
from checklists.base.errors import UsageError
from checklists.base.language import _, add_note, translate_all
from checklists.base.suggestions import did_you_mean, index_labels, list_known
from checklists.base.text import show_word
from checklists.drafts import checks
from checklists.edits.change import Edit, join_edits
from checklists.model.checks import DRAFT_RULES, RuleId, find_rule
from checklists.model.meeting import Meeting
from tui.cli import arguments, output
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import open_for_edit
from tui.cli.saving import report_saved
from tui.cli.table import TextColumn, print_tables
from tui.cli.usage import Actions

_LABEL = 12
"""Cells of a page's labels."""


@dataclass(frozen=True)
class Options:
    """Which rules, and how to use them; without any of these, the rules are listed."""

    folder: str
    rules: tuple[str, ...]
    use: Literal["on", "off", "made"] | None
    threshold: str | None
    json: bool


def add_rules(actions: Actions) -> None:
    """Add the action."""
    rules = actions.add(
        "rules",
        _("List the rules of the check, show what one means, or say how this meeting uses them."),
        "huiqian draft rules 2026-annual problems-length --threshold 800",
    )
    arguments.add_folder(rules)
    rules.add_argument("rules", metavar="RULE", nargs="*", help=_("only these; an id or a title"))
    use = rules.add_mutually_exclusive_group()
    use.add_argument("--on", dest="use", action="store_const", const="on", help=_("use them"))
    use.add_argument("--off", dest="use", action="store_const", const="off", help=_("do not use them"))
    use.add_argument(
        "--reset", dest="use", action="store_const", const="made", help=_("as they were made; without RULE, all")
    )
    rules.add_argument("--threshold", metavar="N", help=_("the number that the rule goes by, such as 800 or 20%%"))
    arguments.add_json(rules)
    rules.set_command(Options, _run)


def _run(options: Options) -> int:
    """List the rules, show some rules' pages, or change how the meeting uses them."""
    folder, meeting = open_for_edit(Path(options.folder))
    if meeting is None:
        return FAULTY
    rules = [_find_rule(typed) for typed in options.rules]
    if options.use is None and options.threshold is None:
        _show(meeting, rules, options)
        return 0
    if options.json:
        raise UsageError(_("--json lists the rules; it changes none."))
    edit = _edit(meeting, rules, options)
    if edit.changes:
        with report_saved(folder.apply(edit)):
            output.print_result(add_note(edit.meaning, _("saved")))
    else:
        output.say(_("It is so already: {what}").format(what=edit.meaning))
    return 0


def _find_rule(typed: str) -> RuleId:
    """Find a rule by its id or its title. Raises `UsageError`."""
    by_title = next((rule for rule in DRAFT_RULES.values() if typed.strip() in translate_all(rule.title)), None)
    rule = find_rule(typed) or by_title
    if rule is None:
        rules = index_labels({key: one.title for key, one in DRAFT_RULES.items()})
        hint = did_you_mean(typed, rules) or list_known(rules)
        raise UsageError(_("There is no rule {name}.").format(name=show_word(typed)) + hint)
    return rule.id


def _edit(meeting: Meeting, rules: list[RuleId], options: Options) -> Edit:
    if not rules and options.use != "made":
        raise UsageError(_("Say which rules, such as: huiqian draft rules FOLDER slip --off"))
    if options.threshold is None:
        if options.use == "made":
            return checks.reset(meeting, rules or list(meeting.settings.checks))
        return checks.switch(meeting, rules, on=options.use == "on")
    if len(rules) != 1 or options.use == "made":
        raise UsageError(_("A threshold is set for one rule, which has one."))
    threshold = DRAFT_RULES[rules[0]].threshold
    if threshold is None:
        raise UsageError(_("The rule {rule} goes by no number.").format(rule=rules[0]))
    try:
        edit = checks.set_threshold(meeting, rules[0], threshold.read(options.threshold))
    except ValueError as error:
        raise UsageError(_("argument {name}: {problem}").format(name="--threshold", problem=error)) from None
    switched = [checks.switch(meeting, rules, on=options.use == "on")] if options.use else []
    return join_edits([edit, *switched], edit.meaning)


def _show(meeting: Meeting, rules: list[RuleId], options: Options) -> None:
    if options.json:
        output.write_json(checks.dump_rules(meeting))
    elif rules:
        output.write("\n".join(line for rule in rules for line in _page(meeting, rule)) + "\n")
    else:
        print_tables([(_("Rules of the draft checks"), _columns(meeting))])


def _columns(meeting: Meeting) -> list[TextColumn]:
    uses = {rule.id: checks.get_rule_use(meeting, rule.id) for rule in DRAFT_RULES.values()}
    return [
        TextColumn(_("Id"), list(DRAFT_RULES), "fixed"),
        TextColumn(_("In use"), [use.word for use in uses.values()], "fixed"),
        TextColumn(_("Threshold"), [use.threshold for use in uses.values()], "fixed"),
        TextColumn(_("Rule"), [_(rule.title) for rule in DRAFT_RULES.values()], "main"),
        TextColumn(_("Level"), [_(checks.LEVEL_WORDS[rule.level]) for rule in DRAFT_RULES.values()], "fixed"),
        TextColumn(_("Changed"), ["" if use.is_as_made else _("set here") for use in uses.values()], "fixed"),
    ]


def _page(meeting: Meeting, rule: RuleId) -> Iterator[str]:
    yield f"{rule}  {_(DRAFT_RULES[rule].title)}"
    for label, text in checks.describe_rule(meeting, rule):
        for number, line in enumerate(wrap(text, output.get_width() - _LABEL - 4)):
            yield "    " + pad(label if number == 0 else "", _LABEL) + line
