"""The ledger: stances by counts over a window, what one unreviewed hit may not do, and days before anything is known."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpdesk.analysis.ledger import (
    NONE,
    OPPOSE,
    STANCE_CODES,
    STEADY,
    SUPPORT,
    TO_OPPOSE,
    TO_SUPPORT,
    UNCLEAR,
    LedgerIndex,
    first_and_last_day,
    inherited,
)  # fmt: skip
from tests.analysis.timeline_cases import day


def _index(*rows):
    """Rows of (stance, as of[, claimed by[, state]]) on one cell."""
    full = []
    for n, row in enumerate(rows):
        stance, as_of, claimed, state = (*row, None, "accepted")[:4] if len(row) < 4 else row
        full.append((f"p{n}", "zw", "marange", stance, as_of, claimed, state))
    return LedgerIndex(full)


def _row(stance, as_of, claimed=None, state="accepted"):
    return (stance, as_of, claimed, state)


def _cell(index, on, **how):
    m = index.as_of(on, **how)
    return {name: getattr(m, name)[0, 0] for name in ("stance", "trend", "conflict", "claimed_only", "unreviewed_only", "lone", "last", "evidence")} | {
        "counts": m.counts[0, 0].tolist(), "silent": m.silent[0, 0],
    }  # fmt: skip


def test_counts_in_the_window_make_the_stance():
    """The larger number holds; older evidence than two years before the latest is not counted."""
    index = _index(
        _row("oppose", "2005"), _row("support", "2010-01"), _row("support", "2010-05"), _row("mixed", "2010-06")
    )
    cell = _cell(index, day(2010, 12, 31))
    assert (cell["stance"], cell["counts"], cell["evidence"]) == (SUPPORT, [2, 0, 1, 0], 4)


def test_nothing_is_known_before_the_first_position():
    """As of any day."""
    index = _index(_row("support", "2010-06-01"))
    assert _cell(index, day(2010, 5, 31))["stance"] == NONE
    assert _cell(index, day(2010, 6, 1))["stance"] == SUPPORT


def test_one_unreviewed_hit_makes_no_stance_and_outvotes_nothing():
    """Alone it is not clear; beside reviewed evidence it is not counted."""
    alone = _cell(_index(_row("oppose", "2010", state="proposed")), day(2011))
    assert (alone["stance"], bool(alone["lone"]), alone["counts"]) == (UNCLEAR, True, [0, 1, 0, 0])
    beside = _cell(_index(_row("support", "2010"), _row("oppose", "2010-06", state="proposed")), day(2011))
    assert (beside["stance"], beside["counts"], bool(beside["unreviewed_only"])) == (SUPPORT, [1, 0, 0, 0], False)
    two = _cell(
        _index(_row("oppose", "2010", state="proposed"), _row("oppose", "2010-06", state="proposed")), day(2011)
    )
    assert (two["stance"], bool(two["unreviewed_only"]), bool(two["lone"])) == (OPPOSE, True, False)


def test_unreviewed_evidence_can_be_left_out():
    """Then the cell is empty."""
    index = _index(_row("oppose", "2010", state="proposed"), _row("oppose", "2010", state="proposed"))
    assert _cell(index, day(2011), reviewed_only=True)["stance"] == NONE


def test_what_others_claim_counts_only_where_the_holder_is_silent():
    """And is told apart."""
    claimed = _cell(_index(_row("oppose", "2010", "adpa")), day(2011))
    assert (claimed["stance"], bool(claimed["claimed_only"])) == (OPPOSE, True)
    both = _cell(_index(_row("oppose", "2010", "adpa"), _row("support", "2010", "zw")), day(2011))
    assert (both["stance"], bool(both["claimed_only"])) == (SUPPORT, False)


def test_sides_that_follow_each_other_are_a_change_others_are_a_conflict():
    """ "Changed sides" and "conflicting evidence" are different things."""
    moved = _cell(
        _index(_row("support", "2010-01"), _row("support", "2010-02"), _row("oppose", "2011-01")), day(2011, 6)
    )
    assert (moved["stance"], bool(moved["conflict"]), moved["trend"]) == (OPPOSE, False, TO_OPPOSE)
    mixed = _cell(_index(_row("support", "2010-01"), _row("oppose", "2010-02"), _row("support", "2010-03")), day(2011))
    assert (mixed["stance"], bool(mixed["conflict"])) == (SUPPORT, True)


def test_three_of_the_same_are_steady_and_a_turn_is_shown_for_the_window():
    """→ and ↗."""
    assert _cell(_index(*[_row("support", f"2010-0{n}") for n in (1, 2, 3)]), day(2011))["trend"] == STEADY
    assert _cell(_index(_row("oppose", "2010-01"), _row("support", "2010-06")), day(2011))["trend"] == TO_SUPPORT
    assert _cell(_index(_row("oppose", "2005"), _row("support", "2010-06")), day(2011))["trend"] == 0


def test_two_years_without_a_word_are_silence():
    """The stance stays, and says since when."""
    cell = _cell(_index(_row("support", "2009-05-01")), day(2011, 6))
    assert bool(cell["silent"]) and date.fromordinal(int(cell["last"])).year == 2009


def test_undated_positions_are_counted_and_hold_on_no_day():
    """They are told, not guessed."""
    index = LedgerIndex(
        [("p", "h", "i", "support", None, None, "accepted"), ("q", "h", "i", "oppose", "2010", None, "accepted")]
    )
    assert index.undated == 1 and index.as_of(day(2020)).stance[0, 0] == OPPOSE
    assert LedgerIndex([]).as_of(day(2020)).stance.shape == (0, 0)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]), st.sampled_from(["x", "y"]), st.sampled_from(STANCE_CODES),
        st.sampled_from(["2009", "2010-03", "2010-06-01", "2011-11", "2013", None]), st.sampled_from([None, "a", "z"]),
        st.sampled_from(["accepted", "edited", "proposed"]),
    ),
    max_size=40,
)  # fmt: skip


@given(ROWS, st.integers(day(2008), day(2015)))
def test_cells_do_not_touch_each_other(rows, on):
    """A cell of the whole is the cell computed alone."""
    full = [(f"p{n}", h, i, s, d, c, t) for n, (h, i, s, d, c, t) in enumerate(rows)]
    whole = LedgerIndex(full)
    matrix = whole.as_of(on)
    for r, holder in enumerate(whole.holders):
        for c, issue in enumerate(whole.issues):
            alone = LedgerIndex(
                [p for p in full if p[1] == holder and p[2] == issue], holders=(holder,), issues=(issue,)
            ).as_of(on)
            assert matrix.stance[r, c] == alone.stance[0, 0]
            assert matrix.trend[r, c] == alone.trend[0, 0]
            assert matrix.conflict[r, c] == alone.conflict[0, 0]
            assert matrix.counts[r, c].tolist() == alone.counts[0, 0].tolist()


def test_evidence_of_a_cell_is_found_oldest_first():
    """As places in the rows that were given."""
    index = _index(_row("support", "2011"), _row("oppose", None), _row("oppose", "2009"))
    assert index.positions_of(0, 0) == [2, 0]
    assert index.positions_of(0, 0, until=day(2010)) == [2]
    assert first_and_last_day(index) == (day(2009), day(2011))


def test_members_take_over_a_blocs_stance_only_where_they_have_none_and_while_they_belong():
    """Marked, never counted as their own."""
    index = LedgerIndex(
        [
            ("p", "adpa", "x", "support", "2010", None, "accepted"),
            ("q", "drc", "x", "oppose", "2010", None, "accepted"),
        ],
        holders=("adpa", "drc", "angola", "ghana"),
    )
    matrix = index.as_of(day(2012))
    memberships = [
        ("drc", "adpa", None, None),
        ("angola", "adpa", "2006", None),
        ("ghana", "adpa", "2006", "2011"),
        ("adpa", "adpa", None, None),
    ]
    taken, members = inherited(matrix, index, memberships, day(2012))
    assert taken[:, 0].tolist() == [NONE, NONE, SUPPORT, NONE]
    assert members == {0: [1, 2]}
    assert np.array_equal(index.as_of(day(2012)).stance, matrix.stance)
