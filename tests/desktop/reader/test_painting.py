"""What is painted: dashed where proposed, solid where decided, nothing where rejected, brackets on evidence."""

import pytest
from PySide6.QtCore import QRectF

from kpdesk.desktop import theme
from tests.desktop.reader.texts import LONG, a_reader, span

WORDS = "monitors of the Coalition told reporters"


def row_of(reader, mark, token, below):
    """Along the line ``below`` pixels under the baseline: where the token's colour is, pixel by pixel."""
    unit = reader.offsets.to_units(mark.start)
    piece = reader.page.pieces(unit, reader.offsets.to_units(mark.end))[0]
    y = round(piece.baseline + below) - reader.verticalScrollBar().value()
    rect = QRectF(piece.rect.left(), y, piece.rect.width(), 1)
    image = reader.viewport().grab(rect.toAlignedRect()).toImage()
    ink = theme.colour(token).name()
    return [image.pixelColor(x, 0).name() == ink for x in range(2, image.width() - 2)]


@pytest.mark.parametrize(
    ("kind", "below", "token", "stance"),
    [("actor", 4, "actor", None), ("meeting", 3, "meeting", None), ("position", 9, "oppose", "oppose")],
)
def test_a_line_is_solid_when_decided_dashed_when_proposed_and_gone_when_rejected(qtbot, kind, below, token, stance):
    """The state is in the line, the kind in its place and colour, the stance in a position's colour."""
    reader = a_reader(qtbot)
    found = {}
    for state in ("accepted", "proposed", "rejected"):
        mark = span(LONG, WORDS, kind, state=state, stance=stance, role="evidence" if stance else "mention")
        reader.set_spans([mark])
        found[state] = row_of(reader, mark, token, below)
    assert all(found["accepted"])
    share = sum(found["proposed"]) / len(found["proposed"])
    assert 0.5 < share < 0.75  # five on, three off
    assert not any(found["rejected"])


def test_overlapping_marks_of_one_kind_are_both_seen(qtbot):
    """The inner one lies lower than the outer one."""
    reader = a_reader(qtbot)
    outer, inner = span(LONG, WORDS), span(LONG, "Coalition told")
    reader.set_spans([outer, inner])
    assert all(row_of(reader, outer, "actor", 4)) and all(row_of(reader, inner, "actor", 7))


def test_only_to_decide_dims_the_rest(qtbot):
    """Decided lines become hairlines in the border's colour."""
    reader = a_reader(qtbot)
    mark = span(LONG, WORDS, state="accepted")
    reader.set_spans([mark])
    reader.scene.only_undecided = True
    assert not any(row_of(reader, mark, "actor", 4)) and all(row_of(reader, mark, "border", 4))


def test_evidence_has_fill_and_brackets_and_the_meeting_tint_stays_out_of_it(qtbot):
    """Fill and edge are there, the tint is not."""
    reader = a_reader(qtbot)
    mark = span(LONG, WORDS, "meeting")
    reader.set_spans([mark])

    def seen():
        rect = reader.rect_of(mark.start, mark.end).adjusted(-4, 0, 4, 0).toAlignedRect()
        image = reader.viewport().grab(rect).toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    tint = theme.colour("meeting.tint").name()
    assert tint in seen()
    reader.set_evidence([(mark.start, mark.end)])
    with_evidence = seen()
    assert {theme.colour("evidence").name(), theme.colour("evidence.edge").name()} <= with_evidence
    assert tint not in with_evidence


def test_a_search_hit_is_coloured(qtbot):
    """Under everything else."""
    reader = a_reader(qtbot)
    mark = span(LONG, "Windhoek")
    reader.set_hits([(mark.start, mark.end)])
    image = reader.viewport().grab(reader.rect_of(mark.start, mark.end).toAlignedRect()).toImage()
    assert theme.colour("find").name() in {
        image.pixelColor(x, image.height() // 2).name() for x in range(image.width())
    }
