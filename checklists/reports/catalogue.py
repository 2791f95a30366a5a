"""Which exports there are. Importing this imports no writer: the command line and the screen list from it."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

from checklists.language import N_

if TYPE_CHECKING:
    from checklists.readiness import Readiness
    from checklists.reports.paper import Choice, Paper

ExportForm = Literal["docx", "xlsx", "html", "ics"]
Text = Literal["none", "with-full", "always"]
"""Whether an export holds the text of opinions, criticism or outlines: never, only with *full*, or by its nature."""


class Export(NamedTuple):
    """One thing that can be exported."""

    id: str
    title: str
    formats: tuple[ExportForm, ...]
    text: Text
    of_member: bool
    """Whether it can be restricted to one member, or the group."""
    module: str

    @property
    def needs_full(self) -> bool:
        """Tell whether it is nothing without the confidential text, so that *full* must be asked for."""
        return self.text == "always"

    @property
    def function(self) -> "Callable[[Readiness, Choice], list[Paper]]":
        """What makes its papers."""
        made: Callable[[Readiness, Choice], list[Paper]] = import_module(
            f"checklists.reports.exports.{self.module}"
        ).papers
        return made


_BOTH: tuple[ExportForm, ...] = ("docx", "xlsx")
EXPORTS: dict[str, Export] = {
    export.id: export
    for export in (
        Export("summary", N_("Readiness summary"), ("docx", "html", "xlsx"), "none", True, "summary"),
        Export("opinions", N_("Summary of opinions"), _BOTH, "with-full", True, "opinions"),
        Export("feedback", N_("Feedback slips"), _BOTH, "always", True, "feedback"),
        Export("talks", N_("Talk plan and talk records"), _BOTH, "with-full", True, "talks"),
        Export("problems", N_("Problem list"), _BOTH, "with-full", True, "problems"),
        Export("criticism", N_("Summary of criticism"), _BOTH, "with-full", True, "criticism"),
        Export("rectification", N_("Rectification ledger"), _BOTH, "with-full", True, "rectification"),
        Export("owing", N_("Who still owes what"), _BOTH, "none", True, "owing"),
        Export("sign-in", N_("Sign-in sheet"), _BOTH, "none", False, "sign_in"),
        Export("archive", N_("Archive catalogue"), _BOTH, "none", False, "archive"),
        Export("self-inspection", N_("Self-inspection papers"), ("docx",), "always", True, "self_inspection"),
        Export("script", N_("Chair's script"), ("docx",), "none", False, "script"),
        Export("calendar", N_("Calendar"), ("ics",), "none", True, "summary"),
    )
}
