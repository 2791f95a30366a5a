"""The catalogue of exports. It imports no writer, so that the command line and the screen can list it."""

from typing import Literal, NamedTuple

from checklists.base.language import N_

FileFormat = Literal["docx", "xlsx", "html", "txt", "md", "csv", "json", "ics"]
"""A file format, named by its suffix."""
Text = Literal["none", "with-full", "always"]
"""Whether an export holds texts of opinions, criticism or outlines: never, only with *full*, or always."""
Whom = Literal["all", "members", "subjects"]
"""What it can be limited to: nothing, one member, or one member or the group."""


class Export(NamedTuple):
    """An export."""

    id: str
    title: str
    holds: str
    """Its content in a few words."""
    formats: tuple[FileFormat, ...]
    natural: FileFormat
    """The format that an office expects."""
    text: Text
    whom: Whom

    @property
    def can_be_limited(self) -> bool:
        """Whether it can be limited to one member."""
        return self.whom != "all"

    @property
    def needs_full(self) -> bool:
        """Tell whether it makes sense only with confidential texts, so that *full* must be given."""
        return self.text == "always"


_PROSE: tuple[FileFormat, ...] = ("docx", "html", "txt", "md")
_TABLES: tuple[FileFormat, ...] = ("docx", "xlsx", "html", "txt", "md")
_TABLE: tuple[FileFormat, ...] = (*_TABLES, "csv")
"""Formats of exports with a single table and no confidential text: a CSV has no room for a notice."""
_SUMMARY: tuple[FileFormat, ...] = (*_TABLES, "json")
EXPORTS: dict[str, Export] = {
    export.id: export
    for export in (
        Export(
            "summary", N_("Readiness summary"), N_("Verdict, board, why not yet, and the next steps"),
            _SUMMARY, "docx", "none", "subjects",
        ),
        Export(
            "opinions", N_("Summary of opinions"), N_("Opinions by subject, channel and aspect"),
            _TABLES, "docx", "with-full", "subjects",
        ),
        Export(
            "feedback", N_("Feedback slips"), N_("What was said of each, in the original words, to sign for"),
            _TABLES, "docx", "always", "subjects",
        ),
        Export(
            "talks", N_("Talk plan and talk records"), N_("Who has to talk with whom, and what was held"),
            _TABLES, "xlsx", "with-full", "members",
        ),
        Export(
            "problems", N_("Problem list"), N_("Problems by subject and aspect, with examples, causes, measures"),
            _TABLES, "xlsx", "with-full", "subjects",
        ),
        Export(
            "criticism", N_("Summary of criticism"), N_("Who has how much to say of whom"),
            _TABLES, "docx", "with-full", "members",
        ),
        Export(
            "rectification", N_("Rectification ledger"), N_("Every measure with owner, deadline and state"),
            _TABLES, "xlsx", "with-full", "subjects",
        ),
        Export(
            "owing", N_("Who still owes what"), N_("What is open for each, the most urgent first"),
            _TABLE, "xlsx", "none", "subjects",
        ),
        Export(
            "sign-in", N_("Sign-in sheet"), N_("All members, with room for their signatures"),
            _TABLE, "docx", "none", "all",
        ),
        Export(
            "archive", N_("Archive catalogue"), N_("Which papers are there, and which are missing"),
            _TABLE, "docx", "none", "all",
        ),
        Export(
            "self-inspection", N_("Self-inspection papers"), N_("The papers of the group and of each member"),
            _PROSE, "docx", "always", "subjects",
        ),
        Export(
            "script", N_("Chair's script"), N_("What the chair says, and in which order all speak"),
            _PROSE, "docx", "none", "all",
        ),
        Export(
            "calendar", N_("Calendar"), N_("The meeting, deadlines and planned talks, for a calendar program"),
            ("ics",), "ics", "none", "subjects",
        ),
    )
}  # fmt: skip
