"""Parts of a long text become one draft: one actor, ids that fit together."""

from kpdesk.domain.draft import Draft, DraftActor, DraftPosition, DraftStatement, Span
from kpdesk.extract.joining import join


def part(at, name, kind="person"):
    """A draft of one statement and one position."""
    span = Span(at, at + 1, "x")
    return Draft(
        characters=10,
        actors=(
            DraftActor(id="a1", name=name, kind=kind, mentions=(span,)),
            DraftActor(id="a2", name=f"Body {at}", kind="ngo", mentions=(span,)),
        ),
        statements=(DraftStatement(id="s1", speaker="a1", content=(span,), mode="indirect"),),
        positions=(DraftPosition(holder="a1", issue="i", stance="support", evidence=(span,), statement="s1"),),
    )


def test_the_same_name_in_two_parts_is_one_actor():
    """Its mentions are joined, and everything points to it."""
    joined = join(Draft(characters=20), [part(0, "Ana Rey"), part(10, "Ana Rey")])
    assert [a.name for a in joined.actors] == ["Ana Rey", "Body 0", "Body 10"]
    assert len(joined.actors[0].mentions) == 2
    assert [s.id for s in joined.statements] == ["s1", "s2"]
    assert [(p.holder, p.statement) for p in joined.positions] == [("a1", "s1"), ("a1", "s2")]
