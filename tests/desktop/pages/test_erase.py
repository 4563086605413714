"""Erasing for good from the window: told before, typed to mean it, gone from the file, reported after."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kpdesk.desktop.main_window import MainWindow
from kpdesk.desktop.pages.erase import ErasePage, same_words
from kpdesk.services import backups, history
from kpdesk.store import erase
from kpdesk.store.case import CaseFile
from kpdesk.store.engine import connect
from tests.builders import a_source, an_actor, an_anchor, put, text_of

SECRET = "Zebedee Quillfeather"


def _open(window: MainWindow, qtbot, *records: tuple[str, str]) -> ErasePage:  # type: ignore[no-untyped-def]
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        window.desk.go("erase", records=list(records))
    page = window.pages["erase"]
    assert isinstance(page, ErasePage)
    return page


def _erase(page: ErasePage, window: MainWindow, qtbot) -> None:  # type: ignore[no-untyped-def]
    page.field.clear()
    QTest.keyClicks(page.field, page.foreseen.words)  # type: ignore[union-attr]
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        QTest.keyClick(page.field, Qt.Key.Key_Return)


def test_a_text_is_erased_with_all_that_rests_only_on_it(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Asked for in Sources; nothing of the words is left in the file; the numbers said before are those done."""
    source = a_source(case, title=f"Letter of {SECRET}", text=f"{SECRET} said that monitors were followed.")
    actor = put(case, an_actor(name=SECRET))
    put(case, an_anchor(case, source, SECRET, actor_id=actor.id, role="mention"))
    window.page_of("sources").reload(None)
    window.desk.go("sources", source_id=source.id)
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        assert window.trigger("erase")
    page = window.pages["erase"]
    assert page.gone.lines[0].startswith("1 text, 1 actor") and SECRET in page.heading.text()
    assert "letter for letter" in page.gone.lines[1]
    values = re.match(r"[\d,]+ values", page.gone.lines[2])
    _erase(page, window, qtbot)
    assert values and values.group() in page.gone.lines[0]
    assert case.get("source", source.id) is None and case.get("actor", actor.id) is None
    window.door.close()
    data = case.path.read_bytes().lower()
    assert not [word for word in ("zebedee", "quillfeather", "were followed") if word.encode() in data]


def test_the_button_holds_only_when_the_words_were_typed(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Return in the empty field does nothing, nor do other words; letter case and blanks do not matter."""
    (actor,) = case.all("actor", name="Ana Sithole")
    page = _open(window, qtbot, ("actor", actor.id))
    assert window.focusWidget() is page.field
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    QTest.keyClicks(page.field, "Ana")
    assert not page.erase_button.isEnabled()
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert case.get("actor", actor.id) == actor
    page.field.setText("  ana  SITHOLE ")
    assert page.erase_button.isEnabled()


def test_leaving_erases_nothing(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Looking writes nothing, not even to the history; Esc goes back to where it was asked for."""
    (actor,) = case.all("actor", name="Ana Sithole")
    window.desk.go("actors", actor_id=actor.id)
    before = case.history(limit=1)
    page = _open(window, qtbot, ("actor", actor.id))
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert window.page is window.pages["actors"]
    assert case.history(limit=1) == before and case.get("actor", actor.id) == actor


def test_what_is_known_from_this_text_alone_can_stay(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """An actor that is ticked off survives its text, with nothing behind it."""
    source = a_source(case, title="Erase me", text=f"{SECRET} was there.")
    actor = put(case, an_actor(name=SECRET))
    put(case, an_anchor(case, source, SECRET, actor_id=actor.id, role="mention"))
    page = _open(window, qtbot, ("source", source.id))
    (box,) = [b for b in page.resting.findChildren(type(window.page_of("settings").single)) if SECRET in b.text()]
    with qtbot.waitSignal(window.desk.jobs.all_ended):
        box.click()
    assert "actor" not in page.gone.lines[0]
    _erase(page, window, qtbot)
    assert case.get("actor", actor.id) == actor and case.get("source", source.id) is None


def test_backups_that_hold_it_are_named_and_thinned(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """A new backup is made before the old ones go; one made before the text came in is not counted."""
    backups.back_up(case)
    source = a_source(case, title="Erase me", text=f"{SECRET} was there.")
    assert text_of(case, source)
    backups.back_up(case)
    page = _open(window, qtbot, ("source", source.id))
    assert page.held.lines[0].startswith("1 backup, the newest of today")
    _erase(page, window, qtbot)
    assert page.thin_button.isVisible()
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        page.thin_button.click()
    kept = backups.backups_of(case)
    assert [b.why for b in kept] == ["after erasing", "by hand"]
    assert not [b for b in kept if SECRET.encode() in b.path.read_bytes()]


def test_a_copy_beside_the_case_is_named(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """By its path, so that it can be deleted by hand."""
    from kpdesk.services import recovery

    copy = recovery.save_copy(case, case.path.with_name("for a colleague.kpdesk")).path
    (actor,) = case.all("actor", name="Ana Sithole")
    page = _open(window, qtbot, ("actor", actor.id))
    assert [line for line in page.held.lines if line.startswith(str(copy))]


def test_history_shows_that_something_was_erased(window: MainWindow, case: CaseFile, qtbot) -> None:  # type: ignore[no-untyped-def]
    """The deed stands there, without a word of what it was; it cannot be taken back."""
    actor = put(case, an_actor(name=SECRET), label=f"Added {SECRET}")
    page = _open(window, qtbot, ("actor", actor.id))
    _erase(page, window, qtbot)
    newest, before, *_ = history.entries(case)
    assert newest.sentence == "Erased permanently" and not newest.can_take_back
    assert before.sentence == "(erased)"
    window.trigger("history")
    assert history.next_undo(case) is None
    window.trigger("undo")
    assert case.get("actor", actor.id) is None


def test_words_typed_with_other_quotation_marks_count() -> None:
    """Keyboards have straight ones only; nothing typed never counts."""
    assert same_words('the "ban" isn\'t', "The “ban” isn’t")
    assert not same_words("", "") and not same_words("the", "the ban")


def test_a_file_that_could_not_be_written_anew_is_told_and_can_be_again(
    window: MainWindow, case: CaseFile, qtbot, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    """Another program read the case while it was erased: the erasing is done, and one button does what is left."""
    monkeypatch.setattr("kpdesk.store.engine.BUSY_SECONDS", 0.1)
    source = a_source(case, title="Elsewhere", text=f"{SECRET} was there.")
    actor = put(case, an_actor(name=SECRET))
    page = _open(window, qtbot, ("actor", actor.id))
    assert page.gone.lines[-1].startswith("The case still names it in 1 kept text or file:")
    case._engine.dispose()
    reader, write = connect(case.path, read_only=True, key=case.key), erase.write_anew

    def while_read(case) -> str:  # type: ignore[no-untyped-def]
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM actor").fetchone()
        return write(case)

    monkeypatch.setattr(erase, "write_anew", while_read)
    _erase(page, window, qtbot)
    monkeypatch.setattr(erase, "write_anew", write)
    assert page.heading.text() == "Erased for good" and case.get("actor", actor.id) is None
    assert "could not be written anew: another program" in page.gone.lines[2] and "names it" in page.gone.lines[3]
    reader.close()
    with qtbot.waitSignal(window.desk.jobs.all_ended, timeout=30_000):
        page.again_button.click()
    assert not page.again_button.isVisible() and len(page.gone.lines) == 3 and case.get("source", source.id)
