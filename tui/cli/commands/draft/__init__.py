"""``huiqian draft``: read a self-inspection document, take it into the outline, check it as a reviewer would."""

from tui.cli.commands.draft.documents import add_compare, add_read_take_check
from tui.cli.commands.draft.meant import add_meant
from tui.cli.commands.draft.rules import add_rules
from tui.cli.usage import Parser


def add_options(parser: Parser) -> None:
    """Add actions and examples."""
    parser.show_examples(
        "huiqian draft read 对照检查材料.docx",
        "huiqian draft check 对照检查材料.docx 2026-annual --for m03",
        "huiqian draft take 对照检查材料.docx 2026-annual --for m03",
    )
    actions = parser.add_actions()
    add_read_take_check(actions)
    add_compare(actions)
    add_meant(actions)
    add_rules(actions)
