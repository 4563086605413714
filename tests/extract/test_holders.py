"""Holders: from the words for a doer to an actor."""

from kpdesk.extract.holders import Holders
from tests.extract.readings import cast_of, needs_model, read

pytestmark = needs_model


def holder(text, word):
    """Names of the actors that one word means."""
    reading = read(text, "2011-06")
    holders = Holders(reading, *cast_of(reading))
    return [a.name for a in holders.actors([next(t for t in reading.doc if t.text == word)], None)]


def test_members_decide_for_the_process():
    """ "participants of the Kimberley Process" are no crowd of their own."""
    assert holder("Participants of the Kimberley Process agreed on it.", "Participants") == ["Kimberley Process"]


def test_a_role_before_a_name_is_the_person():
    """ "the chairman, Mathieu Yamba" is one man."""
    assert holder("The draft came from the chairman, Mathieu Yamba, on Monday.", "chairman") == ["Mathieu Yamba"]


def test_things_take_no_sides():
    """A draft is nobody."""
    reading = read("The draft allowed it.")
    holders = Holders(reading, *cast_of(reading))
    assert [t.text for t in reading.doc if holders.is_actor(t)] == []
