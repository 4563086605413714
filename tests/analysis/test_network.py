"""The network: who is joined with whom, the same places each time, and labels that do not overlap."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kpdesk.analysis.ledger import LedgerIndex
from kpdesk.analysis.network import Network, Pair, layout, network, network_keys, pair_words, places, shared_issues
from kpdesk.domain.drawing import Line
from tests.analysis.timeline_cases import day


def _index(*rows):
    return LedgerIndex([(f"p{n}", h, i, s, "2010-06", None, state) for n, (h, i, s, state) in enumerate(rows)])


ROWS = [(h, i, s, "accepted") for h, i, s in (
    ("us", "m", "oppose"), ("ngo", "m", "oppose"), ("zw", "m", "support"), ("us", "c", "oppose"), ("ngo", "c", "oppose"),
    ("alone", "z", "support"),
)]  # fmt: skip
NAMES = {"us": "United States", "ngo": "Coalition", "zw": "Zimbabwe", "alone": "Alone"}


def _net(*rows, **how):
    return network(_index(*(rows or ROWS)), NAMES, day(2010), day(2011), **how)


def _told(net):
    return {pair_words(net, p) for p in net.pairs}


def test_actors_are_joined_by_issues_they_share():
    """Who shares none is left out and counted."""
    net = _net()
    assert _told(net) == {
        "Coalition and United States agree on 2",
        "Coalition and Zimbabwe differ on 1",
        "United States and Zimbabwe differ on 1",
    }
    assert net.left_out == 1


def test_an_issue_can_be_looked_at_alone():
    """By its column."""
    index = _index(*ROWS)
    net = network(index, NAMES, day(2010), day(2011), issues=frozenset({index.issues.index("c")}))
    assert _told(net) == {"Coalition and United States agree on 1"}
    pair = _net().pairs[0]
    assert [index.issues[i] for i, _, _ in shared_issues(index, _net(), pair, day(2011), day(2010))] == ["m", "c"]


def test_stances_outside_the_window_join_nobody():
    """Two thousand and five is not twenty ten."""
    assert network(_index(*ROWS), NAMES, day(2005), day(2006)).pairs == ()
    assert network(_index(*ROWS), NAMES, day(2012), day(2013)).pairs == ()


def test_unreviewed_pairs_are_marked_and_can_be_left_out():
    """Two unreviewed reports make a stance, dashed."""
    rows = [("us", "m", "oppose", "accepted"), ("zw", "m", "support", "proposed"), ("zw", "m", "support", "proposed")]
    assert _net(*rows).pairs[0].unreviewed
    assert _net(*rows, reviewed_only=True).pairs == ()


def _random(n, pairs):
    names = tuple(f"Actor with a name {k}" for k in range(n))
    kept = {(a % n, b % n): (agree, differ) for a, b, agree, differ in pairs if a % n < b % n and agree + differ}
    made = tuple(Pair(a, b, agree, differ, False) for (a, b), (agree, differ) in kept.items())
    return Network(actors=tuple(range(n)), names=names, weights=(1,) * n, pairs=made)


@settings(deadline=None, max_examples=40)
@given(
    st.integers(1, 24),
    st.lists(st.tuples(st.integers(0, 23), st.integers(0, 23), st.integers(0, 5), st.integers(0, 5)), max_size=60),
)
def test_the_same_data_lie_in_the_same_places_and_labels_do_not_overlap(n, pairs):
    """Stable between runs; readable."""
    net = _random(n, pairs)
    at = places(net, 1200, 800)
    assert np.isfinite(at).all() and np.array_equal(at, places(net, 1200, 800))
    _, hits = layout(net, at, 1200, 800)
    for i, a in enumerate(hits):
        for b in hits[i + 1 :]:
            assert abs(a.x - b.x) >= 30 or abs(a.y - b.y) >= 40


def test_who_agrees_is_near_and_who_differs_is_far():
    """The picture says what the numbers say."""
    net = _net()
    at = dict(zip(net.names, places(net, 1000, 700), strict=True))
    near = np.linalg.norm(at["United States"] - at["Coalition"])
    far = np.linalg.norm(at["United States"] - at["Zimbabwe"])
    assert near < far


def test_a_picture_moves_little_when_the_data_do():
    """It starts from where the actors were."""
    net = _random(8, [(0, 1, 3, 0), (2, 3, 3, 0), (0, 2, 0, 3), (1, 3, 0, 2), (4, 5, 2, 0), (6, 7, 1, 1), (0, 7, 1, 0)])
    before = {a: (float(-x), float(y)) for a, (x, y) in zip(net.actors, places(net, 1000, 700), strict=True)}
    after = places(net, 1000, 700, before=before)
    mirrored = np.array([before[a] for a in net.actors])
    assert np.corrcoef(after[:, 0], mirrored[:, 0])[0, 1] > 0.8


def test_opposition_has_a_bar_across_and_the_legend_says_so():
    """Colour is never alone."""
    net = _net()
    layers, _ = layout(net, places(net, 800, 600), 800, 600)
    lines = [s for s in layers[0].shapes if isinstance(s, Line)]
    assert len([s for s in lines if s.stroke == "oppose.fill"]) == 4
    assert [k.words for k in network_keys(layers)] == ["agree; thicker: on more issues", "differ"]


def test_nobody_makes_an_empty_picture():
    """No actors, or one."""
    empty = network(LedgerIndex([]), {}, day(2010), day(2011))
    assert layout(empty, places(empty, 400, 300), 400, 300)[1] == []
    assert len(places(_random(1, []), 400, 300)) == 1
