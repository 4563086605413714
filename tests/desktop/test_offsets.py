"""Characters and cursor positions are turned into each other without a shift, whatever the text holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from kpdesk.desktop.offsets import LONGEST_LINE, Offsets, shown

ODD = "a😀b\u2029n\u00a0o\u2028e\u0301\r\nשלום\u202e𝒳\n\ufdd0\ufeff\u200d👩\u200d👩\u200d👧"
TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab \n\r\u2028\u2029\u00a0\u0301\u202e\u2066\ufeff\ufdd0\ufdd1\ufffcא😀𝒳\x00\u0085"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(TEXTS)
def test_every_character_keeps_its_place_in_the_shown_text(text):
    """Position by position, against Python's own UTF-16 encoder."""
    offsets = Offsets(text)
    assert utf16(shown(text)) == offsets.units == utf16(text)
    for i in range(len(text) + 1):
        unit = offsets.to_units(i)
        assert unit == utf16(text[:i])
        assert offsets.to_code_points(unit) == i


@given(TEXTS, st.data())
def test_qt_shows_each_character_where_the_offsets_say(qapp, text, data):
    """A QTextDocument neither drops nor adds a unit; ordinary characters are the very same."""
    document = QTextDocument()
    document.setPlainText(shown(text))
    offsets = Offsets(text)
    assert document.characterCount() == offsets.units + 1
    for i, char in enumerate(text):
        if char.isalnum() and char < "\uffff":
            assert document.characterAt(offsets.to_units(i)) == char


def test_a_selection_after_an_emoji_gives_the_stores_characters(qapp):
    """The case in which the nearest peers shift their quotations."""
    document = QTextDocument()
    document.setPlainText(shown(ODD))
    offsets = Offsets(ODD)
    start = ODD.index("שלום")
    cursor = QTextCursor(document)
    cursor.setPosition(offsets.to_units(start))
    cursor.setPosition(offsets.to_units(start + 4), QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "שלום"
    back = offsets.to_code_points(cursor.selectionStart()), offsets.to_code_points(cursor.selectionEnd())
    assert ODD[slice(*back)] == "שלום"


def test_a_position_inside_a_surrogate_pair_is_the_character_itself():
    """A cursor there must not cut the character in two."""
    assert Offsets("a😀b").to_code_points(2) == 1


@pytest.mark.parametrize("override", ["\u202e", "\u2066", "\u202b"])
def test_direction_overrides_are_seen_and_do_not_reorder(override):
    """A quotation cannot be made to read otherwise than it is stored."""
    assert override not in shown(f"a{override}b")
    assert len(shown(f"a{override}b")) == 3


def test_a_very_long_line_is_broken_at_a_blank_for_display_only():
    """Same length, no line longer than the limit."""
    text = "word " * 20_000
    lines = shown(text).split("\u2029")
    assert max(map(len, lines)) <= LONGEST_LINE
    assert len(shown(text)) == len(text)
