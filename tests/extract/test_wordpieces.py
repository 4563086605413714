"""Words to pieces, letter case and quotation states."""

from __future__ import annotations

from kpdesk.extract.wordpieces import WordPieces, letter_case, quotation_states, word_features

PIECES = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "dia", "##mond", "##s", "cafe", "-", "", "s"])


def test_the_longest_known_piece_is_taken_first() -> None:
    """A word unknown as a whole is read in parts."""
    assert PIECES.split("diamonds") == (4, 5, 6)


def test_capitals_and_accents_make_no_difference() -> None:
    """Headlines in capitals are read like any other text."""
    assert PIECES.split("DIAMONDS") == PIECES.split("Diamonds") == PIECES.split("diamonds")
    assert PIECES.split("Café") == (7,)


def test_a_word_that_has_no_pieces_is_unknown_and_never_empty() -> None:
    """Every word has at least one piece, a zero-width one too."""
    assert PIECES.split("☃") == (1,)
    assert PIECES.split("\u200b") == (1,)


def test_a_very_long_word_is_cut() -> None:
    """A hash or address does not fill a window."""
    assert len(PIECES.split("-" * 500)) == 8


def test_letter_case_tells_five_cases_apart() -> None:
    """Small, capitalised, capitals, mixed, with a digit."""
    assert [letter_case(w) for w in ("said", "Martin", "KPCS", "McCain", "2011")] == [0, 1, 2, 3, 4]


def test_a_quotation_ends_with_its_paragraph_at_the_latest() -> None:
    """A quotation that is never closed does not swallow the rest of the text."""
    words = ['"', "yes", "He", "said"]
    assert quotation_states(words, [True, False, True, False]) == [2, 1, 0, 0]


def test_straight_and_curly_marks_give_the_same_states() -> None:
    """How a mark is drawn says nothing."""
    starts = [True, False, False, False]
    assert (
        quotation_states(['"', "yes", '"', "he"], starts)
        == quotation_states(["“", "yes", "”", "he"], starts)
        == [2, 1, 2, 0]
    )


def test_features_stay_within_the_network_s_table() -> None:
    """Fifteen features of words; the sixteenth is of the marks."""
    assert max(word_features(['"', "A1", "B2"], [True, False, False])) < 15
