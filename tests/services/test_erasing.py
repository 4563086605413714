"""Erasing as a deed: what went is counted, what still holds it is named."""

from __future__ import annotations

from kpdesk.services import backups, erasing, merge_back
from kpdesk.store.case import CaseFile
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


def test_the_copy_that_a_person_came_from_is_named(tmp_path) -> None:
    """Its own numbers are smaller than those of the case it was merged into."""
    with a_full_case(tmp_path) as case:
        copy = merge_back.copy_out(case, tmp_path / "for-bo.kpdesk").path
        old = merge_back.copy_out(case, tmp_path / "clean.kpdesk").path
        for number in range(5):
            put(case, an_actor(name=f"Other {number}"))
        with CaseFile.open(copy) as bo:
            secret = put(bo, an_actor(name="Zebedee Quillfeather"))
        merge_back.merge(case, merge_back.compare(case, copy))
        assert [c.path for c in erasing.foresee(case, [("actor", secret.id)]).copies] == [copy]
        assert [c.path for c in erasing.erase(case, [("actor", secret.id)]).copies] == [copy]
        new = merge_back.copy_out(case, tmp_path / "after.kpdesk").path
        assert b"Quillfeather" not in new.read_bytes() + old.read_bytes()


def test_what_went_another_way_before_a_restore_is_named(tmp_path) -> None:
    """The backup and the file beside the case hold the person under numbers that mean other deeds here."""
    case = a_full_case(tmp_path)
    early = backups.back_up(case)
    put(case, an_actor(name="Zebedee Quillfeather"))
    held = backups.back_up(case)
    case.close()
    aside = backups.restore(case.path, early)
    with CaseFile.open(case.path) as case:
        for number in range(9):
            put(case, an_actor(name=f"Other {number}"))
        clean = backups.back_up(case)
        secret = put(case, an_actor(name="Zebedee Quillfeather"))
        report = erasing.erase(case, [("actor", secret.id)])
    assert [b.path for b in report.backups] == [held.path] and [c.path for c in report.copies] == [aside]
    assert b"Quillfeather" not in clean.path.read_bytes()
