"""Finding what lies at a place of a text."""

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.domain.stretches import Stretches

places = st.tuples(st.integers(0, 2000), st.integers(1, 900)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(places, max_size=30), places)
def test_what_shares_a_character_is_found_in_the_order_given(items, asked):
    """The same answer as comparing with every item."""
    start, end = asked
    found = Stretches((s, e, n) for n, (s, e) in enumerate(items)).over(start, end)
    assert found == [n for n, (s, e) in enumerate(items) if s < end and start < e]


def test_only_the_neighbourhood_is_read():
    """Among 20,000 quotations a look-up touches a few."""
    many = Stretches((n * 50, n * 50 + 40, n) for n in range(20_000))
    assert many.over(500_000, 500_100) == [10_000, 10_001]
    assert len(many._shelves[500_000 // 256]) < 10
