"""What a stretch of text takes sides on."""

from kpdesk.domain.draft import Known
from kpdesk.extract.issues import Issues
from kpdesk.extract.topics import Topics
from tests.extract.readings import needs_model, read

pytestmark = needs_model


def topic(text, words):
    """The topic of the sentence part that begins with the words."""
    found = Topics(read(text), Issues(Known())).find(text.index(words), len(text))
    return (found.issue, text[found.start : found.end], found.polarity) if found is not None else None


def test_the_outermost_thing_decides():
    """A ban on exports is a ban."""
    assert topic("Canada backed a ban on Marange exports.", "backed")[2] == -1


def test_it_points_back_to_what_was_named():
    """The embargo of the sentence before, with its side."""
    text = "The embargo on diamonds from the Central African Republic bites. Angola wants it lifted."
    assert topic(text, "wants") == ("car_suspension", "it", 1)


def test_words_that_show_no_issue_have_no_topic():
    """Nothing is guessed."""
    assert topic("Canada backed a longer coffee break.", "backed") is None
