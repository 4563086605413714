"""Erasing as a deed: what went is counted, what still holds it is named."""

from __future__ import annotations

from kpdesk.services import backups, erasing
from kpdesk.store.check import check
from tests.builders import a_full_case, a_participation, a_source, a_statement, an_actor, an_anchor, fingerprint, put


def test_backups_that_still_hold_it_are_named_and_can_be_removed(tmp_path) -> None:
    """Erasing in the case alone would be half the work."""
    with a_full_case(tmp_path) as case:
        actor = put(case, an_actor(name="Erase Me"))
        backups.back_up(case)
        report = erasing.erase(case, [("actor", actor.id)])
        assert report.message.startswith("Erased 1 record,") and "1 backup still holds" in report.message
        assert erasing.remove_backups(case, report.backups) == 1
        assert [b.why for b in backups.backups_of(case)] == ["after erasing"]


def test_what_is_foreseen_is_what_is_done(tmp_path) -> None:
    """The same numbers before and after, and nothing was written by looking."""
    with a_full_case(tmp_path) as case:
        source = a_source(case, title="Letter")
        before = fingerprint(case), case.history(limit=1)
        foreseen = erasing.foresee(case, [("source", source.id)])
        assert (fingerprint(case), case.history(limit=1)) == before
        report = erasing.erase(case, [("source", source.id)])
        values = foreseen.lines[2].split(" in the history")[0]
        assert values in report.message


def test_an_actor_known_from_this_text_alone_goes_with_it(tmp_path) -> None:
    """Decided or not; one that somebody put down at a meeting by hand stays."""
    with a_full_case(tmp_path) as case:
        source = a_source(case, title="Letter", text="Zebedee Quill met Ben Other.")
        alone, at_meeting = put(case, an_actor(name="Zebedee Quill")), put(case, an_actor(name="Ben Other"))
        for actor in (alone, at_meeting):
            put(case, an_anchor(case, source, actor.name, actor_id=actor.id, role="mention"))
        a_participation(case, meeting=case.all("meeting")[0], actor=at_meeting)
        assert [name for _, name in erasing.foresee(case, [("source", source.id)]).resting] == ["Zebedee Quill"]
        erasing.erase(case, [("source", source.id)])
        assert case.count("actor", name="Zebedee Quill") == 0 and case.count("actor", name="Ben Other") == 1


def test_what_another_text_knows_too_stays(tmp_path) -> None:
    """An actor who is named or speaks elsewhere does not rest only on this text."""
    with a_full_case(tmp_path) as case:
        (source,) = case.all("source")
        (ana,) = case.all("actor", name="Ana Sithole")
        a_statement(case, source=a_source(case, title="Elsewhere"), speaker=ana)
        erasing.erase(case, [("source", source.id)])
        assert case.get("actor", ana.id) == ana and check(case.path).ok
