"""The stance signs differ in form, so that they are told apart in grey."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from kpdesk.desktop.signs import paint_stance
from kpdesk.domain.vocabulary import STANCES


def drawn(stance, **how):
    """The shape alone: which of 14×14 points are inked."""
    image = QImage(14, 14, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_stance(painter, stance, QRectF(0, 0, 14, 14), **how)
    painter.end()
    return tuple(image.pixelColor(x, y).alpha() > 100 for y in range(14) for x in range(14))


def test_each_stance_has_a_shape_of_its_own(qapp):
    """Without any colour."""
    assert len({drawn(stance) for stance in STANCES}) == len(STANCES)


def test_a_proposed_sign_is_hollow(qapp):
    """It rests on unreviewed evidence."""
    for stance in ("support", "oppose", "mixed"):
        assert 0 < sum(drawn(stance, proposed=True)) < sum(drawn(stance))
