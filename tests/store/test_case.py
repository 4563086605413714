"""The case file: opening, closing, killing, reading while writing, moving away."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import stat
import tempfile
import threading
from pathlib import Path

import pytest

from kpdesk.domain.records import Tag
from kpdesk.errors import CaseFileError, ConflictError, PassphraseNeeded, ReadOnlyError
from kpdesk.store.case import CaseFile
from tests.builders import TEXT, a_case, a_source, an_actor, fingerprint, put, text_of


def test_a_closed_case_opens_with_all_that_was_in_it(full, again) -> None:
    """Nothing is lost between closing and opening."""
    before, path = fingerprint(full), full.path
    full.close()
    with again(path) as reopened:
        assert fingerprint(reopened) == before


def test_a_new_case_takes_no_name_that_is_taken(tmp_path: Path) -> None:
    """The file that is there stays as it is."""
    path = tmp_path / "there.kpdesk"
    path.write_text("mine")
    with pytest.raises(CaseFileError, match="there already"):
        CaseFile.create(path)
    assert path.read_text() == "mine"


def test_the_text_comes_back_character_by_character(case) -> None:
    """Astral and accented characters, dashes and quotation marks included."""
    source = a_source(case)
    assert case.text(text_of(case, source).id) == TEXT


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<html><body>hello</body></html>" * 20, "not a case file"),
        (b"PK\x03\x04" + bytes(range(256)) * 40, "not a case file"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 5000, "not a case file"),
    ],
    ids=["empty", "html", "zip", "png"],
)
def test_what_is_no_case_file_is_refused_and_left_alone(tmp_path: Path, content: bytes, words: str) -> None:
    """A plain sentence, and the file is the same byte for byte."""
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(CaseFileError, match=words):
        CaseFile.open(path)
    assert path.read_bytes() == content and [p.name for p in tmp_path.iterdir()] == ["notes.db"]


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    """A SQLite file without our mark is not ours, whatever it holds."""
    import sqlite3

    path = tmp_path / "other.kpdesk"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE actor(id)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(CaseFileError, match="not a case file"):
        CaseFile.open(path)
    assert path.read_bytes() == before


def test_a_newer_format_is_refused_and_left_alone(case, again) -> None:
    """The sentence says what to do, and the file stays as it is."""
    path = case.path
    with case._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("PRAGMA user_version=99")
    case.close()
    before = path.read_bytes()
    with pytest.raises(CaseFileError, match="newer kpdesk"):
        again(path)
    assert path.read_bytes() == before


def test_a_file_with_a_trigger_in_it_is_not_opened(case, again) -> None:
    """What no kpdesk puts into a case may have been made to do harm."""
    path = case.path
    with case._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("CREATE TRIGGER sly AFTER INSERT ON actor BEGIN DELETE FROM source; END")
    case.close()
    with pytest.raises(CaseFileError, match="sly"):
        again(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    """Each has its own sentence."""
    with pytest.raises(CaseFileError, match="no file"):
        CaseFile.open(tmp_path / "none.kpdesk")
    with pytest.raises(CaseFileError, match="folder"):
        CaseFile.open(tmp_path)


def test_a_protected_case_asks_for_its_passphrase_in_the_same_words(tmp_path: Path) -> None:
    """No pass-phrase and a wrong one are answered alike."""
    with a_case(tmp_path, passphrase="right words") as case:
        path = case.path
    said = []
    for given in (None, "", "wrong words", "Right words"):
        with pytest.raises(PassphraseNeeded) as fault:
            CaseFile.open(path, passphrase=given)
        said.append(str(fault.value))
    assert len(set(said)) == 1


def test_a_case_open_for_reading_refuses_deeds(full, again) -> None:
    """Reading works beside the writer; writing is refused with a way out."""
    with again(full.path, read_only=True) as reader:
        assert fingerprint(reader) == fingerprint(full)
        with pytest.raises(ReadOnlyError), reader.unit("No"):
            pass


@pytest.fixture
def unprivileged():
    """Runs as a user without rights over other users' files, where the tests run as root."""
    if os.name == "nt":
        pytest.skip("POSIX rights")
    if os.geteuid() == 0:
        try:
            os.seteuid(65534)
        except OSError:
            pytest.skip("a namespace that holds one user only")
        yield
        os.seteuid(0)
    else:
        yield


@pytest.fixture
def shared_folder():
    """A folder that another user may enter (pytest's own are closed to them)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_file_that_cannot_be_written_opens_for_reading(shared_folder: Path, request) -> None:
    """No rights on the file or its folder: the case opens for reading only and can be searched."""
    with a_case(shared_folder) as case:
        path = case.path
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    request.getfixturevalue("unprivileged")
    with CaseFile.open(path) as reader:
        assert reader.read_only and reader.settings().name == "Test case"


def test_a_writable_file_in_a_folder_that_is_not_opens_for_reading(shared_folder: Path, request) -> None:
    """A journal could not be made beside it, so nothing may be written."""
    with a_case(shared_folder) as case:
        path = case.path
    path.chmod(0o666)
    shared_folder.chmod(0o555)
    request.getfixturevalue("unprivileged")
    with CaseFile.open(path) as reader:
        assert reader.read_only


def test_a_locked_file_is_told_and_the_deed_can_be_done_again(case) -> None:
    """Another program holding SQLite's lock gives a sentence after the waiting time; nothing is half done."""
    from kpdesk.store.engine import connect

    other = connect(case.path, key=case._key)
    other.execute("BEGIN IMMEDIATE")
    with case._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")  # it goes back to the pool with this setting
    with pytest.raises(CaseFileError, match="Another program is writing"), case.unit("Waits") as unit:
        unit.add(an_actor())
    other.execute("ROLLBACK")
    other.close()
    put(case, an_actor())
    assert case.count("actor") == 1


