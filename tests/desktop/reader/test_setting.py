"""Size and direction of a text."""

from PySide6.QtGui import QTextDocument

from kpdesk.desktop.reader.setting import Setting, shape_for


def test_direction_comes_from_most_letters_and_from_the_language_where_there_are_none():
    """A language that nobody corrected does not turn a text round, nor does one foreign name at its head."""
    assert Setting(language="en").right_to_left("KPCS: שלום לכולם")
    assert not Setting(language="ar-SD").right_to_left("Ana Sithole said “شكرا”")
    assert Setting(language="ar-SD").right_to_left("“123”") and not Setting().right_to_left("“123”")


def test_a_text_with_a_foreign_headline_runs_as_its_paragraphs_do(qapp):
    """The first line alone does not decide."""
    document = QTextDocument()
    document.setPlainText("KPCS\n\nקואליציית היהלומים דורשת שקיפות.")
    assert shape_for(Setting(language="en"), 560, document).right_to_left


def test_a_title_that_the_text_does_not_have_gets_room_above_it(qapp):
    """More where it wraps."""
    document = QTextDocument()
    document.setPlainText("First words.")
    short = shape_for(Setting(title="A title", meta="x"), 560, document)
    long = shape_for(Setting(title="A title that is long " * 6, meta="x"), 560, document)
    assert 0 < short.head_height < long.head_height
