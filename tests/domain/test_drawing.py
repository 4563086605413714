"""Signs keep to their box, and every word of the vocabulary that needs a sign has one."""

from kpdesk.domain.drawing import ORDER_OF_PRESENCE, SIGNS, Hit
from kpdesk.domain.vocabulary import PARTICIPATIONS, STANCES


def _points(part):
    kind, data = part
    if kind in ("disc", "ring"):
        x, y, r = data
        return [(x - r, y - r), (x + r, y + r)]
    return [] if kind == "word" else list(data)


def test_every_sign_stays_in_its_box():
    """Layouts keep places free by the size of a sign alone."""
    outside = [n for n, parts in SIGNS.items() for p in parts for x, y in _points(p) if max(abs(x), abs(y)) > 0.5001]
    assert outside == []


def test_every_presence_and_stance_has_a_sign_and_a_rank():
    """A new word in the vocabulary without a sign would be drawn as nothing."""
    assert set(PARTICIPATIONS) | set(STANCES) <= set(SIGNS)
    assert set(ORDER_OF_PRESENCE) == set(PARTICIPATIONS)


def test_a_hit_holds_its_edges_and_the_air_around():
    """Small marks can be met a little beside."""
    hit = Hit(10, 10, 6, 6, "meeting", "m")
    assert hit.holds(10, 16) and not hit.holds(9, 10) and hit.holds(8, 10, air=2)
