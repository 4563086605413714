"""What every page is: a place with a title, a count, things for the header, and commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from operator import attrgetter
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kpdesk.desktop.desk import Deed, Desk
from kpdesk.domain.changes import Changes


class Page(QWidget):
    """Base of the pages. A page is made when first visited, with the desk as its only argument.

    Attributes: ``place`` (its name in ``desk.go``), ``action_places`` (whose letters hold in it), ``reads``
    (record kinds after whose change ``reload`` is called; empty: every change).
    Signals: ``header_changed`` when title, count or header widgets changed; ``beside_changed`` when another record
    is shown, whose characters a wide window shows beside it.
    """

    header_changed = Signal()
    beside_changed = Signal()
    place: ClassVar[str] = ""
    name: ClassVar[str] = ""
    action_places: ClassVar[tuple[str, ...]] = ()
    holders: ClassVar[Mapping[str, dict[str, Any]]] = {}  # parts that hold what is typed -> what ``go`` shows them by
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAccessibleName(self.name)

    def title(self) -> str:
        """The place, as the header says it first."""
        return self.name

    def count_text(self) -> str:
        """What is shown and how many, such as "14 of 31 to decide"."""
        return ""

    def header_widgets(self) -> list[QWidget]:
        """View switch, filter chips and the main button (last), made once by the page."""
        return []

    def show_where(self, **where: Any) -> None:
        """Show what ``desk.go(place, **where)`` named. Called at each visit, with nothing named too."""

    def where(self) -> dict[str, Any]:
        """What to come back to with Back; merged into the visit when the page is left."""
        return {}

    def reload(self, changes: Changes | None = None) -> None:
        """Read again; ``changes`` None means another case."""

    def unkept(self) -> dict[str, Any]:
        """What was typed here and is in no case yet, by part, as plain values and choices; {} for nothing."""
        parts = {name: attrgetter(name)(self) for name in self.holders}
        return {name: found for name, part in parts.items() if (found := part.unkept())}

    def take_unkept(self, typed: dict[str, Any]) -> list[tuple[str, Deed]]:
        """Put it back; (what to call it, how to show it) for each thing that a person would look for."""
        found: list[tuple[str, Deed]] = []
        for name, where in self.holders.items():
            if name in typed:
                told = attrgetter(name)(self).take_unkept(typed[name])
                found += [(words, partial(self._show_part, where, show)) for words, show in told]
        return found

    def _show_part(self, where: dict[str, Any], show: Deed) -> None:
        self.desk.go(self.place, **where)
        show()

    def find(self) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Ctrl+F: put the focus where one filters or searches here."""

    def panes(self) -> list[QWidget]:
        """What F6 walks, left to right."""
        return []

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Commands that this page does while it is shown, by action id."""
        return {}

    def show_evidence(self, anchors: list[Any]) -> bool:
        """Show the characters in this page's own reader; False lets the window open one beside it."""
        return False

    def beside(self) -> list[Any]:
        """Anchors of the record shown, for the reader that a wide window keeps beside the page."""
        return []

    def toggle_list(self) -> None:
        """F9: show or hide the list column."""

    def fit(self, width: int) -> None:
        """The page's width changed to ``width``: fold for narrow windows, unfold for wide ones."""
