"""The window: pages, models, forms, canvases. Only here PySide6; no rules and no SQL."""
