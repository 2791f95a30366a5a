"""The gettext catalogues: extract every marked text, update the .po files, compile the .mo files.

Run with ``make catalogues``; `test_catalogues` says when that was forgotten.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from checklists.base.language import CATALOGUES, LOCALE

ROOT = Path(__file__).parent.parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
UNUSED_HEADERS = tuple(
    f'"{name}'.encode()
    for name in (
        "Project-Id",
        "Report-Msgid",
        "POT-Creation",
        "PO-Revision",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)


def extracted() -> Catalog:
    """Return all texts that the sources mark."""
    catalogue = Catalog(project="huiqian", charset="utf-8")
    for package in ("checklists", "tui"):
        found = extract_from_dir(str(ROOT / package), keywords=KEYWORDS, comment_tags=())
        for name, _line, message, _comments, context in sorted(found, key=lambda one: (one[0], one[1])):
            catalogue.add(message, locations=[(f"{package}/{name}", 0)], context=context)
    return catalogue


def po_path(language: str) -> Path:
    """Return where a language's texts are."""
    return LOCALE / language / "LC_MESSAGES" / "huiqian.po"


def read(language: str) -> Catalog:
    """Read a language's texts."""
    with po_path(language).open("rb") as file:
        found = read_po(file, locale=language)
    found.creation_date = UNDATED  # else every compilation differs
    return found


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as the program reads it."""
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def update(language: str, template: Catalog) -> None:
    """Take new texts in, drop those that are gone, and compile."""
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = read(language) if path.exists() else Catalog(locale=language)
    catalogue.fuzzy = False
    catalogue.header_comment = f"# Texts of huiqian, {language}. Made with: make catalogues"
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in catalogue:
        if language == "en" and message.id and not any(_strings(message.string)):
            message.string = message.id  # English is its own translation
        message.locations = sorted({(place, 0) for place, _line in message.locations})
    written = BytesIO()
    write_po(written, catalogue, width=0, include_lineno=False, sort_output=True, omit_header=False)
    kept = [line for line in written.getvalue().split(b"\n") if not line.startswith(UNUSED_HEADERS)]
    path.write_bytes(b"\n".join(kept))
    path.with_suffix(".mo").write_bytes(compiled(read(language)))


def main() -> None:
    """Bring all catalogues up to date."""
    template = extracted()
    for language in CATALOGUES.values():
        update(language, template)
        empty = [message.id for message in read(language) if message.id and not any(_strings(message.string))]
        print(f"{language}: {len(template)} texts, {len(empty)} not translated")


def _strings(string: object) -> list[str]:
    return (
        [string]
        if isinstance(string, str)
        else [str(one) for one in string]
        if isinstance(string, list | tuple)
        else []
    )


if __name__ == "__main__":
    main()
