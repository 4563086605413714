"""Positions for the ledger, and the dated evidence behind a cell."""

from kpdesk.services.positions import evidence_of, ledger_data
from tests.builders import a_case, a_position, a_source, an_actor, an_issue, put


def test_a_cell_opens_into_its_positions_newest_first(tmp_path):
    """With quotation, outlet and who claims it; undated ones last, rejected ones nowhere."""
    case = a_case(tmp_path)
    source, issue = a_source(case), put(case, an_issue())
    holder, other = put(case, an_actor(name="Zimbabwe")), put(case, an_actor(name="ADPA"))
    for as_of, claimed, state in (
        ("2010", None, "accepted"),
        (None, None, "proposed"),
        ("2011-06", other.id, "proposed"),
        ("2012", None, "rejected"),
    ):
        a_position(case, source=source, issue=issue, holder=holder, as_of=as_of, claimed_by_id=claimed, state=state)
    entries = evidence_of(case, holder.id, issue.id)
    assert [(e.as_of, e.claimed_by, e.state) for e in entries] == [
        ("2011-06", "ADPA", "proposed"),
        ("2010", "", "accepted"),
        (None, "", "proposed"),
    ]
    assert {e.quote for e in entries} == {"rejects an export ban"} and {e.outlet for e in entries} == {"The Example"}
    assert [e.as_of for e in evidence_of(case, holder.id, issue.id, reviewed_only=True)] == ["2010"]
    assert evidence_of(case, other.id, issue.id) == []


def test_the_ledger_of_a_case_has_names_issues_and_positions(tmp_path):
    """What the matrix is made from."""
    case = a_case(tmp_path)
    a_position(case)
    data = ledger_data(case)
    assert len(data.positions) == 1 and data.names[data.positions[0][1]] == "Government of Examplia"
    assert (data.case_name, data.sources, len(data.issues)) == ("Test case", 1, 1)
