"""Size and direction of a text."""

from PySide6.QtGui import QTextDocument

from kpdesk.desktop.reader.setting import Setting, shape_for


def test_direction_comes_from_the_language_else_from_the_first_strong_letter():
    """Digits and quotation marks are not strong."""
    assert Setting(language="ar-SD").right_to_left("Latin")
    assert not Setting(language="en").right_to_left("שלום")
    assert (
        Setting().right_to_left("“123 שלום")
        and not Setting().right_to_left("“123 peace")
        and not Setting().right_to_left("")
    )


def test_a_title_that_the_text_does_not_have_gets_room_above_it(qapp):
    """More where it wraps."""
    document = QTextDocument()
    document.setPlainText("First words.")
    short = shape_for(Setting(title="A title", meta="x"), 560, document)
    long = shape_for(Setting(title="A title that is long " * 6, meta="x"), 560, document)
    assert 0 < short.head_height < long.head_height
