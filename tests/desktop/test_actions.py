"""Commands as data: no key twice, no key that a system takes, letters only where they are meant."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from kpdesk.desktop import actions
from kpdesk.settings import Settings

NESTED = {"review": ("review", "reader"), "sources": ("reader", "list"), "meetings": ("timeline", "list"),
          "positions": ("matrix", "list"), "briefings": ("briefings",)}  # fmt: skip


def test_no_key_means_two_things_in_one_place() -> None:
    """Two commands with one key are ambiguous in Qt, and neither would fire."""
    for places in NESTED.values():
        found = actions.of_place("everywhere", *places)
        keys = Counter(QKeySequence(key).toString() for a in found if not a.own for key in a.keys)
        assert [key for key, times in keys.items() if times > 1] == []


def test_ids_are_unique() -> None:
    """One id, one command."""
    assert len(actions.BY_ID) == len(actions.ACTIONS)


def test_no_key_is_one_that_a_system_takes() -> None:
    """No Alt with a letter, no Ctrl+Alt, none of the input methods' keys."""
    taken = {"Ctrl+H", "Ctrl+M", "Ctrl+Space", "Ctrl+.", "Ctrl+;", "Ctrl+Shift+U", "Ctrl+Shift+E", "Ctrl+Shift+A",
             "Ctrl+Shift+M", "Ctrl+Shift+L", "Ctrl+Shift+Y"}  # fmt: skip
    keys = {key for a in actions.ACTIONS if not a.own for key in a.keys}
    assert keys & taken == set()
    assert [k for k in keys if k.startswith("Ctrl+Alt+") or (k.startswith("Alt+") and len(k) == 5)] == []


def test_letters_hold_only_inside_pages() -> None:
    """A letter that held everywhere would fire while somebody types elsewhere."""
    assert [a.id for a in actions.of_place("everywhere") if any(actions.is_single(k) for k in a.keys)] == []


def test_a_letter_fires_on_a_button_and_is_text_in_a_field(qtbot) -> None:  # type: ignore[no-untyped-def]
    """The page's letters stay out of what is typed."""
    page, field, button = QWidget(), QLineEdit(), QPushButton("x")
    layout = QVBoxLayout(page)
    layout.addWidget(field)
    layout.addWidget(button)
    qtbot.addWidget(page)
    done: list[str] = []
    actions.install(page, "review", {"review.accept": lambda: done.append("accept")})
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    field.setFocus()
    QTest.keyClicks(field, "a")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_A)
    assert (field.text(), done) == ("a", ["accept"])


def test_single_letters_can_be_switched_off_and_keys_chosen() -> None:
    """WCAG 2.1.4."""
    assert actions.keys_of("review.accept", Settings(single_keys=False)) == ()
    assert actions.keys_of("review.accept", Settings(keys={"review.accept": "Ctrl+Return"})) == ("Ctrl+Return",)


def test_installing_again_replaces(qtbot) -> None:  # type: ignore[no-untyped-def]
    """Settings changed: no command twice."""
    page = QWidget()
    qtbot.addWidget(page)
    for _ in range(2):
        actions.install(page, "review", {"review.accept": lambda: None})
    assert [a.objectName() for a in page.actions()] == ["review.accept"]
