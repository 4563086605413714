"""The ends of a span move by words and characters, never past each other, never into an emoji."""

from kpdesk.desktop.reader.adjusting import Move, whole_words

TEXT = "told VOA that civil-society groups 👩‍👩‍👧 are concerned."


def moved(start_words, end_words):
    return Move(TEXT, TEXT.index(start_words), TEXT.index(end_words) + len(end_words))


def test_an_end_moves_to_the_ends_of_words_and_a_start_to_their_beginnings():
    """Hyphened words are one."""
    move = moved("VOA", "VOA")
    move.step(1, word=True)
    move.step(1, word=True)
    assert TEXT[move.start : move.end] == "VOA that civil-society"
    move.other_end()
    move.step(-1, word=True)
    assert TEXT[move.start : move.end] == "told VOA that civil-society"


def test_a_character_is_what_a_reader_sees():
    """A family of three is one step."""
    move = moved("groups", "groups ")
    move.step(1, word=False)
    assert TEXT[move.start : move.end] == "groups 👩‍👩‍👧"


def test_a_span_never_becomes_empty_and_stays_in_the_text():
    """Steps that would empty it do nothing."""
    move = Move("ab", 0, 1)
    move.step(-1, word=False)
    assert (move.start, move.end) == (0, 1)
    for _ in range(9):
        move.step(1, word=True)
    assert move.end == 2


def test_dragging_moves_the_nearer_end():
    """A press takes it, the movement carries it."""
    move = moved("VOA", "groups")
    move.take_nearest(TEXT.index("VOA") + 1)
    move.drag_to(0)
    assert (move.start, move.end_name) == (0, "start")


def test_a_span_that_cuts_words_grows_to_them():
    """Hyphened words are one; what ends between words stays."""
    start, end = TEXT.index("OA that"), TEXT.index("il-society")
    assert TEXT[slice(*whole_words(TEXT, start, end))] == "VOA that civil-society"
    start, end = TEXT.index("VOA"), TEXT.index(" that")
    assert TEXT[slice(*whole_words(TEXT, start, end))] == "VOA"
