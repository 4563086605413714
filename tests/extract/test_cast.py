"""The cast: mentions by place, longest first, and actors that become one."""

from kpdesk.extract.cast import Actor, Cast

TEXT = "Ana Rey met Rey and the Council."


def people():
    """A cast of two."""
    cast = Cast(TEXT)
    one, two = (
        cast.add(Actor(key="a", name="Ana Rey", kind="person")),
        cast.add(Actor(key="b", name="Rey", kind="person")),
    )
    cast.mention(one, 0, 7)
    cast.mention(two, 12, 15)
    return cast, one, two


def test_a_place_belongs_to_the_first_who_claims_it():
    """A second claim is not heard."""
    cast, one, two = people()
    cast.mention(two, 0, 7)
    assert cast.at(0, 7) is one


def test_merging_moves_mentions_and_surfaces():
    """Afterwards there is one actor with both names."""
    cast, one, two = people()
    cast.merge(one, two, "short")
    assert cast.covering(13) is one
    assert set(one.surfaces) == {"Ana Rey", "Rey"}
    assert list(cast.actors) == ["a"]


def test_removing_frees_the_places():
    """Nothing is left of a removed actor."""
    cast, one, _ = people()
    cast.remove(one)
    assert not cast.overlaps(0, 7)
    assert [a.key for _, _, a in cast.within(0, len(TEXT))] == ["b"]
