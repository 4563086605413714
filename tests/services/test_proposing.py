"""What becomes of a draft: links to what the case holds, nothing twice, nothing that a person refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpdesk.domain.draft import DraftStatement
from kpdesk.domain.records import Name
from kpdesk.errors import ConflictError
from kpdesk.services import history, merging, review
from kpdesk.services.proposing import propose
from kpdesk.store.case import CaseFile
from tests.builders import a_source, an_actor, fingerprint, put
from tests.services.drafts import QUOTE, TEXT, a_draft, span


def counts(case: CaseFile) -> dict[str, int]:
    kinds = ("actor", "affiliation", "meeting", "participation", "statement", "echo", "position", "anchor", "name")
    return {kind: case.count(kind) for kind in kinds}


def one(case: CaseFile, of: str, /, **equals):
    (found,) = case.all(of, **equals)
    return found


def test_a_draft_becomes_proposals_with_their_characters(case: CaseFile) -> None:
    """Every record is proposed, says why and by what, and rests on exact characters."""
    source = a_source(case, text=TEXT)
    changes = propose(case, source.id, a_draft())
    assert counts(case) == {
        "actor": 3, "affiliation": 1, "meeting": 1, "participation": 1, "statement": 1, "echo": 0, "position": 1,
        "anchor": 11, "name": 2,
    }  # fmt: skip
    said = one(case, "statement")
    assert (said.state, said.made_by, said.score, said.why) == ("proposed", "test 1", 0.9, "quotation marks")
    assert said.content == QUOTE
    position = one(case, "position")
    assert position.claimed_by_id == said.speaker_id
    assert position.as_of == "2011-06"
    for anchor in case.all("anchor"):
        assert TEXT[anchor.start : anchor.end] == anchor.quote
    assert case.get("source", source.id).read_by == "test 1"
    assert changes.label == "kpdesk proposed 8 records in “Monitors stay away”"


def test_undo_takes_all_proposals_of_a_text_back(case: CaseFile) -> None:
    """One reading is one deed."""
    source = a_source(case, text=TEXT)
    before = fingerprint(case)
    propose(case, source.id, a_draft())
    history.undo(case)
    assert fingerprint(case) == before


def test_known_actors_are_linked_by_record_reference_and_name(case: CaseFile) -> None:
    """Three ways to the case's own actor; none makes a second one."""
    ana = put(case, an_actor(name="A. Sithole"))
    state = put(case, an_actor(name="Republic of Examplia", kind="government", reference="country/za"))
    body = put(case, an_actor(name="The Watch", kind="ngo"))
    put(case, Name(actor_id=body.id, text="Diamond Watch Coalition", learnt=True))
    draft = a_draft()
    known = replace(draft.actors[0], record=ana.id)
    propose(case, a_source(case, text=TEXT).id, replace(draft, actors=(known, *draft.actors[1:])))
    assert {a.id for a in case.all("actor")} == {ana.id, state.id, body.id}
    assert one(case, "statement").speaker_id == ana.id
    assert one(case, "position").holder_id == state.id
    assert case.get("actor", ana.id) == ana, "a person's record is linked, never overwritten"


def test_reading_again_changes_nothing(case: CaseFile) -> None:
    """The same draft twice leaves every record as it was."""
    source = a_source(case, text=TEXT)
    propose(case, source.id, a_draft())
    before = fingerprint(case)
    changes = propose(case, source.id, a_draft())
    assert fingerprint(case) == before
    assert changes.seq == 0, "nothing written, nothing to undo"


def test_reading_again_brings_undecided_records_up_to_date(case: CaseFile) -> None:
    """A better reading replaces the fields, keeps the record, and withdraws what it does not find."""
    source = a_source(case, text=TEXT)
    propose(case, source.id, a_draft())
    said, position = one(case, "statement"), one(case, "position")
    draft = a_draft()
    better = replace(draft.statements[0], mode="mixed", score=0.95, content=(span(TEXT, QUOTE + "”"),))
    changes = propose(case, source.id, replace(draft, statements=(better,), positions=(), meetings=()))
    now = one(case, "statement")
    assert (now.id, now.mode, now.score, now.content) == (said.id, "mixed", 0.95, QUOTE + "”")
    assert [a.quote for a in case.all("anchor", statement_id=said.id, role="content")] == [QUOTE + "”"]
    assert case.get("position", position.id) is None
    assert case.count("meeting") == case.count("participation") == 0
    assert changes.label == "kpdesk read “Monitors stay away” again: 0 new proposals, 3 earlier proposals withdrawn"


def test_decided_records_survive_a_reading_that_does_not_find_them(case: CaseFile) -> None:
    """What a person accepted stays, with all that it rests on."""
    source = a_source(case, text=TEXT)
    propose(case, source.id, a_draft())
    review.accept(case, [("statement", one(case, "statement").id)])
    propose(case, source.id, a_draft(actors=(), meetings=(), statements=(), positions=()))
    assert one(case, "statement").state == "accepted"
    assert [a.name for a in case.all("actor", state="accepted")] == ["Ana Sithole"]
    assert case.count("position") == 0


