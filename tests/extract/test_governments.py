"""Countries act, or are only places."""

import pytest

from tests.extract.readings import cast_of, needs_model, read


@needs_model
@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Zimbabwe rejected the text.", True),
        ("Harare rejected the text.", True),
        ("Zimbabwean officials rejected the text.", True),
        ("Canada, Zimbabwe and other countries rejected the text.", True),
        ("The ban was lifted by Zimbabwe.", True),
        ("Zimbabwe's request for more time failed.", True),
        ("Delegates met in Zimbabwe.", False),
        ("Delegates met in Harare on Monday.", False),
        ("Zimbabwean activists met in a hotel.", False),
    ],
)
def test_a_country_is_an_actor_where_it_acts(text, acts):
    """Subject, agent, owner of a request; not the place of an event."""
    cast, _ = cast_of(read(text))
    assert any(a.country == "ZW" and a.acts for a in cast.actors.values()) == acts


@needs_model
def test_an_ambiguous_adjective_means_the_country_that_the_text_names():
    """Congolese authorities are those of the Congo that is named in full."""
    cast, _ = cast_of(read("The Republic of the Congo was dropped. The Congolese authorities rejected the move."))
    (state,) = cast.of_kind("government")
    assert state.key == "country/cg"
    assert len(state.mentions) == 2


@needs_model
def test_an_office_of_a_government_is_a_body():
    """A ministry without a name of its own."""
    cast, _ = cast_of(read("An official at Congo's mines ministry rejected it."))
    assert "Congo's mines ministry" in {a.name for a in cast.of_kind("government")}
