"""A reading knows its lines, sentences, headline and dateline."""

from tests.extract.readings import needs_model, read

pytestmark = needs_model
TEXT = "Talks fail in the capital\nHARARE, June 24 - The host spoke on Thursday. He left.\nThe end came late."


def test_the_first_line_without_a_stop_is_a_headline():
    """The story below is not."""
    reading = read(TEXT, "2010-06-25")
    assert reading.is_headline(3)
    assert not reading.is_headline(TEXT.index("host"))
    assert [reading.line(TEXT.index(w)) for w in ("Talks", "host", "late")] == [0, 1, 2]


def test_the_dateline_gives_town_and_day():
    """The weekday in the story is counted from it."""
    reading = read(TEXT, "2010-06-25")
    assert reading.dateline_city is not None and reading.dateline_city[0] == "Harare"
    assert [d.value for d in reading.dates] == ["2010-06-24", "2010-06-24"]


def test_any_character_has_a_sentence():
    """Also the last one."""
    reading = read(TEXT)
    assert reading.sentence(len(TEXT) - 1).text.strip().startswith("The end")