def test_an_edited_record_keeps_the_persons_words(case: CaseFile) -> None:
    """Reading again does not put the machine's reading back."""
    source = a_source(case, text=TEXT)
    propose(case, source.id, a_draft())
    review.edit(case, replace(one(case, "statement"), mode="indirect"))
    review.edit(case, replace(one(case, "position"), stance="support"))
    propose(case, source.id, a_draft())
    assert one(case, "statement").mode == "indirect"
    assert one(case, "position").stance == "support"
    assert case.count("anchor", statement_id=one(case, "statement").id) == 3


@pytest.mark.parametrize("kind", ["statement", "position", "participation", "affiliation", "meeting", "actor"])
def test_a_refused_proposal_is_not_made_again(case: CaseFile, kind: str) -> None:
    """Rejected records are kept so that the next reading leaves them alone."""
    source = a_source(case, text=TEXT)
    propose(case, source.id, a_draft())
    refused = case.all(kind)[0]
    review.reject(case, [(kind, refused.id)])
    before = counts(case)
    propose(case, source.id, a_draft())
    assert case.get(kind, refused.id).state == "rejected"
    assert counts(case)[kind] == before[kind]


def test_a_refused_stance_leaves_room_for_another(case: CaseFile) -> None:
    """Refusing “oppose” does not silence “support” from the same words."""
    source = a_source(case, text=TEXT)
    propose(case, source.id, a_draft())
    review.reject(case, [("position", one(case, "position").id)])
    other = replace(a_draft().positions[0], stance="support")
    propose(case, source.id, a_draft(positions=(other,)))
    assert sorted((p.stance, p.state) for p in case.all("position")) == [
        ("oppose", "rejected"),
        ("support", "proposed"),
    ]


def test_a_merged_away_name_finds_the_actor_that_is_left(case: CaseFile) -> None:
    """After a merge the other text's spelling is the same actor."""
    ana = put(case, an_actor(name="Anna Sithole"))
    source = a_source(case, text=TEXT)
    propose(case, source.id, a_draft())
    merging.merge(case, ana.id, one(case, "actor", name="Ana Sithole").id)
    other = a_source(case, text=TEXT + "Updated.", title="Later")
    propose(case, other.id, a_draft())
    assert [a.name for a in case.all("actor", kind="person")] == ["Anna Sithole"]


def test_a_repeat_inside_a_text_is_one_statement_with_two_places(case: CaseFile) -> None:
    """The second printing is an appearance."""
    text = TEXT + f"“{QUOTE}” Sithole said again."
    first = a_draft(text).statements[0]
    start = text.rindex(QUOTE)
    again = DraftStatement(
        id="s2", speaker="a1", content=(type(first.content[0])(start, start + len(QUOTE), QUOTE),), mode="direct",
        repeats="s1",
    )  # fmt: skip
    source = a_source(case, text=text)
    for _ in range(2):
        propose(case, source.id, a_draft(text, statements=(first, again)))
        assert case.count("statement") == 1
        assert one(case, "echo").statement_id == one(case, "statement").id


def test_another_outlets_printing_is_an_appearance_of_the_same_statement(case: CaseFile) -> None:
    """A wire quotation in ten outlets is one statement with ten places; a position may rest on it."""
    propose(case, a_source(case, text=TEXT, title="The wire").id, a_draft())
    for n in range(9):
        text = f"Outlet {n} reports.\n{TEXT}"
        source = a_source(case, text=text, title=f"Outlet {n}")
        propose(case, source.id, a_draft(text))
    assert case.count("statement") == 1
    assert case.count("echo") == 9
    assert "as in “The wire”" in case.all("echo")[0].why
    before = fingerprint(case)
    propose(case, source.id, a_draft(text))
    assert fingerprint(case) == before


def test_the_same_words_of_another_speaker_are_another_statement(case: CaseFile) -> None:
    """Who says it is part of what a statement is."""
    propose(case, a_source(case, text=TEXT).id, a_draft())
    text = TEXT.replace("Ana Sithole", "Obed Banda")
    draft = a_draft(TEXT)
    ben = replace(
        draft.actors[0], name="Obed Banda", aliases=(), mentions=(span(text, "Obed Banda"),), role_evidence=None
    )
    said = replace(draft.statements[0], content=(span(text, QUOTE),), cue=None, speaker_mention=None)
    propose(
        case,
        a_source(case, text=text, title="Other").id,
        a_draft(text=TEXT, actors=(ben,), statements=(said,), positions=(), meetings=()),
    )
    assert case.count("statement") == 2
    assert case.count("echo") == 0


def test_a_statement_that_another_text_repeats_is_not_withdrawn(case: CaseFile) -> None:
    """Reading the first text worse does not take the second one's appearance away."""
    first = a_source(case, text=TEXT)
    propose(case, first.id, a_draft())
    text = "Elsewhere.\n" + TEXT
    propose(case, a_source(case, text=text, title="Elsewhere").id, a_draft(text))
    propose(case, first.id, a_draft(statements=(), positions=()))
    assert case.count("statement") == case.count("echo") == 1


def test_a_source_that_is_gone_is_told(case: CaseFile) -> None:
    """A job that ends after its text was removed writes nothing."""
    with pytest.raises(ConflictError, match="no longer in the case"):
        propose(case, "nowhere", a_draft())
