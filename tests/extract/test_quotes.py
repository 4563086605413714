"""Quotation marks: paired, open, foreign, single; and how much of a content is quoted."""

from kpdesk.extract.quotes import find, mode


def words(text):
    """What stands between the marks."""
    return [text[q.start : q.end] for q in find(text)]


def test_pairs_of_every_make_are_found():
    """Curly, straight and single marks; apostrophes are none."""
    assert words("“One two,” he said. \"Three four.\" 'Five six,' she said; the group's don't count.") == [
        "One two,",
        "Three four.",
        "Five six,",
    ]


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    """The next paragraph is not swallowed."""
    assert words("He said: “We will not go there any more.\nThe end.") == ["We will not go there any more."]


def test_terms_in_marks_are_no_speech():
    """One or two quoted words leave a content indirect; three make it mixed; all make it direct."""
    text = "the ban on “blood diamonds” and “what we all fought for” stays"
    quoted = find(text)
    assert mode(text, quoted, 0, 27) == "indirect"
    assert mode(text, quoted, 0, len(text)) == "mixed"
    start = text.index("what")
    assert mode(text, quoted, start, start + 22) == "direct"
