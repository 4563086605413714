"""What a briefing is of, and which records belong to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpdesk.errors import UsageError
from kpdesk.services import briefing_scope as scoped
from kpdesk.services.briefing_choices import Choices
from kpdesk.services.briefing_words import Words
from kpdesk.store.case import CaseFile
from kpdesk.store.queries_report import material
from tests.builders import a_case, a_full_case, a_position, a_statement, an_actor, an_issue, put


@pytest.fixture
def case(tmp_path: Path):
    with a_full_case(tmp_path) as made:
        yield made


@pytest.mark.parametrize("of", ["Ana Sithole", "ana  sithole", "Sithole"])
def test_an_actor_is_found_by_any_of_its_names(case: CaseFile, of: str) -> None:
    """Case and spaces do not matter."""
    scope = scoped.find_scope(material(case), "actor", of)
    assert scope.actor is not None and scope.actor.name == "Ana Sithole" and scope.of == scope.actor.id


def test_issues_are_found_by_key_and_label_meetings_by_name_or_id(case: CaseFile) -> None:
    """As the command line names them."""
    found = material(case)
    assert scoped.find_scope(found, "issue", "export-ban") == scoped.find_scope(found, "issue", "Export ban")
    (meeting,) = found.meetings.values()
    assert scoped.find_scope(found, "meeting", meeting.id).meeting == meeting
    assert scoped.find_scope(found, "quotations", "Ana Sithole").actor is not None
    assert scoped.find_scope(found, "chronology", None).of == ""


def test_what_is_not_there_is_told_with_what_is_near(case: CaseFile) -> None:
    """And nothing named is told, too."""
    found = material(case)
    with pytest.raises(UsageError, match="Perhaps “Ana Sithole”"):
        scoped.find_scope(found, "actor", "Sith")
    with pytest.raises(UsageError, match="is of one meeting"):
        scoped.find_scope(found, "meeting", None)


def test_two_of_one_name_are_not_guessed_between(case: CaseFile) -> None:
    """The id decides."""
    put(case, an_actor(name="Sithole"))
    with pytest.raises(UsageError, match="More than one actor"):
        scoped.find_scope(material(case), "actor", "Sithole")


def test_statements_and_positions_follow_scope_and_choices(tmp_path: Path) -> None:
    """By actor, by issue, by span; in order of date."""
    with a_case(tmp_path) as case:
        issue, other = put(case, an_issue(key="a")), put(case, an_issue(key="b"))
        ana, ben = put(case, an_actor()), put(case, an_actor(name="Ben"))
        late = a_statement(case, speaker=ana, issue=issue, said_on="2012-01")
        early = a_statement(case, speaker=ben, issue=other, said_on="2010")
        a_position(case, holder=ana, issue=issue, as_of="2011")
        found = material(case)

        def said(kind: str = "chronology", of: str | None = None, **choices: object) -> list[str]:
            w = Words(case, found, Choices(**choices))  # type: ignore[arg-type]
            return [s.id for s in scoped.statements(w, scoped.find_scope(found, kind, of))]

        assert said() == [early.id, late.id]
        assert said("actor", "Ben") == [early.id] and said("issue", "a") == [late.id]
        assert (
            said(issues=("b",)) == [early.id]
            and said(actors=(ana.id,)) == [late.id]
            and said(end="2010-12") == [early.id]
        )
        w = Words(case, found, Choices())
        assert len(scoped.positions(w, scoped.find_scope(found, "actor", "Ben"))) == 0


def test_a_move_is_by_one_account_between_two_dates(tmp_path: Path) -> None:
    """What another says of the holder does not make it move; nor do undated positions."""
    with a_case(tmp_path) as case:
        holder, issue, rival = (
            put(case, an_actor(name="Examplia")),
            put(case, an_issue()),
            put(case, an_actor(name="Rival")),
        )
        for stance, as_of, by in (
            ("support", "2010-11", None), ("oppose", "2011-01", rival.id), ("unclear", "2011-02", None),
            ("oppose", "2011-06", None), ("oppose", "2011-08", None),
        ):  # fmt: skip
            a_position(case, holder=holder, issue=issue, stance=stance, as_of=as_of, claimed_by_id=by)
        w = Words(case, material(case), Choices())
        found = scoped.positions(w, scoped.Scope(kind="chronology"))
        assert [(a.as_of, b.as_of) for a, b in scoped.moves(w, found)] == [("2010-11", "2011-06")]
        assert {p.as_of for p in scoped.latest(w, found)} == {"2011-08", "2011-01"}
        assert {p.as_of for p in scoped.latest(w, found, until="2010-12")} == {"2010-11"}
