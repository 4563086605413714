"""Names of the case and of the reference set, where they are used as names."""

from kpdesk.domain.draft import Known, KnownActor
from tests.extract.readings import cast_of, needs_model, read

pytestmark = needs_model


def test_a_known_body_is_found_by_any_of_its_names():
    """The former name and the acronym lead to the entry of the reference set."""
    cast, _ = cast_of(read("Partnership Africa Canada met. The WDC voted."))
    assert {a.key for a in cast.actors.values()} == {"organisation/impact", "organisation/world-diamond-council"}


def test_a_name_of_the_case_wins_over_the_reference():
    """What the researcher wrote down is what the words mean."""
    known = Known(actors=(KnownActor(id="x", name="World Diamond Council", kind="company", names=("WDC",)),))
    cast, _ = cast_of(read("The WDC voted.", None, known))
    assert [a.key for a in cast.actors.values()] == ["record/x"]
