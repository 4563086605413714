"""Several ways of writing one actor lead to one."""

from kpdesk.extract.name_variants import initials
from tests.extract.readings import cast_of, needs_model, read


def test_initials_leave_out_small_words():
    """ "of" and "the" give no letter."""
    assert initials("Association of the Diamond Cutters") == "ADC"


@needs_model
def test_an_acronym_that_nobody_explained_belongs_to_the_name_with_its_letters():
    """One body, two ways of writing."""
    cast, _ = cast_of(read("The Plateau Miners Association met on Monday. Later PMA voted against it."))
    (body,) = [a for a in cast.actors.values() if a.kind != "person"]
    assert set(body.surfaces) == {"Plateau Miners Association", "PMA"}
