"""Words that point back at what was argued about."""

from kpdesk.domain.draft import Known
from kpdesk.extract.issues import Issues
from kpdesk.extract.pointing_back import Memory, Said
from kpdesk.extract.siding import Climber
from kpdesk.extract.targets import Stakes
from tests.extract.readings import cast_of, needs_model, read

pytestmark = needs_model


def pointed(text, word, said):
    """The side that a word points back to, None where it does not."""
    reading = read(text)
    cast, _ = cast_of(reading)
    memory = Memory(Stakes(text, Issues(Known()), Known(), cast), Climber(reading.doc, {}, lambda _: False))
    memory.said.append(said)
    found = memory.pointing(next(t for t in reading.doc if t.text == word))
    return found.side if found is not None else None


BLOCKED = Said(0, "marange_exports", 1, -1, True, own=1)


def test_a_thing_and_a_deed_point_to_different_sides():
    """The proposal was for it; the move to block it was against."""
    assert pointed("A word. Ghana hailed the proposal.", "proposal", BLOCKED) == 1
    assert pointed("A word. Ghana hailed the move.", "move", BLOCKED) == -1


def test_objections_without_a_thing_turn_what_was_argued_about():
    """ "dropped its objections"."""
    assert pointed("A word. Ghana dropped its objections.", "objections", BLOCKED) == -1


def test_a_thing_of_its_own_points_nowhere():
    """ "the deal on the office" says itself what it is about."""
    assert pointed("A word. Ghana hailed the deal of the unions.", "deal", BLOCKED) is None