def test_a_moved_file_is_never_written_past(case, tmp_path: Path) -> None:
    """Moved away while open: the next deed says so and no new file appears in its place."""
    put(case, an_actor())
    case.path.rename(tmp_path / "moved.kpdesk")
    with pytest.raises(CaseFileError, match="moved, deleted or replaced"):
        put(case, an_actor())
    assert not case.path.exists()


def test_a_file_put_in_its_place_is_not_touched(case, tmp_path: Path) -> None:
    """What a synchronising program puts under the same name stays as it came."""
    case.path.rename(tmp_path / "moved.kpdesk")
    shutil.copy(tmp_path / "moved.kpdesk", case.path)
    before = case.path.read_bytes()
    with pytest.raises(CaseFileError, match="moved, deleted or replaced"):
        put(case, an_actor())
    assert case.path.read_bytes() == before


def test_a_file_with_two_names_is_not_opened_for_writing(case, again, tmp_path: Path) -> None:
    """Two hard links have two journals: a crash under one name would be lost under the other."""
    path = case.path
    case.close()
    os.link(path, tmp_path / "twin.kpdesk")
    with pytest.raises(CaseFileError, match="two names"):
        again(path)
    with again(path, read_only=True) as reader:
        assert reader.settings().name == "Test case"


def test_readers_see_whole_deeds_while_one_writes(case) -> None:
    """Each deed adds two actors; no reader in another thread ever counts an odd number."""
    odd, stop = [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            if (count := case.count("actor")) % 2:
                odd.append(count)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for n in range(40):
        put(case, an_actor(name=f"a{n}"), an_actor(name=f"b{n}"))
    stop.set()
    for thread in threads:
        thread.join()
    assert odd == [] and case.count("actor") == 80


def test_writers_in_threads_wait_for_each_other(case) -> None:
    """Four threads, ten deeds each: forty change sets without a gap."""

    def write(name: str) -> None:
        for n in range(10):
            put(case, an_actor(name=f"{name}{n}"))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert case.count("actor") == 40
    assert [s.seq for s in case.history(limit=40)] == list(range(41, 1, -1))


def _write_until_killed(path: Path, passphrase: str | None, pipe) -> None:
    with CaseFile.open(path, passphrase=passphrase) as case:
        for n in range(10_000):
            put(case, an_actor(name=str(n)), an_actor(name=f"{n} too"))
            pipe.send(n)


@pytest.mark.skipif(os.name == "nt", reason="needs fork and SIGKILL")
def test_a_killed_writer_loses_nothing_that_was_acknowledged(case, again, passphrase) -> None:
    """kill -9 in mid-write: the file opens, whole deeds only, no lock is left standing."""
    path = case.path
    case.close()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_write_until_killed, args=(path, passphrase, theirs))
    child.start()
    last = -1
    while last < 20:
        last = ours.recv()
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join()
    while ours.poll():
        try:
            last = ours.recv()
        except EOFError:
            break
    with again(path) as reopened:
        names = {a.name for a in reopened.all("actor")}
        assert {str(n) for n in range(last + 1)} <= names
        assert len(names) % 2 == 0 and len(names) <= 2 * (last + 2)


def test_a_reader_settles_what_a_killed_writer_left(case, again) -> None:
    """A hot journal is rolled back even when the file is opened for reading only."""
    path = case.path
    before = fingerprint(case)
    connection = case._engine.connect().execution_options(writing=True, recorded=True)
    connection.begin()
    connection.exec_driver_sql("PRAGMA cache_size=1")
    connection.exec_driver_sql("PRAGMA cache_spill=1")
    for n in range(3000):
        connection.exec_driver_sql(
            "INSERT INTO tag(id, name, colour, content_hash) VALUES (?, ?, '', '')", (f"id{n}", "x" * 200)
        )
    copy = path.with_name("crashed.kpdesk")
    shutil.copy(path, copy)
    shutil.copy(f"{path}-journal", f"{copy}-journal")
    connection.rollback()
    connection.close()
    with again(copy, read_only=True) as reader:
        assert fingerprint(reader) == before
        assert reader.count("tag") == 0


def test_nothing_to_undo_is_said(case) -> None:
    """The set that made the case is not for undoing."""
    with pytest.raises(ConflictError, match="nothing to undo"):
        case.undo()


def test_a_blob_that_rotted_is_not_served(case) -> None:
    """Bytes that do not fit their name are damage, never text."""
    source = a_source(case)
    version = text_of(case, source)
    with case._engine.connect().execution_options(writing=True, recorded=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE blob SET data = ? WHERE sha256 = ?", (b"other", version.text_sha256))
    with pytest.raises(CaseFileError, match="damaged"):
        case.text(version.id)


def test_a_closed_case_waits_for_the_deed_at_work_and_takes_no_other(case: CaseFile, again) -> None:
    """Closing during a write loses nothing of it; whoever still holds the case afterwards can write nothing."""
    begun, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with case.unit("Added a tag") as unit:
            unit.add(Tag(name="under way"))
            begun.set()
            go_on.wait(10)

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(10)
    closer = threading.Thread(target=case.close)
    closer.start()
    go_on.set()
    writer.join(10)
    closer.join(10)
    with pytest.raises(CaseFileError, match="was closed"), case.unit("Too late") as unit:
        unit.add(Tag(name="late"))
    with again(case.path) as opened:
        assert [t.name for t in opened.all("tag")] == ["under way"]
