"""A meeting's page: agenda with accounts side by side, who came, what was said, neighbours in the series."""

from kpdesk.domain.records import AgendaItem, Outcome, StatementMeeting
from kpdesk.services.meeting_pages import meeting_view
from tests.builders import a_case, a_meeting, a_participation, a_source, a_statement, an_actor, an_anchor, put


def test_accounts_of_an_outcome_stand_side_by_side(tmp_path):
    """With who says so; different results are told."""
    case = a_case(tmp_path)
    meeting, chair, ngos = (
        put(case, a_meeting()),
        put(case, an_actor(name="The chair")),
        put(case, an_actor(name="NGOs")),
    )
    item = put(case, AgendaItem(meeting_id=meeting.id, title="Marange"))
    put(case, Outcome(agenda_item_id=item.id, result="adopted", claimant_id=chair.id))
    put(case, Outcome(agenda_item_id=item.id, result="none", claimant_id=ngos.id))
    put(case, Outcome(agenda_item_id=item.id, result="blocked", claimant_id=ngos.id, state="rejected"))
    (shown,) = meeting_view(case, meeting.id).items
    assert [(a.result, a.claimant) for a in shown.accounts] == [("adopted", "The chair"), ("none", "NGOs")]
    assert shown.disputed and shown.title == "Marange"


def test_who_came_is_in_the_order_of_the_signs(tmp_path):
    """By how, then by name."""
    case = a_case(tmp_path)
    meeting = put(case, a_meeting())
    for name, how in (("B", "attended"), ("A", "attended"), ("C", "chaired"), ("D", "walked_out")):
        a_participation(case, meeting=meeting, actor=put(case, an_actor(name=name)), how=how)
    who = meeting_view(case, meeting.id).who
    assert {how: [p.actor for p in people] for how, people in who.items()} == {
        "chaired": ["C"],
        "attended": ["A", "B"],
        "walked_out": ["D"],
    }
    assert list(who) == ["chaired", "attended", "walked_out"]


def test_statements_are_told_apart_by_when_they_were_said_and_bring_their_texts(tmp_path):
    """In the run-up, at it, about it; in order of time."""
    case = a_case(tmp_path)
    meeting, source = put(case, a_meeting()), a_source(case)
    put(case, an_anchor(case, source, "the meeting in Windhoek", meeting_id=meeting.id, role="mention"))
    a_statement(case, source=source, run_up_to_id=meeting.id, said_on="2011-05")
    later = a_statement(case, source=source, said_at_id=meeting.id, said_on="2011-06-22")
    first = a_statement(case, source=source, said_at_id=meeting.id, said_on="2011-06-20")
    about = a_statement(case, source=source, said_on=None)
    put(case, StatementMeeting(statement_id=about.id, meeting_id=meeting.id))
    view = meeting_view(case, meeting.id)
    assert {key: len(said) for key, said in view.said.items()} == {"run_up": 1, "at": 2, "about": 1}
    assert [s.statement_id for s in view.said["at"]] == [first.id, later.id]
    assert [title for _, title, _ in view.sources] == ["Monitors stay away"]


def test_neighbours_are_of_the_same_series(tmp_path):
    """Undated ones have none."""
    case = a_case(tmp_path)
    one, two, three = (
        put(case, a_meeting(name=n, start=d)) for n, d in (("One", "2009"), ("Two", "2010"), ("Three", "2011"))
    )
    put(case, a_meeting(name="Plenary", kind="plenary", start="2010-06"))
    undated = put(case, a_meeting(name="Undated", start=None))
    view = meeting_view(case, two.id)
    assert view.before == (one.id, "One") and view.after == (three.id, "Three")
    assert meeting_view(case, undated.id).before is None
    assert meeting_view(case, "gone") is None
