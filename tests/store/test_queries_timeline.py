"""What the pictures read: one row per record that was not rejected, names and counts with it."""

from kpdesk.domain.records import Affiliation, AgendaItem, Name
from kpdesk.store import queries_timeline as rows
from tests.builders import (
    a_case,
    a_meeting,
    a_participation,
    a_position,
    a_source,
    a_statement,
    an_actor,
    an_issue,
    put,
)


def test_a_meeting_comes_with_chair_issues_and_its_statements(tmp_path):
    """A statement said at it and about it counts once."""
    case = a_case(tmp_path)
    chair = put(case, an_actor(name="Mathieu Yamba"))
    meeting = put(case, a_meeting(chair_id=chair.id))
    issue = put(case, an_issue(label="Export ban"))
    put(case, AgendaItem(meeting_id=meeting.id, issue_id=issue.id))
    a_statement(case, said_at_id=meeting.id, run_up_to_id=meeting.id)
    a_statement(case, said_at_id=meeting.id, state="rejected")
    put(case, a_meeting(state="rejected"))
    (row,) = rows.meetings(case)
    assert row[0] == meeting.id and row[-3:] == ("Mathieu Yamba", ("Export ban",), 1)


def test_rejected_records_are_nowhere(tmp_path):
    """Participations, statements, positions."""
    case = a_case(tmp_path)
    source, actor, meeting = a_source(case), put(case, an_actor()), put(case, a_meeting())
    for state in ("accepted", "rejected"):
        a_participation(case, meeting=meeting, actor=actor, state=state)
        a_statement(case, source=source, speaker=actor, state=state)
        a_position(case, source=source, state=state)
    assert [len(f(case)) for f in (rows.presences, rows.statements, rows.positions)] == [1, 1, 1]
    assert rows.source_count(case) == 1


def test_the_shortest_short_name_wins(tmp_path):
    """For labels; full names and misspellings are no short names."""
    case = a_case(tmp_path)
    actor = put(case, an_actor(name="Partnership Africa Canada"))
    for text, kind in (("PAC Canada", "short"), ("PAC", "acronym"), ("P", "misspelling")):
        put(case, Name(actor_id=actor.id, text=text, kind=kind))
    assert rows.short_names(case) == {actor.id: "PAC"}
    assert rows.actors(case)[actor.id] == ("Partnership Africa Canada", "person")


def test_people_are_no_members_of_blocs(tmp_path):
    """A person's role at a body is not a bloc's membership."""
    case = a_case(tmp_path)
    bloc, state, person = (
        put(case, an_actor(name=n, kind=k))
        for n, k in (("ADPA", "organisation"), ("DRC", "government"), ("Ana", "person"))
    )
    put(case, Affiliation(member_id=state.id, of_id=bloc.id, start="2006"))
    put(case, Affiliation(member_id=person.id, of_id=bloc.id))
    put(case, Affiliation(member_id=person.id, role="minister"))
    assert rows.memberships(case) == [(state.id, bloc.id, "2006", None, "accepted")]


def test_a_statement_without_a_day_stands_where_it_was_printed(tmp_path):
    """And says that it does; one with a day of its own keeps it."""
    case = a_case(tmp_path)
    source = a_source(case, published="2011-11")
    a_statement(case, source=source, said_on="2011-06-21")
    a_statement(case, source=source, said_on=None)
    assert sorted((row[1], bool(row[5])) for row in rows.statements(case)) == [("2011-06-21", False), ("2011-11", True)]
