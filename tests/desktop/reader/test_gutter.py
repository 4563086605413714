"""Bars beside statements: nested side by side, never two in one place, in the same lane wherever one scrolls."""

from tests.desktop.reader.texts import LONG, PARAGRAPH, a_reader, span


def statements(*words, text=LONG):
    return [span(text, w, "statement", state="accepted") for w in words]


def bars(reader):
    return reader.painter.gutter.bars(reader.marks, reader.marks.marks)


def test_a_statement_inside_another_stands_beside_it(qtbot):
    """The outer bar is next to the edge, the inner one five pixels on."""
    reader = a_reader(qtbot)
    reader.set_spans(statements(PARAGRAPH * 2, "told reporters"))
    assert sorted(bar.lane for bar in bars(reader)) == [0, 1]


def test_statements_in_paragraphs_of_their_own_all_stand_at_the_edge(qtbot):
    """No lane is kept busy by what ended before."""
    reader = a_reader(qtbot)
    reader.set_spans(statements("Paragraph 3.", "Paragraph 4.", "Paragraph 5."))
    assert [bar.lane for bar in bars(reader)] == [0, 0, 0]


def test_two_statements_that_share_a_line_do_not_share_a_lane(qtbot):
    """Though their characters do not overlap."""
    reader = a_reader(qtbot)
    reader.set_spans(statements("The monitors", "of the Coalition"))
    assert sorted(bar.lane for bar in bars(reader)) == [0, 1]


def test_bars_keep_their_lane_while_scrolling(qtbot):
    """Lanes do not depend on what is in view."""
    reader = a_reader(qtbot)
    reader.set_spans(statements(PARAGRAPH * 6, "Windhoek this month. The", "Paragraph 0."))
    whole = {bar.mark.start: bar.lane for bar in bars(reader)}
    for top in (0, 100, 200):
        shown = reader.marks.touching(reader.page.block_at(top).position(), 10_000)
        part = {bar.mark.start: bar.lane for bar in reader.painter.gutter.bars(reader.marks, shown)}
        assert part.items() <= whole.items()


def test_a_click_beside_the_text_finds_the_statement(qtbot):
    """The bar is as good as its words."""
    from PySide6.QtCore import QPointF

    reader = a_reader(qtbot)
    reader.set_spans(statements("told reporters that they would not travel"))
    y = reader.rect_of(reader.marks.marks[0].spans[0].start, reader.marks.marks[0].spans[0].end).center().y()
    assert [m.kind for m in reader._marks_at(QPointF(36, y))] == ["statement"]


def test_a_stance_inside_a_statement_goes_under_its_icon(qtbot):
    """One sign, below the quote."""
    reader = a_reader(qtbot)
    spans = statements("told reporters that they would not travel")
    spans.append(span(LONG, "would not travel", "position", role="evidence", stance="oppose", state="proposed"))
    reader.set_spans(spans)
    shown = reader.marks.marks
    found = reader.painter.gutter._stances(shown, bars(reader))
    assert list(found.values()) == [[("oppose", True)]]
    assert next(iter(found)) > bars(reader)[0].top + 14
