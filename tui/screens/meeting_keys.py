"""What the meeting screen's keys do: declared once, for the last line, the help and the palette alike."""

from textual.binding import Binding, BindingType

from checklists.language import N_

KEYS: list[BindingType] = [
    Binding("c", "continue", N_("Continue"), tooltip=N_("Go to the most urgent open duty, and on from there")),
    Binding("space", "next_status", N_("Status"), tooltip=N_("Next status: open, in progress, done")),
    Binding("n", "note", N_("Note"), tooltip=N_("Note, evidence, by whom and when")),
    Binding("w", "waive", N_("Waive"), tooltip=N_("Waive with a reason and a name; again to take it back")),
    Binding("a", "mark_all", N_("All"), tooltip=N_("Mark an item as done for all members at once")),
    Binding("t", "page(1)", N_("Next page"), tooltip=N_("The stage's next page: duties, matrices, ledgers")),
    Binding("T", "page(-1)", N_("Previous page"), show=False, tooltip=N_("The stage's previous page")),
    Binding("slash", "filter", N_("Filter"), key_display="/", tooltip=N_("Filter by text, pinyin or initials")),
    Binding("u", "undo", N_("Undo"), tooltip=N_("Take the last change back")),
    Binding("ctrl+r", "redo", N_("Redo"), show=False, tooltip=N_("Make the change again")),
    Binding("H", "history", N_("History"), tooltip=N_("Who changed this, when, and what it was before")),
    Binding("K", "kept", N_("Kept copies"), show=False, tooltip=N_("Copies made before a file was replaced")),
    Binding("0", "overview", N_("Overview"), tooltip=N_("The board: all subjects and stages")),
    *[
        Binding(str(number), f"stage({number})", N_("Stage"), show=False, tooltip=N_("Open a stage by its number"))
        for number in range(1, 10)
    ],
    Binding("m", "member", N_("Member"), tooltip=N_("One member across all stages")),
    Binding(
        "left_square_bracket",
        "turn(-1)",
        N_("Previous"),
        show=False,
        key_display="[",
        tooltip=N_("Previous member or outline"),
    ),
    Binding(
        "right_square_bracket", "turn(1)", N_("Next"), show=False, key_display="]", tooltip=N_("Next member or outline")
    ),
    Binding("s", "summary", N_("Summary"), tooltip=N_("What would be printed, and export")),
    Binding("e", "export", N_("Export"), tooltip=N_("Write the summary to a file")),
    Binding(
        "comma",
        "settings",
        N_("Settings"),
        key_display=",",
        tooltip=N_("Date, aspects, roster, attendance, targets"),
    ),
    Binding(
        "exclamation_mark", "faults", N_("Faults"), key_display="!", tooltip=N_("What is wrong with the files; mend it")
    ),
    Binding("f5", "reload", N_("Read again"), show=False, tooltip=N_("Read the files again")),
    Binding("question_mark,f1", "app.help", N_("Help"), key_display="?", tooltip=N_("Keys and signs")),
    Binding("escape", "back", N_("Back"), show=False, tooltip=N_("Clear the filter, or back to where one began")),
    Binding("q", "app.leave", N_("Quit"), tooltip=N_("Leave; everything is saved")),
]
