"""Rows and records: the same values on both sides."""

from __future__ import annotations

from kpdesk.domain.records import Issue
from tests.builders import an_actor, an_issue, put


def test_tuples_flags_and_empty_values_come_back_as_they_went(case) -> None:
    """A record read equals the record written."""
    issue = an_issue(key="k", phrases=("a", "b “c”"))
    actor = an_actor(country=None, score=0.25)
    put(case, issue, actor)
    assert case.get("issue", issue.id) == issue and isinstance(case.get("issue", issue.id), Issue)
    assert case.get("actor", actor.id) == actor


def test_a_tuple_means_any_of_them_and_none_means_not_set(case) -> None:
    """How ``all`` and ``count`` read their words."""
    put(case, an_actor(name="A", country="ZW"), an_actor(name="B", country="CA"), an_actor(name="C"))
    assert [a.name for a in case.all("actor", country=("ZW", "CA"))] == ["A", "B"]
    assert [a.name for a in case.all("actor", country=None)] == ["C"]
    assert case.count("actor", name=("A", "C")) == 2
