"""What holds for the whole source: layers, catalogues, texts that can be extracted."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import grimp
import pytest

from checklists.base.language import CATALOGUES
from checklists.setup.builtin import BUILTIN
from tests import catalogues

SOURCES = [path for package in ("checklists", "tui") for path in (catalogues.ROOT / package).rglob("*.py")]
FIELD = re.compile(r"\{(\w+)(?::\w+)?\}")
"""A place to fill in a text; how a number is written there is the language's own affair."""


def nodes_with(*words: str) -> Iterator[tuple[Path, ast.AST]]:
    """Give all nodes of the sources that hold one of the words, with their file."""
    for path in SOURCES:
        source = path.read_text(encoding="utf8")
        if any(word in source for word in words):
            for node in ast.walk(ast.parse(source)):
                yield path.relative_to(catalogues.ROOT), node


def test_the_core_knows_no_terminal() -> None:
    code = (
        "import sys, pathlib, importlib\n"
        "names = [p.with_suffix('').as_posix().replace('/', '.') for p in pathlib.Path('checklists').rglob('*.py')]\n"
        "[importlib.import_module(name.removesuffix('.__init__')) for name in names]\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'textual', 'rich', 'tui'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=catalogues.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_a_package_offers_lazily_is_there_and_its_own() -> None:
    """Import contracts are checked on sources alone: a stub that named another package would be a way around them."""
    stubs = [path for package in ("checklists", "tui") for path in (catalogues.ROOT / package).rglob("*.pyi")]
    assert stubs
    for stub in stubs:
        named = [node for node in ast.parse(stub.read_text(encoding="ascii")).body if isinstance(node, ast.ImportFrom)]
        assert all(one.level == 1 for one in named), stub
        package = import_module(".".join(stub.parent.relative_to(catalogues.ROOT).parts))
        assert package.__all__ == sorted(alias.name for one in named for alias in one.names), stub
        for name in package.__all__:
            assert getattr(package, name)


def test_no_module_imports_itself_by_way_of_its_parents() -> None:
    """The contract compares siblings; but importing ``a.b.c`` runs ``a`` and ``a.b`` too, and what those import.

    What a stub names counts as imported by its package, so laziness hides no circle.
    """
    graph = grimp.build_graph("checklists", "tui", exclude_type_checking_imports=False, cache_dir=None)
    imports = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    for package in graph.modules:
        stub = catalogues.ROOT.joinpath(*package.split("."), "__init__.pyi")
        if stub.exists():
            named = [node for node in ast.parse(stub.read_text("ascii")).body if isinstance(node, ast.ImportFrom)]
            imports[package] |= {f"{package}.{one.module or alias.name}" for one in named for alias in one.names}
    for module, wanted in imports.items():
        parts = [one.split(".") for one in wanted]
        parents = {".".join(one[:depth]) for one in parts for depth in range(1, len(one))}
        wanted |= {parent for parent in parents if not f"{module}.".startswith(f"{parent}.")}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" is imported by ".join(error.args[1]))


@pytest.mark.parametrize("language", CATALOGUES.values())
def test_the_catalogues_hold_every_text_and_are_compiled(language: str) -> None:
    known, template = catalogues.read(language), catalogues.extracted()
    missing = [message.id for message in template if message.id and message.id not in known]
    gone = [message.id for message in known if message.id and message.id not in template]
    assert (missing, gone) == ([], []), "run: make catalogues"
    path = catalogues.po_path(language)
    assert path.with_suffix(".mo").read_bytes() == catalogues.compiled(known), "run: make catalogues"


@pytest.mark.parametrize("language", CATALOGUES.values())
def test_every_text_is_translated_with_the_same_places_to_fill(language: str) -> None:
    for message in catalogues.read(language):
        if not message.id:
            continue
        texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        assert all(texts), message.id
        fields = set(re.findall(FIELD, " ".join(sources)))
        for number, text in enumerate(texts):
            found = set(re.findall(FIELD, text))
            is_one = number == 0 and len(texts) > 1  # “a form” needs no number
            assert found == fields or (is_one and found == set(re.findall(FIELD, sources[0]))), message.id
            if language == "zh_CN" and re.search(r"[A-Za-z]{4,}", sources[0]):
                assert text != sources[0], message.id


def test_the_language_is_chosen_at_the_edges_only() -> None:
    """Drafts and the roll-up run in threads: whoever switched it to try a word would switch it for all."""
    choosing = {
        path.as_posix()
        for path, node in nodes_with("set_language")
        if isinstance(node, ast.ImportFrom)
        and node.module == "checklists.base.language"
        and any(one.name == "set_language" for one in node.names)
    }
    assert choosing == {"checklists/rollup/reading.py", "tui/app/app.py", "tui/cli/process.py"}


def test_no_code_goes_by_a_translated_sentence() -> None:
    """What code has to know of a fault is its code; a sentence is for people, and differs by language."""
    found = [
        f"{path}:{node.lineno}"
        for path, node in nodes_with("_(", "ngettext(")
        if isinstance(node, ast.Compare)
        for one in (node.left, *node.comparators)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in catalogues.KEYWORDS
    ]
    assert found == []


def test_no_text_is_hidden_from_the_catalogues() -> None:
    """A text inside an f-string is not found by the extraction, so it would stay English."""
    hidden = []
    for path, node in nodes_with("_(", "ngettext("):
        calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)] if isinstance(node, ast.JoinedStr) else []
        hidden += [
            f"{path}:{call.lineno}"
            for call in calls
            if isinstance(call.func, ast.Name)
            and call.func.id in catalogues.KEYWORDS
            and call.args
            and isinstance(call.args[0], ast.Constant)
        ]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            hidden += [f"{path}:{node.lineno}"] if isinstance(node.args[0], ast.JoinedStr) else []
    assert hidden == []


OF_NO_LEAVE = {
    "absent without leave",
    "unexcused",
    "Unexcused",
    "who was absent without leave",
    "Absent without leave: {names}. ",
    "{name} is absent without leave. The others give their criticism, which is passed on.",
}
"""The texts that speak of whoever is away without leave alone."""


def test_chinese_quotes_as_official_papers_do() -> None:
    """GB/T 15834: in lines from left to right the marks are “ ”."""
    texts = [str(message.string) for message in catalogues.read("zh_CN")]
    texts += [file.read_text(encoding="utf-8") for file in BUILTIN.glob("*.toml")]
    assert [text for text in texts if re.search("[「」『』]", text)] == []


def test_who_is_on_leave_is_never_called_absent() -> None:
    for message in catalogues.read("zh_CN"):
        first = message.id if isinstance(message.id, str) else message.id[0]
        text = str(message.string)
        assert "缺席" not in text or "请假" in text or first in OF_NO_LEAVE, first
    for file in BUILTIN.glob("*.toml"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert "缺席" not in line or "请假" in line, f"{file.name}: {line}"
