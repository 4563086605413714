"""Files to text: for now UTF-8 text only; what is not text is told apart by what it seems to be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kpdesk.errors import TextError
from kpdesk.intake.normalise import MAX_CHARACTERS, Normalised, normalise

MAX_BYTES = MAX_CHARACTERS * 4
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word or other packed file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"SQLite format 3\0", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
)


@dataclass(frozen=True, slots=True)
class Received:
    """What came in: the bytes exactly as they were, and the text that the case file will keep."""

    data: bytes
    text: Normalised
    how: str


def receive_paste(pasted: str) -> Received:
    """A pasted text. Raises TextError where it is empty or too long."""
    data = pasted.encode("utf-8", "surrogatepass")
    return Received(data, _usable(normalise(pasted), "The text"), "paste")


def receive_file(path: Path) -> Received:
    """A file as text. Raises TextError with what to do where it is not UTF-8 text."""
    name = path.name
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise TextError(f"{name} is a folder.", "Name the texts in it one by one, or with a pattern.")
        if size > MAX_BYTES:
            raise TextError(f"{name} has {size:,} bytes; kpdesk takes up to {MAX_BYTES:,}.", "Split it into parts.")
        data = path.read_bytes()
    except OSError as fault:
        raise TextError(
            f"{name} cannot be read: {fault.strerror or fault}.", "Check the name and your rights."
        ) from fault
    return Received(data, _usable(normalise(decode(data, name)), name), "text")


def decode(data: bytes, name: str) -> str:
    """UTF-8 text of the bytes; TextError says what the bytes seem to be instead."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise TextError(f"This file is not text: {name} is {what}.", "Copy its text and paste it, for now.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise TextError(f"{name} is text in UTF-16.", "Save it as UTF-8, then add it again.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        if b"\0" in data[:4096]:
            raise TextError(f"This file is not text: {name}.", "Plain text in UTF-8 can be read.") from fault
        raise TextError(
            f"{name} is not in UTF-8 (byte {fault.start + 1:,} does not fit).",
            "Open it in a text editor, save it as UTF-8, then add it again.",
        ) from fault
    if text.count("\0") > len(text) // 100:
        raise TextError(f"This file is not text: {name}.", "Plain text in UTF-8 can be read.")
    return text


def _usable(text: Normalised, name: str) -> Normalised:
    if not text.text.strip():
        raise TextError(f"{name} is empty.", "Copy the article in the browser, then paste it here.")
    if len(text.text) > MAX_CHARACTERS:
        raise TextError(
            f"{name} has {len(text.text):,} characters; kpdesk takes up to {MAX_CHARACTERS:,}.",
            "Split it into parts and add each.",
        )
    return text
