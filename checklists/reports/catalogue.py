"""Which exports there are. Importing this imports no writer: the command line and the screen list from it."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

from checklists.base.language import N_

if TYPE_CHECKING:
    from checklists.readiness.duties import Readiness
    from checklists.reports.paper import Choice, Paper

ExportForm = Literal["docx", "xlsx", "html", "txt", "md", "json", "ics"]
Text = Literal["none", "with-full", "always"]
"""Whether an export holds the text of opinions, criticism or outlines: never, only with *full*, or by its nature."""
Whom = Literal["all", "members", "subjects"]
"""For whom it can be made: only the whole meeting, also one member, or one member or the group alone."""


class Export(NamedTuple):
    """One thing that can be exported."""

    id: str
    title: str
    holds: str
    """What is in it, in a few words."""
    formats: tuple[ExportForm, ...]
    natural: ExportForm
    """The form that an office expects of it."""
    text: Text
    whom: Whom
    module: str

    @property
    def of_member(self) -> bool:
        """Whether it can be restricted to one member."""
        return self.whom != "all"

    @property
    def needs_full(self) -> bool:
        """Tell whether it is nothing without the confidential text, so that *full* must be asked for."""
        return self.text == "always"

    @property
    def function(self) -> "Callable[[Readiness, Choice], list[Paper]]":
        """What makes its papers."""
        made: Callable[[Readiness, Choice], list[Paper]] = import_module(
            f"checklists.reports.papers.{self.module}"
        ).papers
        return made


_BOTH: tuple[ExportForm, ...] = ("docx", "xlsx")
_SUMMARY: tuple[ExportForm, ...] = ("docx", "xlsx", "html", "txt", "md", "json")
EXPORTS: dict[str, Export] = {
    export.id: export
    for export in (
        Export(
            "summary", N_("Readiness summary"), N_("Verdict, board, why not yet, and the next steps"),
            _SUMMARY, "docx", "none", "subjects", "summary",
        ),
        Export(
            "opinions", N_("Summary of opinions"), N_("Opinions by subject, channel and aspect"),
            _BOTH, "docx", "with-full", "subjects", "opinions",
        ),
        Export(
            "feedback", N_("Feedback slips"), N_("What was said of each, in the original words, to sign for"),
            _BOTH, "docx", "always", "subjects", "feedback",
        ),
        Export(
            "talks", N_("Talk plan and talk records"), N_("Who has to talk with whom, and what was held"),
            _BOTH, "xlsx", "with-full", "members", "talks",
        ),
        Export(
            "problems", N_("Problem list"), N_("Problems by subject and aspect, with examples, causes, measures"),
            _BOTH, "xlsx", "with-full", "subjects", "problems",
        ),
        Export(
            "criticism", N_("Summary of criticism"), N_("Who has how much to say of whom"),
            _BOTH, "docx", "with-full", "members", "criticism",
        ),
        Export(
            "rectification", N_("Rectification ledger"), N_("Every measure with owner, deadline and state"),
            _BOTH, "xlsx", "with-full", "subjects", "rectification",
        ),
        Export(
            "owing", N_("Who still owes what"), N_("What is open for each, the most urgent first"),
            _BOTH, "xlsx", "none", "subjects", "owing",
        ),
        Export(
            "sign-in", N_("Sign-in sheet"), N_("All members, with room for their signatures"),
            _BOTH, "docx", "none", "all", "sign_in",
        ),
        Export(
            "archive", N_("Archive catalogue"), N_("Which papers are there, and which are missing"),
            _BOTH, "docx", "none", "all", "archive",
        ),
        Export(
            "self-inspection", N_("Self-inspection papers"), N_("The papers of the group and of each member"),
            ("docx",), "docx", "always", "subjects", "self_inspection",
        ),
        Export(
            "script", N_("Chair's script"), N_("What the chair says, and in which order all speak"),
            ("docx",), "docx", "none", "all", "script",
        ),
        Export(
            "calendar", N_("Calendar"), N_("The meeting, deadlines and planned talks, for a calendar program"),
            ("ics",), "ics", "none", "subjects", "summary",
        ),
    )
}  # fmt: skip
