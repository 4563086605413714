"""The field for a text as it was received: taken as it is, refused where it is too long, begun at its own side."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit

from kpdesk.errors import KpdeskError
from kpdesk.services import pasting


class ReceivedEdit(QPlainTextEdit):
    """Takes pasted and dropped text as it is; one that is longer than a case takes is refused before it is laid out."""

    refused = Signal(str)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.fits(source.text()):
            super().insertFromMimeData(source)

    def run_right_to_left(self, on: bool) -> None:
        """Let the lines begin at the right; Qt orders their letters by itself, but begins them at the left."""
        option = self.document().defaultTextOption()
        wanted = Qt.AlignmentFlag.AlignRight if on else Qt.AlignmentFlag.AlignLeft
        if option.alignment() != wanted:
            option.setAlignment(wanted)
            self.document().setDefaultTextOption(option)

    def fits(self, text: str) -> bool:
        """Whether a text is short enough; says ``refused`` where it is not."""
        try:
            pasting.check_length(text)
        except KpdeskError as fault:
            self.refused.emit(str(fault))
            return False
        return True
