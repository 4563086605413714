"""Windows cover every word once, in order, and cut where a reader would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpdesk.extract.windows import borders, cut
from kpdesk.extract.wordpieces import WordPieces
from tests.extract.brains import PIECES


@given(
    st.lists(st.tuples(st.sampled_from(["a", "bc", ".", '"', "wxyz"]), st.booleans(), st.integers(1, 8)), max_size=200),
    st.integers(20, 60),
)
def test_windows_cover_all_words_once(rows: list[tuple[str, bool, int]], limit: int) -> None:
    """No word is lost or read twice, and no window is over the limit."""
    words, starts, sizes = [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows]
    ranges = borders(words, starts, sizes, limit)
    assert [i for a, b in ranges for i in range(a, b)] == list(range(len(words)))
    for a, b in ranges:
        assert b - a == 1 or 2 + sum(sizes[a:b]) + sum(starts[a + 1 : b]) <= limit


def test_a_window_ends_where_a_paragraph_does() -> None:
    """The cut falls before the last paragraph that does not fit."""
    words, starts = ["a"] * 12, [i in (0, 8) for i in range(12)]
    assert borders(words, starts, [1] * 12, 12)[0] == (0, 8)


def test_the_first_piece_of_each_word_is_known() -> None:
    """Words are found again among the pieces."""
    pieces = WordPieces(PIECES)
    window = cut(["abc", ".", "de"], [True, False, True], pieces)[0]
    assert [PIECES[window.pieces[i]] for i in window.heads] == ["a", ".", "d"]
    assert len(window.pieces) == len(window.features)


def test_no_words_give_no_windows() -> None:
    """An empty text is no fault."""
    assert cut([], [], WordPieces(PIECES)) == []
