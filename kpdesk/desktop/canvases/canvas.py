"""What all canvases do: say the current mark to screen readers."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget


def speak(widget: QWidget, words: str) -> None:
    """Make ``words`` the canvas's description, and tell who listens that it changed."""
    widget.setAccessibleDescription(words)
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
