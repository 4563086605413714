"""Files at the door: what is text comes in, what is not is told with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.errors import TextError
from kpdesk.intake.files import receive_file, receive_paste
from kpdesk.intake.normalise import MAX_CHARACTERS


def refused(data: bytes, tmp_path: Path, name: str = "notes.txt") -> str:
    """The sentence with which a file of these bytes is refused."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TextError) as told:
        receive_file(path)
    assert told.value.hint
    return str(told.value)


def test_an_empty_paste_says_what_to_do() -> None:
    """Blank text is told apart from text."""
    for pasted in ("", "  \n\t ", "\ufeff\0"):
        with pytest.raises(TextError, match="is empty"):
            receive_paste(pasted)


def test_ten_million_characters_are_refused_with_both_figures() -> None:
    """Too long a text names its length and the limit."""
    with pytest.raises(TextError, match=f"10,000,000 characters; kpdesk takes up to {MAX_CHARACTERS:,}"):
        receive_paste("word " * 2_000_000)


def test_a_paste_keeps_what_was_received(tmp_path: Path) -> None:
    """The bytes as received stay beside the cleaned text, lone surrogates included."""
    received = receive_paste("one\r\ntwo \ud800 three")
    assert received.text.text == "one\ntwo  three"
    assert received.data.decode("utf-8", "surrogatepass") == "one\r\ntwo \ud800 three"


def test_utf8_text_comes_in_with_and_without_a_byte_order_mark(tmp_path: Path) -> None:
    """A mark at the start is no part of the text."""
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfCaf\xc3\xa9")
    received = receive_file(tmp_path / "a.txt")
    assert received.text.text == "Café"
    assert received.how == "text"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04....", "a Word or other packed file"),
        (b"SQLite format 3\0" + b"\0" * 100, "is a database"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"\0\1\2\3\xff\xfe\0\0" * 50, "is not text"),
        (b"a\0b\0c\0d\0", "is not text"),
        ("Über Diamanten".encode("utf-16"), "UTF-16"),
        ("Café de Kinshasa".encode("latin-1"), "not in UTF-8 \\(byte 4"),
        (b"", "is empty"),
    ],
)
def test_what_is_not_text_is_told_by_what_it_seems_to_be(data: bytes, words: str, tmp_path: Path) -> None:
    """Each kind of wrong file has its own sentence."""
    import re

    assert re.search(words, refused(data, tmp_path))


def test_folders_and_missing_files_are_told(tmp_path: Path) -> None:
    """Neither is a traceback."""
    with pytest.raises(TextError, match="is a folder"):
        receive_file(tmp_path)
    with pytest.raises(TextError, match="cannot be read"):
        receive_file(tmp_path / "nowhere.txt")
