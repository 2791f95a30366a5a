"""Files of other programs: their bytes, and their text in any encoding."""

from collections.abc import Callable
from pathlib import Path

from checklists.base.errors import UnreadableError, describe_system_error
from checklists.base.language import _
from checklists.base.toml import SIZE_LIMIT
from checklists.store import files


def read_named(path: Path, limit: int = SIZE_LIMIT) -> bytes:
    """Read a file named by the user, following links. Raises `UnreadableError`."""
    try:
        return files.read(path.resolve(), limit)
    except FileNotFoundError:
        raise UnreadableError(path, _("there is no such file")) from None
    except OSError as error:
        raise UnreadableError(path, describe_system_error(error)) from None
    except (RuntimeError, ValueError):  # a circle of links; a NUL in the path
        raise UnreadableError(path, _("the path leads nowhere")) from None


def decode_foreign(content: bytes, name: str, refusal: str, is_text: Callable[[str], bool] = lambda _text: True) -> str:
    """Decode bytes: UTF-8, UTF-16 with a byte order mark as Excel writes it, else GB18030.

    Raises `UnreadableError` with the refusal where it is none of them, or not what is taken for a text.
    """
    codec = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for encoding in (codec, "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and is_text(text):
            return text
        break
    raise UnreadableError(name, refusal)
