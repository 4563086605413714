"""``make shots``: every screen of the window as a picture, in both themes and all sizes, into ``build/shots``.

The sample case of ``make run`` is used where it is there. Without a display Qt's offscreen platform paints.
Words narrow what is made: names of scenes (``review``), a theme, a size (``1280``); ``make shots ARGS="review dark"``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kpdesk import main as window_root
from kpdesk import settings
from kpdesk.desktop.main_window import MainWindow
from kpdesk.services import cases, sample
from scripts.scenes import EMPTY, SCENES, Scene

OUT = Path("build/shots")
THEMES = ("light", "dark")
# name: (width, height in logical pixels, how many real pixels each of them is)
SIZES = {"1280": (1280, 800, 1), "2560": (2560, 1440, 1), "960": (960, 600, 1), "640x2": (640, 400, 2)}
SETTLED_MS, MOST_MS = 120, 8000


def _case_copy(folder: Path) -> Path:
    ready, copy = Path("build/demo/sample.kpdesk"), folder / "sample.kpdesk"
    if ready.exists():
        shutil.copy2(ready, copy)
    else:
        sample.build(copy).close()
    return copy


def _settle(window: MainWindow) -> None:
    """Wait until nothing is read or set any more."""
    QTest.qWait(SETTLED_MS)
    for _ in range(MOST_MS // SETTLED_MS):
        if not window.desk.jobs.busy():
            break
        QTest.qWait(SETTLED_MS)
    QTest.qWait(SETTLED_MS)


def _save(window: MainWindow, scene: str, theme: str, size: str) -> None:
    window.grab().save(str(OUT / f"{scene}_{theme}_{size}.png"))


def _close_all(window: MainWindow) -> None:
    """Esc until nothing lies over the page."""
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    window.trigger("escape")


def _shoot_case(window: MainWindow, path: Path, scenes: Mapping[str, Scene], theme: str, size: str, lead: str) -> None:
    case = cases.open_case(path)
    window.desk.take_case(case)
    for name, show in scenes.items():
        show(window)
        _settle(window)
        _save(window, f"{lead}{name}", theme, size)
        _close_all(window)
    window.desk.take_case(None)


def _shoot(theme: str, size: str, path: Path, empty: Path, wanted: frozenset[str]) -> None:
    width, height, _scale = SIZES[size]
    window = window_root.make_window(settings.Settings(theme=theme))
    window.resize(width, height)
    window.show()
    QTest.qWaitForWindowExposed(window)
    if not wanted or "start" in wanted:
        _save(window, "start", theme, size)
    chosen = {name: show for name, show in SCENES.items() if not wanted or name in wanted}
    _shoot_case(window, path, chosen, theme, size, "")
    blank = {name: show for name, show in EMPTY.items() if not wanted or f"empty-{name}" in wanted}
    _shoot_case(window, empty, blank, theme, size, "empty-")
    window.close()


def main(words: list[str]) -> int:
    """Words name scenes, themes and sizes; all are taken otherwise."""
    OUT.mkdir(parents=True, exist_ok=True)
    sizes = [s for s in SIZES if s in words] or list(SIZES)
    scale = int(os.environ.get("QT_SCALE_FACTOR", "1"))
    for other in {SIZES[s][2] for s in sizes} - {scale}:  # Qt reads the scale once, at its start
        of_it = [s for s in sizes if SIZES[s][2] == other]
        rest = [w for w in words if w not in SIZES]
        command = [sys.executable, "-m", "scripts.screenshots", *rest, *of_it]
        subprocess.run(command, check=True, env=os.environ | {"QT_SCALE_FACTOR": str(other)})
    wanted = frozenset(w for w in words if w not in SIZES and w not in THEMES)
    window_root.make_application(["kpdesk"])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
        path, empty = _case_copy(Path(folder)), Path(folder) / "empty.kpdesk"
        cases.create(empty).close()
        for size in [s for s in sizes if SIZES[s][2] == scale]:
            for theme in [t for t in THEMES if t in words] or THEMES:
                _shoot(theme, size, path, empty, wanted)
    print(f"pictures are in {OUT.as_posix()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
