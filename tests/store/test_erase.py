"""Erasing: the words are nowhere in the file any more, and the chain still verifies."""

from __future__ import annotations

import dataclasses

import pytest

from kpdesk.domain.records import Name, SavedSearch, Statement, Tag
from kpdesk.errors import ConflictError
from kpdesk.services import merging, review
from kpdesk.store import erase as erasing
from kpdesk.store.check import check
from kpdesk.store.engine import connect
from kpdesk.store.erase import erase, foresee, write_anew
from kpdesk.store.protection import export
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


def words_in(case) -> bytes:
    """All bytes of the case, small letters; of a protected one those of its plain twin, free pages and all else included."""
    path = case.path
    if case.encrypted:
        path = case.path.with_suffix(".plain")
        connection = connect(case.path, read_only=True, key=case.key)
        export(connection, path, None)
        connection.close()
    return path.read_bytes().lower()


def test_labels_of_deeds_on_other_records_do_not_tell_the_name(case) -> None:
    """“Accepted the statement of …” touched the statement alone; a label that tells another's name stays."""
    source, ben = a_source(case, title="A letter"), put(case, an_actor(name="Ben Other"), label="Added Ben Other")
    secret = put(case, an_actor(name=SECRET))
    said = put(
        case, Statement(source_id=source.id, speaker_id=secret.id, content="no", state="proposed", made_by="m 1")
    )
    review.accept(case, [("statement", said.id)])
    case.undo()
    assert any(SECRET in s.label for s in case.history())
    first = erase(case, [("actor", secret.id)]).first_seq
    assert not any(SECRET in s.label for s in case.history()) and first <= 4
    assert any(s.label == "Added Ben Other" for s in case.history()) and case.get("actor", ben.id)
    assert check(case.path, key=case.key).findings == ()
    assert b"quillfeather" not in words_in(case)


def test_a_label_may_be_missing_only_before_something_was_erased(case) -> None:
    """Whoever blanks one in a file where nothing was erased since is found out."""
    actor = put(case, an_actor(name=SECRET))
    erase(case, [("actor", actor.id)])
    put(case, an_actor(name="Later"), label="Added Later")
    assert check(case.path, key=case.key).ok
    connection = connect(case.path, key=case.key)
    connection.execute("UPDATE change_set SET label = NULL WHERE label = 'Added Later'")
    connection.close()
    assert ["label" in f.message for f in check(case.path, key=case.key).findings] == [True]


@pytest.mark.parametrize("kept", ["Z. Q.", SECRET.lower()])
def test_actors_that_were_merged_into_it_go_from_the_log_too(case, kept: str) -> None:
    """One of another name, and one whose name differed in letter case alone and which nothing was linked to."""
    keep, gone = put(case, an_actor(name=kept)), put(case, an_actor(name=SECRET, note="met in Mutare"))
    third = put(case, an_actor(name="Zebedee Quillfeather the Elder"))
    merging.merge(case, gone.id, third.id)
    merging.merge(case, keep.id, gone.id)
    case.undo()
    case.redo()
    with case.unit("Edited") as unit:  # what the merge left in the note is no longer there, but it was
        unit.put(dataclasses.replace(case.get("actor", keep.id), note=""))
    erase(case, [("actor", keep.id)])
    assert check(case.path, key=case.key).findings == ()
    data = words_in(case)
    assert b"quillfeather" not in data and b"mutare" not in data


def test_an_actor_that_was_separated_again_stays(case) -> None:
    """The merge was taken back: the two are two."""
    keep, other = put(case, an_actor(name="Z. Q.")), put(case, an_actor(name="Ben Other"))
    merging.merge(case, keep.id, other.id)
    case.undo()
    removed = put(case, an_actor(name="Removed Long Ago"))
    with case.unit("Removed") as unit:
        unit.remove("actor", removed.id)
    erase(case, [("actor", keep.id)])
    assert case.get("actor", other.id) == other
    assert any(
        c.after and c.after["name"] == "Removed Long Ago" for s in case.history() for c in case.changes_of(s.seq)
    )
    assert check(case.path, key=case.key).findings == ()


def test_erasing_what_was_removed_is_a_deed_of_its_own(case) -> None:
    """History tells it, and Undo stops there instead of failing at what is no longer in the log."""
    actor = put(case, an_actor(name=SECRET))
    with case.unit("Removed") as unit:
        unit.remove("actor", actor.id)
    done = erase(case, [("actor", actor.id)])
    (last,) = case.history(limit=1)
    assert (last.deed, last.label, last.seq) == ("erase", "Erased permanently", done.changes.seq)
    assert case.can_undo is None and check(case.path, key=case.key).ok


def test_a_file_that_cannot_be_written_anew_is_told_and_the_erasing_stands(case, monkeypatch) -> None:
    """Another program reads the case at that moment; once it has ended, it can be done."""
    actor = put(case, an_actor(name=SECRET))
    reader = connect(case.path, read_only=True, key=case.key)
    write = erasing.write_anew

    def while_read(case) -> str:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM actor").fetchone()
        return write(case)

    monkeypatch.setattr("kpdesk.store.engine.BUSY_SECONDS", 0.1)
    case._engine.dispose()
    monkeypatch.setattr(erasing, "write_anew", while_read)
    done = erase(case, [("actor", actor.id)])
    assert done.unwritten == "another program is using it" and case.get("actor", actor.id) is None
    reader.close()
    assert write_anew(case) == "" and b"quillfeather" not in words_in(case)


def test_where_a_name_still_stands_is_counted(case) -> None:
    """In texts, notes, searches kept and in the history of other records; the same before and after."""
    a_source(case, text=f"{SECRET.upper()[:7]}\n{SECRET.upper()[8:]} spoke. Ana did not, nor Bananas.")
    put(case, SavedSearch(name="him", criteria='{"words": "zebedee  quillfeather"}'))
    tag = put(case, Tag(name=f"friend of {SECRET}"))
    with case.unit("Edited") as unit:
        unit.put(dataclasses.replace(tag, name="friend"))
    secret, short = put(case, an_actor(name=SECRET)), put(case, an_actor(name="Ana Z."))
    put(case, Name(actor_id=short.id, text="ban"))
    expected = {"text": 1, "saved_search": 1, "value": 3}
    assert foresee(case, [("actor", secret.id)]).standing == expected
    assert erase(case, [("actor", secret.id)]).standing == expected
    assert erase(case, [("actor", short.id)]).standing == {}
