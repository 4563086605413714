"""To whom, when, at and about which meeting."""

from kpdesk.extract import meetings, statements
from tests.extract.readings import cast_of, needs_model, read

pytestmark = needs_model


def only(text, published="2010-06-25"):
    """The first statement of a text, with its reading."""
    reading = read(text, published)
    cast, describer = cast_of(reading)
    return statements.find(reading, cast, describer, meetings.find(reading)[0])[0], reading


def test_the_addressee_and_the_day_stand_around_the_words():
    """Told reporters on Thursday."""
    one, _ = only("Ana Ruvo told reporters on Thursday that the text had failed.")
    assert one.told_to == "reporters"
    assert one.date is not None and one.date.value == "2010-06-24"


def test_meetings_inside_the_words_are_what_they_are_about():
    """Said about one meeting, ahead of it."""
    one, _ = only("Ahead of the plenary in November, Ana Ruvo said that the scheme was dying.")
    assert one.before is not None and one.before.when == "2010-11"
    other, _ = only("Ana Ruvo said that the plenary in November will fail.")
    assert [m.when for m in other.about] == ["2010-11"]


def test_no_day_is_said_to_be_none():
    """The reason tells that the date was left to the publication date."""
    one, _ = only("Ana Ruvo said that the text had failed.")
    assert one.date is None
    assert one.date_why == "No day in the sentence; left to the publication date."
