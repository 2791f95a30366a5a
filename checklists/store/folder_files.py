"""The known state of a file: its content, its faults, and whether it has changed."""

import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from checklists.base.errors import UnreadableError
from checklists.base.faults import Fault
from checklists.base.language import _
from checklists.base.model import Model
from checklists.base.text import show
from checklists.base.toml import verify_end_mark
from checklists.model.file_names import CHECKLIST_FILE, SETTINGS_FILE
from checklists.model.meeting import Sheet
from checklists.store import files
from checklists.store.decoding import LEDGER_FILES, get_size_limit, read_file
from checklists.store.encoding import DIGEST_LENGTH, FileContent

_SETTLED_NS = 2_000_000_000

ContentT_co = TypeVar("ContentT_co", bound=Model, covariant=True)


@dataclass(frozen=True)
class KnownFile(Generic[ContentT_co]):
    """A file as last read."""

    signature: files.Signature | None
    digest: bytes
    model: ContentT_co | None
    faults: tuple[Fault, ...]
    read_at: int = field(default_factory=time.time_ns)
    is_own: bool = True
    """Whether the end mark proves that we wrote it, so that replacing it loses nothing."""
    is_unclosed: bool = False
    """Whether the end mark is missing, so that the file may be cut; checklists have none."""

    @property
    def short_digest(self) -> str:
        """The digest as in the history; empty if there is no file."""
        return self.digest.hex()[:DIGEST_LENGTH]

    @property
    def is_faulty(self) -> bool:
        """Tell whether it may not be replaced."""
        return self.model is None or any(fault.severity == "error" for fault in self.faults)

    def is_settled(self) -> bool:
        """Tell whether no change within the clock's resolution can have gone unnoticed."""
        return self.signature is None or self.read_at - self.signature[1] > _SETTLED_NS


def load(path: Path, name: str, known: KnownFile[Model] | None, *, fresh: bool = False) -> KnownFile[Model]:
    """Return the file at a path; `known` itself if nothing has changed."""
    found = files.get_signature(path)
    if known and not fresh and known.signature == found and known.is_settled():
        return known
    read_at = time.time_ns()
    try:
        content = files.read(path, get_size_limit(name))
    except FileNotFoundError:
        return _make_missing(name)
    except UnreadableError as error:
        return KnownFile(found, b"", None, (Fault(name, "", show(error, 200)),), read_at)
    digest = sha256(content).digest()
    if known and known.digest == digest:
        return KnownFile(found, digest, known.model, known.faults, read_at, known.is_own, known.is_unclosed)
    model, faults = read_file(name, content)
    mark = verify_end_mark(content)
    is_own = mark is True or not content.strip()
    return KnownFile(
        found, digest, model, tuple(faults), read_at, is_own, is_unclosed=mark is None and name != CHECKLIST_FILE
    )


def make_known_file(encoded: FileContent, signature: files.Signature | None) -> KnownFile[Model]:
    """Return content that the program wrote, or will write, as if it were read."""
    return KnownFile(signature, sha256(encoded.content).digest(), encoded.model, ())


def _make_missing(name: str) -> KnownFile[Model]:
    if name == CHECKLIST_FILE:
        problem = _("the file is missing. Copy one in: huiqian checklist show democratic-life > checklist.toml")
        return KnownFile(None, b"", None, (Fault(name, "", problem),))
    if name == SETTINGS_FILE:
        return KnownFile(None, b"", None, (Fault(name, "", _("the file is missing")),))
    return KnownFile(None, b"", LEDGER_FILES.get(name, Sheet).model_construct(), ())
