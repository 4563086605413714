"""Tagging by hand: selected characters become records with anchors, in one deed, and ends can be moved."""

import pytest

from kpdesk.errors import UsageError
from kpdesk.services import history, tagging
from kpdesk.services.choices import Choice
from kpdesk.services.tagging import Tagged
from tests.builders import fingerprint
from tests.proposals import a_case_with_proposals


@pytest.fixture
def made(tmp_path):
    made = a_case_with_proposals(tmp_path)
    yield made
    made.case.close()


def span(made, words):
    text = made.case.text(made.first.version.id)
    start = text.index(words)
    return start, start + len(words)


def anchors(made, kind, record_id):
    return sorted((a.role, a.quote) for a in made.case.all("anchor", **{f"{kind}_id": record_id}))


def test_a_tagged_statement_has_speaker_cue_issue_stance_and_tags(made):
    """One card, one deed; one undo takes all of it back."""
    before = fingerprint(made.case)
    tagged = Tagged(
        kind="statement", spans=(span(made, "we were not asked"),), who=Choice(name="Café owners"), cue="agreed",
        issue_id=made.issue.id, stance="oppose", meeting=Choice(name="x", record_id=made.first.meeting.id),
        date="June 2011", tags=("local voices", "local voices"),
    )  # fmt: skip
    result = tagging.tag(made.case, made.first.version.id, tagged)
    record = made.case.get("statement", result.record_id)
    assert (record.content, record.mode, record.said_on, record.state) == (
        "we were not asked", "direct", "2011-06", "accepted",
    )  # fmt: skip
    assert made.case.get("actor", record.speaker_id).name == "Café owners"
    assert ("cue", "agreed") in anchors(made, "statement", record.id)
    position = made.case.get("position", made.case.all("position_statement", statement_id=record.id)[0].position_id)
    assert (position.stance, position.holder_id) == ("oppose", record.speaker_id)
    assert len(made.case.all("tagging", statement_id=record.id)) == 1
    assert made.case.get("meeting", made.first.meeting.id).state == "accepted"
    history.undo(made.case)
    assert fingerprint(made.case) == before


def test_a_discontinuous_statement_keeps_its_pieces_in_order(made):
    """Content repeats the pieces, joined by an ellipsis; a piece can be added later."""
    first, last = span(made, "monitors would not travel"), span(made, "this month")
    result = tagging.tag(made.case, made.first.version.id, Tagged(kind="statement", spans=(last, first)))
    assert made.case.get("statement", result.record_id).content == "monitors would not travel … this month"
    tagging.add_piece(made.case, "statement", result.record_id, made.first.version.id, span(made, "to the meeting"))
    content = made.case.get("statement", result.record_id).content
    assert content == "monitors would not travel … to the meeting … this month"


def test_one_span_may_carry_several_records(made):
    """The same words as an actor and as a position's evidence."""
    where = span(made, "The government")
    actor = tagging.tag(made.case, made.first.version.id, Tagged(kind="actor", spans=(where,), sort="government"))
    position = tagging.tag(
        made.case, made.first.version.id,
        Tagged(kind="position", spans=(where,), who=Choice(name="x", record_id=actor.record_id), issue_id=made.issue.id),
    )  # fmt: skip
    assert made.case.get("actor", actor.record_id).kind == "government"
    assert anchors(made, "position", position.record_id) == [("evidence", "The government")]


def test_a_mention_tagged_as_a_known_actor_teaches_its_spelling(made):
    """The spelling becomes a learnt name."""
    where = span(made, "she said")
    chosen = Choice(name="Ana Sithole", record_id=made.first.ana.id)
    tagging.tag(made.case, made.first.version.id, Tagged(kind="actor", spans=(where,), who=chosen))
    assert "she said" in [n.text for n in made.case.all("name", actor_id=made.first.ana.id, learnt=True)]


def test_a_tagged_meeting_takes_its_date_from_the_card(made):
    """Written as a person writes it."""
    result = tagging.tag(
        made.case, made.first.version.id,
        Tagged(kind="meeting", spans=(span(made, "a table"),), meeting=Choice(name="Round table"), date="20–23 June 2011"),
    )  # fmt: skip
    meeting = made.case.get("meeting", result.record_id)
    assert (meeting.name, meeting.start, meeting.end) == ("Round table", "2011-06-20", "2011-06-23")


@pytest.mark.parametrize(
    ("tagged", "missing"),
    [
        (Tagged(kind="statement", spans=()), "Nothing is selected"),
        (Tagged(kind="position", spans=((0, 6),)), "needs a holder"),
        (Tagged(kind="position", spans=((0, 6),), who=Choice(name="X")), "needs an issue"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(made, tagged, missing):
    """A refused tag leaves no half of itself."""
    before = fingerprint(made.case)
    with pytest.raises(UsageError, match=missing):
        tagging.tag(made.case, made.first.version.id, tagged)
    assert fingerprint(made.case) == before


def test_moved_ends_change_the_words_and_remember_the_machines(made):
    """A proposal stays a proposal; what the machine said is kept."""
    anchor = next(a for a in made.case.all("anchor", statement_id=made.first.said.id) if a.role == "content")
    tagging.set_ends(made.case, anchor.id, anchor.start + 3, anchor.end - 1)
    moved = made.case.get("anchor", anchor.id)
    said = made.case.get("statement", made.first.said.id)
    assert moved.quote == said.content == "cannot sit at a table where nothing is decided"
    assert said.state == "proposed" and "We cannot sit" in said.machine_said


def test_ends_moved_by_drag_do_not_take_blanks_along(made):
    """The quotation begins and ends with a word, wherever the pointer let go."""
    anchor = next(a for a in made.case.all("anchor", statement_id=made.first.said.id) if a.role == "content")
    tagging.set_ends(made.case, anchor.id, anchor.start + 2, anchor.start + 10)
    moved = made.case.get("anchor", anchor.id)
    assert moved.quote == "cannot" == made.case.text(moved.text_version_id)[moved.start : moved.end]


def test_the_last_characters_of_a_record_cannot_be_dropped(made):
    """Nothing without characters behind it."""
    anchor = made.case.all("anchor", meeting_id=made.first.meeting.id)[0]
    with pytest.raises(UsageError, match="needs characters"):
        tagging.drop_anchor(made.case, anchor.id)
    cue = next(a for a in made.case.all("anchor", statement_id=made.first.said.id) if a.role == "cue")
    tagging.drop_anchor(made.case, cue.id)
    assert made.case.get("anchor", cue.id) is None


def test_an_emoji_before_the_words_shifts_nothing(made):
    """Offsets are code points in the store."""
    result = tagging.tag(made.case, made.first.version.id, Tagged(kind="actor", spans=(span(made, "Mutare"),)))
    assert anchors(made, "actor", result.record_id) == [("mention", "Mutare")]
