"""The keys of the meeting's screen, declared once for the last lines, the help and the palette.

In the order of their weight: where there is no room for all, the last give way.
"""

from textual.binding import Binding, BindingType

from checklists.base.language import N_
from tui.base.key_groups import ALWAYS, GO

KEYS: list[BindingType] = [
    Binding("e", "export", N_("Export"), tooltip=N_("Write ledgers, lists and papers to a file")),
    Binding(
        "c", "continue", N_("Continue"), tooltip=N_("Go to the most urgent open duty, and on from there"), group=ALWAYS
    ),
    Binding(
        "exclamation_mark",
        "faults",
        N_("Faults"),
        key_display="!",
        tooltip=N_("What is wrong with the files; mend it"),
        group=ALWAYS,
    ),
    Binding("t", "page(1)", N_("Next page"), tooltip=N_("The stage's next page: duties, matrices, ledgers"), group=GO),
    Binding("T", "page(-1)", N_("Previous page"), show=False, tooltip=N_("The stage's previous page"), group=GO),
    Binding(
        "slash", "filter", N_("Filter"), key_display="/", tooltip=N_("Filter by text, pinyin or initials"), group=ALWAYS
    ),
    Binding("u", "undo", N_("Undo"), tooltip=N_("Take the last change back"), group=ALWAYS),
    Binding("ctrl+r", "redo", N_("Redo"), show=False, tooltip=N_("Make the change again"), group=ALWAYS),
    Binding("0", "overview", N_("Overview"), tooltip=N_("The board: all subjects and stages"), group=GO),
    *[
        Binding(
            str(number), f"stage({number})", N_("Stage"), show=False, tooltip=N_("Open a stage by its number"), group=GO
        )
        for number in range(1, 10)
    ],
    Binding("m", "member", N_("Member"), tooltip=N_("One member across all stages"), group=GO),
    Binding("s", "summary", N_("Summary"), tooltip=N_("What would be printed"), group=GO),
    Binding(
        "left_square_bracket",
        "turn(-1)",
        N_("Previous"),
        show=False,
        key_display="[",
        tooltip=N_("Previous member or outline"),
        group=GO,
    ),
    Binding(
        "right_square_bracket",
        "turn(1)",
        N_("Next"),
        show=False,
        key_display="]",
        tooltip=N_("Next member or outline"),
        group=GO,
    ),
    Binding(
        "escape", "back", N_("Back"), show=False, tooltip=N_("Clear the filter, or back to where one began"), group=GO
    ),
    Binding("H", "history", N_("History"), tooltip=N_("Who changed this, when, and what it was before"), group=ALWAYS),
    Binding(
        "K", "kept", N_("Kept copies"), show=False, tooltip=N_("Copies made before a file was replaced"), group=ALWAYS
    ),
    Binding(
        "comma",
        "settings",
        N_("Settings"),
        key_display=",",
        tooltip=N_("Date, aspects, roster, attendance, targets"),
        group=GO,
    ),
    Binding(
        "L",
        "layout",
        N_("Layout of papers"),
        show=False,
        tooltip=N_("Unit and date on papers, and which of their parts are shown"),
        group=GO,
    ),
    Binding(
        "R",
        "draft_rules",
        N_("Draft rules"),
        show=False,
        tooltip=N_("The rules of the draft checks: switch them, set their numbers, read why"),
        group=GO,
    ),
    Binding(
        "M",
        "draft_marks",
        N_("All meant so"),
        show=False,
        tooltip=N_("All findings of drafts that are meant so; report one again"),
        group=GO,
    ),
    Binding("f5", "reload", N_("Read again"), show=False, tooltip=N_("Read the files again"), group=ALWAYS),
    Binding("question_mark,f1", "app.help", N_("Help"), key_display="?", tooltip=N_("Keys and signs"), group=ALWAYS),
    Binding("q", "app.leave", N_("Quit"), tooltip=N_("Leave; everything is saved"), group=ALWAYS),
]
