"""What the draft screen's keys do: declared once, for the last line, the help and the palette alike."""

from textual.binding import Binding, BindingType

from checklists.base.language import N_

KEYS: list[BindingType] = [
    Binding("ctrl+s", "take_in", N_("Take in"), tooltip=N_("Show what would change in the outline, and take it in")),
    Binding("n", "finding(1)", N_("Next finding"), tooltip=N_("The next finding")),
    Binding("p", "finding(-1)", N_("Finding before"), show=False, tooltip=N_("The finding before")),
    Binding("t", "turn_list('findings')", N_("Findings"), tooltip=N_("Show what was found in the draft")),
    Binding("t", "turn_list('tree')", N_("Tree"), tooltip=N_("Show what the draft consists of")),
    Binding("w", "meant", N_("Meant so"), tooltip=N_("Keep a finding from being reported again, with a reason")),
    Binding("s", "split", N_("Split"), tooltip=N_("Split it where the text's cursor is")),
    Binding("b", "join", N_("Join"), tooltip=N_("Join it to the one before")),
    Binding("x", "leave_out", N_("Leave out"), tooltip=N_("Leave it out of the tree")),
    Binding("a", "aspect", N_("Aspect"), tooltip=N_("Move it to another aspect")),
    Binding("u", "undo", N_("Undo"), tooltip=N_("Take the last correction of the tree back")),
    Binding(
        "M", "all_meant", N_("All meant so"), tooltip=N_("All findings of drafts that are meant so; report one again")
    ),
    Binding(
        "R",
        "rules",
        N_("Draft rules"),
        tooltip=N_("The rules of the draft checks: switch them, set their numbers, read why"),
    ),
    Binding("o", "open", N_("Open"), tooltip=N_("Name a file, or paste the text")),
    Binding("r", "again", N_("Read again"), tooltip=N_("Read the file again; corrections are kept")),
    Binding("tab", "app.focus_next", N_("List/text"), show=False, tooltip=N_("Between the list and the text")),
    Binding("question_mark,f1", "app.help", N_("Help"), key_display="?", tooltip=N_("Keys and signs")),
    Binding("escape", "leave", N_("Back"), key_display="Esc"),
]
