"""Named actors: one each, with all its mentions, whatever it is called."""

from tests.extract.readings import cast_of, needs_model, read

pytestmark = needs_model


def names(text):
    """Kinds by name."""
    cast, _ = cast_of(read(text))
    return {a.name: a.kind for a in cast.actors.values() if a.named}


def test_a_surname_means_the_person_who_bears_it():
    """Title, full name and surname are one person."""
    cast, _ = cast_of(read("Mr. Tomas Weil of the Plateau Trust arrived. Weil said nothing. Dr Weil left."))
    (person,) = cast.of_kind("person")
    assert len(person.mentions) == 3


def test_an_acronym_in_brackets_belongs_to_the_name_before_it():
    """Afterwards the acronym stands for the name."""
    cast, _ = cast_of(read("The Plateau Miners Association (PMA) met. The PMA voted."))
    (body,) = [a for a in cast.actors.values() if a.kind != "person"]
    assert {"Plateau Miners Association", "PMA"} <= set(body.surfaces)


def test_spelling_variants_of_a_person_are_one():
    """One letter in the first name makes no new person."""
    assert (
        len([k for k in names("Allan Feld met. Alan Feld of the Plateau Trust said no.").values() if k == "person"])
        == 1
    )


def test_words_that_name_no_actor_are_left_out():
    """Meetings, acts, months and the town of Kimberley are no actors."""
    found = names("The Plateau Summit in Kimberley discussed the Clean Stones Act in March.")
    assert found == {}
