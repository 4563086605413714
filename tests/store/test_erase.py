"""Erasing: the words are nowhere in the file any more, and the chain still verifies."""

from __future__ import annotations

import dataclasses

import pytest

from kpdesk.errors import ConflictError
from kpdesk.store.check import check
from kpdesk.store.erase import erase
from tests.builders import a_full_case, a_source, an_actor, put, text_of

SECRET = "Zebedee Quillfeather"


def test_an_erased_name_is_nowhere_in_the_file(tmp_path) -> None:
    """Not in tables, log, labels, index or free pages; whatever had been done to the record before."""
    case = a_full_case(tmp_path)
    actor = put(case, an_actor(name=SECRET), label=f"Added {SECRET}")
    with case.unit(f"Renamed {SECRET}") as unit:
        unit.put(dataclasses.replace(actor, note=f"{SECRET} again"))
    case.undo()
    erase(case, [("actor", actor.id)])
    path = case.path
    assert check(path).findings == ()
    case.close()
    data = path.read_bytes().lower()
    for word in (SECRET, "zebedee", "quillfeather"):
        assert word.lower().encode() not in data


def test_an_erased_source_takes_its_text_and_what_was_received(tmp_path) -> None:
    """The text's bytes go; a text that another source shares stays."""
    case = a_full_case(tmp_path)
    secret = a_source(case, text=f"{SECRET} said nothing of note that day. ✶", title="Erase me")
    keep = case.all("source")[0]
    done = erase(case, [("source", secret.id)])
    assert done.texts == 1 and case.text(text_of(case, keep).id)
    assert check(case.path).findings == ()
    case.close()
    data = case.path.read_bytes()
    assert SECRET.encode() not in data and "✶".encode() not in data


def test_what_was_erased_cannot_be_taken_back(case) -> None:
    """Undo has nothing of it; taking back the old deed says why not; later deeds can be undone as ever."""
    actor = put(case, an_actor(name=SECRET))
    seq = case.history(limit=1)[0].seq
    erase(case, [("actor", actor.id)])
    assert case.can_undo is None
    with pytest.raises(ConflictError, match="erased for good"):
        case.take_back(seq)
    put(case, an_actor(name="Other"))
    case.undo()
    assert case.count("actor") == 0 and check(case.path, key=case.key).ok


def test_a_record_removed_long_ago_can_still_be_erased(case) -> None:
    """Removing keeps the values in the log; erasing by id blanks them."""
    actor = put(case, an_actor(name=SECRET))
    with case.unit("Removed") as unit:
        unit.remove("actor", actor.id)
    erase(case, [("actor", actor.id)])
    assert all(not (c.before or c.after) for s in case.history() for c in case.changes_of(s.seq) if c.kind == "actor")
    assert check(case.path, key=case.key).ok
