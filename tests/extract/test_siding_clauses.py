"""Questions about clauses that take sides."""

from kpdesk.extract import siding_clauses
from tests.extract.readings import needs_model, read

pytestmark = needs_model


def token(text, word):
    """One word of a parsed text."""
    return next(t for t in read(text).doc if t.text == word)


def test_agents_and_owners_are_told_from_other_phrases():
    """ "by" shows who did it, "'s" whose it is."""
    assert [t.text for t in siding_clauses.agents(token("It was blocked by Angola in May.", "blocked"))] == ["Angola"]
    assert [t.text for t in siding_clauses.owners(token("Angola's request failed.", "request"))] == ["Angola"]


def test_denials_and_duties_are_seen():
    """ "not", "no", "must"."""
    assert siding_clauses.denied(token("Angola did not agree.", "agree"), None)
    assert not siding_clauses.denied(token("Angola agreed.", "agreed"), None)
    assert siding_clauses.duty(token("Exports must stop.", "stop"), None)
