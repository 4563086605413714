"""What ``make shots`` looks at: each screen of the window as a small function that brings it up."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk.desktop.main_window import MainWindow
from kpdesk.domain.finding import Criteria
from kpdesk.domain.listing import ListQuery
from kpdesk.domain.records import Actor
from kpdesk.errors import BackupDamaged
from kpdesk.services import backups, cases, lookup, recovery

Scene = Callable[[MainWindow], object]
ARTICLE = (
    "Monitors call for a pause on Lesedi exports\n\nHarbour Gazette\n14 March 2012\n\n"
    "The Lesedi Mining Monitor walked out of a working group session of the Kimberley Process on Monday. "
    "“We will not sit in a room that treats beatings as paperwork,” its director Tendai Moravec told reporters.\n"
)


def _first(window: MainWindow, kind: str, sort: str, *, descending: bool = True) -> str:
    rows = lookup.page(window.desk.case, ListQuery(kind=kind, sort=sort, descending=descending, limit=1)).rows
    return str(rows[0][0]) if rows else ""


def _key(window: MainWindow, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget() or window, key)


def _place(place: str, **where: Any) -> Scene:
    return lambda window: window.desk.go(place, **where)


def _paste(window: MainWindow) -> None:
    window.desk.go("paste")
    window.page.text.setPlainText(ARTICLE)  # type: ignore[union-attr]


def _review(**fields: str) -> Scene:
    def show(window: MainWindow) -> None:
        window.desk.go("review")
        queue = window.page.queue  # type: ignore[union-attr]
        queue.clear_filter()
        queue.set_filter(type(queue.wanted)(**fields))

    return show


def _hover(window: MainWindow) -> None:
    _review()(window)
    QTest.qWait(200)
    _key(window, Qt.Key.Key_Space)


def _tag(window: MainWindow) -> None:
    window.desk.go("sources", view="texts")
    QTest.qWait(200)
    reader = window.page.reader  # type: ignore[union-attr]
    reader.text.select(400, 470)
    reader.tag()


def _actor(tab: str) -> Scene:
    def show(window: MainWindow) -> None:
        window.desk.go("actors", actor_id=_first(window, "actors", "statements"), tab=tab)

    return show


def _merge(window: MainWindow) -> None:
    found = lookup.page(window.desk.case, ListQuery(kind="actors", sort="statements", descending=True, limit=2)).rows
    window.desk.go("merge", keep=str(found[0][0]), gone=str(found[1][0]))


def _timeline(factor: float) -> Scene:
    def show(window: MainWindow) -> None:
        window.desk.go("meetings", view="timeline")
        canvas = window.page.canvas  # type: ignore[union-attr]
        canvas.fit()
        _key(window, Qt.Key.Key_End)
        if factor > 1:
            canvas.zoom_by(factor)

    return show


def _cell(window: MainWindow) -> None:
    window.desk.go("positions", view="matrix")
    QTest.qWait(200)
    window.page.matrix.setFocus()  # type: ignore[union-attr]
    _key(window, Qt.Key.Key_Return)


def _find(words: str) -> Scene:
    return lambda window: (window.desk.go("find", words=words), window.page.facets.show_criteria(Criteria()))  # type: ignore[union-attr]


def _over(action: str) -> Scene:
    def show(window: MainWindow) -> None:
        window.desk.go("sources", view="texts")
        window.trigger(action)

    return show


def _palette(window: MainWindow) -> None:
    _over("palette")(window)
    QTest.qWait(100)
    QTest.keyClicks(QApplication.focusWidget() or window, "kin")


def _message(window: MainWindow) -> None:
    window.desk.go("sources", view="texts")
    window.desk.say(
        "Rejected 17 proposals. They will not be proposed again.", "ok", [("Undo", int), ("Show them", int)]
    )


def _fault(window: MainWindow) -> None:
    window.desk.go("sources", view="texts")
    window.desk.say("“31 June 2011” is no date: June has 30 days. Write a day, a month (June 2011) or a year.", "error")


def _evidence(window: MainWindow) -> None:
    _actor("statements")(window)
    window.desk.show_evidence(lookup.evidence(window.desk.case, "statement", _first(window, "statements", "said_on")))


def _keys(window: MainWindow) -> None:
    window.desk.go("settings")
    page = window.page
    page.keys.isHidden() and page.change_keys.click()  # type: ignore[union-attr]
    page.change_keys.setFocus()  # type: ignore[union-attr]


def _protected(window: MainWindow) -> Path:
    """A protected case beside the open one, with a backup that is whole and one that is not."""
    path = Path(window.desk.case.path).with_name("Lesedi letters.kpdesk")
    if not path.exists():
        with cases.create(path, passphrase="five words that nobody guesses") as case:
            backups.back_up(case, "by hand")
            rotten, key = backups.back_up(case, "on a timer"), backups.key_of(case)
        rotten.path.write_bytes(rotten.path.read_bytes()[:-4096] + bytes(4096))
        with contextlib.suppress(BackupDamaged):
            backups.verify(rotten, key=key)
    return path


def _asked(place: str, *, wrong: bool = False) -> Scene:
    def show(window: MainWindow) -> None:
        window.desk.go(place, path=str(_protected(window)))
        while window.desk.jobs.busy():
            QTest.qWait(50)
        if wrong:
            QTest.keyClicks(window.page.ask.field, "Five words")  # type: ignore[union-attr]
            _key(window, Qt.Key.Key_Return)

    return show


def _backups(window: MainWindow) -> None:
    if not backups.backups_of(window.desk.case):
        backups.back_up(window.desk.case, "on opening")
    window.desk.go("backups")


def _erase(window: MainWindow) -> None:
    window.desk.go("erase", records=[("actor", _first(window, "actors", "statements"))])


def _merge_back(window: MainWindow) -> None:
    """A copy in which one note reads otherwise, one actor is gone that was worked on here, and one actor is new."""
    case = window.desk.case
    path = Path(case.path).with_name("for Bo.kpdesk")
    first, second = (
        str(row[0]) for row in lookup.page(case, ListQuery(kind="actors", sort="statements", limit=2)).rows
    )
    if not path.exists():
        recovery.save_copy(case, path)
        with cases.open_case(path) as copy, copy.unit("Worked on the copy", who="Bo") as unit:
            unit.put(replace(copy.get("actor", first), note="Met in Harare, 3 May."))
            unit.remove("actor", second)
            unit.add(Actor(name="Harbour Gazette", kind="company", made_by="person", state="accepted"))
        with case.unit("Worked here") as unit:
            unit.put(replace(case.get("actor", first), note="Wrote to us in June."))
            unit.put(replace(case.get("actor", second), note="To be asked about the audit."))
    window.desk.go("merge_back", path=str(path))


SCENES: dict[str, Scene] = {
    "sources": _place("sources", view="texts"),
    "sources-statements": _place("sources", view="statements"),
    "paste": _paste,
    "review": _review(),
    "review-decided": _review(scope="all"),
    "review-filtered": _review(words="zzzz"),
    "review-hover": _hover,
    "tag": _tag,
    "actor-overview": _actor("overview"),
    "actor-statements": _actor("statements"),
    "actor-positions": _actor("positions"),
    "actor-meetings": _actor("meetings"),
    "actor-appearances": _actor("appearances"),
    "actor-relations": _actor("relations"),
    "actor-evidence": _evidence,
    "actors-table": _place("actors", view="table"),
    "merge": _merge,
    "timeline-all": _timeline(1),
    "timeline-months": _timeline(6),
    "timeline-weeks": _timeline(40),
    "meetings-table": _place("meetings", view="table"),
    "meeting": lambda window: window.desk.go("meetings", meeting_id=_first(window, "meetings", "statements")),
    "matrix": _place("positions", view="matrix"),
    "matrix-cell": _cell,
    "network": _place("positions", view="network"),
    "positions-table": _place("positions", view="table"),
    "briefings": _place("briefings"),
    "find": _find("plenary"),
    "find-nothing": _find("zzzzqq"),
    "settings": _place("settings"),
    "key-editor": _keys,
    "backups-none": _place("backups"),
    "backups": _backups,
    "backups-asked": _asked("backups"),
    "backups-asked-wrong": _asked("backups", wrong=True),
    "check": _place("check", start=True),
    "check-asked": _asked("check"),
    "check-asked-wrong": _asked("check", wrong=True),
    "unlock": _asked("unlock"),
    "protection": _place("protection"),
    "erase": _erase,
    "copy-out": _place("copy_out"),
    "diagnostic": _place("diagnostic"),
    "reference": _place("reference"),
    "history": _over("history"),
    "palette": _palette,
    "cheat-sheet": _over("help.keys"),
    "message": _message,
    "message-error": _fault,
    "merge-back": _merge_back,
}
EMPTY: dict[str, Scene] = {
    "sources": _place("sources", view="texts"),
    "statements": _place("sources", view="statements"),
    "review": _place("review"),
    "actors": _place("actors"),
    "meetings": _place("meetings", view="timeline"),
    "positions": _place("positions", view="matrix"),
    "briefings": _place("briefings"),
    "find": _place("find"),
    "backups": _place("backups"),
}
