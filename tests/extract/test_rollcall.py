"""Lists of those who were at a meeting or kept out of it."""

from kpdesk.extract import rollcall
from tests.extract.readings import cast_of, needs_model, read

pytestmark = needs_model


def listed(text):
    """(name, how) of everyone listed."""
    reading = read(text, "2011-06-30")
    cast, _ = cast_of(reading)
    return {(p.actor.name, p.how) for p in rollcall.listed(reading, cast)}


def test_a_list_after_by_is_read_to_its_end():
    """Not only its first name."""
    assert {("Angola", "attended"), ("Brazil", "attended"), ("Canada", "attended")} <= listed(
        "The plenary in Luanda was attended by Angola, Brazil and Canada."
    )


def test_delegates_who_gathered_were_there():
    """With all the countries they came from."""
    assert {("Namibia", "attended"), ("Ghana", "attended")} <= listed(
        "Delegates from Namibia and Ghana gathered in Windhoek for a meeting."
    )


def test_those_kept_out_are_the_ones_behind_the_verb():
    """Whoever keeps them out is there himself."""
    assert listed("Organisers excluded Global Witness from the plenary in Luanda.") == {("Global Witness", "excluded")}
