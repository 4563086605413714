"""``make shots``: every place of the window as a picture, in both themes, into ``build/shots``.

The sample case of ``make run`` is used where it is there. Without a display Qt's offscreen platform paints.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest

from kpdesk import main as window_root
from kpdesk import settings
from kpdesk.domain.listing import ListQuery
from kpdesk.services import cases, lookup, sample

OUT = Path("build/shots")
PLACES = (
    "start", "sources", "paste", "review", "actors", "meetings", "positions", "briefings", "find", "settings", "backups",
    "reference",
)  # fmt: skip


def _case_copy(folder: Path) -> Path:
    ready, copy = Path("build/demo/sample.kpdesk"), folder / "sample.kpdesk"
    if ready.exists():
        shutil.copy2(ready, copy)
    else:
        sample.build(copy).close()
    return copy


def _shoot(theme: str, size: tuple[int, int], case_path: Path, places: tuple[str, ...]) -> None:
    window = window_root.make_window(settings.Settings(theme=theme))
    window.resize(*size)
    window.show()
    QTest.qWaitForWindowExposed(window)
    _save(window, theme, size, "start")
    case = cases.open_case(case_path)
    window.desk.take_case(case)
    for place in places[1:]:
        window.desk.go(place)
        QTest.qWait(700)
        _save(window, theme, size, place)
    actor = lookup.page(case, ListQuery(kind="actors", sort="statements", descending=True, limit=1)).rows
    if actor:
        window.desk.go("actors", actor_id=str(actor[0][0]))
        QTest.qWait(700)
        _save(window, theme, size, "actor")
    window.close()
    case.close()


def _save(window, theme: str, size: tuple[int, int], place: str) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(OUT / f"{place}_{theme}_{size[0]}.png"))


def main(words: list[str]) -> int:
    """Words may name places; all are taken otherwise."""
    places = tuple(w for w in words if w in PLACES)
    places = ("start", *places) if places else PLACES
    window_root.make_application(["kpdesk"])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
        path = _case_copy(Path(folder))
        for theme in ("light", "dark"):
            _shoot(theme, (1280, 800), path, places)
        _shoot("light", (2560, 1440), path, places)
    print(f"pictures are in {OUT.as_posix()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
