"""What was typed is put by for one case, wherever it lies, and follows it."""

from __future__ import annotations

import pytest

from kpdesk.services import erasing, protection, recovery, unkept
from kpdesk.services.choices import Choice
from kpdesk.store.case import CaseFile
from tests.builders import a_full_case, an_actor, put

TYPED = {
    "paste": {"text": "Quillfeather said nothing", "fields": {"outlet": "The Example"}, "correct": None},
    "actors": {"card": [{"typed": {"of_id": Choice(name="Coalition", names=(("DWC", "acronym"),)), "tags": ["a"]}}]},
}


def test_choices_and_words_come_back_as_they_were(tmp_path) -> None:
    """Also over closing and opening, and nothing is left once nothing is typed."""
    with a_full_case(tmp_path) as case:
        assert unkept.Shelf(case).typed() == {}
        assert unkept.Shelf(case).keep(TYPED)
        path = case.path
    with CaseFile.open(path) as case:
        assert unkept.Shelf(case).typed() == TYPED
        assert unkept.Shelf(case).keep({}) and not unkept.Shelf(case).holds()


def test_it_is_found_where_the_case_was_moved_to(tmp_path) -> None:
    """But a copy of the case has its own, since the words belong to the one that was open."""
    with a_full_case(tmp_path) as case:
        unkept.Shelf(case).keep(TYPED)
        path = case.path
    copy, moved = tmp_path / "copy.kpdesk", tmp_path / "moved.kpdesk"
    copy.write_bytes(path.read_bytes())
    with CaseFile.open(copy) as case:
        assert unkept.Shelf(case).typed() == {}
    copy.unlink()
    path.rename(moved)
    with CaseFile.open(moved) as case:
        assert unkept.Shelf(case).typed() == TYPED == unkept.Shelf(case).typed()


def test_a_pass_phrase_takes_it_along_and_erasing_drops_it(tmp_path) -> None:
    """No plain word of it is in any file of the program after the case got a pass-phrase."""
    with a_full_case(tmp_path) as case:
        unkept.Shelf(case).keep(TYPED)
        path = case.path
    protection.protect(path, "one two three four")
    with CaseFile.open(path, passphrase="one two three four") as case:
        shelf = unkept.Shelf(case)
        assert shelf.typed() == TYPED
        assert b"Quillfeather" not in shelf._path.read_bytes()
        erasing.erase(case, [("actor", case.all("actor")[0].id)])
        assert not shelf.holds()


def test_erasing_drops_the_name_from_what_was_typed_in_copies(tmp_path) -> None:
    """What does not hold it stays; what cannot be looked into is named."""
    with a_full_case(tmp_path) as case:
        secret = put(case, an_actor(name="Zebedee Quillfeather"))
        other, same = tmp_path / "other words.kpdesk", tmp_path / "sub" / "same words.kpdesk"
        closed = recovery.save_copy(case, tmp_path / "closed.kpdesk", passphrase="one two three four").path
        for path in (other, same):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(case.path.read_bytes())
        shelves = []
        for path, words in ((other, "Quill"), (same, "zebedee\nquillfeather"), (closed, "Zebedee Quillfeather")):
            with CaseFile.open(path, passphrase="one two three four") as copy:
                shelves.append(unkept.Shelf(copy))
                assert shelves[-1].keep({"note": words})
        report = erasing.erase(case, [("actor", secret.id)])
        assert [shelf.holds() for shelf in shelves] == [True, False, True]
        assert shelves[2]._path in [copy.path for copy in report.copies]


def test_what_cannot_be_spelt_is_a_fault(tmp_path) -> None:
    """Only plain values and choices are put by."""
    with a_full_case(tmp_path) as case, pytest.raises(TypeError):
        unkept.Shelf(case).keep({"paste": object()})  # type: ignore[dict-item]
